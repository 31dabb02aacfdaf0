/** Tells that another process wrote into a workspace, so that a window shows no answer from before beside one from after it: at once, then at most every two seconds, however fast it writes. */
import type { Clock } from '../ports';

const pauseMillis = 2000;

/** To be called whenever a workspace is opened or looked at again; `changed`: with something in it that this process did not write. What is held back is told the next time. */
export function createChangedElsewhere(clock: Clock, tell: (workspace: string) => void): (workspace: string, changed: boolean) => void {
  const told = new Map<string, number>();
  const untold = new Set<string>();
  return (workspace, changed) => {
    if (changed) untold.add(workspace);
    if (!untold.has(workspace)) return;
    const now = clock.now().ms;
    const since = now - (told.get(workspace) ?? Number.NEGATIVE_INFINITY);
    if (since >= 0 && since < pauseMillis) return;
    told.set(workspace, now);
    untold.delete(workspace);
    tell(workspace);
  };
}
