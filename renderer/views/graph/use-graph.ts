/** Asks the engine for the parts of the graph that the auditor opens, and keeps them as one model. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { filterClasses, isBeside } from '../../../core/graph/things';
import { call, onEvent } from '../../client';
import { turn } from '../../parts/in-turns';
import { type Ask, begin, type Engine, few, type Told, traced, traceLimit, withAll } from './begin';
import { madeReady } from './drawing';
import { drawnLids, type GraphModel, type Side, withFolded, withReopened, withTraced } from './model';
import type { ViewState } from './view-state';

/** The engine's own bound on a question about links. */
const drawnLimit = 5000;
/** Milliseconds after which the rest is read whether or not what was read first is drawn. */
const longestGlimpse = 1000;

const none: ReadonlySet<string> = new Set();
const noNodes: GraphModel['nodes'] = new Map();

export interface GraphHandle {
  model: GraphModel | null;
  /** The start, as the engine writes its LID. */
  home: string;
  /** Names of the runs that nodes name as theirs, by LID. */
  runs: ReadonlyMap<string, string>;
  /** So much stands beside what is drawn and was too much to be told. */
  leftOut: number;
  /** Of a large graph this is what was read first; the rest follows by itself. */
  glimpse: boolean;
  /** To be called when a picture stands: the rest of a large graph is read behind it. */
  stands: () => void;
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

/** `start` is in focus, or `focus` where it is another node. */
export function useGraph(workspace: string, start: string, { focus, depth, hidden }: Pick<ViewState, 'focus' | 'depth' | 'hidden'>): GraphHandle {
  const around = focus ?? start;
  const queries = useQueryClient();
  const [model, setModel] = useState<GraphModel | null>(null);
  const [home, setHome] = useState(start);
  const [error, setError] = useState<unknown>(null);
  const [truncated, setTruncated] = useState(false);
  const [glimpse, setGlimpse] = useState(false);
  const [runs, setRuns] = useState<ReadonlyMap<string, string>>(new Map());
  const [leftOut, setLeftOut] = useState(0);
  const [begun, begins] = useReducer((n: number) => n + 1, 0);
  const [waiting, wait] = useReducer((n: number, by: number) => n + by, 0);
  const round = useRef(0);
  const standing = useRef<() => void>(() => undefined);
  const stands = useCallback(() => standing.current(), []);
  const now = useRef(model);
  now.current = model;
  const all = useRef(hidden);
  all.current = hidden;
  // What stands beside the flow of data is no part of any way: showing or hiding it begins nothing anew.
  const inFlow = filterClasses.filter((one) => hidden.has(one) && !isBeside(one)).join(' ');
  const flow = useMemo(() => filterClasses.filter((one) => inFlow.split(' ').includes(one)), [inFlow]);

  const ask = useCallback<Ask>(
    (lid, side, depth, limit = traceLimit) => {
      const input = { workspace, lid, direction: side, hidden: flow, limit, ...(depth !== undefined && { depth }) };
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
    async (next: GraphModel, before: Parameters<Engine['told']>[1] = { nodes: noNodes, joined: none }): Promise<Told> => {
      await turn();
      // What is not known comes first: of more than can be asked about, the last is left out.
      const rank = (lid: string) => (before.joined.has(lid) ? 2 : before.nodes.has(lid) ? 1 : 0);
      const byRank = [[], [], []] as [string[], string[], string[]];
      for (const lid of drawnLids(next)) byRank[rank(lid)].push(lid);
      const lids = byRank.flat().slice(0, drawnLimit);
      const known = (from: number) => lids.filter((lid) => rank(lid) >= from).length;
      const answer = await call('graph.drawn', { workspace, lids, hidden: [...next.hidden], boxed: known(1), joined: known(2) });
      await turn();
      return { model: withTraced(next, answer), joined: new Set(lids), runs: answer.runs, leftOut: answer.leftOut };
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
        const input = { workspace, lid, depth, classes: [...all.current].sort() };
        const asked = { start: lid, hidden: all.current, depth };
        // What was drawn before is drawn again without reading it all anew, until its workspace changes; so is what somebody else waits for already.
        const once = <T>(name: string, read: () => Promise<T>) =>
          queries.fetchQuery({ queryKey: [name, input], queryFn: read, staleTime: Number.POSITIVE_INFINITY, structuralSharing: false, retry: false, networkMode: 'always' });
        const glimpseOf = () => once('graph.glimpse', () => few(asked, { ask, told }));
        const before = queries.getQueryState(['graph.begun', input]);
        let glimpsed: GraphModel | null = null;
        if (before?.data === undefined || before.isInvalidated) {
          const part = await glimpseOf();
          if (!mine()) return;
          if (part.truncated) {
            begins();
            glimpsed = part.model;
            setModel(take(part));
            setGlimpse(true);
            if (lid === start) setHome(part.model.focus);
            await new Promise<void>((resolve) => {
              standing.current = resolve;
              setTimeout(resolve, longestGlimpse);
            });
            if (!mine()) return;
          }
        }
        const first = await once('graph.begun', async () => {
          const begun = await begin(asked, { ask, told }, await glimpseOf());
          await madeReady(begun.model);
          return begun;
        });
        if (!mine()) return;
        begins();
        const begun = take(first);
        // What somebody opened in what was there at first stays open.
        setModel((current) => (glimpsed === null || current === null || current === glimpsed || current.focus !== begun.focus ? begun : withAll(begun, current)));
        setGlimpse(false);
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

  return { model, home, runs, leftOut, glimpse, stands, begun, busy: waiting > 0, error, truncated, unfold, fold, focusOn };
}
