/** files.preview: a look into a file that some record names, and into no other. */
import type { Output, Parsed } from '../../contract';
import type { Preview } from '../../contract/verify';
import { AuditError } from '../../errors';
import { findNode, nodeByPath } from '../../index/queries/nodes';
import { fileOutputs, isRecordedPath } from '../../index/queries/recorded-files';
import { indexedRuns } from '../../index/queries/runs';
import { nothingToShow, previewOf, textLimit, wantsWhole, wholeLimit } from '../../preview/preview';
import { visibleText } from '../../preview/visible-text';
import { lastPart } from '../../record/facts';
import { plainPath } from '../../record/lid';
import { mapPath } from '../../verify/path-map';
import type { EngineContext, OpenWorkspace } from '../context';
import { readStart } from '../read-start';
import { runOutputs } from '../runs/files';

export async function previewFile({ ports, open }: EngineContext, { workspace: name, lid, path }: Parsed<'files.preview'>): Promise<Output<'files.preview'>> {
  const workspace = open(name);
  const recorded = lid !== undefined && path === undefined ? pathOfLid(workspace, lid) : path !== undefined && lid === undefined ? namedPath(workspace, path) : undefined;
  if (recorded === undefined) throw new AuditError('bad-input', 'Name the file to look into by its LID or by its path, one of the two.');
  const { maps, store } = workspace.settings;
  const checkedPath = mapPath(recorded, maps);
  return { preview: await look() };

  async function look(): Promise<Preview> {
    const stat = await ports.files.stat(checkedPath, { store });
    if (stat.kind !== 'file') return nothingToShow(recorded ?? '', checkedPath, whyNot(stat.kind, stat.message), stat.kind === 'folder' ? 'folder' : 'none');
    try {
      let bytes = await readStart(ports, checkedPath, { limit: textLimit, store });
      const whole = wantsWhole(lastPart(recorded ?? ''), bytes) && stat.size <= wholeLimit;
      if (whole && bytes.length < stat.size) bytes = await readStart(ports, checkedPath, { limit: wholeLimit, store });
      return previewOf(ports, recorded ?? '', checkedPath, bytes, stat.size);
    } catch (error) {
      if (error instanceof AuditError && error.code === 'file-unreadable') return nothingToShow(recorded ?? '', checkedPath, visibleText(error.message));
      throw error;
    }
  }
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

/** Else a window that was taken over could read any file of this computer. Throws `bad-input`. */
function namedPath(workspace: OpenWorkspace, path: string): string {
  const { db } = workspace;
  const plain = plainPath(path);
  const named =
    nodeByPath(db, path) !== undefined || isRecordedPath(db, plain) || indexedRuns(db).some((run) => runOutputs(workspace, run).some((output) => output.path === plain));
  if (!named) throw new AuditError('bad-input', `No record in the workspace "${workspace.name}" names the path "${path}", so it is not opened.`, { path });
  return plain;
}

function whyNot(kind: string, message: string | undefined): string {
  switch (kind) {
    case 'folder':
      return 'This is a folder.';
    case 'missing':
      return 'Nothing is at this path. If the files were moved, say where they are now.';
    case 'denied':
      return `It may not be read: ${visibleText(message ?? 'the system denies access')}.`;
    case 'remote':
      return 'It is on a service that this program does not ask.';
    case 'other':
      return 'This is a FIFO, device or socket, which is not opened.';
    default:
      return `It cannot be read: ${visibleText(message ?? 'the system gives no reason')}.`;
  }
}
