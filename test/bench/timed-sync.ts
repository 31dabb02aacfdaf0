/** A sync as it is timed, by a workbench that reads its stores in a thread, as the program does. */
import { openStore } from '../../main/ports/stores';
import { buildMain } from '../build-main';
import { openWorkbench, type Workbench } from '../workbench';

export function openThreadedWorkbench(): Promise<Workbench> {
  const thread = buildMain('store-thread');
  return openWorkbench({ change: (ports) => ({ ...ports, openStore: (location) => openStore(location, thread) }) });
}

/** A sync to its end, in ms: `saved` up to where all is saved and indexed, behind which only what is made ahead of questions is left. */
export async function timedSync(bench: Workbench, workspace: string): Promise<{ saved: number; whole: number; fetched: number }> {
  const start = performance.now();
  let saved: number | null = null;
  const { fetched } = await bench.job('sync.run', { workspace }, ({ phase }) => {
    if (phase === 'made ahead') saved ??= performance.now() - start;
  });
  const whole = performance.now() - start;
  return { saved: saved ?? whole, whole, fetched };
}
