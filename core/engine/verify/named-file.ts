/** The path of a file that some record names, and of no other: else a window that was taken over could reach any file of this computer. */
import { AuditError } from '../../errors';
import { findNode, nodeByPath } from '../../index/queries/nodes';
import { fileOutputs, isRecordedPath } from '../../index/queries/recorded-files';
import { indexedRuns } from '../../index/queries/runs';
import { plainPath } from '../../record/lid';
import type { OpenWorkspace } from '../context';
import { runOutputs } from '../runs/files';

/** By its LID or by its path, one of the two; as recorded. Throws `bad-input`, `not-found`. */
export function namedFile(workspace: OpenWorkspace, { lid, path }: { lid?: string | undefined; path?: string | undefined }): string {
  if (lid !== undefined && path === undefined) return pathOfLid(workspace, lid);
  if (path !== undefined && lid === undefined) return namedPath(workspace, path);
  throw new AuditError('bad-input', 'Name the file to look into by its LID or by its path, one of the two.');
}

function pathOfLid(workspace: OpenWorkspace, lid: string): string {
  const node = findNode(workspace.db, lid);
  if (node === undefined) throw new AuditError('not-found', `Nothing in the workspace "${workspace.name}" has the LID "${lid}".`, { lid });
  if (node.kind === 'External') return node.lid;
  const path = fileOutputs(workspace.db, [node.id])[0]?.recorded.path;
  if (path === undefined) throw new AuditError('bad-input', `"${node.lid}" is no file (${node.kind}), so there is nothing to look into.`, { lid });
  if (path === null) throw new AuditError('bad-input', `The record of "${node.lid}" names no path, so there is nothing to look into.`, { lid });
  return path;
}

function namedPath(workspace: OpenWorkspace, path: string): string {
  const { db } = workspace;
  const plain = plainPath(path);
  const named =
    nodeByPath(db, path) !== undefined || isRecordedPath(db, plain) || indexedRuns(db).some((run) => runOutputs(workspace, run).some((output) => output.path === plain));
  if (!named) throw new AuditError('bad-input', `No record in the workspace "${workspace.name}" names the path "${path}", so it is not opened.`, { path });
  return plain;
}
