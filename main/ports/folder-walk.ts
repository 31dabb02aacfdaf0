/** Walks a folder that a record names: everything below it once, no link followed, nothing but folders opened, no other file system entered. */
import type { Buffer } from 'node:buffer';
import { type BigIntStats, lstatSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { AuditError } from '../../core/errors';
import type { FolderEntry } from '../../core/ports';
import { textOfName } from '../../core/store/odd-name';
import { systemPath } from './folder/walk';

/** Entries in a batch: between two of them others get their turn. */
const batchSize = 2000;

export async function* walkFolder(root: string, { signal }: { signal?: AbortSignal }): AsyncGenerator<FolderEntry[]> {
  let batch: FolderEntry[] = [];
  const folders: string[] = [''];
  const device = deviceOf(root);
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const names = namesIn(systemPath(root, folder));
    if ('message' in names) {
      batch.push({ path: folder, kind: 'unreadable', message: names.message });
      continue;
    }
    if (folder !== '') batch.push({ path: folder, kind: 'folder' });
    for (const name of names.names) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const entry = look(root, path, device);
      if (entry === 'folder') folders.push(path);
      else batch.push(entry);
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted) throw new AuditError('cancelled', 'Stopped.');
    }
  }
  if (signal?.aborted) throw new AuditError('cancelled', 'Stopped.');
  yield batch;
}

function look(root: string, path: string, device: bigint | null): FolderEntry | 'folder' {
  const at = systemPath(root, path);
  let stats: BigIntStats;
  try {
    stats = lstatSync(at, { bigint: true });
    if (stats.isDirectory()) {
      if (device === null || stats.dev === device) return 'folder';
      return { path, kind: 'unreadable', message: 'another file system is mounted here, which was not entered' };
    }
    if (stats.isSymbolicLink()) return { path, kind: 'link', target: textOfName(readlinkSync(at, { encoding: 'buffer' })) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { path, kind: 'unreadable', message: plain(code, message) };
  }
  if (stats.isFile()) return { path, kind: 'file', size: Number(stats.size), identity: `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}` };
  return { path, kind: 'other', what: stats.isFIFO() ? 'FIFO' : stats.isSocket() ? 'socket' : 'device' };
}

function namesIn(path: string | Buffer): { names: string[] } | { message: string } {
  try {
    const names = readdirSync(path);
    // U+FFFD is what bytes that are no UTF-8 become: then the names are read again as bytes.
    return { names: names.some((name) => name.includes('\ufffd')) ? readdirSync(path, { encoding: 'buffer' }).map(textOfName) : names };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { message: plain(code, message) };
  }
}

function deviceOf(root: string): bigint | null {
  try {
    return statSync(root, { bigint: true }).dev;
  } catch {
    return null;
  }
}

/** Without the path, which the entry names already, and the same on each walk. */
function plain(code: string | undefined, message: string): string {
  return code === 'EACCES' || code === 'EPERM' ? 'the system denies access' : code === undefined ? message : `the system says ${code}`;
}
