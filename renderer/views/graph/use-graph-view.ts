/** The state of one drawing: what is selected, unfolded and in focus, and what buttons and keys do to it. */
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { isThingKind } from '../../../core/graph/things';
import { addressOf } from '../../parts/lid-link';
import { useUndo } from '../../parts/toasts';
import { graphWords } from '../../words/graph';
import { groupStep } from './boxes';
import { boxesOfDrawing, type DrawnGraph, drawingOf, type Frame, framesOf, nothingUnfolded, type Unfolded } from './drawing';
import type { FlowHandle } from './flow';
import { keyAction } from './keys';
import type { Side } from './model';
import { useGraph } from './use-graph';
import { useLayout } from './use-layout';
import { useViewState } from './use-view-state';

/** What to bring into sight once the drawing stands anew: a box and its neighbours, or everything. */
type Wish = { near: string; go?: boolean } | 'all' | null;

const noFrames: readonly Frame[] = [];

export function useGraphView(workspace: string, start: string, canvas: RefObject<FlowHandle | null>, frame: RefObject<HTMLElement | null>) {
  const [, navigate] = useLocation();
  const [state, changeState] = useViewState();
  const offer = useUndo();
  const { hidden, grouping, frames } = state;
  const runs = !hidden.has('run');
  const [picked, select] = useState<string | null>(null);
  const [unfolded, setUnfolded] = useState<Unfolded>(nothingUnfolded);
  const [round, arrangeAnew] = useReducer((n: number) => n + 1, 0);
  const wish = useRef<Wish>(null);
  const graph = useGraph(workspace, start, state);
  const { model, home, runs: runTitles, unfold: ask, fold: close, focusOn, stands } = graph;
  const focus = model?.focus ?? start;
  const selected = picked ?? focus;
  const drawing = useMemo(() => (model ? drawingOf(model) : null), [model]);
  const boxes = useMemo(() => (drawing ? boxesOfDrawing(drawing, focus, unfolded, { grouping, frames }) : null), [drawing, focus, unfolded, grouping, frames]);
  const framed = useMemo(() => (boxes && frames ? framesOf(boxes.boxes, runTitles) : noFrames), [boxes, frames, runTitles]);
  // What begins anew, by a link or a control, is looked at as a whole.
  const lastBegun = useRef(graph.begun);
  if (lastBegun.current !== graph.begun) {
    lastBegun.current = graph.begun;
    wish.current = 'all';
  }
  const arrangement = `${graph.begun} ${grouping} ${frames} ${round}`;
  const { drawn, busy, error } = useLayout(boxes, { anchor: selected, frames: framed, arrangement, passing: graph.glimpse });
  const shown = useMemo<DrawnGraph | null>(
    () =>
      drawn && drawing
        ? {
            workspace,
            focus,
            home,
            hidden,
            nodes: drawing.nodes,
            edges: drawing.edges,
            boxes: drawn.boxes.boxes,
            links: drawn.boxes.links,
            boxOf: drawn.boxes.boxOf,
            frames: framed,
            layout: drawn.layout,
          }
        : null,
    [workspace, focus, home, hidden, drawing, drawn, framed],
  );
  const box = drawn?.boxes.boxes.find((each) => each.id === selected) ?? null;

  const open = useCallback(
    (lid: string) => {
      const kind = model?.nodes.get(lid)?.kind;
      if (kind !== undefined && !isThingKind(kind)) navigate(addressOf(workspace, lid, kind));
    },
    [model, navigate, workspace],
  );
  const unfold = useCallback(
    (lid: string, side: Side, wholly = false) => {
      select(lid);
      wish.current = wholly ? 'all' : { near: lid };
      void ask(lid, side, wholly);
    },
    [ask],
  );
  const fold = useCallback(
    (lid: string, side: Side) => {
      select(lid);
      offer(graphWords.undo.folded, close(lid, side));
    },
    [close, offer],
  );
  const actions = useMemo(() => ({ select, open, unfold, fold }), [open, unfold, fold]);

  /** Hiding can be taken back; what else is changed has its own way back beside it. */
  const setState: typeof changeState = (change) => {
    changeState(change);
    if (change.hidden !== undefined && [...change.hidden].some((one) => !hidden.has(one))) offer(graphWords.undo.hidden, () => changeState({ hidden }));
  };
  const setRuns = (show: boolean) => setState({ hidden: new Set(show ? [...hidden].filter((one) => one !== 'run') : [...hidden, 'run']) });

  /** Another focus, or the same with one level again. */
  const makeFocus = (lid: string) => {
    select(lid);
    wish.current = 'all';
    const next = { focus: lid === home ? null : lid, depth: null };
    if (next.focus === state.focus && state.depth === null) void focusOn(lid);
    else setState(next);
  };
  const arrange = () => {
    wish.current = 'all';
    arrangeAnew();
  };
  const goHome = () => {
    setUnfolded(nothingUnfolded);
    select(null);
    wish.current = 'all';
    if (state.focus === null && state.depth === null) void focusOn(start);
    else setState({ focus: null, depth: null });
  };
  const showBox = (id: string) => {
    select(id);
    canvas.current?.reveal([id]);
  };
  const takeKeyboard = useCallback(
    (id: string) => void requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-box="${CSS.escape(id)}"]`)?.focus({ preventScroll: true })),
    [frame],
  );
  const goTo = (id: string) => {
    showBox(id);
    takeKeyboard(id);
  };
  const showMore = (id: string, shown: number) => setUnfolded(({ groups, alone }) => ({ groups: new Map(groups).set(id, shown + groupStep), alone }));
  const foldGroup = (id: string) => {
    const was = unfolded.groups.get(id);
    setUnfolded(({ groups, alone }) => ({ groups: new Map([...groups].filter(([each]) => each !== id)), alone }));
    if (was !== undefined) offer(graphWords.undo.groupFolded, () => setUnfolded(({ groups, alone }) => ({ groups: new Map(groups).set(id, was), alone })));
  };
  /** `go`: the keyboard goes with it, where what it was chosen in is there no longer. */
  const takeOut = (lid: string, go = false) => {
    if (!unfolded.alone.has(lid)) offer(graphWords.undo.takenOut, () => setUnfolded(({ groups, alone }) => ({ groups, alone: new Set([...alone].filter((one) => one !== lid)) })));
    setUnfolded(({ groups, alone }) => ({ groups, alone: new Set(alone).add(lid) }));
    wish.current = { near: lid, go };
    select(lid);
  };

  useEffect(() => {
    if (drawn !== null) requestAnimationFrame(stands);
  }, [drawn, stands]);

  const onDrawn = useCallback(() => {
    const wanted = wish.current;
    wish.current = null;
    if (wanted === 'all') canvas.current?.begin();
    else if (wanted !== null) {
      const beside = drawn?.boxes.links.flatMap(({ from, to }) => (from === wanted.near ? [to] : to === wanted.near ? [from] : [])) ?? [];
      canvas.current?.reveal([wanted.near, ...beside]);
      if (wanted.go) takeKeyboard(wanted.near);
    }
  }, [drawn, canvas, takeKeyboard]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const onBox = event.target instanceof HTMLElement && event.target.matches('.box-main');
    if (!drawn || !box || !onBox || event.ctrlKey || event.altKey || event.metaKey) return;
    const action = keyAction(event.key, { box, hidden: drawing?.hidden.get(selected), places: drawn.layout.places, links: drawn.boxes.links });
    if (!action) return;
    event.preventDefault();
    if (action.do === 'go') goTo(action.id);
    else if (action.do === 'home') focus === home ? goTo(focus) : goHome();
    else if (action.do === 'open') open(action.lid);
    else if (action.do === 'focus') makeFocus(action.lid);
    else if (action.do === 'more') showMore(action.id, action.shown);
    else if (action.do === 'unfold') for (const side of action.sides) unfold(action.lid, side);
    else if (action.do === 'fold') for (const side of action.sides) fold(action.lid, side);
  };

  // What was selected may have been folded away.
  useEffect(() => {
    if (picked !== null && drawn && boxes === drawn.boxes && !drawn.boxes.boxes.some((each) => each.id === picked)) select(null);
  }, [picked, drawn, boxes]);

  return {
    /** What is drawn, for whatever reads the picture. */
    graph: shown,
    /** Focus, depth, hidden classes, grouping, as the address says; `setState` changes a part of it. */
    state,
    setState,
    leftOut: graph.leftOut,
    /** Places all boxes anew, without regard to where they stand. */
    arrange,
    model,
    drawing,
    boxes,
    drawn,
    box,
    selected,
    focus,
    home,
    runs,
    setRuns,
    actions,
    goTo,
    showBox,
    makeFocus,
    goHome,
    showMore,
    foldGroup,
    takeOut,
    onDrawn,
    onKeyDown,
    reading: graph.busy,
    arranging: busy,
    error: graph.error ?? error,
    truncated: graph.truncated,
  };
}
