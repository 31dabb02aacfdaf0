/** A file that only this process sees and that is gone with it, whatever ends the process. */
import { closeSync, constants, openSync, readSync, rmSync, writeSync } from 'node:fs';
import type { ScratchFile } from '../../core/ports';

/** FILE_FLAG_DELETE_ON_CLOSE by way of the C runtime (_O_TEMPORARY): Windows removes no open file's name, but the file when its last handle is gone. */
const temporaryOnWindows = 0x40;

/** Null where the disk takes none. */
export function openScratch(path: string): ScratchFile | null {
  const fd = create(path);
  if (fd === null) return null;
  return {
    readAt(offset, into) {
      for (let done = 0; done < into.length; ) {
        const read = readSync(fd, into, done, into.length - done, offset + done);
        if (read === 0) {
          into.fill(0, done);
          return;
        }
        done += read;
      }
    },
    writeAt(offset, bytes) {
      for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, offset + done);
    },
    close: () => closeSync(fd),
  };
}

function create(path: string): number | null {
  try {
    const onWindows = process.platform === 'win32';
    const fd = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (onWindows ? temporaryOnWindows : 0), 0o600);
    if (!onWindows) rmSync(path);
    return fd;
  } catch {
    return null;
  }
}
