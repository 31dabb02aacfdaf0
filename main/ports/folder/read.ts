/** Reads one file of a folder store in one piece, and notices when it changes meanwhile. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { maxObjectBytes, type StoreObject, type StoreRead } from '../../../core/store/lineage-store';
import { codeOf } from './errors';
import { isSameState, systemPath } from './walk';

// A link or a pipe put in the file's place since the listing is neither followed nor waited for. Windows has neither flag.
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Never throws: what fails is told. `root` is the store's folder. */
export function readObject(root: string, object: StoreObject): StoreRead {
  if (object.special !== undefined) return failure(object, 'failed', `"${object.path}" is ${object.special}.`);
  try {
    return (
      readOnce(root, object) ??
      readOnce(root, object) ??
      failure(object, 'failed', `"${object.path}" was changing while it was read, twice. Sync again when nothing writes to the store.`)
    );
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    switch (codeOf(error)) {
      case 'ENOENT':
      case 'ENOTDIR':
        return failure(object, 'gone', `"${object.path}" was there when the store was listed and is gone now.`);
      case 'EACCES':
      case 'EPERM':
        return failure(object, 'denied', `"${object.path}" may not be read by this account. Ask its owner for the right to read it.`);
      case 'ELOOP':
        return failure(object, 'failed', `"${object.path}" has become a symbolic link since the store was listed; links are not followed.`);
      default:
        return failure(object, 'failed', `"${object.path}" could not be read: ${said}`);
    }
  }
}

/** Null where the file changed under the reader. */
function readOnce(root: string, object: StoreObject): StoreRead | null {
  const file = openSync(systemPath(root, object.path), openFlags);
  try {
    const before = fstatSync(file, { bigint: true });
    if (!before.isFile()) return failure(object, 'failed', `"${object.path}" is no longer a file.`);
    const size = Number(before.size);
    if (size > maxObjectBytes) return tooLarge(object, size);
    // One byte more than it should hold, so that growth is seen; what grows later is of another size afterwards.
    const bytes = new Uint8Array(size + 1);
    let length = 0;
    for (let got = -1; got !== 0 && length < size; length += got) got = readSync(file, bytes, length, bytes.length - length, null);
    if (length !== size || !isSameState(fstatSync(file, { bigint: true }), before)) return null;
    return { object, bytes: bytes.subarray(0, size) };
  } finally {
    closeSync(file);
  }
}

function tooLarge(object: StoreObject, size: number): StoreRead {
  return failure(object, 'too-large', `"${object.path}" has ${size} bytes; no lineage record has more than ${maxObjectBytes}, so it was not read.`);
}

function failure(object: StoreObject, code: 'gone' | 'denied' | 'too-large' | 'failed', message: string): StoreRead {
  return { object, error: { code, message } };
}
