/** What a history rests on by path alone: paths that tasks were given as text, folders that they read whole, and lists of outputs that name an outside file. */
import { byRecords } from '../../engine/by-records';
import type { OpenWorkspace } from '../../engine/context';
import { filesAtPaths, filesBelowPath, foldersOfFiles, pathsInLists, pathsInValues } from '../../index/queries/named-paths';
import { type NodeRow, nodesById } from '../../index/queries/nodes';
import { kindNumbers, relationNumbers } from '../../index/schema';
import type { SqlDatabase } from '../../ports';
import { forEachLink } from '../adjacency';
import { isTask } from '../effective';
import { belowOf, foldersOf, put, withoutEnd } from '../folders';
import type { Chain } from './chain';
import type { HistoryColumns } from './columns';
import type { LookedUp } from './looked-up';
import { markBits } from './marks';
import type { NamedHow } from './named-hows';
import { isParameterAlone } from './sentences';

export interface NamedAlone {
  how: NamedHow;
  path: string;
  /** The task that was given it, or the outside file: by number of the graph. */
  node: number;
  /** Recorded files at, below or above the path, or whose lists name it; at most `mostTold`. */
  found: NodeRow[];
  foundCount: number;
  /** There are more than are counted. */
  atLeast: boolean;
}

const mostTold = 5;
/** Files below one folder that are counted. */
const mostCounted = 10_000;

/** In the order of the steps. Nothing that a record states as read is in it. */
export function namedAlone(workspace: OpenWorkspace, { marks }: Pick<HistoryColumns, 'marks'>, { graph, nodes, place, start }: Chain, rows: LookedUp<NodeRow>): NamedAlone[] {
  const { db } = workspace;
  const suggested = nodes.filter((node) => ((marks[node] ?? 0) & markBits.namedAlone) !== 0);
  const idOf = (node: number) => graph.ids[node] ?? -1;
  const pathOf = (node: number) => withoutEnd(rows.get(node)?.lid ?? '');
  const outside = suggested.filter((node) => graph.kinds[node] === kindNumbers.External && (node === start || !isParameterAlone({ graph, place }, node)));
  const values = pathsInValues(db, suggested.filter((node) => isTask(graph, node)).map(idOf)).map(([task, path]) => ({ task: graph.at(task), path: withoutEnd(path) }));
  if (outside.length + values.length === 0) return [];
  rows.load(outside);
  const files = new Map<string, number[]>();
  const asked = new Set(values.flatMap(({ path }) => [path, ...foldersOf(path)]));
  for (const [path, file] of filesAtPaths(db, [...asked])) put(files, path, file);
  const folders = new Set(foldersOfFiles(db, [...new Set([...outside.map(pathOf), ...values.map(({ path }) => path)])]));
  const lists = byRecords(workspace, 'paths in lists', () => listedPaths(pathsInLists(db)));
  const isRead = (task: number, path: string) => {
    let read = false;
    forEachLink(graph.up, task, (from, relation) => (read ||= relation === relationNumbers.read && (pathOf(from) === path || files.get(path)?.includes(idOf(from)) === true)));
    return read;
  };
  const named: NamedAlone[] = [];
  const add = (how: NamedAlone['how'], path: string, node: number, ids: readonly number[], limit = Number.POSITIVE_INFINITY) => {
    const told = nodesById(db, ids.slice(0, mostTold));
    named.push({ how, path, node, found: ids.slice(0, mostTold).flatMap((id) => told.get(id) ?? []), foundCount: Math.min(ids.length, limit), atLeast: ids.length > limit });
  };
  const below = (path: string) => (folders.has(path) ? filesBelowPath(db, path, mostCounted + 1) : []);
  for (const { task, path } of values) {
    if (isRead(task, path)) continue;
    const above = [...foldersOf(path)].flatMap((folder) => files.get(folder) ?? []);
    add('value', path, task, [...new Set([...(files.get(path) ?? []), ...above, ...below(path), ...lists.of(path)])], mostCounted);
  }
  for (const node of outside) {
    const path = pathOf(node);
    if (folders.has(path)) add('folder', path, node, below(path), mostCounted);
    const owners = lists.of(path);
    if (owners.length > 0) add('listed', path, node, owners);
  }
  return named.sort((a, b) => (place[a.node] ?? 0) - (place[b.node] ?? 0) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Outside paths looked at in one turn. */
const portion = 2000;

/** Of outside files, those below which recorded files lie, or that lists of outputs name: whatever else is said of a path, the others say nothing. In turns. */
export function* suggestingPaths(db: SqlDatabase, outside: readonly { node: number; path: string }[]): Generator<void, number[]> {
  const lists = listedPaths(pathsInLists(db));
  const found: number[] = [];
  for (let from = 0; from < outside.length; from += portion) {
    yield;
    const some = outside.slice(from, from + portion).map(({ node, path }) => ({ node, path: withoutEnd(path) }));
    const folders = new Set(foldersOfFiles(db, [...new Set(some.map(({ path }) => path))]));
    for (const { node, path } of some) if (folders.has(path) || lists.of(path).length > 0) found.push(node);
  }
  return found;
}

/** Whose lists name a path, a folder that it lies in, or something below it. */
function listedPaths(listed: readonly (readonly [path: string, owner: number])[]): { of(path: string): number[] } {
  const owners = new Map<string, number[]>();
  for (const [path, owner] of listed) put(owners, withoutEnd(path), owner);
  const sorted = [...owners.keys()].sort();
  return {
    of(path) {
      const found = new Set<number>();
      for (const one of [path, ...foldersOf(path), ...belowOf(sorted, path)]) for (const owner of owners.get(one) ?? []) found.add(owner);
      return [...found];
    },
  };
}
