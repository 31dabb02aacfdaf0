/** A job that begins as soon as there is something to do, once for each input: its answer is kept, and begun anew only when asked. */
import { useEffect } from 'react';
import type { Input, JobName } from '../../core/contract';
import { type JobHandle, useJob } from './use-job';

/** `ready` false waits: the input is not whole yet. */
export function useStartedJob<N extends JobName>(name: N, input: Input<N>, ready: boolean): JobHandle<N> {
  const handle = useJob(name, input);
  const begin = ready && handle.state === null;
  useEffect(() => {
    if (begin) void handle.start();
  });
  return handle;
}
