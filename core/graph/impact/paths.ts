/** What paths say and no link does: a folder that is read and a file below it, and paths that records hold as mere text in values. */
import type { Graph } from '../adjacency';
import { belowOf, foldersOf, isFolderOf, put, withoutEnd } from '../folders';
import type { Rows } from './facts';

/** Rows with ids of the index. */
export interface PathRows {
  /** `read`: 1 where a task reads it, or a list of outputs names it; 0: parameters of runs alone name it (a folder for results, as a rule). */
  outside: Rows<readonly [node: number, path: string, read: number]>;
  /** In any order. */
  files: Rows<FileAtPath>;
  /** Paths as text: in the inputs of a task, or (`listed`) in the list of outputs of a run or task, the owner. */
  named: Rows<readonly [owner: number, path: string, listed: number]>;
}

type FileAtPath = readonly [node: number, path: string];

/** `listed`: of the owner of a list of outputs; `named`: a task holds the path as a text; `folder`: one lies below the other. */
export type PathTie = 'folder' | 'listed' | 'named';

export interface PathTies {
  /** 1 for each node that something may be tied to: to most nothing is. */
  nodes: Uint8Array;
  /** What this node may be, or be read by, over paths alone. Numbers of nodes. */
  of(node: number, visit: (to: number, tie: PathTie) => void): void;
  /** The same of a path that need not have a node of its own. */
  ofPath(path: string, visit: (to: number, tie: PathTie) => void): void;
  /** Whose list of outputs holds the path as a text: what wrote it, as far as it says. */
  owners(path: string): readonly number[];
}

export interface Place {
  outside: number[];
  /** Of `outside`. */
  read: number[];
  tasks: number[];
  owners: number[];
}

/** What is found out once of all paths: the places that outside files and texts in records name, and the paths of each node that has to do with one. */
export interface TiedPaths {
  places: Map<string, Place>;
  /** Of files and outside files. */
  paths: Map<number, string[]>;
  /** That the list of outputs of an owner holds. */
  owned: Map<number, string[]>;
}

/** In turns. `at`: the number of a node by its id. */
export function* tiedPaths(rows: PathRows, at: (id: number) => number): Generator<void, TiedPaths> {
  const places = new Map<string, Place>();
  const placeOf = (path: string) => {
    const plain = withoutEnd(path);
    const known = places.get(plain) ?? { outside: [], read: [], tasks: [], owners: [] };
    places.set(plain, known);
    return known;
  };
  const paths = new Map<number, string[]>();
  const owned = new Map<number, string[]>();
  const note = <K>(map: Map<K, string[]>, key: K, path: string) => put(map, key, withoutEnd(path));
  yield* rows.outside(([id, path, read]) => {
    placeOf(path).outside.push(at(id));
    if (read === 1) placeOf(path).read.push(at(id));
    note(paths, at(id), path);
  });
  yield* rows.named(([owner, path, listed]) => {
    const node = at(owner);
    if (node < 0) return;
    if (listed === 1) {
      placeOf(path).owners.push(node);
      note(owned, node, path);
    } else placeOf(path).tasks.push(node);
  });
  const sorted = [...places.keys()].sort();
  yield;
  /** The folder asked about last: paths of one folder come one after another, as a rule. */
  let last = { folder: '', tied: false };
  const files: [node: number, path: string][] = [];
  yield* rows.files(([id, path]) => {
    if (isTied(withoutEnd(path))) files.push([at(id), path]);
  });
  for (const [node, path] of files.sort(([a], [b]) => a - b)) note(paths, node, path);
  return { places, paths, owned };

  /** Whether any place is this path, a folder of it, or below it. */
  function isTied(path: string): boolean {
    if (places.has(path) || isFolderOf(sorted, path)) return true;
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    if (folder !== last.folder) last = { folder, tied: [...foldersOf(path)].some((one) => places.has(one)) };
    return last.tied;
  }
}

/** FileOutputs by recorded paths, ids of the index; there may be some among them that are written otherwise. */
export interface WrittenFiles {
  /** At these paths. */
  at(paths: readonly string[]): readonly FileAtPath[];
  below(path: string): readonly FileAtPath[];
}

export function pathTies({ places, paths, owned }: TiedPaths, { at, count }: Pick<Graph, 'at' | 'count'>, files: WrittenFiles): PathTies {
  const nodes = new Uint8Array(count);
  for (const some of [paths, owned]) for (const node of some.keys()) nodes[node] = 1;
  let ofPlaces: string[] | null = null;
  const sortedPlaces = () => {
    ofPlaces ??= [...places.keys()].sort();
    return ofPlaces;
  };
  const byPath = (rows: readonly FileAtPath[]) => {
    const nodes = new Map<string, number[]>();
    for (const [id, path] of rows) put(nodes, withoutEnd(path), at(id));
    return nodes;
  };

  function ofPath(path: string, visit: (to: number, tie: PathTie) => void, itself = false): void {
    const plain = withoutEnd(path);
    const tell = (one: string, outside: 'outside' | 'read' | null) => {
      const place = places.get(one);
      if (place === undefined) return;
      if (outside !== null) for (const to of place[outside]) visit(to, 'folder');
      for (const to of place.tasks) visit(to, 'named');
    };
    tell(plain, itself ? 'outside' : null);
    for (const folder of foldersOf(plain)) tell(folder, 'read');
    for (const below of belowOf(sortedPlaces(), plain)) tell(below, 'outside');
  }

  return {
    nodes,
    of(node, visit) {
      for (const path of paths.get(node) ?? []) ofPath(path, visit);
      for (const path of owned.get(node) ?? []) ofPath(path, (to, tie) => visit(to, tie === 'named' ? 'named' : 'listed'), true);
    },
    ofPath(path, visit) {
      ofPath(path, visit);
      const plain = withoutEnd(path);
      const below = byPath(files.below(plain));
      for (const path of belowOf([...below.keys()].sort(), plain)) for (const file of below.get(path) ?? []) visit(file, 'folder');
      const folders = [...foldersOf(plain)];
      const above = byPath(files.at(folders));
      for (const folder of folders) for (const file of above.get(folder) ?? []) visit(file, 'folder');
    },
    owners: (path) => places.get(withoutEnd(path))?.owners ?? [],
  };
}
