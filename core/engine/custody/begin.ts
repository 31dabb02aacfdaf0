/** What the record of one file itself says, told at once: its processing history goes through all that lies behind it. */
import type { CustodyBegun } from '../../contract/custody';
import { checkShown } from '../../graph/custody/files-of';
import { checksOfNodes, newestCheck } from '../../index/queries/checks';
import { filesOfHistory, namesOfRuns, originOfFile } from '../../index/queries/custody';
import { findNode, nodesById } from '../../index/queries/nodes';
import type { OpenWorkspace } from '../context';

/** Asks neither the graph nor anything that is made ahead. Null for what is no file, or has no record and no path: the history says so. */
export function custodyBegun({ db }: OpenWorkspace, lid: string): CustodyBegun | null {
  const node = findNode(db, lid);
  if (node === undefined || (node.kind !== 'FileOutput' && node.kind !== 'External')) return null;
  const { id, title, kind, present } = node;
  const of = { lid: node.lid, title, kind, present };
  if (kind === 'External') return { ...of, record: null };
  const said = filesOfHistory(db, [id]).get(id);
  if (said === undefined) return null;
  const { run, task, source } = originOfFile(db, id);
  const rows = nodesById(
    db,
    [run, task, source].flatMap((one) => one ?? []),
  );
  const runNames = namesOfRuns(db, run === null ? [] : [run]);
  const named = (one: number | null) => {
    const row = one === null ? undefined : rows.get(one);
    return row === undefined ? null : { lid: row.lid, title: runNames.get(row.id) ?? row.title, kind: row.kind, present: row.present };
  };
  const { path, size, checksum, contradicts } = said;
  const check = checkShown(newestCheck(checksOfNodes(db, [id]).get(id)));
  return { ...of, record: { path, size, checksum, check, contradicts, run: named(run), task: named(task), source: named(source) } };
}
