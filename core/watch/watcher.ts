/** Runs the syncs that are due, one at a time; asked at every tick, it needs no timer of its own. */
import type { WatchState } from '../contract/watch';
import { AuditError, toErrorData } from '../errors';

export interface WatcherPorts {
  /** Milliseconds since 1970. */
  now(): number;
  states(): Promise<WatchState[]>;
  /** Runs one sync to its end. */
  sync(workspace: string): Promise<void>;
  /** A sync has ended: well (null), with an error, or put off as another has the workspace. */
  ended(workspace: string, error: AuditError | null): void;
}

/** A workspace that somebody else writes to is tried again after this. */
const putOffMillis = 60_000;
/** After a pause of ticks this long (the computer slept) one tick is let pass: network and disks need a moment to come back. */
const sleptMillis = 3 * 60_000;

export interface Watcher {
  /** Syncs at most one workspace, the one that is due the longest; gives its name, or null. A call while one runs does nothing. */
  tick(): Promise<string | null>;
}

export function createWatcher(ports: WatcherPorts): Watcher {
  const putOff = new Map<string, number>();
  let running = false;
  let lastTick: number | null = null;

  const dueNow = (states: readonly WatchState[], now: number) =>
    states
      .filter(({ workspace, due }) => due !== null && Date.parse(due) <= now && !isPutOff(workspace, now))
      .sort((a, b) => Date.parse(a.lastTry ?? '1970-01-01') - Date.parse(b.lastTry ?? '1970-01-01'))[0];
  const isPutOff = (workspace: string, now: number) => {
    const until = putOff.get(workspace);
    // A clock that was set back does not make it wait for longer.
    return until !== undefined && now < until && until - now <= putOffMillis;
  };

  return {
    async tick() {
      if (running) return null;
      const now = ports.now();
      const slept = lastTick !== null && now - lastTick > sleptMillis;
      lastTick = now;
      if (slept) return null;
      running = true;
      try {
        const due = dueNow(await ports.states(), now);
        if (due === undefined) return null;
        await run(due.workspace);
        return due.workspace;
      } finally {
        running = false;
        lastTick = ports.now();
      }
    },
  };

  async function run(workspace: string) {
    try {
      await ports.sync(workspace);
      putOff.delete(workspace);
      ports.ended(workspace, null);
    } catch (thrown) {
      const { code, message, data } = toErrorData(thrown);
      // What writes nothing into the journal would be due again at once.
      putOff.set(workspace, ports.now() + putOffMillis);
      ports.ended(workspace, new AuditError(code, message, data));
    }
  }
}
