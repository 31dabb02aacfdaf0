/** Folds a trace into at most N boxes for a drawing: tasks of one process together, files of one producer together; each box says how many it holds. */
import { addTo } from '../add-to';
import { compareText } from '../compare-text';
import type { GraphEdge, GraphNode } from '../contract/graph';
import { atOnce } from '../pause';
import type { Verdict } from '../verify/verdict';
import { layered } from './layers';

export interface Box {
  /** The LID of its only member, or a name of the group; unique in the drawing. */
  id: string;
  kind: GraphNode['kind'] | 'Mixed';
  title: string;
  detail: string;
  /** How many nodes it stands for. */
  count: number;
  /** LIDs of the nodes it stands for. */
  members: string[];
  /** How many of its members have each verdict; `none`: nobody has looked, or there is nothing to look at. */
  verdicts: Partial<Record<Verdict | 'none', number>>;
  /** Place in a drawing from left (upstream) to right. */
  column: number;
  row: number;
}

export interface BoxEdge {
  from: string;
  to: string;
  /** How many links it stands for. */
  count: number;
  /** All of these links are inferred. */
  inferred: boolean;
}

export interface Drawing {
  boxes: Box[];
  edges: BoxEdge[];
}

/** What of a node a folded drawing rests on. */
export type FoldNode = Pick<GraphNode, 'lid' | 'kind' | 'title' | 'verdict' | 'depth'>;

/** Links by the places of their ends among the nodes. */
export interface FoldLinks {
  from: ArrayLike<number>;
  to: ArrayLike<number>;
  /** 1: inferred. */
  inferred: ArrayLike<number>;
}

/** What groups are named by, of the node at a place. */
interface Named {
  node: FoldNode;
  /** Of a task: its process and depth. */
  group(): string;
  extension(): string;
  producers(): string;
}

/** Ways to group, each coarser than the one before; the first that yields few enough boxes is taken. */
type GroupOf = (named: Named) => string;
const levels: readonly GroupOf[] = [
  ({ node }) => node.lid,
  (named) => (isTask(named.node) ? named.node.lid : `${named.node.kind}|${named.extension()}|${named.producers()}`),
  (named) => (isTask(named.node) ? named.group() : `${named.node.kind}|${named.extension()}|${named.producers()}`),
  (named) => (isTask(named.node) ? named.group() : `${named.node.kind}|${named.producers()}`),
  ({ node }) => (isTask(node) ? `${node.kind}|${processOf(node)}` : `${node.kind}|${node.depth}`),
  ({ node }) => `${node.kind}|${node.depth}`,
  ({ node }) => node.kind,
  ({ node }) => (isTask(node) ? 'tasks' : 'files'),
  () => 'everything',
];

/**
 * `limit` ≥ 1 is kept always. `focus` (a LID) keeps a box of its own while `limit` ≥ 2. The answer does not depend on the
 * order of nodes and edges. Edges whose ends are no nodes are passed over.
 */
export function collapse(
  nodes: readonly (FoldNode & Pick<GraphNode, 'detail'>)[],
  edges: readonly Pick<GraphEdge, 'from' | 'to' | 'inferred'>[],
  limit: number,
  focus: string | null = null,
): Drawing {
  const places = new Map(nodes.map(({ lid }, place) => [lid, place]));
  const known = edges.flatMap(({ from, to, inferred }) => {
    const [above, below] = [places.get(from), places.get(to)];
    return above === undefined || below === undefined ? [] : [{ above, below, inferred: inferred ? 1 : 0 }];
  });
  const links = { from: known.map(({ above }) => above), to: known.map(({ below }) => below), inferred: known.map(({ inferred }) => inferred) };
  return atOnce(collapser(nodes, links, ({ detail }) => detail, focus)(limit));
}

/** The same for one limit after another, in turns. `detailOf`: of a node that has a box of its own. */
export function collapser<Node extends FoldNode>(
  nodes: readonly Node[],
  links: FoldLinks,
  detailOf: (node: Node) => string,
  focus: string | null = null,
): (limit: number) => Generator<void, Drawing> {
  const sorted = Int32Array.from(nodes.keys()).sort((a, b) => compareText(nodes[a]?.lid ?? '', nodes[b]?.lid ?? ''));
  const names = namesOf(nodes, links);
  const tasks = nodes.filter(isTask).length;
  /** Of the first two levels, which name each node, or each task, by itself. */
  const fewest = [new Set(nodes.map(({ lid }) => lid)).size, tasks];
  const grouped = (groupOf: GroupOf, keepsFocus: boolean) => {
    const groups = new Map<string, number[]>();
    for (const place of sorted) {
      const named = names(place);
      addTo(groups, named.node.lid === focus && keepsFocus ? `focus|${focus}` : groupOf(named), place);
    }
    return groups;
  };
  const known = new Map<string, Map<string, number[]>>();
  return function* (limit) {
    let groups = new Map<string, number[]>();
    for (const [level, groupOf] of levels.entries()) {
      if ((fewest[level] ?? 0) > limit) continue;
      const id = `${level} ${limit >= 2}`;
      groups = known.get(id) ?? grouped(groupOf, limit >= 2);
      known.set(id, groups);
      yield;
      if (groups.size <= limit) break;
    }
    return drawingOf(nodes, links, groups, names, detailOf);
  };
}

