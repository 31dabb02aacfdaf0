/** Our own files in memory: a workspace is damaged and judged thousands of times without a disk in between. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditError } from '../../core/errors';
import { heldBytes } from '../../core/index/image-blocks';
import { joinedBytes } from '../../core/joined-bytes';
import type { HomeFiles } from '../../core/ports';

/** Every file below a folder, by its path. */
export function filesBelow(folder: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1), new Uint8Array(readFileSync(path)));
  }
  return files;
}

/** `files` is changed by what is written; the bytes of a file never are: a longer or shorter one takes its place. */
export function memoryHome(files: Map<string, Uint8Array>): HomeFiles {
  const bytesOf = (path: string): Uint8Array => {
    const bytes = files.get(path);
    if (bytes === undefined) throw new AuditError('disk', `${path} could not be written or read: it is not there.`, { path, systemCode: 'ENOENT' });
    return bytes;
  };
  return {
    exists: (path) => files.has(path),
    size: (path) => bytesOf(path).length,
    list(folder) {
      const below = folder === '' ? '' : `${folder}/`;
      return [...new Set([...files.keys()].filter((path) => path.startsWith(below)).map((path) => path.slice(below.length).split('/')[0] ?? ''))];
    },
    makeFolder: () => undefined,
    read: (path) => bytesOf(path).slice(),
    readAt(path, offset, into) {
      const part = bytesOf(path).subarray(offset, offset + into.length);
      into.set(part);
      return part.length;
    },
    stopReading: () => undefined,
    hold: (path) => heldBytes(bytesOf(path)),
    scratch: () => null,
    replace: (path, bytes) => void files.set(path, bytes instanceof Uint8Array ? bytes.slice() : joinedBytes([...bytes])),
    remove: (path) => void files.delete(path),
    openAppend(path) {
      if (!files.has(path)) files.set(path, new Uint8Array());
      return {
        size: () => bytesOf(path).length,
        append(parts) {
          const before = bytesOf(path);
          const after = new Uint8Array(before.length + parts.reduce((sum, part) => sum + part.length, 0));
          after.set(before);
          let at = before.length;
          for (const part of parts) {
            after.set(part, at);
            at += part.length;
          }
          files.set(path, after);
        },
        sync: () => undefined,
        truncate: (size) => void files.set(path, bytesOf(path).slice(0, size)),
        close: () => undefined,
      };
    },
    createExclusive(path, text) {
      if (files.has(path)) return false;
      files.set(path, new TextEncoder().encode(text));
      return true;
    },
    moveFolder(from, to) {
      const moved = [...files].filter(([path]) => path.startsWith(`${from}/`));
      if ([...files.keys()].some((path) => path.startsWith(`${to}/`))) return false;
      for (const [path, bytes] of moved) {
        files.delete(path);
        files.set(`${to}${path.slice(from.length)}`, bytes);
      }
      return true;
    },
    filesBelow: (folder) =>
      [...files.keys()]
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1))
        .sort(),
    destroyFolder(folder) {
      for (const path of [...files.keys()]) if (path.startsWith(`${folder}/`)) files.delete(path);
    },
    settle: () => undefined,
    refusesWriting: () => null,
  };
}
