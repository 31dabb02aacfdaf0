/** What the disk says of a path and of why it cannot be read, in the words of the files port. */
import { type BigIntStats, lstat, lstatSync, readlink, readlinkSync, stat, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { AuditError } from '../../core/errors';
import type { FileStat } from '../../core/ports';
import { bytesOfPath } from '../../core/store/odd-name';

// Half as dear as those of fs/promises; a check of many small files asks for little else.
const lstatOf = promisify(lstat);
const statOf = promisify(stat);
const linkOf = promisify(readlink);

export async function statOnDisk(path: string): Promise<FileStat> {
  let link: string | undefined;
  try {
    let stats = await lstatOf(path, { bigint: true });
    if (stats.isSymbolicLink()) {
      link = await linkOf(path);
      stats = await statOf(path, { bigint: true });
    }
    return { ...describe(stats), ...(link === undefined ? {} : { link }) };
  } catch (error) {
    return failed(error, link);
  }
}

/** The same without waiting, for a thread of its own. */
export function statOnDiskNow(path: string): FileStat {
  let link: string | undefined;
  try {
    let stats = lstatSync(path, { bigint: true });
    if (stats.isSymbolicLink()) {
      link = readlinkSync(path);
      stats = statSync(path, { bigint: true });
    }
    return { ...describe(stats), ...(link === undefined ? {} : { link }) };
  } catch (error) {
    return failed(error, link);
  }
}

/** The same where links are followed and not told. */
export function statNow(path: string): FileStat {
  try {
    return describe(statSync(systemPath(path), { bigint: true }));
  } catch (error) {
    return failed(error, undefined);
  }
}

/** A name that is not UTF-8, as a walk tells it, goes to the system as bytes. */
export function systemPath(path: string): string | Buffer {
  return path.includes('//not-utf-8:') ? Buffer.from(bytesOfPath(path)) : path;
}

function failed(error: unknown, link: string | undefined): FileStat {
  const { code, message } = error as NodeJS.ErrnoException;
  const kind = code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : code === 'EACCES' || code === 'EPERM' ? 'denied' : 'error';
  return { kind, size: 0, modifiedMillis: 0, ...(kind === 'missing' ? {} : { message }), ...(link === undefined ? {} : { link }) };
}

export function describe(stats: BigIntStats): FileStat {
  return {
    kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other',
    size: Number(stats.size),
    // Cut down to whole milliseconds, before 1970 too, as Java's FileTime.toMillis does.
    modifiedMillis: Number((stats.mtimeNs - (((stats.mtimeNs % 1_000_000n) + 1_000_000n) % 1_000_000n)) / 1_000_000n),
    identity: `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}`,
  };
}

export function unreadable(path: string, error: unknown): AuditError {
  if (error instanceof AuditError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = code === 'ENOENT' || code === 'ENOTDIR' ? 'not-found' : code === 'EACCES' || code === 'EPERM' ? 'permission' : 'io-error';
  return new AuditError('file-unreadable', `"${path}" cannot be read: ${message}.`, { path, reason, system: code });
}

export function notRegular(path: string): AuditError {
  return new AuditError('file-unreadable', `"${path}" is no regular file: it was not read.`, { path, reason: 'not-regular' });
}
