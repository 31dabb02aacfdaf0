/** Which files have a full chain: every recorded way back is followed at once, in the order of the links, and what is met first that breaks it is kept. */
import { forEachLink, isInferred, isTold } from '../graph/adjacency';
import { type ImpactFacts, roles } from '../graph/impact/facts';
import { hasNoOrigin, isCarried } from '../graph/impact/reach';
import { kindNumbers, relationNumbers } from '../index/schema';

/** In the order of their numbers, from 1; 0: the chain is full. */
export const chainBreaks = ['missing-record', 'not-read', 'run-record-missing', 'run-not-named', 'no-origin', 'inferred-link', 'loop'] as const;
export type ChainBreak = (typeof chainBreaks)[number];

export const chainBreakWords: Record<ChainBreak, string> = {
  'missing-record': 'a record on the way is not here',
  'not-read': 'a record on the way could not be interpreted',
  'run-record-missing': 'the record of a run on the way is not here',
  'run-not-named': 'a record on the way does not name its run',
  'no-origin': 'the origin of a file on the way is not recorded',
  'inferred-link': 'a link on the way is inferred, no record states it',
  loop: 'records on the way name each other in a circle',
};

const numberOf = Object.fromEntries(chainBreaks.map((one, at) => [one, at + 1])) as Record<ChainBreak, number>;

export interface Chains {
  /** For each node: the number of the break that its chain has (of several that meet, the one of the node itself, else the lowest number); 0: full. */
  broken: Uint8Array;
  /** 1 where a recorded way leads back to a task. */
  fromTask: Uint8Array;
}

export function chainsOf(facts: ImpactFacts): Chains {
  const { graph, role } = facts;
  const broken = new Uint8Array(graph.count);
  const fromTask = new Uint8Array(graph.count);
  const open = new Int32Array(graph.count);
  const order: number[] = [];
  for (let node = 0; node < graph.count; node++) {
    broken[node] = ownBreak(facts, node);
    forEachLink(graph.up, node, (from, relation) => {
      if (isFollowed(facts, from, node, relation)) open[node] = (open[node] ?? 0) + 1;
    });
    if (open[node] === 0) order.push(node);
  }
  for (let next = 0; next < order.length; next++) {
    const node = order[next] ?? 0;
    const leads = fromTask[node] === 1 || role[node] === roles.task ? 1 : 0;
    forEachLink(graph.down, node, (to, relation) => {
      if (!isFollowed(facts, node, to, relation)) return;
      const why = isOwnInference(facts, node, to, relation) ? numberOf['inferred-link'] : (broken[node] ?? 0);
      if (why > 0 && (broken[to] === 0 || (ownBreak(facts, to) === 0 && why < (broken[to] ?? 0)))) broken[to] = why;
      if (leads === 1 && !isInferred(relation)) fromTask[to] = 1;
      open[to] = (open[to] ?? 0) - 1;
      if (open[to] === 0) order.push(to);
    });
  }
  // What was never freed lies in a circle, or behind one.
  for (let node = 0; node < graph.count; node++) if ((open[node] ?? 0) > 0 && broken[node] === 0) broken[node] = numberOf.loop;
  return { broken, fromTask };
}

/** Ways that a thing is made on: recorded ones, and inferred ones, which break the chain. */
function isFollowed(facts: ImpactFacts, from: number, to: number, relation: number): boolean {
  if (facts.graph.isRun[to] === 1 || facts.role[to] === roles.none || facts.role[from] === roles.none) return false;
  return relation !== relationNumbers.parameter && !isTold(relation) && (isInferred(relation) || isCarried(facts, from, to, relation));
}

/** A file of a recorded folder is no guess; a path that equals another one is. */
function isOwnInference(facts: ImpactFacts, from: number, to: number, relation: number): boolean {
  return isInferred(relation) && !isCarried(facts, from, to, relation);
}

function ownBreak(facts: ImpactFacts, node: number): number {
  const { graph, role, nullRun } = facts;
  const kind = graph.kinds[node];
  if (role[node] === roles.run) return kind === kindNumbers.Missing ? numberOf['run-record-missing'] : kind === kindNumbers.Unknown ? numberOf['not-read'] : 0;
  if (kind === kindNumbers.Missing) return numberOf['missing-record'];
  if (kind === kindNumbers.Unknown) return numberOf['not-read'];
  if (nullRun[node] === 1) return numberOf['run-not-named'];
  return hasNoOrigin(facts, node) ? numberOf['no-origin'] : 0;
}
