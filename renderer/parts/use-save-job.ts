/** A job that writes a file where the save dialog says. */
import { useEffect, useRef, useState } from 'react';
import type { Input, JobName } from '../../core/contract';
import { call } from '../client';
import { type JobHandle, useJob } from './use-job';

type SavingJob = { [N in JobName]: Input<N> extends { out: string } ? N : never }[JobName];

interface SaveJob<N extends SavingJob> extends JobHandle<N> {
  /** Asks where, then writes there; nothing where the dialog is closed without an answer. */
  save(dialog: Input<'dialog.saveFile'>): Promise<void>;
  /** Why it could not be asked; null where it could. */
  failed: unknown;
  setFailed(error: unknown): void;
}

export function useSaveJob<N extends SavingJob>(name: N, input: Omit<Input<N>, 'out'>): SaveJob<N> {
  const [out, setOut] = useState('');
  const [failed, setFailed] = useState<unknown>(null);
  const job = useJob(name, { ...input, out } as Input<N>);
  const wanted = useRef(false);
  const begin = async () => {
    wanted.current = false;
    await job.start();
  };
  // The job is named by its target, so it starts once the target has been taken over.
  useEffect(() => {
    if (wanted.current && out !== '') void begin();
  });
  return {
    ...job,
    failed,
    setFailed,
    async save(dialog) {
      setFailed(null);
      const picked = await call('dialog.saveFile', dialog).catch(setFailed);
      if (!picked?.path) return;
      wanted.current = true;
      if (picked.path === out) void begin();
      else setOut(picked.path);
    },
  };
}
