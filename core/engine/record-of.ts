/** Reads records out of the mirror, for what the index does not hold. */
import { currentVersions } from '../index/queries/objects';
import { type LineageRecord, parseRecord } from '../record/envelope';
import type { OpenWorkspace } from './context';

/** Records between two turns. */
const portion = 100;

/** The records of these nodes as last seen; nodes without a record, or whose bytes are none, are left out. Throws `evidence-damaged`. */
export function recordsOf(workspace: OpenWorkspace, nodes: Iterable<number>): Map<number, LineageRecord> {
  const records = new Map<number, LineageRecord>();
  for (const [node, version] of currentVersions(workspace.db, nodes)) {
    const parsed = parseRecord(workspace.bytes(version));
    if ('record' in parsed) records.set(node, parsed.record);
  }
  return records;
}

/** The same one after another as their bytes lie, with turns for others; those alone that `wanted` does not know to say nothing by their text. */
export function* recordsInTurns(
  workspace: OpenWorkspace,
  nodes: Iterable<number>,
  wanted: (text: string) => boolean,
  use: (node: number, record: LineageRecord) => void,
): Generator<void> {
  const decoder = new TextDecoder();
  const versions = [...currentVersions(workspace.db, nodes)].sort(([, a], [, b]) => a.pack - b.pack || a.offset - b.offset);
  for (const [at, [node, version]] of versions.entries()) {
    const bytes = workspace.bytes(version);
    const parsed = wanted(decoder.decode(bytes)) ? parseRecord(bytes) : null;
    if (parsed !== null && 'record' in parsed) use(node, parsed.record);
    if (at % portion === 0) yield;
  }
}

export function recordOf(workspace: OpenWorkspace, node: number): LineageRecord | null {
  return recordsOf(workspace, [node]).get(node) ?? null;
}