/** Each made once: tens of thousands of nodes have a few names. What is given is of the place asked for last. */
function namesOf(nodes: readonly FoldNode[], { from, to }: FoldLinks): (place: number) => Named {
  const upstream = new Map<number, number[]>();
  for (let link = 0; link < from.length; link++) addTo(upstream, to[link] as number, from[link] as number);
  const once = (make: (node: FoldNode, place: number) => string) => {
    const made: string[] = new Array(nodes.length);
    return (place: number) => (made[place] ??= make(nodes[place] as FoldNode, place));
  };
  const group = once((node) => (isTask(node) ? `${node.kind}|${processOf(node)}|${node.depth}` : `${node.kind}|${node.depth}`));
  const extension = once(extensionOf);
  const producers = once(({ depth }, place) => [...new Set((upstream.get(place) ?? []).map(group))].sort(compareText).join('+') || `depth ${depth}`);
  return (place) => ({ node: nodes[place] as FoldNode, group: () => group(place), extension: () => extension(place), producers: () => producers(place) });
}

function drawingOf<Node extends FoldNode>(
  nodes: readonly Node[],
  links: FoldLinks,
  groups: ReadonlyMap<string, number[]>,
  names: (place: number) => Named,
  detailOf: (node: Node) => string,
): Drawing {
  const boxOf = new Int32Array(nodes.length);
  const boxes = [...groups].map(([name, members], box) => {
    for (const place of members) boxOf[place] = box;
    const [first = 0] = members;
    return toBox(name, members.map(names), members.length === 1 ? detailOf(nodes[first] as Node) : '');
  });
  const folded = foldLinks(links, boxOf, boxes);
  const places = layered(
    boxes.map((box) => box.id),
    folded,
  );
  for (const box of boxes) Object.assign(box, places.get(box.id));
  return { boxes, edges: folded };
}

function toBox(name: string, named: readonly Named[], detail: string): Box {
  const members = named.map(({ node }) => node);
  const [first] = members;
  const verdicts: Box['verdicts'] = {};
  for (const { verdict } of members) verdicts[verdict ?? 'none'] = (verdicts[verdict ?? 'none'] ?? 0) + 1;
  const base = { count: members.length, members: members.map((one) => one.lid), verdicts, column: 0, row: 0 };
  if (first !== undefined && members.length === 1) return { ...base, id: first.lid, kind: first.kind, title: first.title, detail };
  const kinds = new Set(members.map((one) => one.kind));
  const kind = kinds.size === 1 && first !== undefined ? first.kind : 'Mixed';
  return { ...base, id: `group ${name}`, kind, title: groupTitle(named), detail: counted(members.length, kind) };
}

/** What all members have in common: the process, or the kind of file; else how many there are. */
function groupTitle(named: readonly Named[]): string {
  const names = new Set(named.map((one) => (isTask(one.node) ? processOf(one.node) : one.extension())));
  const [name] = names;
  const tasks = named.filter(({ node }) => isTask(node)).length;
  if (names.size !== 1 || name === undefined || name === '') return tasks === named.length ? 'tasks of several processes' : tasks > 0 ? 'several steps' : 'several files';
  return tasks === named.length ? name : `.${name}`;
}

function counted(count: number, kind: Box['kind']): string {
  const words: Partial<Record<Box['kind'], string>> = {
    TaskRun: 'tasks',
    AgentRun: 'agent tasks',
    FileOutput: 'files',
    External: 'outside files',
    Missing: 'LIDs without a record',
    WorkflowRun: 'runs',
  };
  return `${count} ${words[kind] ?? 'records'}`;
}

function foldLinks({ from, to, inferred }: FoldLinks, boxOf: Int32Array, boxes: readonly Box[]): BoxEdge[] {
  const folded = new Map<number, BoxEdge>();
  for (let link = 0; link < from.length; link++) {
    const above = boxOf[from[link] as number] as number;
    const below = boxOf[to[link] as number] as number;
    if (above === below) continue;
    const id = above * boxes.length + below;
    const known = folded.get(id);
    if (known === undefined) folded.set(id, { from: boxes[above]?.id ?? '', to: boxes[below]?.id ?? '', count: 1, inferred: inferred[link] === 1 });
    else {
      known.count++;
      known.inferred &&= inferred[link] === 1;
    }
  }
  return [...folded.values()].sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to));
}

const isTask = (node: FoldNode) => node.kind === 'TaskRun' || node.kind === 'AgentRun';
const processOf = (node: FoldNode) => node.title.replace(/ \(.*\)$/s, '');
/** `x.vcf.gz` → `vcf.gz`; no extension: an empty text. */
function extensionOf(node: FoldNode): string {
  return /\.([a-z0-9]{1,8}(?:\.(?:gz|bz2|xz|zst))?)$/i.exec(node.title)?.[1]?.toLowerCase() ?? '';
}
