/** Our own files below the home folder, synchronous and careful about what "on the disk" means. */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { AuditError } from '../../core/errors';
import type { AppendFile, HomeFiles } from '../../core/ports';

/** `home` is made when it is not there. Failures of the disk are AuditError `disk` with the file and the system's words. */
export function createHomeFiles(home: string): HomeFiles {
  const at = (path: string) => join(home, path);
  const made = new Set<string>();
  let reading: { path: string; fd: number } | null = null;
  const stopReading = () => {
    if (reading !== null) closeSync(reading.fd);
    reading = null;
  };
  /** The file read last stays open: records are read one after the other out of few files, which are only appended to. */
  const openForReading = (path: string): number => {
    if (reading?.path !== path) {
      stopReading();
      reading = { path, fd: openSync(path, 'r') };
    }
    return reading.fd;
  };
  return {
    exists: (path) => existsSync(at(path)),
    size: (path) => guard(path, () => statSync(at(path)).size),
    list: (folder) => (existsSync(at(folder)) ? guard(folder, () => readdirSync(at(folder))) : []),
    makeFolder(path) {
      if (made.has(path)) return;
      guard(path, () => mkdirSync(at(path), { recursive: true }));
      made.add(path);
    },
    read: (path) => guard(path, () => readFileSync(at(path))),
    readAt: (path, offset, into) => guard(path, () => readWhole(openForReading(at(path)), offset, into)),
    stopReading,
    replace: (path, bytes) =>
      guard(path, () => {
        mkdirSync(dirname(at(path)), { recursive: true });
        replaceFile(at(path), bytes);
      }),
    remove: (path) => guard(path, () => rmSync(at(path), { force: true })),
    openAppend: (path) => guard(path, () => openAppend(at(path))),
    createExclusive(path, text) {
      try {
        mkdirSync(dirname(at(path)), { recursive: true });
        const fd = openSync(at(path), 'wx', 0o600);
        try {
          writeAll(fd, new TextEncoder().encode(text));
        } finally {
          closeSync(fd);
        }
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw diskError(path, error);
      }
    },
  };
}

/** Writes beside, fsyncs, renames, fsyncs the folder: a reader sees the old file or the new one, whole. The folder must be there. */
export function replaceFile(path: string, bytes: Uint8Array): void {
  const beside = `${path}.${process.pid}.part`;
  try {
    writeNew(beside, bytes);
    renameSync(beside, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** A file that only its owner may read, on the disk when this returns. */
export function writeNew(path: string, bytes: Uint8Array): void {
  const fd = openSync(path, 'w', 0o600);
  try {
    writeAll(fd, bytes);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function openAppend(path: string): AppendFile {
  const isNew = !existsSync(path);
  mkdirSync(dirname(path), { recursive: true });
  const fd = openSync(path, 'a+', 0o600);
  if (isNew) syncFolder(dirname(path));
  return {
    size: () => fstatSync(fd).size,
    append: (bytes) => guard(path, () => writeAll(fd, bytes)),
    sync: () => guard(path, () => fsyncSync(fd)),
    truncate: (size) => guard(path, () => ftruncateSync(fd, size)),
    close: () => closeSync(fd),
  };
}

function writeAll(fd: number, bytes: Uint8Array) {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done);
}

function readWhole(fd: number, offset: number, into: Uint8Array): number {
  let done = 0;
  while (done < into.length) {
    const read = readSync(fd, into, done, into.length - done, offset + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}

/** Makes a rename or a new name last; Windows knows no such call on folders and needs none. */
export function syncFolder(folder: string) {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function guard<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw diskError(path, error);
  }
}

function diskError(path: string, error: unknown): AuditError {
  const { code, message } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = {
    ENOSPC: 'the disk is full',
    EROFS: 'the disk is read-only',
    EACCES: 'no permission',
    EPERM: 'no permission',
    ENOENT: 'it is not there',
    EDQUOT: 'the quota is used up',
  };
  return new AuditError('disk', `${path} could not be written or read: ${words[code ?? ''] ?? message}.${code === 'ENOENT' ? ' Restore it from a copy.' : ''}`, {
    path,
    systemCode: code ?? null,
  });
}
