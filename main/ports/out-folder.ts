/** A folder of files that the auditor asked for, written beside its path; it has its name only once all of it is whole. */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AuditError } from '../../core/errors';
import type { OutFolder } from '../../core/ports';
import { realDisk, syncFolder, writeAll } from './disk';
import { guardOut as guard, outFailed } from './disk-error';

export function openOutFolder(path: string): OutFolder {
  const there = entriesOf(path);
  if (there !== null && there > 0)
    throw new AuditError('bad-input', `${path} is not empty: it holds ${there} ${there === 1 ? 'entry' : 'entries'}. Name a folder that is not there yet, or an empty one.`, {
      path,
    });
  const beside = `${path}.${process.pid}.part`;
  rmSync(beside, { recursive: true, force: true });
  guard(path, () => mkdirSync(beside, { mode: 0o700 }));
  const folders = new Set([beside]);
  const open = new Set<number>();
  let placed = false;
  return {
    file(name) {
      const at = join(beside, ...name.split('/'));
      guard(path, () => mkdirSync(dirname(at), { recursive: true, mode: 0o700 }));
      for (let folder = dirname(at); folder !== beside; folder = dirname(folder)) folders.add(folder);
      const fd = guard(path, () => openSync(at, 'wx', 0o600));
      open.add(fd);
      const hash = createHash('sha256');
      let bytes = 0;
      return {
        append(part) {
          guard(path, () => writeAll(fd, part, realDisk));
          hash.update(part);
          bytes += part.length;
        },
        end() {
          guard(path, () => fsyncSync(fd));
          closeSync(fd);
          open.delete(fd);
          return { bytes, sha256: hash.digest('hex') };
        },
      };
    },
    finish(ready) {
      guard(path, () => {
        for (const folder of folders) syncFolder(folder);
      });
      ready();
      guard(path, () => {
        if (entriesOf(path) !== null) rmdirSync(path);
        renameSync(beside, path);
        syncFolder(dirname(path));
      });
      placed = true;
    },
    discard() {
      if (placed) return;
      for (const fd of open) closeSync(fd);
      open.clear();
      rmSync(beside, { recursive: true, force: true });
    },
  };
}

/** How many entries a folder has; null where there is none. */
function entriesOf(path: string): number | null {
  try {
    return readdirSync(path).length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw outFailed(path, error);
  }
}
