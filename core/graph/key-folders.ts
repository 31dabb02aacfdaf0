/** Which key is the nearest folder of another, of keys that come in the order of their bytes: no key has to be kept but those that the next one may lie below. */
import { folderFrom } from '../index/key-bytes';

/** A hostile name of a million slashes is looked at this many folders up, no further. */
export const maxFolders = 1000;
const slash = 0x2f;
const none = new Uint8Array(0);

/** Takes keys in their order, each once. Gives the node of the nearest folder of each among those that came before; -1: none. */
export function createKeyFolders(): (node: number, key: Uint8Array) => number {
  /** Each is the beginning of the one behind it. */
  const open: { node: number; key: Uint8Array }[] = [];
  return (node, key) => {
    while (open.length > 0 && !begins(open[open.length - 1]?.key, key)) open.pop();
    const found = nearest(key);
    open.push({ node, key });
    return found;
  };

  function nearest(key: Uint8Array): number {
    const first = folderFrom(key[0]);
    for (let at = open.length - 1; at >= 0; at--) {
      const { node = -1, key: one = none } = open[at] ?? {};
      if (one.length < first || key[one.length] !== slash) continue;
      let folders = 0;
      for (let i = one.length; i < key.length; i++) if (key[i] === slash) folders++;
      return folders <= maxFolders ? node : -1;
    }
    return -1;
  }
}

function begins(start: Uint8Array | undefined, key: Uint8Array): boolean {
  if (start === undefined || start.length > key.length) return false;
  for (let i = start.length - 1; i >= 0; i--) if (start[i] !== key[i]) return false;
  return true;
}
