/** Which events of the ledger concern a run, and what bytes they name. */
import { addTo } from '../add-to';
import type { FileName, LedgerEvent } from '../evidence/ledger';
import { keyOfLid, lidOfKey, plainPath } from '../record/lid';
import type { Leaf } from './at-checkpoint';
import type { Scope } from './scope';

export interface Chosen {
  /** Ascending. */
  indexes: number[];
  /** SHA-256 of each version of a record → the first leaf that names it, in that order. */
  records: Map<string, number>;
  /** The same for imported lists, manifests of folders, and files of OpenLineage events. */
  lists: Map<string, number>;
  /** Leaves of type `checked` or `code-checked`. */
  checks: number;
  /** Results by file (its LID, else its path), in order. */
  results: Map<string, { leaf: number; at: string | null; verdict: string; recorded: string }[]>;
}

export function chooseLeaves(leaves: Iterable<Leaf>, scope: Scope): Chosen {
  const chosen: Chosen = { indexes: [], records: new Map(), lists: new Map(), checks: 0, results: new Map() };
  const indexes = new Set<number>();
  const bounds = new Map<string, number[]>();
  const referred = new Set<string>();
  let last = -1;
  for (const { index, event } of leaves) {
    last = index;
    const bound = boundOf(event);
    if (bound !== null) addTo(bounds, bound, index);
    if (bound !== null || !concerns(event, scope)) continue;
    indexes.add(index);
    if ('sync' in event) referred.add(`sync ${event.sync}`);
    if (event.type === 'checked' || event.type === 'code-checked') chosen.checks++;
    note(chosen, index, event, referred);
  }
  indexes.add(last); // the journal-head that the checkpoint is signed right behind
  for (const one of referred) for (const index of bounds.get(one) ?? []) indexes.add(index);
  chosen.indexes = [...indexes].filter((index) => index >= 0).sort((a, b) => a - b);
  return chosen;
}

/** What others refer to by number. */
function boundOf(event: LedgerEvent): string | null {
  if (event.type === 'sync-began' || event.type === 'sync-ended') return `sync ${event.sync}`;
  return event.type === 'verify-began' ? `verification ${event.verification}` : null;
}

function concerns(event: LedgerEvent, scope: Scope): boolean {
  switch (event.type) {
    case 'first-seen':
    case 'changed':
    case 'reappeared':
    case 'retagged':
    case 'vanished':
      return scope.paths.has(event.path);
    case 'checked':
      return isOf(event.check, scope);
    case 'code-checked':
      return scope.lids.has(lidOfKey(keyOfLid(event.check.run)));
    case 'baseline-imported':
      return [...event.files, ...event.conflicts].some((file) => isOf(file, scope));
    case 'baseline-renewed':
    case 'baseline-locked':
      return event.files.some((file) => isOf(file, scope));
    case 'tags-set':
      return event.item.kind === 'record' ? scope.lids.has(event.item.text) : event.item.kind === 'path' && scope.outside.has(event.item.text);
    case 'openlineage-imported':
    case 'openlineage-removed':
      return scope.told.has(event.number);
    case 'signer-enrolled':
    case 'checkpoint-handed-out':
      return true;
    default:
      return false;
  }
}

function isOf({ lid, path }: FileName, { lids, outside }: Scope): boolean {
  return lid === null ? path !== null && outside.has(plainPath(path)) : lids.has(lid);
}

function note({ records, lists, results }: Pick<Chosen, 'records' | 'lists' | 'results'>, index: number, event: LedgerEvent, referred: Set<string>): void {
  if ('path' in event && 'sha256' in event && event.sha256 !== null && !records.has(event.sha256)) records.set(event.sha256, index);
  if (event.type === 'baseline-imported' && !lists.has(event.list.sha256)) lists.set(event.list.sha256, index);
  if (event.type === 'openlineage-imported' && !lists.has(event.file.sha256)) lists.set(event.file.sha256, index);
  if (event.type !== 'checked') return;
  const { check } = event;
  if (event.verification !== undefined) referred.add(`verification ${event.verification}`);
  if (check.folder != null && !lists.has(check.folder.sha256)) lists.set(check.folder.sha256, index);
  const file = check.lid ?? check.path ?? '';
  const of = results.get(file) ?? [];
  of.push({ leaf: index, at: check.at, verdict: check.verdict, recorded: check.recorded.checksum?.value ?? '' });
  results.set(file, of);
}
