/** Asks the engine for the parts of the graph that the auditor opens, and keeps them as one model. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { Output } from '../../../core/contract';
import { type FilterClass, filterClasses, isBeside } from '../../../core/graph/things';
import { call, onEvent } from '../../client';
import { turn } from '../../parts/in-turns';
import { madeReady } from './drawing';
import { drawnLids, emptyModel, firstFolded, type GraphModel, type Side, withFolded, withOpen, withReopened, withTraced } from './model';
import type { ViewState } from './view-state';

/** The most records read for one side of one node. */
export const traceLimit = 5000;
/** The engine's own bound on a question about links. */
const drawnLimit = 5000;
/** Reused tasks lie upstream of a run's own: so many of its boxes are followed at first. */
const followAtFirst = 24;

export interface GraphHandle {
  model: GraphModel | null;
  /** The start, as the engine writes its LID. */
  home: string;
  /** Names of the runs that nodes name as theirs, by LID. */
  runs: ReadonlyMap<string, string>;
  /** So much stands beside what is drawn and was too much to be told. */
  leftOut: number;
  /** How often it began anew: with another focus, other levels, other classes in the flow. */
  begun: number;
  busy: boolean;
  error: unknown;
  /** A side had more than could be read. */
  truncated: boolean;
  unfold: (lid: string, side: Side, wholly?: boolean) => Promise<void>;
  /** Returns what takes it back. */
  fold: (lid: string, side: Side) => () => void;
  /** Begins again around another node, one level each way. */
  focusOn: (lid: string) => Promise<void>;
}

type Depth = ViewState['depth'];
type Ask = (lid: string, side: Side, depth: number | undefined) => Promise<Output<'graph.trace'>>;

/** Adds a trace and opens what it went through: `steps` levels. */
function traced(model: GraphModel, side: Side, answer: Output<'graph.trace'>, steps: number): GraphModel {
  const opened = answer.nodes.filter((node) => node.depth < steps).map((node) => node.lid);
  return withOpen(withTraced(model, answer), side, opened, !answer.truncated);
}

/** The same of several traces that end where nothing more is: a model of thousands of nodes is copied once for all of them. */
function tracedWholly(model: GraphModel, side: Side, answers: readonly Output<'graph.trace'>[]): GraphModel {
  const all = withTraced(model, { nodes: answers.flatMap(({ nodes }) => nodes), edges: answers.flatMap(({ edges }) => edges) });
  const lids = (truncated: boolean) => answers.filter((one) => one.truncated === truncated).flatMap(({ nodes }) => nodes.map(({ lid }) => lid));
  return withOpen(withOpen(all, side, lids(false), true), side, lids(true), false);
}

/** A model with what stands beside what it draws, and what the engine said of that. */
interface Told {
  model: GraphModel;
  runs: Output<'graph.drawn'>['runs'];
  leftOut: number;
}

interface Begun extends Told {
  truncated: boolean;
}

/** The nodes around a start, `depth` levels each way; where that is null one, and around a run all that it executed and what that was made from. */
async function begin(start: string, hidden: ReadonlySet<FilterClass>, depth: Depth, ask: Ask, told: (model: GraphModel) => Promise<Told>): Promise<Begun> {
  const steps = depth === 'all' ? undefined : (depth ?? 1);
  const [up, down] = await Promise.all([ask(start, 'up', steps), ask(start, 'down', steps)]);
  await turn();
  const focus = up.nodes[0]?.lid ?? start;
  const far = steps ?? Number.POSITIVE_INFINITY;
  const first = await told(traced(traced(emptyModel(focus, hidden), 'up', up, far), 'down', down, far));
  let { model } = first;
  let truncated = up.truncated || down.truncated;
  if (depth !== null || model.nodes.get(focus)?.kind !== 'WorkflowRun') return { ...first, truncated };
  const followed = new Set([focus]);
  while (followed.size <= followAtFirst) {
    await turn();
    const next = firstFolded(model, 'up', followed, followAtFirst + 1 - followed.size);
    if (next.length === 0) break;
    for (const lid of next) followed.add(lid);
    const answers = await Promise.all(next.map((lid) => ask(lid, 'up', undefined)));
    await turn();
    model = tracedWholly(model, 'up', answers);
    truncated ||= answers.some((one) => one.truncated);
  }
  if (followed.size === 1) return { ...first, truncated };
  const last = await told(model);
  return { ...last, runs: [...first.runs, ...last.runs], truncated };
}

