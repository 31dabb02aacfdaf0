/** Reads a list once, matches each of its lines, and finds what the runs concerned published that it lacks. */
import { addTo } from '../../add-to';
import type { Parsed } from '../../contract';
import type { ExtraRow, ReconcileRow, Reconciliation } from '../../contract/reconcile';
import type { Progress } from '../../contract/shared';
import { AuditError } from '../../errors';
import { nowOf } from '../../now';
import type { Ports } from '../../ports';
import { visibleText } from '../../preview/visible-text';
import { lastPart } from '../../record/facts';
import { lidOfKey } from '../../record/lid';
import { mapPath } from '../../verify/path-map';
import { readList } from '../../verify/reconcile/read-list';
import { needsLook } from '../../verify/reconcile/words';
import type { OpenWorkspace } from '../context';
import { readStart } from '../read-start';
import { findRun } from '../runs/find-run';
import { isWhole, type Lookup, lookUp, nameOf, tidyPath } from './lookup';
import { type Match, matchEntry } from './match';

const mostBytes = 50_000_000;
/** Lines between two looks at the stop signal. */
const turn = 200;

/** Throws `file-unreadable`, `bad-input` for what is no list, `cancelled`. */
export async function* reconcile(
  ports: Ports,
  workspace: OpenWorkspace,
  { list, run, column }: Pick<Parsed<'reconcile.list'>, 'list' | 'run' | 'column'>,
  signal: AbortSignal,
): AsyncGenerator<Progress, Reconciliation> {
  const name = visibleText(lastPart(list.replaceAll('\\', '/')));
  yield { phase: 'reading the list', done: 0, total: null };
  const bytes = await readWhole(ports, list, signal);
  const hash = ports.sha256();
  hash.update(bytes);
  const { entries, form, columns, notes } = readList(bytes, name, column);
  const only = run === undefined ? null : findRun(workspace, run);
  const lookup = lookUp(workspace, entries);
  const exists = finder(ports, workspace, list);
  const matches: Match[] = [];
  for (const entry of entries) {
    if (matches.length % turn === 0) {
      yield { phase: 'matching lines', done: matches.length, total: entries.length };
      if (signal.aborted) throw new AuditError('cancelled', 'Stopped.');
    }
    matches.push(await matchEntry(lookup, entry, only === null ? null : lidOfKey(only.key), exists));
  }
  const of = matches.some(({ isRun }) => isRun) && !matches.some(({ isRun, node }) => !isRun && node !== null) ? 'runs' : 'files';
  const rows = withRepeats(matches);
  const concerned = only !== null ? [only] : runsOf(lookup, rows);
  const lacking = of === 'runs' && only === null ? missingRuns(lookup, matches) : missingFiles(lookup, concerned, matches);
  const states = (state: ReconcileRow['state']) => rows.filter((row) => row.state === state).length;
  const sums = rows.flatMap(({ sha256 }) => sha256?.state ?? []);
  const unusable = count(sums, 'unusable');
  const files = matches.filter(({ isRun, row }) => !isRun && row.state === 'matched');
  return {
    list: { name, sha256: hash.hex(), size: bytes.length, form, columns, notes },
    of,
    runs: concerned.map((one) => ({ lid: lidOfKey(one.key), name: nameOf(one) })),
    rows,
    extra: lacking.rows,
    counts: {
      rows: rows.length,
      byState: { matched: states('matched'), ambiguous: states('ambiguous'), 'not-matched': states('not-matched'), 'without-lineage': states('without-lineage') },
      extra: lacking.rows.length,
      extraOf: lacking.of,
      sha256: {
        listed: sums.length - unusable,
        equal: count(sums, 'equal'),
        differs: count(sums, 'differs'),
        notNow: count(sums, 'not-now'),
        notRead: count(sums, 'not-read'),
        unusable,
      },
      checked: files.filter(({ row }) => row.check !== null && row.check.verdict !== 'not-checked').length,
      findings: files.filter(({ row }) => needsLook(row.check)).length,
    },
    at: nowOf(ports),
  };
}

async function readWhole(ports: Ports, path: string, signal: AbortSignal): Promise<Uint8Array> {
  const { kind, size } = await ports.files.stat(path);
  if (kind !== 'file')
    throw new AuditError(
      'file-unreadable',
      `The list "${path}" is ${kind === 'missing' ? 'not there' : kind === 'folder' ? 'a folder' : 'no file that can be read'}. Name a file.`,
      { path },
    );
  if (size > mostBytes) throw new AuditError('bad-input', `The list "${path}" has ${size} bytes; at most ${mostBytes} are read. Split it.`, { path });
  return readStart(ports, path, { limit: mostBytes, signal });
}

/** Where a listed path lies on this computer: at itself, where a path map leads, or beside the list. Services are not asked. */
function finder(ports: Ports, workspace: OpenWorkspace, list: string) {
  const { maps } = workspace.settings;
  const beside = list.slice(0, Math.max(list.lastIndexOf('/'), list.lastIndexOf('\\')) + 1);
  return async (listed: string): Promise<string | null> => {
    const path = tidyPath(listed);
    for (const place of isWhole(path) ? [path, mapPath(path, maps)] : [beside + path]) {
      if (!place.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(place)) continue;
      const { kind } = await ports.files.stat(place);
      if (kind === 'file' || kind === 'folder' || kind === 'other') return place;
    }
    return null;
  };
}

/** A record that several lines name is said at each. */
function withRepeats(matches: readonly Match[]): ReconcileRow[] {
  const lines = new Map<number, number[]>();
  for (const { node, row } of matches) if (node !== null) addTo(lines, node, row.row);
  return matches.map(({ node, row }) => {
    const others = node === null ? [] : (lines.get(node) ?? []).filter((line) => line !== row.row);
    return others.length === 0 ? row : { ...row, note: [row.note, `Also in row ${others.slice(0, 5).join(', ')}.`].filter(Boolean).join(' ') };
  });
}

function runsOf({ runs }: Lookup, rows: readonly ReconcileRow[]) {
  const named = new Set(rows.flatMap(({ run }) => run?.lid ?? []));
  return runs.filter((run) => named.has(lidOfKey(run.key)));
}

function missingFiles(lookup: Lookup, concerned: Lookup['runs'], matches: readonly Match[]): { rows: ExtraRow[]; of: number } {
  const listed = new Set(matches.flatMap(({ node }) => node ?? []));
  const named = new Set(matches.flatMap(({ row }) => row.path ?? []));
  let of = 0;
  const rows = concerned.flatMap((run) => {
    const all = lookup.published(run);
    of += all.length;
    const about = { lid: lidOfKey(run.key), name: nameOf(run) };
    return all.flatMap(({ candidate, path }): ExtraRow[] => {
      if (candidate !== undefined) return listed.has(candidate.node) ? [] : [{ lid: candidate.lid, path: candidate.path, run: about, check: candidate.check }];
      return path === null || named.has(path) ? [] : [{ lid: null, path, run: about, check: null }];
    });
  });
  return { rows, of };
}

function missingRuns({ runs }: Lookup, matches: readonly Match[]): { rows: ExtraRow[]; of: number } {
  const listed = new Set(matches.flatMap(({ row }) => row.run?.lid ?? []));
  const rows = runs.map((run) => ({ lid: lidOfKey(run.key), name: nameOf(run) })).filter(({ lid }) => !listed.has(lid));
  return { rows: rows.map((run) => ({ lid: run.lid, path: null, run, check: null })), of: runs.length };
}

function count(states: readonly string[], state: string): number {
  return states.filter((one) => one === state).length;
}
