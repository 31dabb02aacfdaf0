/** Links that no record states but names suggest: always marked as inferred, never mixed up with recorded ones. */
import { kindNumbers, relationNumbers } from '../index/schema';
import { plainPath } from '../record/lid';
import { type ByteNames, createHashSet, type HashSet, hashOf, hashOn, noHash } from './byte-names';
import { createKeyFolders, maxFolders } from './key-folders';

/** What names suggest by: all by number of the node. */
export interface Named {
  kinds: Uint8Array;
  /** The keys that are paths (see key-bytes.ts), and the node of each. */
  outside: ByteNames;
  nodeOfOutside: Int32Array;
  /** Recorded paths of FileOutputs, and the node of each. */
  paths: ByteNames;
  nodeOfPath: Int32Array;
}

type Add = (source: number, target: number, relation: number) => void;

/**
 * Calls `add` for links of the outside names from … to - 1 downstream. `same-path`: a FileOutput was written to the very path that an outside file is read from.
 * `inside`: a path lies below that of a recorded FileOutput, which is then a folder.
 */
export function inferFromPaths({ outside, nodeOfOutside, paths, nodeOfPath }: Omit<Named, 'kinds'>, from: number, to: number, add: Add): void {
  const folders = createFolders();
  for (let one = from; one < to; one++) {
    const node = nodeOfOutside[one] ?? 0;
    const path = outside.bytes(one).subarray(1);
    for (let at = paths.find(path, path.length, hashOf(path)); at >= 0; at = paths.before(at)) add(nodeOfPath[at] ?? 0, node, relationNumbers['same-path']);
    let at = folders.nearest(path, 1, (length, hash) => paths.find(path, length, hash));
    for (; at >= 0; at = paths.before(at)) add(nodeOfPath[at] ?? 0, node, relationNumbers.inside);
  }
}

/** The hashes of these paths, and of every folder that `inferFromPaths` would look for: recorded paths of other hashes need not be kept for it. */
export function hashesLookedFor({ outside, nodeOfOutside }: Pick<Named, 'outside' | 'nodeOfOutside'>): HashSet {
  const hashes = createHashSet();
  for (let one = 0; one < nodeOfOutside.length; one++) {
    const path = outside.bytes(one).subarray(1);
    eachFolder(path, (_, hash) => hashes.add(hash));
    hashes.add(hashOf(path));
  }
  return hashes;
}

/** Takes the keys of nodes that are no paths, in their order. `inside`: a LID lies below that of a recorded FileOutput; or a LID without record lies below the key of a task or run, and so is named as its file. */
export function createInferFromKeys(kinds: Uint8Array, add: Add): (node: number, key: Uint8Array) => void {
  const folderOf = createKeyFolders();
  return (node, key) => {
    const holder = folderOf(node, key);
    const kind = kinds[node];
    if (holder >= 0 && (kind === kindNumbers.FileOutput || kind === kindNumbers.Missing) && holds(kinds[holder], kind)) add(holder, node, relationNumbers.inside);
  };
}

/** Whether a record whose key is a folder of a node's key, the nearest such record, holds it. */
function holds(holder: number | undefined, kind: number): boolean {
  if (holder === kindNumbers.FileOutput) return true;
  return kind === kindNumbers.Missing && (holder === kindNumbers.TaskRun || holder === kindNumbers.AgentRun || holder === kindNumbers.WorkflowRun);
}

function createFolders() {
  let ends = new Int32Array(64);
  let hashes = new Int32Array(64);
  return {
    /** What `find` gives, -1 apart, for the nearest folder of a name: of `a/b/c` that is `a/b`, then `a`. The first slash that counts is at `first` or behind. */
    nearest(name: Uint8Array, first: number, find: (length: number, hash: number) => number): number {
      let count = 0;
      let hash = noHash;
      for (let i = 0; i < name.length; i++) {
        const byte = name[i] ?? 0;
        if (byte === 0x2f && i >= first) {
          if (count === ends.length) {
            ends = longer(ends);
            hashes = longer(hashes);
          }
          ends[count] = i;
          hashes[count++] = hash;
        }
        hash = hashOn(hash, byte);
      }
      for (let at = count - 1; at >= Math.max(0, count - maxFolders); at--) {
        const found = find(ends[at] ?? 0, hashes[at] ?? 0);
        if (found >= 0) return found;
      }
      return -1;
    },
  };
}

/** Visits each folder of a path, the widest first: of `/a/b/c` that is `/a`, then `/a/b`. */
export function eachFolder(path: Uint8Array, visit: (length: number, hash: number) => void): void {
  let hash = noHash;
  for (let i = 0; i < path.length; i++) {
    const byte = path[i] ?? 0;
    if (byte === 0x2f && i > 0) visit(i, hash);
    hash = hashOn(hash, byte);
  }
}

function longer(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(2 * column.length);
  twice.set(column);
  return twice;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const fileScheme = encoder.encode('file:');

/** A recorded path, as UTF-8, as what it is compared by: without `file://`, without slashes at its end; what lies behind a zero is no part of it. */
export function comparedPath(recorded: Uint8Array): Uint8Array {
  const zero = recorded.indexOf(0);
  const bytes = zero < 0 ? recorded : recorded.subarray(0, zero);
  const isPlain = bytes[bytes.length - 1] !== 0x2f && !fileScheme.every((byte, i) => bytes[i] === byte);
  return isPlain ? bytes : encoder.encode(plainPath(decoder.decode(bytes)).replace(/(?<=.)\/+$/, ''));
}
