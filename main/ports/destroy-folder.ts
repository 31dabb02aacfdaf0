/** Removes a folder of ours for good, what must be unreadable first before all else, so that a kill in between leaves nothing that could be opened. */
import { randomFillSync } from 'node:crypto';
import { dirname, join } from 'node:path';
import { type Disk, syncFolder } from './disk';

/** `first`: files in it that are overwritten with random bytes, fsynced and removed before the others. Nothing is done where it is not there. */
export function destroyFolder(folder: string, first: readonly string[], disk: Disk): void {
  if (!disk.existsSync(folder)) return;
  for (const file of first) {
    const path = join(folder, file);
    if (!disk.existsSync(path)) continue;
    overwrite(path, disk);
    disk.rmSync(path, { force: true });
  }
  syncFolder(folder, disk);
  disk.rmSync(folder, { recursive: true, force: true });
  syncFolder(dirname(folder), disk);
}

/** All files below a folder, as `a/b` below it, sorted; links are not followed. */
export function filesBelow(folder: string, disk: Disk, below = ''): string[] {
  if (!disk.existsSync(folder)) return [];
  return disk
    .readdirSync(join(folder, below), { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(folder, disk, path) : [path];
    });
}

function overwrite(path: string, disk: Disk): void {
  const fd = disk.openSync(path, 'r+');
  try {
    const { size } = disk.fstatSync(fd);
    const noise = Buffer.alloc(Math.min(size, 1 << 20));
    for (let at = 0; at < size; at += noise.length) disk.writeSync(fd, randomFillSync(noise), 0, Math.min(noise.length, size - at), at);
    disk.fsyncSync(fd);
  } finally {
    disk.closeSync(fd);
  }
}
