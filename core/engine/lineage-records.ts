/** Finds the record that a typed text means, and reads it as Nextflow holds it. */
import type { Output } from '../contract';
import { AuditError } from '../errors';
import { keysWithPrefix, runsAndTasksWithPrefix, runsNamed } from '../index/queries/lineage-names';
import { findNode, nodeByKey } from '../index/queries/nodes';
import { currentVersionOfKey, isKeyOfObject, objectOfNode } from '../index/queries/objects';
import { type NextflowRecord, readNextflowRecord } from '../nextflow/model';
import { keyOfLid, lidOfKey } from '../record/lid';
import type { OpenWorkspace } from './context';

export type Resolved = Output<'lineage.resolve'>;

/** How many candidates an error names. */
const shownCandidates = 5;

/** Is there a record under this key, now or kept from earlier? */
export function isKnownKey(workspace: OpenWorkspace, key: string): boolean {
  return isKeyOfObject(workspace.db, key);
}

/** The record under a key as its bytes were seen last; null where there is none. Throws `not-supported` for what could not be read. */
export function loadRecord(workspace: OpenWorkspace, key: string): NextflowRecord | null {
  const version = currentVersionOfKey(workspace.db, key);
  if (version !== undefined) return readNextflowRecord(workspace.bytes(version));
  const node = nodeByKey(workspace.db, key);
  if (node === undefined) return null;
  const stored = objectOfNode(workspace.db, node.id);
  if (stored?.quarantined)
    throw new AuditError('not-supported', `${node.lid} could not be read as a record (${stored.reason ?? 'no reason known'}). What could be read of it is kept: see findings.`);
  return null;
}

/** Says that a record has vanished from the store; null for one that is there. */
export function vanishedNote(workspace: OpenWorkspace, key: string): string | null {
  const node = nodeByKey(workspace.db, key);
  const stored = node && objectOfNode(workspace.db, node.id);
  return stored?.vanished ? `${lidOfKey(key)} is no longer in the store: these are the bytes kept from earlier.` : null;
}

/** Throws `not-found`, naming what comes close. A LID that other records name, though it has no record, is an answer: kind Missing. */
export function resolveText(workspace: OpenWorkspace, text: string): Resolved {
  const { db } = workspace;
  const exact = findNode(db, text);
  if (exact !== undefined) return { lid: exact.lid, kind: exact.kind, how: exact.kind === 'External' ? 'path' : 'exact' };
  const key = keyOfLid(text);
  const named = text.startsWith('lid://') ? [] : runsNamed(db, text);
  const short = /^[0-9a-f]{4,31}$/.test(key) ? runsAndTasksWithPrefix(db, key, shownCandidates + 1) : [];
  const [only, ...others] = named.length > 0 ? named : short.length > 0 ? short : key.length >= 4 ? keysWithPrefix(db, key, shownCandidates + 1) : [];
  if (only === undefined) throw notFound(workspace, text);
  if (others.length > 0) throw ambiguous(text, [only, ...others]);
  return { lid: lidOfKey(only), kind: nodeByKey(db, only)?.kind ?? 'Unknown', how: named.length > 0 ? 'run-name' : 'prefix' };
}

export function notFound(workspace: OpenWorkspace, text: string): AuditError {
  return new AuditError('not-found', `There is no record ${text} in the workspace "${workspace.name}". Check the LID, or sync if the record is new.`);
}

function ambiguous(text: string, keys: string[]): AuditError {
  const shown = keys.slice(0, shownCandidates).map(lidOfKey);
  const more = keys.length > shownCandidates ? ', and more' : '';
  return new AuditError('not-found', `${text} is the start or name of several records: ${shown.join(', ')}${more}. Write more of the LID.`, { candidates: shown });
}
