/** Folds a trace into at most N boxes for a drawing: tasks of one process together, files of one producer together; each box says how many it holds. */
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

/** Ways to group, each coarser than the one before; the first that yields few enough boxes is taken. */
type GroupOf = (node: GraphNode, producers: (node: GraphNode) => string) => string;
const levels: readonly GroupOf[] = [
  (node) => node.lid,
  (node, producers) => (isTask(node) ? node.lid : `${node.kind}|${extensionOf(node)}|${producers(node)}`),
  (node, producers) => (isTask(node) ? taskGroup(node) : `${node.kind}|${extensionOf(node)}|${producers(node)}`),
  (node, producers) => (isTask(node) ? taskGroup(node) : `${node.kind}|${producers(node)}`),
  (node) => (isTask(node) ? `${node.kind}|${processOf(node)}` : `${node.kind}|${node.depth}`),
  (node) => `${node.kind}|${node.depth}`,
  (node) => node.kind,
  (node) => (isTask(node) ? 'tasks' : 'files'),
  () => 'everything',
];

/**
 * `limit` ≥ 1 is kept always. `focus` (a LID) keeps a box of its own while `limit` ≥ 2. The answer does not depend on the
 * order of nodes and edges. Edges whose ends are no nodes are passed over.
 */
export function collapse(nodes: readonly GraphNode[], edges: readonly GraphEdge[], limit: number, focus: string | null = null): Drawing {
  return atOnce(collapser(nodes, edges, focus)(limit));
}

/** The same for one limit after another, in turns. */
export function collapser(nodes: readonly GraphNode[], edges: readonly GraphEdge[], focus: string | null = null): (limit: number) => Generator<void, Drawing> {
  const sorted = [...nodes].sort((a, b) => compareText(a.lid, b.lid));
  const upstream = new Map<string, GraphNode[]>();
  const byLid = new Map(sorted.map((node) => [node.lid, node]));
  for (const edge of edges) {
    const from = byLid.get(edge.from);
    if (from === undefined || !byLid.has(edge.to)) continue;
    const known = upstream.get(edge.to);
    if (known === undefined) upstream.set(edge.to, [from]);
    else known.push(from);
  }
  const producers = (node: GraphNode) =>
    [...new Set((upstream.get(node.lid) ?? []).map((one) => (isTask(one) ? taskGroup(one) : `${one.kind}|${one.depth}`)))].sort(compareText).join('+') || `depth ${node.depth}`;
  const grouped = (groupOf: GroupOf, keepsFocus: boolean) => {
    const groups = new Map<string, GraphNode[]>();
    for (const node of sorted) {
      const name = node.lid === focus && keepsFocus ? `focus|${node.lid}` : groupOf(node, producers);
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [node]);
      else group.push(node);
    }
    return groups;
  };
  const known = new Map<string, Map<string, GraphNode[]>>();
  return function* (limit) {
    let groups = new Map<string, GraphNode[]>();
    for (const [level, groupOf] of levels.entries()) {
      const id = `${level} ${limit >= 2}`;
      groups = known.get(id) ?? grouped(groupOf, limit >= 2);
      known.set(id, groups);
      yield;
      if (groups.size <= limit) break;
    }
    return drawingOf(groups, edges);
  };
}

function drawingOf(groups: ReadonlyMap<string, GraphNode[]>, edges: readonly GraphEdge[]): Drawing {
  const boxOf = new Map<string, string>();
  const boxes = [...groups].map(([name, members]) => {
    const box = toBox(name, members);
    for (const member of members) boxOf.set(member.lid, box.id);
    return box;
  });
  const folded = foldEdges(edges, boxOf);
  const places = layered(
    boxes.map((box) => box.id),
    folded,
  );
  for (const box of boxes) Object.assign(box, places.get(box.id));
  return { boxes, edges: folded };
}

function toBox(name: string, members: GraphNode[]): Box {
  const [first] = members;
  const verdicts: Box['verdicts'] = {};
  for (const { verdict } of members) verdicts[verdict ?? 'none'] = (verdicts[verdict ?? 'none'] ?? 0) + 1;
  const base = { count: members.length, members: members.map((one) => one.lid), verdicts, column: 0, row: 0 };
  if (first !== undefined && members.length === 1) return { ...base, id: first.lid, kind: first.kind, title: first.title, detail: first.detail };
  const kinds = new Set(members.map((one) => one.kind));
  const kind = kinds.size === 1 && first !== undefined ? first.kind : 'Mixed';
  return { ...base, id: `group ${name}`, kind, title: groupTitle(members), detail: counted(members, kind) };
}

/** What all members have in common: the process, or the kind of file; else how many there are. */
function groupTitle(members: GraphNode[]): string {
  const names = new Set(members.map((one) => (isTask(one) ? processOf(one) : extensionOf(one))));
  const [name] = names;
  if (names.size !== 1 || name === undefined || name === '') return members.every(isTask) ? 'tasks of several processes' : members.some(isTask) ? 'several steps' : 'several files';
  return members.every(isTask) ? name : `.${name}`;
}

function counted(members: GraphNode[], kind: Box['kind']): string {
  const words: Partial<Record<Box['kind'], string>> = {
    TaskRun: 'tasks',
    AgentRun: 'agent tasks',
    FileOutput: 'files',
    External: 'outside files',
    Missing: 'LIDs without a record',
    WorkflowRun: 'runs',
  };
  return `${members.length} ${words[kind] ?? 'records'}`;
}

function foldEdges(edges: readonly GraphEdge[], boxOf: Map<string, string>): BoxEdge[] {
  const folded = new Map<string, BoxEdge>();
  for (const edge of edges) {
    const [from, to] = [boxOf.get(edge.from), boxOf.get(edge.to)];
    if (from === undefined || to === undefined || from === to) continue;
    const id = JSON.stringify([from, to]);
    const known = folded.get(id);
    if (known === undefined) folded.set(id, { from, to, count: 1, inferred: edge.inferred });
    else {
      known.count++;
      known.inferred &&= edge.inferred;
    }
  }
  return [...folded.values()].sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to));
}

const isTask = (node: GraphNode) => node.kind === 'TaskRun' || node.kind === 'AgentRun';
const processOf = (node: GraphNode) => node.title.replace(/ \(.*\)$/s, '');
const taskGroup = (node: GraphNode) => `${node.kind}|${processOf(node)}|${node.depth}`;
/** `x.vcf.gz` → `vcf.gz`; no extension: an empty text. */
function extensionOf(node: GraphNode): string {
  return /\.([a-z0-9]{1,8}(?:\.(?:gz|bz2|xz|zst))?)$/i.exec(node.title)?.[1]?.toLowerCase() ?? '';
}
