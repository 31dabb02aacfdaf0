/** Long verbs as state outside the views: a job goes on, and is seen again, when its view was left and opened anew. */
import { create } from 'zustand';
import type { Input, JobName, Output, ProgressOf } from '../../core/contract';
import { job } from '../client';

export interface JobState<N extends JobName> {
  status: 'running' | 'done' | 'failed' | 'stopped';
  progress: ProgressOf<N> | null;
  /** Milliseconds since 1970, of this computer's clock. */
  startedAt: number;
  result: Output<N> | null;
  error: Error | null;
  stopping: boolean;
}

interface Jobs {
  states: Record<string, JobState<JobName>>;
}

const useJobs = create<Jobs>(() => ({ states: {} }));
const controllers = new Map<string, AbortController>();

const keyOf = (name: JobName, input: object) => `${name} ${JSON.stringify(input)}`;

function patch(key: string, change: Partial<JobState<JobName>>): void {
  useJobs.setState(({ states }) => {
    const before = states[key];
    return before ? { states: { ...states, [key]: { ...before, ...change } } } : { states };
  });
}

async function run<N extends JobName>(name: N, input: Input<N>): Promise<Output<N> | null> {
  const key = keyOf(name, input);
  if (controllers.has(key)) return null;
  const controller = new AbortController();
  controllers.set(key, controller);
  useJobs.setState(({ states }) => ({
    states: { ...states, [key]: { status: 'running', progress: null, startedAt: Date.now(), result: null, error: null, stopping: false } },
  }));
  try {
    const result = await job(name, input, { onProgress: (progress) => patch(key, { progress }), signal: controller.signal });
    patch(key, { status: controller.signal.aborted ? 'stopped' : 'done', result });
    return result;
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const stopped = controller.signal.aborted || ('code' in error && error.code === 'cancelled');
    patch(key, stopped ? { status: 'stopped' } : { status: 'failed', error });
    return null;
  } finally {
    controllers.delete(key);
  }
}

export interface JobHandle<N extends JobName> {
  state: JobState<N> | null;
  running: boolean;
  /** Starts the job; null when it failed, was stopped without an answer, or was running already. */
  start: () => Promise<Output<N> | null>;
  cancel: () => void;
  /** Forgets how it ended. */
  dismiss: () => void;
}

/** One job by its name and input: what it is doing, and how to start and stop it. */
export function useJob<N extends JobName>(name: N, input: Input<N>): JobHandle<N> {
  const key = keyOf(name, input);
  const state = useJobs(({ states }) => states[key]) as JobState<N> | undefined;
  return {
    state: state ?? null,
    running: state?.status === 'running',
    start: () => run(name, input),
    cancel: () => {
      patch(key, { stopping: true });
      controllers.get(key)?.abort();
    },
    dismiss: () =>
      useJobs.setState(({ states }) => {
        const { [key]: _, ...rest } = states;
        return { states: rest };
      }),
  };
}
