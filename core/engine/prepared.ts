/** Calls whose answer rests on what takes long to make: it is made in turns with other calls, and kept by what makes it. */
import type { OpenWorkspace } from './context';
import type { InTurns } from './in-turns';

/** Milliseconds without a turn for others. */
const longest = 40;
/** A workspace that changes all the time is answered for all the same. */
export const mostTries = 3;

/** Turns for others while something is made of a workspace as it is. */
export interface Turns {
  /** The time for one has come. */
  due(): boolean;
  /** Lets others have it; false where the workspace, or its index, is another one then. */
  give(): Promise<boolean>;
  isSame(): boolean;
}

export function turnsFor(open: () => OpenWorkspace, workspace: OpenWorkspace): Turns {
  const { generation } = workspace;
  let began = Date.now();
  const isSame = () => {
    const now = open();
    return now === workspace && now.generation === generation;
  };
  return {
    due: () => Date.now() - began >= longest,
    async give() {
      await new Promise<void>((resolve) => void setTimeout(resolve, 0));
      const same = isSame();
      began = Date.now();
      return same;
    },
    isSame,
  };
}

/** The workspace once `make` was gone through for it as it is; what is left then is made by whoever answers. `open`: of one name. */
export async function prepared(open: () => OpenWorkspace, make: (workspace: OpenWorkspace) => Generator<void, void>): Promise<OpenWorkspace> {
  for (let tries = 0; tries < mostTries; tries++) {
    const workspace = open();
    if (await wentThrough(open, workspace, make(workspace))) return workspace;
  }
  return open();
}

/** False where the workspace, or its index, is another one meanwhile. */
async function wentThrough(open: () => OpenWorkspace, workspace: OpenWorkspace, steps: Generator<void, void>): Promise<boolean> {
  const turns = turnsFor(open, workspace);
  while (!steps.next().done) if (turns.due() && !(await turns.give())) return false;
  return true;
}

/** As a step of such work. */
export function* toEnd(making: InTurns<unknown>): Generator<void, void> {
  while (!making.turn()) yield;
}
