/** How a drawing begins: of a large graph a part first, then all that one level or a run has, with what joins it. */
import type { Output } from '../../../core/contract';
import type { FilterClass } from '../../../core/graph/things';
import { turn } from '../../parts/in-turns';
import { madeReady } from './drawing';
import { emptyModel, firstFolded, type GraphModel, type Side, withOpen, withReopened, withTraced } from './model';
import type { ViewState } from './view-state';

/** The most records read for one side of one node. */
export const traceLimit = 5000;
/** Reused tasks lie upstream of a run's own: so many of its boxes are followed at first. */
const followAtFirst = 24;
/** So many records of each side are drawn at first where there are more, while the rest is read. */
const fewAtFirst = 300;

const none: ReadonlySet<string> = new Set();

type Depth = ViewState['depth'];
export type Ask = (lid: string, side: Side, depth: number | undefined, limit?: number) => Promise<Output<'graph.trace'>>;

/** Adds a trace and opens what it went through: `steps` levels. */
export function traced(model: GraphModel, side: Side, answer: Output<'graph.trace'>, steps: number): GraphModel {
  const opened = answer.nodes.filter((node) => node.depth < steps).map((node) => node.lid);
  return withOpen(withTraced(model, answer), side, opened, !answer.truncated);
}

/** The same of several traces that end where nothing more is: a model of thousands of nodes is copied once for all of them. */
function tracedWholly(model: GraphModel, side: Side, answers: readonly Output<'graph.trace'>[]): GraphModel {
  const all = withTraced(model, { nodes: answers.flatMap(({ nodes }) => nodes), edges: answers.flatMap(({ edges }) => edges) });
  const lids = (truncated: boolean) => answers.filter((one) => one.truncated === truncated).flatMap(({ nodes }) => nodes.map(({ lid }) => lid));
  return withOpen(withOpen(all, side, lids(false), true), side, lids(true), false);
}

/** With what was opened in another of the same focus, which is shown before it. */
export function withAll(model: GraphModel, other: GraphModel): GraphModel {
  const nodes = [...other.nodes.values()].filter(({ lid }) => !model.nodes.has(lid));
  return withReopened(withTraced(model, { nodes, edges: [...other.edges.values()] }), other);
}

/** A model with what stands beside what it draws, and what the engine said of that. */
export interface Told {
  model: GraphModel;
  /** Those that were asked about: what joins them is known. */
  joined: ReadonlySet<string>;
  runs: Output<'graph.drawn'>['runs'];
  leftOut: number;
}

export interface Begun extends Told {
  truncated: boolean;
}

interface Asked {
  start: string;
  hidden: ReadonlySet<FilterClass>;
  depth: Depth;
}

export interface Engine {
  ask: Ask;
  /** `before`: nodes that need not be told again, and of which of them it is known what joins them. */
  told: (model: GraphModel, before?: { nodes: GraphModel['nodes']; joined: ReadonlySet<string> }) => Promise<Told>;
}

/** The nodes around a start, `depth` levels each way. */
async function around({ start, hidden, depth }: Asked, limit: number, { ask }: Pick<Engine, 'ask'>): Promise<{ model: GraphModel; truncated: boolean }> {
  const steps = depth === 'all' ? undefined : (depth ?? 1);
  const [up, down] = await Promise.all([ask(start, 'up', steps, limit), ask(start, 'down', steps, limit)]);
  await turn();
  const far = steps ?? Number.POSITIVE_INFINITY;
  return { model: traced(traced(emptyModel(up.nodes[0]?.lid ?? start, hidden), 'up', up, far), 'down', down, far), truncated: up.truncated || down.truncated };
}

/** What is read first; where it is truncated it is a part, and shown until the rest is here. */
export async function few(asked: Asked, engine: Engine): Promise<Begun> {
  const { model, truncated } = await around(asked, fewAtFirst, engine);
  const first = await engine.told(model, { nodes: model.nodes, joined: none });
  await madeReady(first.model);
  return { ...first, truncated };
}

/** All that is drawn at first; where `depth` is null one level, and around a run all that it executed and what that was made from. */
export async function begin(asked: Asked, engine: Engine, glimpse: Begun): Promise<Begun> {
  const read = glimpse.truncated ? await around(asked, traceLimit, engine) : glimpse;
  const first = glimpse.truncated ? await engine.told(read.model, { nodes: read.model.nodes, joined: none }) : glimpse;
  let { model } = first;
  let { truncated } = read;
  const { focus } = model;
  if (asked.depth !== null || model.nodes.get(focus)?.kind !== 'WorkflowRun') return { ...first, truncated };
  const followed = new Set([focus]);
  while (followed.size <= followAtFirst) {
    await turn();
    const next = firstFolded(model, 'up', followed, followAtFirst + 1 - followed.size);
    if (next.length === 0) break;
    for (const lid of next) followed.add(lid);
    const answers = await Promise.all(next.map((lid) => engine.ask(lid, 'up', undefined)));
    await turn();
    model = tracedWholly(model, 'up', answers);
    truncated ||= answers.some((one) => one.truncated);
  }
  if (followed.size === 1) return { ...first, truncated };
  const last = await engine.told(model, { nodes: model.nodes, joined: first.joined });
  return { ...last, runs: [...first.runs, ...last.runs], truncated };
}
