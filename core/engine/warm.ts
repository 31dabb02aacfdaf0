/** Makes ahead what the pages of a workspace need first: in the window while nobody asks anything, as somebody soon will, and at the end of a large sync. */
import type { Workspace } from '../contract/workspaces';
import { columnsInTurns } from '../graph/custody/columns';
import { graphInTurns } from '../graph/load';
import { createHeapLeft } from '../heap-left';
import type { Ports } from '../ports';
import { instantOf } from '../record/instant';
import { splitName } from '../time/name';
import { allFilesInTurns } from './all-files';
import { forgetByRecords } from './by-records';
import type { EngineContext, OpenWorkspace } from './context';
import { findingsInTurns } from './findings/all';
import { factsInTurns, titleOrderInTurns } from './impact/facts';
import { unreadInTurns } from './impact/unread';
import { cachedInTurns, type InTurns } from './in-turns';
import { keepLidsInTurns, mostObjects } from './lids';
import { fromRecordsInTurns } from './overview/from-records';
import { objectsInTurns } from './overview/objects';
import { toEnd } from './prepared';
import { allUsesInTurns } from './runs/all-uses';
import { runsInTurns } from './runs/list';
import { tasksInTurns } from './runs/tasks';
import { linesInTurns } from './search/lines';
import { tableInTurns } from './search/table';

/**
 * Each is kept by what it calls, for as long as the records, or the index, stay as they are; the one asked for soonest comes first. Whoever asks for one
 * under way goes on where it has come to; a change of what it is made from drops it.
 */
const steps: readonly ((ports: Ports, workspace: OpenWorkspace) => InTurns<unknown>)[] = [
  (_, workspace) => runsInTurns(workspace),
  (_, workspace) => graphInTurns(workspace),
  (ports, workspace) => findingsInTurns(ports, workspace),
  (_, workspace) => objectsInTurns(workspace),
  (_, workspace) => allFilesInTurns(workspace),
  (_, workspace) => columnsInTurns(workspace),
  (_, workspace) => factsInTurns(workspace),
  (_, workspace) => fromRecordsInTurns(workspace),
  (_, workspace) => tasksInTurns(workspace),
  (_, workspace) => allUsesInTurns(workspace),
  (_, workspace) => tableInTurns(workspace),
  (_, workspace) => linesInTurns(workspace),
  (_, workspace) => titleOrderInTurns(workspace),
  (_, workspace) => unreadInTurns(workspace),
];

/** In a window the pages of the index come before them: all of them read these. */
const whileQuiet: typeof steps = [(_, workspace) => cachedInTurns(workspace, 'pages of the index', () => workspace.pagesAhead()), ...steps];

/** No page asks for these: the command line does. */
const atItsEnd: typeof steps = [(_, workspace) => keepLidsInTurns(workspace, mostObjects.sync), ...steps];

/** Bytes that have to be left for going on: what a turn takes, and what questions take meanwhile. */
const least = 192 << 20;
/** Turns whose looks count: garbage is collected within them where memory is short. */
const looks = 16;

/** Whether memory lets one go on, asked once a turn: the program ends where it is used up, and all of this can be made when it is asked for. */
function createRoom(ports: Ports): () => boolean {
  const left = createHeapLeft(ports, looks);
  return () => left.most() >= least;
}

/**
 * All of it at once, for who goes away behind it: it is kept beside the image of the index for the next process, and where that is no window what was kept is let go of: what rests on it
 * reads it again, and the process holds one of them at a time. False where memory did not reach for all.
 */
export function* makeAhead(ports: Ports, workspace: OpenWorkspace): Generator<void, boolean> {
  const hasRoom = createRoom(ports);
  for (const step of atItsEnd) {
    for (const _turn of toEnd(step(ports, workspace))) {
      if (!hasRoom()) return false;
      yield;
    }
    if (ports.who.surface !== 'window') forgetByRecords(workspace);
  }
  return true;
}

/** Milliseconds without a question before anything is made; one that comes between two turns stops the making until it is answered, and for as long again. */
const quiet = 400;

export interface Warm {
  /** Answers a question, about the workspace that the input names, if any. Nothing is made ahead meanwhile, nor for a while behind it. */
  answering<T>(input: object, answer: () => Promise<T>): Promise<T>;
  /** What a window lists when it starts: of one of them all is made ahead before anybody asks about any, the one that was synced last. */
  soon(listed: readonly Pick<Workspace, 'name' | 'lastSync'>[]): void;
  /** Nothing is made ahead while a job goes on: it changes what would be made. */
  during<P, O>(job: AsyncGenerator<P, O>): AsyncGenerator<P, O>;
  close(): void;
}

export function createWarm({ ports, open }: Pick<EngineContext, 'ports' | 'open'>): Warm {
  let timer: unknown;
  /** Jobs and questions under way. */
  let busy = 0;
  let last: string | null = null;
  /** How far the steps have come for this state of the index. */
  let reached = { workspace: '', generation: -1, step: 0, hasRoom: createRoom(ports) };

  function later() {
    clearTimeout(timer);
    if (last !== null && busy === 0) timer = setTimeout(next, quiet);
  }

  function next() {
    const workspace = last === null ? null : openOrNot(last);
    if (workspace === null) return;
    const { name, generation } = workspace;
    if (reached.workspace !== name || reached.generation !== generation) reached = { workspace: name, generation, step: 0, hasRoom: createRoom(ports) };
    const step = whileQuiet[reached.step];
    if (step === undefined) return;
    if (!reached.hasRoom()) {
      reached.step = whileQuiet.length;
      return;
    }
    try {
      if (step(ports, workspace).turn()) reached.step++;
    } catch {
      reached.step++; // whoever asks for it gets the error
    }
    timer = setTimeout(next, 0);
  }

  function openOrNot(name: string): OpenWorkspace | null {
    try {
      return open(name);
    } catch {
      return null; // locked, retired or damaged: the next question says so
    }
  }

  return {
    async answering(input, answer) {
      busy++;
      clearTimeout(timer);
      try {
        return await answer();
      } finally {
        busy--;
        if (ports.who.surface === 'window' && 'workspace' in input && typeof input.workspace === 'string' && splitName(input.workspace).at === null) last = input.workspace;
        later();
      }
    },
    soon(listed) {
      if (ports.who.surface !== 'window' || last !== null) return;
      const synced = listed.flatMap(({ name, lastSync }) => (lastSync === null ? [] : [{ name, at: instantOf(lastSync.finishedAt) }]));
      last = synced.sort((a, b) => b.at - a.at)[0]?.name ?? null;
      later();
    },
    async *during(job) {
      busy++;
      clearTimeout(timer);
      try {
        return yield* job;
      } finally {
        busy--;
        later();
      }
    },
    close() {
      last = null;
      clearTimeout(timer);
    },
  };
}
