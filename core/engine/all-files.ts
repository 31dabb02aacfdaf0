/** Every FileOutput in the order of the LIDs, with what lists and measures ask of all of them: columns that are kept beside the image. */
import { keyPrefixRanges } from '../index/key-bytes';
import { isKeyBefore } from '../index/queries/nodes';
import { type FileColumns, fileColumnsByKey } from '../index/queries/recorded-files';
import type { SqlDatabase } from '../ports';
import type { OpenWorkspace } from './context';
import type { InTurns } from './in-turns';
import { isF64, isI32, isU8, type Keeping, keptAheadInTurns, part } from './kept-ahead';
import { placesOf } from './places';

export interface AllFiles extends FileColumns {
  /** The place among `nodes`; -1 for what is no FileOutput. */
  at(node: number): number;
}

/** What the record of a file has: any checksum; one of the content, by its label and by the Nextflow that wrote it. */
export const hashBits = { any: 1, content: 2 } as const;
/** What `own` holds. */
export const ownStates = { unknown: 0, consistent: 1, seemsToContradict: 2 } as const;

export function allFiles(workspace: OpenWorkspace): AllFiles {
  return allFilesInTurns(workspace).whole();
}

export function allFilesInTurns(workspace: OpenWorkspace): InTurns<AllFiles> {
  return keptAheadInTurns(workspace, 'all files', allFilesKeeping, () => makeAllFiles(workspace.db));
}

export function* makeAllFiles(db: SqlDatabase): Generator<void, AllFiles> {
  return withPlaces(yield* fileColumnsByKey(db));
}

export const allFilesKeeping: Keeping<AllFiles> = {
  what: 'files',
  form: '2',
  parts: ({ nodes, sizes, hashed, own, runs, claimed }) => ({ nodes, sizes, hashed, own, runs, claimed }),
  value: (parts) =>
    withPlaces({
      nodes: part(parts, 'nodes', isI32),
      sizes: part(parts, 'sizes', isF64),
      hashed: part(parts, 'hashed', isU8),
      own: part(parts, 'own', isU8),
      runs: part(parts, 'runs', isI32),
      claimed: part(parts, 'claimed', isI32),
    }),
};

const withPlaces = (columns: FileColumns): AllFiles => ({ ...columns, at: placesOf(columns.nodes) });

/** Those of the nodes that are FileOutputs, each once, in the order of their LIDs. */
export function filesAmong(files: AllFiles, nodes: Iterable<number>): number[] {
  const places = new Set<number>();
  for (const node of nodes) {
    const place = files.at(node);
    if (place >= 0) places.add(place);
  }
  return Array.from(Int32Array.from(places).sort(), (place) => files.nodes[place] ?? -1);
}

/** Ids of those whose key lies below `key/`, in the order of the LIDs: a part of the column, found by looking at a few keys. */
export function filesBelow(workspace: OpenWorkspace, key: string): Int32Array {
  const { nodes } = allFiles(workspace);
  const bounds = keyPrefixRanges(`${key}/`).map(({ from, to }) => nodes.subarray(firstNotBefore(workspace.db, nodes, from), firstNotBefore(workspace.db, nodes, to)));
  return bounds.length === 1 ? (bounds[0] ?? new Int32Array()) : Int32Array.from(bounds.flatMap((some) => [...some]));
}

/** The first place of these nodes, which are in the order of their keys, whose key does not come before `bound`. */
function firstNotBefore(db: SqlDatabase, nodes: Int32Array, bound: Uint8Array): number {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isKeyBefore(db, nodes[middle] ?? -1, bound)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Places of all, the largest size first, those without one last. */
export function bySize({ nodes, sizes }: AllFiles): Int32Array {
  const node = (at: number) => nodes[at] ?? 0;
  const size = (at: number) => sizes[at] ?? Number.NaN;
  const last = (at: number) => Number(Number.isNaN(size(at)));
  return Int32Array.from(nodes, (_, at) => at).sort((a, b) => last(a) - last(b) || size(b) - size(a) || node(a) - node(b));
}
