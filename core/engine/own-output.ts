/** Where this program may write: anywhere the auditor says, but never into a lineage store. */
import { AuditError } from '../errors';
import type { OpenWorkspace } from './context';

/** Throws `bad-input`. */
export function refuseInsideStore({ settings: { store } }: Pick<OpenWorkspace, 'settings'>, out: string): void {
  if (store.type === 'folder' && isInside(store.path, out))
    throw new AuditError('bad-input', `${out} lies in the lineage store, where this program never writes. Choose another place.`, { path: out });
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
