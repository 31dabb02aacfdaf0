/** A file of ours that grows at its end: what could not be written whole, or not be fsynced, is taken back before anything follows it. */
import { AuditError } from '../../core/errors';
import type { AppendFile } from '../../core/ports';
import { type Disk, writeAll } from './disk';
import { diskError } from './disk-error';

/**
 * `path` is made when it is not there; its folder must be. After a failed fsync nobody knows which of the bytes are on the disk, and the
 * next fsync would not say either (Linux takes the pages for clean): so everything since the last good one goes. Where even that fails the
 * file takes no more bytes until it is opened, and read, anew. Nor does one that lies no longer at `path`: who looks there would not find them.
 */
export function openAppend(path: string, disk: Disk): AppendFile {
  const fd = disk.openSync(path, 'a+', 0o600);
  let saved = disk.fstatSync(fd).size;
  let broken = false;
  const size = () => disk.fstatSync(fd).size;
  const orTakenBack = (to: number, act: () => void) => {
    if (broken)
      throw new AuditError('disk', `${path} could not be written: a write before failed and could not be taken back. Nothing was reported as saved that is not. Do it again.`, {
        path,
        systemCode: null,
      });
    try {
      act();
    } catch (error) {
      try {
        disk.ftruncateSync(fd, to);
        disk.fsyncSync(fd);
      } catch {
        broken = true;
      }
      throw diskError(path, 'written', error);
    }
  };
  return {
    size,
    append(parts) {
      if (!disk.existsSync(path) || disk.statSync(path).ino !== disk.fstatSync(fd).ino)
        throw new AuditError(
          'disk',
          `${path} is no longer the file that was opened: it was removed or replaced meanwhile, perhaps by another process. Nothing was written. Do it again.`,
          {
            path,
            systemCode: 'ENOENT',
          },
        );
      orTakenBack(size(), () => writeAll(fd, Buffer.concat(parts), disk));
    },
    sync() {
      orTakenBack(saved, () => disk.fsyncSync(fd));
      saved = size();
    },
    truncate(to) {
      try {
        disk.ftruncateSync(fd, to);
        disk.fsyncSync(fd);
      } catch (error) {
        throw diskError(path, 'written', error);
      }
      saved = to;
    },
    close: () => disk.closeSync(fd),
  };
}
