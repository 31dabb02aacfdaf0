/** compare.records: any two records, field by field, as the findings compare two versions of one. */
import type { Output } from '../../contract';
import { AuditError } from '../../errors';
import { compareVersions } from '../../findings/compare-versions';
import { fileSides } from '../../graph/compare/content';
import { judgeFiles } from '../../graph/compare/judge-files';
import { findNode, type NodeRow } from '../../index/queries/nodes';
import { currentVersions } from '../../index/queries/objects';
import { keyOfLid, lidOfKey } from '../../record/lid';
import type { EngineContext, OpenWorkspace } from '../context';

/** Finding the fewest edits costs the square of what differs. */
const longText = 200_000;

export function compareRecords({ ports }: EngineContext, workspace: OpenWorkspace, left: string, right: string): Output<'compare.records'> {
  const [a, b] = [read(workspace, left), read(workspace, right)];
  const { how, changes, changeCount } = compareVersions(workspace.masker, a.bytes, b.bytes);
  return {
    left: linkTo(a.node),
    right: linkTo(b.node),
    same: a.bytes.length === b.bytes.length && a.bytes.every((byte, at) => byte === b.bytes[at]),
    how,
    changes,
    changeCount,
    content: contentOf(workspace, a.node, b.node, ports.murmur3),
    long: a.bytes.length > longText || b.bytes.length > longText,
  };
}

const linkTo = ({ lid, title, kind }: NodeRow) => ({ lid, title, kind });

/** As last seen. Throws `not-found` where no bytes of it were ever kept. */
function read(workspace: OpenWorkspace, lid: string): { node: NodeRow; bytes: Uint8Array } {
  const node = findNode(workspace.db, lid);
  const version = node && currentVersions(workspace.db, [node.id]).get(node.id);
  if (node !== undefined && version !== undefined) return { node, bytes: workspace.bytes(version) };
  const why =
    node === undefined
      ? `Nothing in workspace "${workspace.name}" has the LID "${lidOfKey(keyOfLid(lid))}"`
      : node.kind === 'External'
        ? `"${node.lid}" is a file from outside, which has no record`
        : `No record of "${node.lid}" is kept`;
  throw new AuditError('not-found', `${why}. Name two records.`, { lid });
}

function contentOf(workspace: OpenWorkspace, a: NodeRow, b: NodeRow, murmur3: EngineContext['ports']['murmur3']): Output<'compare.records'>['content'] {
  if (a.kind !== 'FileOutput' || b.kind !== 'FileOutput') return null;
  const [left, right] = fileSides(workspace, [{ node: a.id }, { node: b.id }]);
  if (left === undefined || right === undefined) return null;
  const { status, by, detail } = judgeFiles(left, right, murmur3);
  return { status, by, detail };
}
