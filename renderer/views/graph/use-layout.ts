/** Boxes with their places: the last finished drawing stands until the next one has been laid out. */
import { startTransition, useEffect, useRef, useState } from 'react';
import { layOut } from '../../workers/elk';
import type { Boxes } from './boxes';
import { elkInput, type Layout, layoutOf } from './layout';

export interface Drawn {
  boxes: Boxes;
  layout: Layout;
}

/** `anchor`: the box that is to stay where it is. */
export function useLayout(boxes: Boxes | null, anchor: string | null): { drawn: Drawn | null; busy: boolean; error: unknown } {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [error, setError] = useState<unknown>(null);
  const before = useRef<Layout | null>(null);
  const still = useRef(anchor);
  still.current = anchor;
  useEffect(() => {
    if (!boxes) {
      setDrawn(null);
      before.current = null;
      return;
    }
    const controller = new AbortController();
    layOut(elkInput(boxes, before.current), controller.signal).then(
      (answer) => {
        if (controller.signal.aborted) return;
        const layout = layoutOf(answer, before.current, still.current);
        before.current = layout;
        setError(null);
        // Hundreds of boxes are drawn in short turns with the window, while the picture before stands.
        startTransition(() => setDrawn({ boxes, layout }));
      },
      (thrown) => {
        if (!controller.signal.aborted) setError(thrown);
      },
    );
    return () => controller.abort();
  }, [boxes]);
  return { drawn, busy: boxes !== null && drawn?.boxes !== boxes && error === null, error };
}
