/** Our own files below the home folder, synchronous and careful about what "on the disk" means. */
import { constants } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HomeFiles } from '../../core/ports';
import { openAppend } from './append-file';
import { destroyFolder, filesBelow } from './destroy-folder';
import { type Disk, realDisk, replaceFile, syncFile, syncFolder, writeOnce } from './disk';
import { causeOf, diskError } from './disk-error';
import { openScratch } from './scratch-file';

/** `home` is made when it is not there. Failures of the disk are AuditError `disk` with the file, the cause and what to do. */
export function createHomeFiles(home: string, disk: Disk = realDisk): HomeFiles {
  const at = (path: string) => (path === '' ? home : join(home, path));
  const reads = <T>(path: string, act: () => T): T => guard(() => at(path), 'read', act);
  const writes = <T>(path: string, act: () => T): T => guard(() => at(path), 'written', act);
  let names = 0;
  /** Folders whose own names are known to be on the disk. */
  const lasting = new Set<string>();
  let reading: { path: string; fd: number } | null = null;
  const stopReading = () => {
    if (reading !== null) disk.closeSync(reading.fd);
    reading = null;
  };
  /** The file read last stays open: records are read one after the other out of few files, which are only appended to. */
  const openForReading = (path: string): number => {
    if (reading?.path !== path) {
      stopReading();
      reading = { path, fd: disk.openSync(at(path), 'r') };
    }
    return reading.fd;
  };
  /** Makes the folder where it is not there, and its name last, with those of the folders it lies in: whoever made them may have been killed before. */
  const lastingFolder = (folder: string) => {
    if (lasting.has(folder)) return;
    if (folder !== home) lastingFolder(dirname(folder));
    disk.mkdirSync(folder, { recursive: true });
    if (folder !== home) syncFolder(dirname(folder), disk);
    else quietly(() => syncFolder(dirname(home), disk)); // of a folder that is not ours, and may not even be read
    lasting.add(folder);
  };
  return {
    exists: (path) => disk.existsSync(at(path)),
    size: (path) => reads(path, () => disk.statSync(at(path)).size),
    list: (folder) => (disk.existsSync(at(folder)) ? reads(folder, () => disk.readdirSync(at(folder))) : []),
    makeFolder: (path) => writes(path, () => void disk.mkdirSync(at(path), { recursive: true })),
    read: (path) => reads(path, () => disk.readFileSync(at(path))),
    readAt: (path, offset, into) => reads(path, () => readWhole(disk, openForReading(path), offset, into)),
    stopReading,
    hold: (path) =>
      reads(path, () => {
        if (process.platform === 'win32') return null; // where no file can take the name of one that is open
        const fd = disk.openSync(at(path), 'r');
        return {
          size: () => reads(path, () => disk.fstatSync(fd).size),
          readAt: (offset, into) => reads(path, () => readWhole(disk, fd, offset, into)),
          close: () => disk.closeSync(fd),
        };
      }),
    scratch: (folder) => openScratch(join(at(folder), `scratch-${process.pid}-${++names}`)),
    replace: (path, bytes) =>
      writes(path, () => {
        lastingFolder(dirname(at(path)));
        replaceFile(at(path), bytes, disk);
      }),
    filesBelow: (folder) => reads(folder, () => filesBelow(at(folder), disk)),
    destroyFolder(folder, first) {
      stopReading();
      lasting.clear();
      writes(folder, () => destroyFolder(at(folder), first, disk));
    },
    remove: (path) => writes(path, () => disk.rmSync(at(path), { force: true })),
    openAppend: (path) =>
      writes(path, () => {
        lastingFolder(dirname(at(path)));
        const file = openAppend(at(path), disk);
        try {
          syncFolder(dirname(at(path)), disk);
        } catch (error) {
          file.close();
          throw error;
        }
        return file;
      }),
    createExclusive: (path, text) =>
      // Its folder is not made: one that another process has removed since stays gone.
      writes(path, () => writeOnce(at(path), `${at(path)}.${process.pid}-${++names}.part`, new TextEncoder().encode(text), disk)),
    moveFolder: (from, to) =>
      writes(to, () => {
        try {
          disk.renameSync(at(from), at(to));
        } catch (error) {
          if (taken.has((error as NodeJS.ErrnoException).code ?? '') && disk.existsSync(at(to))) return false;
          throw error;
        }
        lasting.clear();
        lastingFolder(dirname(at(to)));
        syncFolder(dirname(at(to)), disk);
        return true;
      }),
    settle: (folder) =>
      writes(folder, () => {
        if (!disk.existsSync(at(folder))) return;
        for (const name of disk.readdirSync(at(folder))) syncFile(join(at(folder), name), disk);
        lastingFolder(at(folder));
        syncFolder(at(folder), disk);
      }),
    refusesWriting(folder) {
      try {
        disk.accessSync(at(folder), constants.W_OK);
        return null;
      } catch (error) {
        return causeOf(error);
      }
    },
  };
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // what may be left undone
  }
}

/** How systems say that a folder's new name is in use. */
const taken = new Set(['EEXIST', 'ENOTEMPTY', 'EPERM', 'EACCES', 'ENOTDIR']);

function readWhole(disk: Disk, fd: number, offset: number, into: Uint8Array): number {
  let done = 0;
  while (done < into.length) {
    const read = disk.readSync(fd, into, done, into.length - done, offset + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}

function guard<T>(path: () => string, what: 'read' | 'written', act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw diskError(path(), what, error);
  }
}
