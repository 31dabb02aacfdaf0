/** Data files that records name: on this computer's disks, or on S3 with the workspace's settings. Read, never written. */

import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readlink, stat } from 'node:fs/promises';
import type { StoreLocation } from '../../core/contract/workspaces';
import { AuditError } from '../../core/errors';
import type { DataFiles, FileStat } from '../../core/ports';
import { bytesOfPath } from '../../core/store/odd-name';
import { walkFolder } from './folder-walk';
import { createS3Files, isS3Path, plainSettings, type S3Files } from './s3-files';

/** Bytes a read: large enough that the disk is kept busy, small enough that the engine answers others in between. */
const partSize = 512 * 1024;
const otherScheme = /^[a-z][a-z0-9+.-]+:\/\//i;

export function createDataFiles(): DataFiles {
  const s3 = new Map<string, S3Files>();
  const s3For = (store: StoreLocation | undefined): S3Files => {
    const settings =
      store?.type === 's3' ? { endpoint: store.endpoint, region: store.region, profile: store.profile, pathStyle: store.pathStyle, anonymous: store.anonymous } : plainSettings;
    const key = JSON.stringify(settings);
    const files = s3.get(key) ?? createS3Files(settings);
    s3.set(key, files);
    return files;
  };
  return {
    stat: (path, options = {}) => (isS3Path(path) ? s3For(options.store).stat(path) : statOnDisk(path)),
    read: (path, options) => (isS3Path(path) ? s3For(options.store).read(path, options) : readOnDisk(path, options)),
    walk: walkFolder,
  };
}

async function statOnDisk(path: string): Promise<FileStat> {
  if (!path.startsWith('/') && otherScheme.test(path)) return { kind: 'remote', size: 0, modifiedMillis: 0 };
  let link: string | undefined;
  try {
    let stats = await lstat(path, { bigint: true });
    if (stats.isSymbolicLink()) {
      link = await readlink(path);
      stats = await stat(path, { bigint: true });
    }
    return { ...describe(stats), ...(link === undefined ? {} : { link }) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const kind = code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : code === 'EACCES' || code === 'EPERM' ? 'denied' : 'error';
    return { kind, size: 0, modifiedMillis: 0, ...(kind === 'missing' ? {} : { message }), ...(link === undefined ? {} : { link }) };
  }
}

function describe(stats: BigIntStats): FileStat {
  return {
    kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other',
    size: Number(stats.size),
    // Cut down to whole milliseconds, before 1970 too, as Java's FileTime.toMillis does.
    modifiedMillis: Number((stats.mtimeNs - (((stats.mtimeNs % 1_000_000n) + 1_000_000n) % 1_000_000n)) / 1_000_000n),
    identity: `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}`,
  };
}

/** Two buffers in turn: while one part is worked on, the next is being read. */
async function* readOnDisk(path: string, options: { limit?: number; signal?: AbortSignal }): AsyncGenerator<Uint8Array> {
  const { limit = Number.POSITIVE_INFINITY, signal } = options;
  const file = await openRegular(path);
  const buffers = [Buffer.allocUnsafe(partSize), Buffer.allocUnsafe(partSize)] as const;
  let position = 0;
  const next = (turn: number) => {
    const length = Math.min(partSize, limit - position);
    return length <= 0 ? Promise.resolve(0) : file.read(buffers[turn % 2 === 0 ? 0 : 1], 0, length, position).then((result) => result.bytesRead);
  };
  let pending: Promise<number> | undefined;
  try {
    pending = next(0);
    for (let turn = 0; ; turn++) {
      const length = await pending;
      pending = undefined;
      signal?.throwIfAborted();
      if (length === 0) return;
      position += length;
      pending = next(turn + 1);
      yield buffers[turn % 2 === 0 ? 0 : 1].subarray(0, length);
    }
  } catch (error) {
    if (signal?.aborted) throw new AuditError('cancelled', 'Stopped.');
    throw unreadable(path, error);
  } finally {
    await pending?.catch(() => undefined);
    await file.close();
  }
}

/** A name that is not UTF-8, as a walk tells it, goes to the system as bytes. */
function systemPath(path: string): string | Buffer {
  return path.includes('//not-utf-8:') ? Buffer.from(bytesOfPath(path)) : path;
}

/** Without waiting for the other end, should the path have become a FIFO since it was looked at. */
async function openRegular(path: string): Promise<FileHandle> {
  let file: FileHandle | undefined;
  try {
    file = await open(systemPath(path), constants.O_RDONLY | constants.O_NONBLOCK);
    if ((await file.stat()).isFile()) return file;
  } catch (error) {
    await file?.close();
    throw unreadable(path, error);
  }
  await file.close();
  throw new AuditError('file-unreadable', `"${path}" is no regular file: it was not read.`, { path, reason: 'not-regular' });
}

function unreadable(path: string, error: unknown): AuditError {
  if (error instanceof AuditError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = code === 'ENOENT' || code === 'ENOTDIR' ? 'not-found' : code === 'EACCES' || code === 'EPERM' ? 'permission' : 'io-error';
  return new AuditError('file-unreadable', `"${path}" cannot be read: ${message}.`, { path, reason, system: code });
}
