/** Reads records out of the mirror, for what the index does not hold. */
import { currentVersions } from '../index/queries/objects';
import { type LineageRecord, parseRecord } from '../record/envelope';
import type { OpenWorkspace } from './context';

/** The records of these nodes as last seen; nodes without a record, or whose bytes are none, are left out. Throws `evidence-damaged`. */
export function recordsOf(workspace: OpenWorkspace, nodes: Iterable<number>): Map<number, LineageRecord> {
  const records = new Map<number, LineageRecord>();
  for (const [node, version] of currentVersions(workspace.db, nodes)) {
    const parsed = parseRecord(workspace.bytes(version));
    if ('record' in parsed) records.set(node, parsed.record);
  }
  return records;
}

export function recordOf(workspace: OpenWorkspace, node: number): LineageRecord | null {
  return recordsOf(workspace, [node]).get(node) ?? null;
}
