/** Walks a folder and names everything in it once, following no link and opening nothing but folders. */
import { Buffer } from 'node:buffer';
import { type BigIntStats, lstatSync, readdirSync } from 'node:fs';
import type { StoreObject } from '../../../core/store/lineage-store';
import { bytesOfPath, textOfName } from '../../../core/store/odd-name';
import { codeOf, folderError } from './errors';

/** Folders below a root that are not listed yet; the first `given` of them are no longer ours. */
export interface FoldersLeft {
  paths: string[];
  given: number;
}

/**
 * Every file, link, pipe … below `root` in no given order. A folder that cannot be listed throws (AuditError), so that
 * nothing in it is taken for vanished; what goes away meanwhile is left out. `store` is the store as people write it. Of the folders `left` the last is listed
 * first, and what is below it before the next: whoever raises `given` between two objects lists those folders otherwise.
 */
export function* walk(root: string, store: string, left: FoldersLeft = { paths: [''], given: 0 }): Generator<StoreObject> {
  const folders = left.paths;
  const next = () => (folders.length > left.given ? folders.pop() : undefined);
  for (let folder = next(); folder !== undefined; folder = next()) {
    const at = folder === '' ? '' : `${folder}/`;
    for (const entry of entriesOf(root, folder, store)) {
      const path = at + entry.name;
      if (entry.folder) folders.push(path);
      else {
        const stats = statsOf(root, path, store);
        if (stats?.isDirectory()) folders.push(path);
        else if (stats !== null) yield objectOf(path, stats);
      }
    }
  }
}

/** What lies at this path below `root` or, where it is a folder, below it. A link on the way there is not followed: what is behind it is no part of the store. */
export function* walkAt(root: string, store: string, path: string): Generator<StoreObject> {
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) if (statsIfThere(root, path.slice(0, end), store)?.isDirectory() !== true) return;
  const stats = statsIfThere(root, path, store);
  if (stats?.isDirectory()) yield* walk(root, store, { paths: [path], given: 0 });
  else if (stats !== null) yield objectOf(path, stats);
}

/** A name that is too long for a file names none. */
function statsIfThere(root: string, path: string, store: string): BigIntStats | null {
  try {
    return lstatSync(systemPath(root, path), { bigint: true });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(codeOf(error) ?? '')) return null;
    throw folderError(error, store, `${store}/${path}`);
  }
}

/** The path for system calls; a name that is not UTF-8 must go in as bytes. */
export function systemPath(root: string, path: string): string | Buffer {
  if (path === '') return root;
  const whole = root.endsWith('/') ? root + path : `${root}/${path}`;
  return /(^|\/)\/not-utf-8:/.test(path) ? Buffer.concat([Buffer.from(root.endsWith('/') ? root : `${root}/`), bytesOfPath(path)]) : whole;
}

/**
 * Changes whenever the content may have: a copy restored with its old time has another ctime or inode. It also changes
 * on a mere chmod or copy of the store; then the bytes are read again and found equal.
 */
export function tagOf(stats: BigIntStats): string {
  // Joined, as what a template makes is a tree of its parts, which takes six times as much memory for each object of the list.
  const modified = stats.mtimeNs.toString(36);
  return [modified, stats.ctimeNs === stats.mtimeNs ? modified : stats.ctimeNs.toString(36), stats.size.toString(36), stats.ino.toString(36)].join('.');
}

/** Their tags are the same. */
export function isSameState(one: BigIntStats, other: BigIntStats): boolean {
  return one.mtimeNs === other.mtimeNs && one.ctimeNs === other.ctimeNs && one.size === other.size && one.ino === other.ino;
}

function entriesOf(root: string, folder: string, store: string): { name: string; folder: boolean }[] {
  const path = systemPath(root, folder);
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    // U+FFFD is what bytes that are no UTF-8 become: then the names are read again as bytes.
    if (!entries.some((entry) => entry.name.includes('\ufffd'))) return entries.map((entry) => ({ name: entry.name, folder: entry.isDirectory() }));
    return readdirSync(path, { withFileTypes: true, encoding: 'buffer' }).map((entry) => ({ name: textOfName(entry.name), folder: entry.isDirectory() }));
  } catch (error) {
    if (folder === '') throw folderError(error, store, store);
    if (codeOf(error) === 'ENOENT') return [];
    const replaced = codeOf(error) === 'ENOTDIR' ? Object.assign(new Error('replaced'), { code: 'REPLACED' }) : error;
    throw folderError(replaced, store, `${store}/${folder}`);
  }
}

function statsOf(root: string, path: string, store: string): BigIntStats | null {
  try {
    return lstatSync(systemPath(root, path), { bigint: true });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    throw folderError(error, store, folder === '' ? store : `${store}/${folder}`);
  }
}

function objectOf(path: string, stats: BigIntStats): StoreObject {
  const object: StoreObject = { path, size: Number(stats.size), tag: tagOf(stats), modifiedMillis: Number(stats.mtimeNs / 1_000_000n) };
  return stats.isFile() ? object : { ...object, special: specialOf(stats) };
}

function specialOf(stats: BigIntStats): string {
  if (stats.isSymbolicLink()) return 'a symbolic link: links are not followed, so that nothing outside the store is taken for a part of it';
  if (stats.isFIFO()) return 'a pipe, not a file';
  if (stats.isSocket()) return 'a socket, not a file';
  return stats.isBlockDevice() || stats.isCharacterDevice() ? 'a device, not a file' : 'not a file';
}