/** `start` is in focus, or `focus` where it is another node. */
export function useGraph(workspace: string, start: string, { focus, depth, hidden }: Pick<ViewState, 'focus' | 'depth' | 'hidden'>): GraphHandle {
  const around = focus ?? start;
  const queries = useQueryClient();
  const [model, setModel] = useState<GraphModel | null>(null);
  const [home, setHome] = useState(start);
  const [error, setError] = useState<unknown>(null);
  const [truncated, setTruncated] = useState(false);
  const [runs, setRuns] = useState<ReadonlyMap<string, string>>(new Map());
  const [leftOut, setLeftOut] = useState(0);
  const [begun, begins] = useReducer((n: number) => n + 1, 0);
  const [waiting, wait] = useReducer((n: number, by: number) => n + by, 0);
  const round = useRef(0);
  const now = useRef(model);
  now.current = model;
  const all = useRef(hidden);
  all.current = hidden;
  // What stands beside the flow of data is no part of any way: showing or hiding it begins nothing anew.
  const inFlow = filterClasses.filter((one) => hidden.has(one) && !isBeside(one)).join(' ');
  const flow = useMemo(() => filterClasses.filter((one) => inFlow.split(' ').includes(one)), [inFlow]);

  const ask = useCallback<Ask>(
    (lid, side, depth) => {
      const input = { workspace, lid, direction: side, hidden: flow, limit: traceLimit, ...(depth !== undefined && { depth }) };
      return queries.fetchQuery({
        queryKey: ['graph.trace', input],
        queryFn: () => call('graph.trace', input),
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        networkMode: 'always',
      });
    },
    [queries, workspace, flow],
  );

  /** Reads the links among all that is drawn, as two nodes can be joined by more than the ways they were found, and what stands beside it. */
  const told = useCallback(
    async (next: GraphModel): Promise<Told> => {
      await turn();
      const lids = [...drawnLids(next)].slice(0, drawnLimit);
      const answer = await call('graph.drawn', { workspace, lids, hidden: [...next.hidden] });
      await turn();
      return { model: withTraced(next, answer), runs: answer.runs, leftOut: answer.leftOut };
    },
    [workspace],
  );
  const take = useCallback(({ model, runs, leftOut }: Told): GraphModel => {
    setRuns((before) => (runs.every(({ lid, title }) => before.get(lid) === title) ? before : new Map([...before, ...runs.map(({ lid, title }) => [lid, title] as const)])));
    setLeftOut(leftOut);
    return model;
  }, []);
  const joined = useCallback(async (next: GraphModel): Promise<GraphModel> => take(await told(next)), [take, told]);

  const doing = useCallback(async (work: (mine: () => boolean) => Promise<void>, alone: boolean) => {
    if (alone) round.current += 1;
    const asked = round.current;
    const mine = () => asked === round.current;
    wait(1);
    try {
      await work(mine);
      if (mine()) setError(null);
    } catch (thrown) {
      if (mine()) setError(thrown);
    } finally {
      wait(-1);
    }
  }, []);

  const focusOn = useCallback(
    (lid: string) =>
      doing(async (mine) => {
        // What was drawn before is drawn again without reading it all anew, until its workspace changes.
        const classes = [...all.current].sort();
        const first = await queries.fetchQuery({
          queryKey: ['graph.begun', { workspace, lid, depth, classes }],
          queryFn: async () => {
            const begun = await begin(lid, all.current, depth, ask, told);
            await madeReady(begun.model);
            return begun;
          },
          staleTime: Number.POSITIVE_INFINITY,
          structuralSharing: false,
          retry: false,
          networkMode: 'always',
        });
        if (!mine()) return;
        begins();
        setModel(take(first));
        setTruncated(first.truncated);
        if (lid === start) setHome(first.model.focus);
      }, true),
    [doing, told, take, ask, depth, start, queries, workspace],
  );

  const unfold = useCallback(
    (lid: string, side: Side, wholly = false) =>
      doing(async (mine) => {
        const answer = await ask(lid, side, wholly ? undefined : 1);
        const before = now.current;
        if (!mine() || !before) return;
        const steps = wholly ? Number.POSITIVE_INFINITY : 1;
        const next = await madeReady(await joined(traced(before, side, answer, steps)));
        if (!mine()) return;
        // What was opened or folded meanwhile stays: only what this asked for is added to the model as it is now.
        setModel((current) =>
          current === before ? next : current && traced(withTraced(current, { nodes: [...next.nodes.values()], edges: [...next.edges.values()] }), side, answer, steps),
        );
        setTruncated((was) => was || answer.truncated);
      }, false),
    [doing, joined, ask],
  );

  const fold = useCallback((lid: string, side: Side) => {
    const before = now.current;
    setModel((current) => current && withFolded(current, side, lid));
    return () => setModel((current) => current && before && withReopened(current, before));
  }, []);

  useEffect(() => {
    setTruncated(false);
    void focusOn(around);
    return () => {
      round.current += 1;
    };
  }, [focusOn, around]);

  useEffect(() => {
    const before = now.current;
    if (!before || before.hidden === hidden) return;
    setModel((current) => current && { ...current, hidden });
    void doing(async (mine) => {
      const told = await joined({ ...before, hidden });
      if (mine()) setModel((current) => current && withTraced(current, { nodes: [...told.nodes.values()], edges: [...told.edges.values()] }));
    }, false);
  }, [hidden, doing, joined]);

  // A check or a sync changes verdicts and counts: the same picture is read again.
  useEffect(
    () =>
      onEvent((event) => {
        const before = now.current;
        if (event.type !== 'workspace-changed' || event.workspace !== workspace || !before) return;
        void doing(async (mine) => {
          const next = await joined(before);
          if (mine()) setModel((current) => current && withTraced(current, { nodes: [...next.nodes.values()].filter((node) => current.nodes.has(node.lid)), edges: [] }));
        }, false);
      }),
    [doing, joined, workspace],
  );

  return { model, home, runs, leftOut, begun, busy: waiting > 0, error, truncated, unfold, fold, focusOn };
}
