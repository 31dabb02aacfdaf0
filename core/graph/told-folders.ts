/** Files that lie in a folder which OpenLineage events name: the events tell of the folder alone, so that each link with a file is inferred. */
import { kindNumbers, relationNumbers } from '../index/schema';
import { isFolderToJoin } from '../openlineage/dataset-id';
import { type Edges, isByPath } from './adjacency';
import { createByteNames, hashOf } from './byte-names';
import { growingInt32 } from './growing';
import { comparedPath, eachFolder, type Named } from './infer';

const { 'told-read': toldRead, 'told-produced': toldProduced, 'told-within': within, 'told-into': into } = relationNumbers;

/** Files looked at in one turn. */
const portion = 10_000;
/** Of one folder: more links than these, of each run that wrote it with each file below it, go by way of the folder. */
const mostDirect = 100_000;

interface Told {
  node: number;
  hasSlash: boolean;
  read: boolean;
  writers: number[];
}

/**
 * Calls `add` for links of files below folders that events name. `told-within`: from a file to the folder, where a run of others read that. `told-into`: from each run
 * that wrote the folder to a file that a record names by its path alone, or that others read. Not from the folder, for who read from it is no origin: with both
 * ways through it, each file of a folder would seem to be made from all the others. A file that Nextflow recorded as its own output is never downstream of them.
 */
export function* inferToldFolders(named: Named, recorded: Edges, add: (source: number, target: number, relation: number) => void): Generator<void, void> {
  const { told, folders } = foldersTold(named, recorded);
  if (told.length === 0) return;
  const { kinds, outside, nodeOfOutside, paths, nodeOfPath } = named;
  const ends = endsOf(recorded, kinds.length);
  /** Of written folders: index in `told`, and the file; by file. */
  const below = { folder: growingInt32(), file: growingInt32() };
  const counts = new Int32Array(told.length);
  const look = (file: number, path: Uint8Array, { reads, gets }: { reads: boolean; gets: boolean }) => {
    const found = (length: number, hash: number) => {
      for (let at = folders.find(path, length, hash); at >= 0; at = folders.before(at)) {
        const folder = told[at];
        // Of one path but for a slash at the end it is the folder itself; what is equal to the letter is joined by `same-path`.
        if (folder === undefined || folder.node === file || (length === path.length && !folder.hasSlash && !isByPath(kinds[file]))) continue;
        if (folder.read && reads) add(file, folder.node, within);
        if (folder.writers.length === 0 || !gets) continue;
        below.folder.push(at);
        below.file.push(file);
        counts[at] = (counts[at] ?? 0) + 1;
      }
    };
    eachFolder(path, found);
    found(path.length, hashOf(path));
  };
  for (let at = 0; at < nodeOfPath.length; at++) {
    look(nodeOfPath[at] ?? 0, paths.bytes(at), { reads: true, gets: false });
    if (at % portion === portion - 1) yield;
  }
  for (const [at, node] of nodeOfOutside.entries()) {
    if (at % portion === portion - 1) yield;
    if (!isByPath(kinds[node])) continue;
    const key = outside.bytes(at);
    const isOthers = kinds[node] === kindNumbers.OutsideData;
    look(node, comparedPath(key.subarray(1)), { reads: !isOthers || ends.written[node] === 1, gets: !isOthers || ends.read[node] === 1 });
  }
  for (let i = 0; i < below.file.length; i++) {
    const at = below.folder.memory[i] ?? 0;
    const file = below.file.memory[i] ?? 0;
    const folder = told[at];
    if (folder === undefined) continue;
    const direct = (counts[at] ?? 0) * folder.writers.length <= mostDirect;
    for (const source of direct ? folder.writers : [folder.node]) add(source, file, into);
    if (i % portion === portion - 1) yield;
  }
}

/** Whether events tell of anything that was read or written: only then has `paths` to be whole. */
export function tellsOfAny({ relation }: Pick<Edges, 'relation'>): boolean {
  return relation.includes(toldRead) || relation.includes(toldProduced);
}

/** What events name as read or written, by a path below which files can lie; in `folders` without a slash at the end. */
function foldersTold({ kinds, outside, nodeOfOutside }: Named, { from, to, relation }: Edges) {
  const told: Told[] = [];
  const known = new Map<number, Told>();
  const folders = createByteNames();
  let names: Map<number, number> | null = null;
  const of = (node: number): Told | undefined => {
    let one = known.get(node);
    if (one !== undefined || !isByPath(kinds[node])) return one;
    names ??= new Map(Array.from(nodeOfOutside, (outsider, at) => [outsider, at]));
    const key = outside.bytes(names.get(node) ?? -1);
    const path = comparedPath(key.subarray(1));
    if (!isFolderToJoin(decoder.decode(path))) return undefined;
    one = { node, hasSlash: key.length > path.length + 1, read: false, writers: [] };
    known.set(node, one);
    told.push(one);
    folders.add(path);
    return one;
  };
  for (let i = 0; i < relation.length; i++) {
    if (relation[i] === toldRead) {
      const one = of(from[i] ?? -1);
      if (one !== undefined) one.read = true;
    } else if (relation[i] === toldProduced) of(to[i] ?? -1)?.writers.push(from[i] ?? -1);
  }
  return { told, folders };
}

const decoder = new TextDecoder();

/** By node: 1 where events say that it was read, or written. */
function endsOf({ from, to, relation }: Edges, count: number) {
  const [read, written] = [new Uint8Array(count), new Uint8Array(count)];
  for (let i = 0; i < relation.length; i++) {
    if (relation[i] === toldRead) read[from[i] ?? 0] = 1;
    else if (relation[i] === toldProduced) written[to[i] ?? 0] = 1;
  }
  return { read, written };
}
