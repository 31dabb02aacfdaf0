/** Draws what is heavy after its frame: first the frame stands, then the rest is drawn in short turns with the window. */
import { startTransition, useLayoutEffect, useState } from 'react';

/** false in the first drawing and until there is something to draw, true ever after. */
export function useAfterFrame(ready: boolean): boolean {
  const [after, setAfter] = useState(false);
  useLayoutEffect(() => {
    if (ready) startTransition(() => setAfter(true));
  }, [ready]);
  return after;
}
