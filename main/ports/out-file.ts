/** A file that the auditor asked for, written in parts beside its path; it has its name only once it is whole. */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { OutFile } from '../../core/ports';
import { realDisk, syncFolder, writeAll } from './disk';
import { guardOut as guard } from './disk-error';

export function openOut(path: string): OutFile {
  const beside = `${path}.${process.pid}.part`;
  const fd = guard(path, () => openSync(beside, 'w', 0o600));
  const hash = createHash('sha256');
  let bytes = 0;
  let open = true;
  let placed = false;
  const close = () => {
    if (open) closeSync(fd);
    open = false;
  };
  return {
    append(part) {
      guard(path, () => writeAll(fd, part, realDisk));
      hash.update(part);
      bytes += part.length;
    },
    finish(ready) {
      guard(path, () => {
        fsyncSync(fd);
        close();
      });
      const whole = { bytes, sha256: hash.digest('hex') };
      ready(whole);
      guard(path, () => {
        renameSync(beside, path);
        syncFolder(dirname(path));
      });
      placed = true;
      return whole;
    },
    discard() {
      if (placed) return;
      close();
      rmSync(beside, { force: true });
    },
  };
}
