/** Adds to the check of a folder what was read inside: its manifest, and what differs from the first one. The record covers none of it. */
import type { FileCheck } from '../contract/shared';
import { sha256Of } from '../evidence/mirror';
import type { Ports } from '../ports';
import { visibleText } from '../preview/visible-text';
import { type Fingerprint, judgeBaseline } from './baseline';
import { type Manifests, mayBeFolder } from './check-file';
import { manifestDifferences } from './folder-manifest';
import { words } from './judge-words';
import type { FolderReading } from './read-folder';

/** Differences of each kind that a result names; all are counted. */
const namedAtMost = 100;

/** `check.sha256` stays null, and no fingerprint is taken, where some entry could not be read: a part is not the folder. */
export function withFolder(ports: Ports, check: FileCheck, first: Fingerprint | null, inside: FolderReading, manifests: Manifests): FileCheck {
  if (!mayBeFolder(check)) return check;
  if (inside.kind === 'changed')
    return {
      ...check,
      verdict: 'unreadable',
      reason: 'changed-while-read',
      matchedMode: null,
      labelConflict: false,
      detail: words.unreadable('changed-while-read', inside.message),
    };
  if (inside.kind === 'none') return { ...check, detail: `${check.detail ?? ''} What is inside was not read, as ${visibleText(inside.message)}.`.trim() };
  const { manifest, files, bytes, others, unreadable } = inside;
  const sha256 = sha256Of(ports, manifest);
  manifests.put(sha256, manifest);
  const before = first?.kind === 'folder' ? manifests.get(first.sha256) : null;
  const { added, removed, changed } = before === null ? { added: [], removed: [], changed: [] } : manifestDifferences(before, manifest);
  const differences = added.length + removed.length + changed.length;
  const cut = (paths: readonly string[]) => paths.slice(0, namedAtMost);
  const whole = unreadable === 0;
  const judged = judgeBaseline(first, whole && check.at !== null ? { sha256, at: check.at, kind: 'folder' } : null);
  return {
    ...check,
    examined: whole ? 'content' : 'metadata',
    sha256: whole ? sha256 : null,
    ...judged,
    // What could be read shows a change all the same; without one, nothing can be said of the rest.
    ...(whole || differences === 0 ? {} : { baseline: 'changed' as const }),
    folder: {
      files,
      bytes,
      others,
      unreadable,
      sha256,
      comparedWith: before === null ? null : (first?.sha256 ?? null),
      added: cut(added),
      removed: cut(removed),
      changed: cut(changed),
      differences,
    },
  };
}
