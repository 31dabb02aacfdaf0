/** What this program may write for the auditor: anything anywhere, but nothing into a lineage store, and nothing that could not be journalled. */
import { AuditError } from '../errors';
import type { Ports } from '../ports';
import type { OpenWorkspace } from './context';

/** Throws `bad-input`, or `disk` where the workspace cannot be written to. */
export function refuseOutput(workspace: Pick<OpenWorkspace, 'settings' | 'name' | 'readOnly'>, out: string): void {
  const { store } = workspace.settings;
  const readOnly = workspace.readOnly();
  if (readOnly !== null)
    throw new AuditError(
      'disk',
      `${out} was not written, for the journal of workspace "${workspace.name}" could not tell of it: ${readOnly}. Make it writable, or copy the workspace to where it is.`,
      {
        path: out,
      },
    );
  if (store.type === 'folder' && isInside(store.path, out))
    throw new AuditError('bad-input', `${out} lies in the lineage store, where this program never writes. Choose another place.`, { path: out });
}

/** For what must outlive a workspace. Throws `bad-input`. */
export function refuseInsideHome({ homeFolder }: Pick<Ports, 'homeFolder'>, out: string): void {
  if (isInside(homeFolder, out)) throw new AuditError('bad-input', `${out} lies in the folder that holds the workspaces. Choose a place outside of it.`, { path: out });
}

/** Both paths absolute and POSIX or Windows; `.` and `..` are resolved by their text. */
function isInside(folder: string, path: string): boolean {
  const parts = (text: string) => {
    const kept: string[] = [];
    for (const part of text.split(/[\\/]+/)) {
      if (part === '..') kept.pop();
      else if (part !== '' && part !== '.') kept.push(part);
    }
    return kept;
  };
  const inner = parts(path);
  return parts(folder).every((part, at) => inner[at] === part);
}
