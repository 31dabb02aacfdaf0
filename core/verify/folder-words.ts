/** What was found inside a folder, in the same words for window, PDF and command line. */
import type { FileCheck, FolderManifest } from '../contract/shared';
import { visibleText } from '../preview/visible-text';

/** Paths named in one sentence. */
const namedAtMost = 5;
const counted = (count: number, one: string, many = `${one}s`) => `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** Sentences; none for a check of what is no folder, or of one that was not read. */
export function folderWords({ folder }: Pick<FileCheck, 'folder'>): string[] {
  if (folder === null) return [];
  const { files, bytes, others, unreadable, sha256 } = folder;
  const more = others === 0 ? '' : ` and ${counted(others, 'entry', 'entries')} that ${others === 1 ? 'is' : 'are'} no file (links are not followed)`;
  const sentences = [
    `The folder holds ${counted(files, 'file')} (${counted(bytes, 'byte')})${more}; our manifest of what is inside has the SHA-256 ${sha256}. The record covers none of it.`,
  ];
  if (unreadable > 0)
    sentences.push(`${counted(unreadable, 'entry', 'entries')} inside could not be read: this manifest is not whole, and no fingerprint was taken of the folder.`);
  const differences = differenceWords(folder);
  if (differences !== null) sentences.push(differences);
  return sentences;
}

/** For one line of a table: `folder: 14 files, manifest sha256 …; 1 changed: x/y`. */
export function folderLine({ folder, baseline }: Pick<FileCheck, 'folder' | 'baseline'>): string | null {
  if (folder === null) return null;
  const { files, others, unreadable, sha256 } = folder;
  const parts = [`folder: ${counted(files, 'file')}${others === 0 ? '' : `, ${counted(others, 'other')}`}, manifest sha256 ${sha256.slice(0, 12)}…`];
  if (unreadable > 0) parts.push(`${unreadable} unreadable, not whole`);
  const differences = listed(folder);
  if (differences !== '') parts.push(differences);
  else if (baseline === 'unchanged') parts.push('inside as at our first manifest');
  return parts.join('; ');
}

function differenceWords(folder: FolderManifest): string | null {
  if (folder.differences === 0) return null;
  return `Against our first manifest of it: ${listed(folder)}.`;
}

function listed({ added, removed, changed, differences }: FolderManifest): string {
  let unnamed = differences;
  const part = (paths: readonly string[], word: string) => {
    if (paths.length === 0) return null;
    const shown = paths.slice(0, namedAtMost);
    unnamed -= shown.length;
    const count = paths.length === 100 ? '100 or more' : String(paths.length);
    return `${count} ${word}: ${shown.map((path) => visibleText(path).replaceAll('\n', '␊')).join(', ')}${paths.length > shown.length ? ' …' : ''}`;
  };
  const parts = [part(changed, 'changed'), part(added, 'added'), part(removed, 'removed')].filter((text) => text !== null);
  return parts.length === 0 ? '' : parts.join('; ') + (unnamed > 0 ? ` (${differences.toLocaleString('en-US')} differences in all)` : '');
}
