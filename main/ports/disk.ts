/** What our own files ask of the operating system, and what it takes that a name or a content is still there after the power fails. */
import * as fs from 'node:fs';
import { dirname } from 'node:path';

/** Handed in, so that a test can put a disk in its place that fails, or dies, at any of these calls. */
export type Disk = Pick<
  typeof fs,
  | 'accessSync'
  | 'closeSync'
  | 'existsSync'
  | 'fstatSync'
  | 'fsyncSync'
  | 'ftruncateSync'
  | 'linkSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readdirSync'
  | 'readFileSync'
  | 'readSync'
  | 'renameSync'
  | 'rmSync'
  | 'statSync'
  | 'writeSync'
>;
export const realDisk: Disk = fs;

/** Writes beside, fsyncs, calls `ready`, renames, fsyncs the folder: a reader sees the old file or the new one, whole. The folder must be there. */
export function replaceFile(path: string, bytes: Uint8Array | Iterable<Uint8Array>, disk = realDisk, ready?: () => void): void {
  const beside = `${path}.${process.pid}.part`;
  try {
    writeNew(beside, bytes, disk);
    ready?.();
    disk.renameSync(beside, path);
    syncFolder(dirname(path), disk);
  } catch (error) {
    removeQuietly(beside, disk);
    throw error;
  }
}

/** A file that only its owner may read, on the disk when this returns; its name is not yet. */
export function writeNew(path: string, bytes: Uint8Array | Iterable<Uint8Array>, disk = realDisk): void {
  const fd = disk.openSync(path, 'w', 0o600);
  try {
    for (const part of bytes instanceof Uint8Array ? [bytes] : bytes) writeAll(fd, part, disk);
    disk.fsyncSync(fd);
  } finally {
    disk.closeSync(fd);
  }
}

/**
 * Gives a new file its name only when its bytes are in it; false when the name is taken. Where the file system has no links it is written
 * in place: a kill in between then leaves part of it. Not fsynced. `beside`: a name that no other process uses.
 */
export function writeOnce(path: string, beside: string, bytes: Uint8Array, disk = realDisk): boolean {
  if (disk.existsSync(path)) return false;
  try {
    writeBare(beside, 'w', bytes, disk);
    disk.linkSync(beside, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === undefined || !noLinks.has(code)) throw error;
    return writeInPlace(path, bytes, disk);
  } finally {
    removeQuietly(beside, disk);
  }
}
/** What file systems without hard links answer with (exFAT, some network shares). */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EMLINK']);

function writeInPlace(path: string, bytes: Uint8Array, disk: Disk): boolean {
  try {
    writeBare(path, 'wx', bytes, disk);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function writeBare(path: string, flag: 'w' | 'wx', bytes: Uint8Array, disk: Disk): void {
  const fd = disk.openSync(path, flag, 0o600);
  try {
    writeAll(fd, bytes, disk);
  } finally {
    disk.closeSync(fd);
  }
}

export function writeAll(fd: number, bytes: Uint8Array, disk: Disk): void {
  for (let done = 0; done < bytes.length; ) done += disk.writeSync(fd, bytes, done, bytes.length - done);
}

/** Makes a rename or a new name last; Windows knows no such call on folders and needs none. */
export function syncFolder(folder: string, disk = realDisk): void {
  if (process.platform === 'win32') return;
  const fd = disk.openSync(folder, 'r');
  try {
    disk.fsyncSync(fd);
  } finally {
    disk.closeSync(fd);
  }
}

/** What another process wrote and may not have fsynced before it was killed. */
export function syncFile(path: string, disk = realDisk): void {
  const fd = disk.openSync(path, 'r+');
  try {
    disk.fsyncSync(fd);
  } finally {
    disk.closeSync(fd);
  }
}

/** What is left over takes room and does no harm; the failure before it is the one to tell. */
function removeQuietly(path: string, disk: Disk): void {
  try {
    disk.rmSync(path, { force: true });
  } catch {
    // told by the next act that writes
  }
}
