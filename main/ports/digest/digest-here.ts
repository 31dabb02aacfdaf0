/** Digests a file in the thread that asks for it, a few milliseconds at a time: for where there is no built thread. */
import { setImmediate } from 'node:timers/promises';
import { AuditError } from '../../../core/errors';
import type { DataFiles } from '../../../core/ports';
import { statOnDisk } from '../file-stat';
import { readingBuffer } from '../hashes';
import { digestFile } from './digest-file';
import type { DigestPool } from './pool';

const turnMillis = 10;

export const digestHere: DataFiles['digest'] = async (path, { algorithms, signal, onBytes }) => {
  const steps = await digestFile(path, algorithms, readingBuffer());
  let told = 0;
  let began = performance.now();
  for (;;) {
    if (signal?.aborted) {
      steps.return(undefined as never);
      throw new AuditError('cancelled', 'Stopped.');
    }
    const step = steps.next();
    if (step.done) return step.value;
    onBytes?.(step.value - told);
    told = step.value;
    if (performance.now() - began < turnMillis) continue;
    await setImmediate();
    began = performance.now();
  }
};

export const lookAndDigestHere: DigestPool['lookAndDigest'] = async (path, options) => {
  const seen = await statOnDisk(path);
  return { seen, digested: seen.kind === 'file' && seen.size <= options.size ? await digestHere(path, options) : null };
};
