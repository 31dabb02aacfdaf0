/** Workspaces whose index is made at their opening: in turns between other questions, for as long as anybody waits for it, until a person stops it. */
import { AuditError } from '../errors';
import { atOnce } from '../pause';
import type { WorkspaceInside } from './open-workspace';

export interface IndexMaking {
  /** Goes on with its opening, whoever began it, with turns for other questions; throws the reason of the signal. What fails there fails again where it is opened: so it is not thrown. */
  ready(name: string, signal?: AbortSignal): Promise<void>;
  /** Opens it without turns, going on where others have come to. Throws `cancelled` where a person stopped it. */
  now(name: string): WorkspaceInside;
  /** Whoever waits for it fails with `cancelled`, and whoever asks later, until it is begun again. False where none is under way. */
  stop(name: string): boolean;
  /** It may be made again. */
  allow(name: string): void;
  /** Leaves the one under way; nothing of it is kept. */
  leave(name: string): void;
  close(): void;
}

/** Milliseconds that a question of another workspace waits. */
const turn = 50;

export function createIndexMaking(opening: (name: string) => Generator<void, WorkspaceInside>, isOpen: (name: string) => boolean): IndexMaking {
  const underWay = new Map<string, { steps: Generator<void, WorkspaceInside>; waiting: number }>();
  const stopped = new Set<string>();
  const leave = (name: string) => {
    const one = underWay.get(name);
    underWay.delete(name);
    one?.steps.return(undefined as never);
  };
  const begin = (name: string) => {
    const one = { steps: opening(name), waiting: 0 };
    underWay.set(name, one);
    return one;
  };
  return {
    async ready(name, signal) {
      if (isOpen(name) || stopped.has(name)) return;
      const one = underWay.get(name) ?? begin(name);
      one.waiting++;
      try {
        while (underWay.get(name) === one) {
          if (goesOn(one.steps)) await new Promise<void>((resolve) => void setTimeout(resolve, 0));
          else underWay.delete(name);
          signal?.throwIfAborted();
        }
      } finally {
        if (--one.waiting === 0 && underWay.get(name) === one) leave(name);
      }
    },
    now(name) {
      if (stopped.has(name))
        throw new AuditError(
          'cancelled',
          `The index of "${name}" was not made: it was stopped. No evidence is lost; it is made from the beginning when "Make the index" is chosen, or the program is opened again.`,
        );
      const steps = underWay.get(name)?.steps ?? opening(name);
      try {
        return atOnce(steps);
      } finally {
        underWay.delete(name);
      }
    },
    stop(name) {
      if (!underWay.has(name)) return false;
      stopped.add(name);
      leave(name);
      return true;
    },
    allow: (name) => void stopped.delete(name),
    leave,
    close() {
      for (const name of [...underWay.keys()]) leave(name);
    },
  };
}

/** One turn of it; false where there is nothing more to be done. */
function goesOn(steps: Generator<void, unknown>): boolean {
  const began = Date.now();
  try {
    do if (steps.next().done) return false;
    while (Date.now() - began < turn);
    return true;
  } catch {
    return false;
  }
}
