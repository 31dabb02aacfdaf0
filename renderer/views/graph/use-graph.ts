/** Asks the engine for the parts of the graph that the auditor opens, and keeps them as one model. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { Output } from '../../../core/contract';
import { call, onEvent } from '../../client';
import { drawnLids, emptyModel, type GraphModel, hiddenCounts, isRunLike, type Side, withFolded, withOpen, withTraced } from './model';

/** The most records read for one side of one node. */
export const traceLimit = 3000;
/** The engine's own bound on a question about links. */
const subgraphLimit = 5000;
/** Reused tasks lie upstream of a run's own: so many of its boxes are followed at first. */
const followAtFirst = 24;

export interface GraphHandle {
  model: GraphModel | null;
  /** The start, as the engine writes its LID. */
  home: string;
  busy: boolean;
  error: unknown;
  /** A side had more than could be read. */
  truncated: boolean;
  unfold: (lid: string, side: Side, wholly?: boolean) => Promise<void>;
  fold: (lid: string, side: Side) => void;
  /** Begins again around another node, one level each way. */
  focusOn: (lid: string) => Promise<void>;
}

type Ask = (lid: string, side: Side, depth: number | undefined) => Promise<Output<'graph.trace'>>;

/** Adds a trace and opens what it went through. */
function traced(model: GraphModel, lid: string, side: Side, answer: Output<'graph.trace'>, wholly: boolean): GraphModel {
  const nodes = model.runs ? answer.nodes : answer.nodes.filter((node) => node.lid === model.focus || !isRunLike(node));
  const opened = wholly ? nodes.map((node) => node.lid) : [lid];
  return withOpen(withTraced(model, { nodes, edges: answer.edges }), side, opened, !answer.truncated);
}

/** The nodes around a start, one level each way; around a run, all that it executed and what that was made from. */
async function begin(start: string, runs: boolean, ask: Ask, joined: (model: GraphModel) => Promise<GraphModel>): Promise<{ model: GraphModel; truncated: boolean }> {
  const [up, down] = await Promise.all([ask(start, 'up', 1), ask(start, 'down', 1)]);
  const focus = up.nodes[0]?.lid ?? start;
  let model = await joined(traced(traced(emptyModel(focus, runs), focus, 'up', up, false), focus, 'down', down, false));
  let truncated = up.truncated || down.truncated;
  if (model.nodes.get(focus)?.kind !== 'WorkflowRun') return { model, truncated };
  const followed = new Set([focus]);
  while (followed.size <= followAtFirst) {
    const next = [...hiddenCounts(model, drawnLids(model))].find(([lid, hidden]) => hidden.up > 0 && !followed.has(lid))?.[0];
    if (next === undefined) break;
    followed.add(next);
    const answer = await ask(next, 'up', undefined);
    model = traced(model, next, 'up', answer, true);
    truncated ||= answer.truncated;
  }
  return { model: followed.size > 1 ? await joined(model) : model, truncated };
}

export function useGraph(workspace: string, start: string, runs: boolean): GraphHandle {
  const queries = useQueryClient();
  const [model, setModel] = useState<GraphModel | null>(null);
  const [home, setHome] = useState(start);
  const [error, setError] = useState<unknown>(null);
  const [truncated, setTruncated] = useState(false);
  const [waiting, wait] = useReducer((n: number, by: number) => n + by, 0);
  const turn = useRef(0);
  const now = useRef(model);
  now.current = model;

  const ask = useCallback<Ask>(
    (lid, side, depth) => {
      const input = { workspace, lid, direction: side, runs, limit: traceLimit, ...(depth !== undefined && { depth }) };
      return queries.fetchQuery({
        queryKey: ['graph.trace', input],
        queryFn: () => call('graph.trace', input),
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        networkMode: 'always',
      });
    },
    [queries, workspace, runs],
  );

  /** Reads the links among all that is drawn: two nodes can be joined by more than the ways they were found. */
  const joined = useCallback(
    async (next: GraphModel): Promise<GraphModel> => {
      const lids = [...drawnLids(next)].filter((lid) => runs || !isRunLike(next.nodes.get(lid))).slice(0, subgraphLimit);
      return lids.length === 0 ? next : withTraced(next, await call('graph.subgraph', { workspace, lids }));
    },
    [workspace, runs],
  );

  const doing = useCallback(async (work: (mine: () => boolean) => Promise<void>, alone: boolean) => {
    if (alone) turn.current += 1;
    const asked = turn.current;
    const mine = () => asked === turn.current;
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
        const begun = await begin(lid, runs, ask, joined);
        if (!mine()) return;
        setModel(begun.model);
        setTruncated(begun.truncated);
        if (lid === start) setHome(begun.model.focus);
      }, true),
    [doing, joined, ask, runs, start],
  );

  const unfold = useCallback(
    (lid: string, side: Side, wholly = false) =>
      doing(async (mine) => {
        const answer = await ask(lid, side, wholly ? undefined : 1);
        const before = now.current;
        if (!mine() || !before) return;
        const next = await joined(traced(before, lid, side, answer, wholly));
        if (!mine()) return;
        // What was opened or folded meanwhile stays: only what this asked for is added to the model as it is now.
        setModel((current) => current && traced(withTraced(current, { nodes: [...next.nodes.values()], edges: [...next.edges.values()] }), lid, side, answer, wholly));
        setTruncated((was) => was || answer.truncated);
      }, false),
    [doing, joined, ask],
  );

  const fold = useCallback((lid: string, side: Side) => setModel((before) => before && withFolded(before, side, lid)), []);

  useEffect(() => {
    setModel(null);
    setTruncated(false);
    void focusOn(start);
    return () => {
      turn.current += 1;
    };
  }, [focusOn, start]);

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

  return { model, home, busy: waiting > 0, error, truncated, unfold, fold, focusOn };
}
