/** Calls whose answer rests on what takes long to make: it is made in turns with other calls, and kept by what makes it. */
import type { OpenWorkspace } from './context';
import type { InTurns } from './in-turns';

/** Milliseconds without a turn for others. */
const longest = 40;
/** A workspace that changes all the time is answered for all the same. */
const mostTries = 3;

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
  const { generation } = workspace;
  let began = Date.now();
  while (!steps.next().done) {
    if (Date.now() - began < longest) continue;
    await new Promise<void>((resolve) => void setTimeout(resolve, 0));
    const now = open();
    if (now !== workspace || now.generation !== generation) return false;
    began = Date.now();
  }
  return true;
}

/** As a step of such work. */
export function* toEnd(making: InTurns<unknown>): Generator<void, void> {
  while (!making.turn()) yield;
}
