/** Boxes with their places: the last finished drawing stands until the next one has been laid out. */
import { startTransition, useEffect, useRef, useState } from 'react';
import { layOut, startLayouts } from '../../workers/elk';
import type { Boxes } from './boxes';
import type { Frame } from './drawing';
import { laidAtOnce } from './lay-at-once';
import { elkInput, type Layout, layoutOf } from './layout';
import { partThatGrows, settled } from './settle';

export interface Drawn {
  boxes: Boxes;
  layout: Layout;
}

export interface LayoutOptions {
  /** The box that is to stay where it is. */
  anchor: string | null;
  frames: readonly Frame[];
  /** While it is the same, boxes that stand keep their places; another one arranges all anew. */
  arrangement: string;
  /** Another drawing follows by itself, and is laid out as if this one had not been there. */
  passing: boolean;
}

export function useLayout(boxes: Boxes | null, { anchor, frames, arrangement, passing }: LayoutOptions): { drawn: Drawn | null; busy: boolean; error: unknown } {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [error, setError] = useState<unknown>(null);
  const before = useRef<{ layout: Layout; arrangement: string } | null>(null);
  const now = useRef({ anchor, frames, passing });
  now.current = { anchor, frames, passing };
  useEffect(startLayouts, []);
  useEffect(() => {
    if (!boxes) {
      setDrawn(null);
      before.current = null;
      return;
    }
    const controller = new AbortController();
    arrange(boxes, before.current, { ...now.current, arrangement }, controller.signal).then(
      (layout) => {
        if (controller.signal.aborted) return;
        before.current = now.current.passing ? null : { layout, arrangement };
        setError(null);
        // Hundreds of boxes are drawn in short turns with the window, while the picture before stands.
        startTransition(() => setDrawn({ boxes, layout }));
      },
      (thrown) => {
        if (!controller.signal.aborted) setError(thrown);
      },
    );
    return () => controller.abort();
  }, [boxes, arrangement]);
  return { drawn, busy: boxes !== null && drawn?.boxes !== boxes && error === null, error };
}

/** What stands keeps its place where the drawing only grows or folds; else, and where there is no room, elk arranges all. */
async function arrange(
  boxes: Boxes,
  before: { layout: Layout; arrangement: string } | null,
  { anchor, frames, arrangement, passing }: LayoutOptions,
  signal: AbortSignal,
): Promise<Layout> {
  if (passing && frames.length === 0) return laidAtOnce(boxes);
  if (before !== null && before.arrangement === arrangement && frames.length === 0 && boxes.boxes.some((box) => before.layout.places.has(box.id))) {
    const part = partThatGrows(boxes, before.layout);
    const wished = part.boxes.length === 0 ? null : layoutOf(await layOut(elkInput(part, before.layout), signal, part), null, null);
    const layout = settled(boxes, before.layout, wished?.places ?? new Map(), anchor);
    if (layout !== null) return layout;
  }
  if (before !== null || frames.length > 0) {
    const input = elkInput(boxes, before?.layout ?? null, frames);
    return layoutOf(await layOut(input, signal, input), before?.layout ?? null, anchor);
  }
  // Where nothing but the boxes is regarded, they are laid out once.
  const layout = firsts.get(boxes) ?? layoutOf(await layOut(elkInput(boxes, null, frames), signal, boxes), null, anchor);
  firsts.set(boxes, layout);
  return layout;
}

/** Layouts that regard nothing but their boxes. */
const firsts = new WeakMap<Boxes, Layout>();
