/** Makes ahead what the pages of a workspace need first, while nobody asks anything: in the window, where somebody soon will. */
import { graphOf } from '../graph/load';
import type { Ports } from '../ports';
import { splitName } from '../time/name';
import type { EngineContext, OpenWorkspace } from './context';
import { openFindings } from './findings/all';
import { factsOf } from './impact/facts';
import { runRows } from './runs/list';
import { searchTable } from './search/table';

/** Each is kept by what it calls, for as long as the records, or the index, stay as they are; the one asked for soonest comes first. */
const steps: readonly ((ports: Ports, workspace: OpenWorkspace) => unknown)[] = [
  (_, workspace) => runRows(workspace),
  (_, workspace) => graphOf(workspace),
  (ports, workspace) => openFindings(ports, workspace),
  (_, workspace) => searchTable(workspace),
  (_, workspace) => factsOf(workspace),
];

/** Milliseconds without a question before each step. */
const quiet = 400;

export interface Warm {
  /** Something was asked, about the workspace that the input names, if any. */
  asked(input: object): void;
  /** Nothing is made ahead while a job goes on: it changes what would be made. */
  during<P, O>(job: AsyncGenerator<P, O>): AsyncGenerator<P, O>;
  close(): void;
}

export function createWarm({ ports, open }: Pick<EngineContext, 'ports' | 'open'>): Warm {
  let timer: unknown;
  let jobs = 0;
  let last: string | null = null;
  /** How far the steps have come for this state of the index. */
  let reached = { workspace: '', generation: -1, step: 0 };

  function later() {
    clearTimeout(timer);
    if (last !== null && jobs === 0) timer = setTimeout(next, quiet);
  }

  function next() {
    const workspace = last === null ? null : openOrNot(last);
    if (workspace === null) return;
    const { name, generation } = workspace;
    if (reached.workspace !== name || reached.generation !== generation) reached = { workspace: name, generation, step: 0 };
    const step = steps[reached.step++];
    if (step === undefined) return;
    try {
      step(ports, workspace);
    } catch {
      // Whoever asks for it gets the error.
    }
    later();
  }

  function openOrNot(name: string): OpenWorkspace | null {
    try {
      return open(name);
    } catch {
      return null; // locked, retired or damaged: the next question says so
    }
  }

  return {
    asked(input) {
      if (ports.who.surface !== 'window' || !('workspace' in input) || typeof input.workspace !== 'string' || splitName(input.workspace).at !== null) return;
      last = input.workspace;
      later();
    },
    async *during(job) {
      jobs++;
      clearTimeout(timer);
      try {
        return yield* job;
      } finally {
        jobs--;
        later();
      }
    },
    close() {
      last = null;
      clearTimeout(timer);
    },
  };
}
