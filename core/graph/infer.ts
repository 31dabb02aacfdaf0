/** Links that no record states but names suggest: always marked as inferred, never mixed up with recorded ones. */
import { kindNumbers, relationNumbers } from '../index/schema';
import { plainPath } from '../record/lid';
import type { Edge } from './adjacency';

export interface NamedNode {
  id: number;
  kind: number;
  /** The key of a LID, or the path of an outside file. */
  key: string;
  isPath: boolean;
}

/** A hostile name of a million slashes is looked at this many folders up, no further. */
const maxFolders = 1000;

/**
 * `same-path`: a FileOutput was written to the very path that an outside file is read from.
 * `inside`: a path, or a LID, lies below that of a recorded FileOutput, which is then a folder; or a LID without record
 * lies below the key of a task or run, and so is named as its file. `paths` are the FileOutputs' recorded paths.
 */
export function inferEdges(nodes: readonly NamedNode[], paths: readonly (readonly [id: number, path: string])[]): Edge[] {
  const edges: Edge[] = [];
  const byPath = new Map<string, number[]>();
  for (const [id, path] of paths) {
    const plain = plainPath(path).replace(/(?<=.)\/+$/, '');
    const ids = byPath.get(plain);
    if (ids === undefined) byPath.set(plain, [id]);
    else ids.push(id);
  }
  const byKey = new Map<string, NamedNode>();
  for (const node of nodes) if (!node.isPath) byKey.set(node.key, node);

  for (const node of nodes) {
    if (node.isPath) {
      for (const id of byPath.get(node.key) ?? []) edges.push([id, node.id, relationNumbers['same-path']]);
      for (const folder of foldersOf(node.key)) {
        const holders = byPath.get(folder);
        if (holders === undefined) continue;
        for (const id of holders) edges.push([id, node.id, relationNumbers.inside]);
        break;
      }
    } else if (node.kind === kindNumbers.FileOutput || node.kind === kindNumbers.Missing) {
      const holder = holderOf(node, byKey);
      if (holder !== null) edges.push([holder.id, node.id, relationNumbers.inside]);
    }
  }
  return edges;
}

/** The nearest record whose key is a folder of this node's key. */
function holderOf(node: NamedNode, byKey: Map<string, NamedNode>): NamedNode | null {
  for (const folder of foldersOf(node.key)) {
    const holder = byKey.get(folder);
    if (holder === undefined) continue;
    if (holder.kind === kindNumbers.FileOutput) return holder;
    if (node.kind !== kindNumbers.Missing) return null;
    return holder.kind === kindNumbers.TaskRun || holder.kind === kindNumbers.AgentRun || holder.kind === kindNumbers.WorkflowRun ? holder : null;
  }
  return null;
}

/** `a/b/c` → `a/b`, `a`; nearest first. */
function* foldersOf(name: string): Generator<string> {
  let end = name.length;
  for (let i = 0; i < maxFolders; i++) {
    end = name.lastIndexOf('/', end - 1);
    if (end <= 0) return;
    yield name.slice(0, end);
  }
}
