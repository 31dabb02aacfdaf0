/** A disk that refuses one write, fsync, rename or new name after the other: what is told, whether anything is lost, and whether work goes on when it is well again. */
import { createEngine } from '../../core/engine';
import { AuditError } from '../../core/errors';
import type { Ports } from '../../core/ports';
import { type Change, createMortalDisk } from './mortal-disk';
import { type Acknowledged, faultsAfter, makeStore, portsOn, workingDay } from './session';

export type Failure = 'ENOSPC' | 'EIO' | 'EACCES' | 'EROFS' | 'EDQUOT';
const causes: Record<Failure, RegExp> = {
  ENOSPC: /the disk is full\. Make room/,
  EDQUOT: /the quota of this account is used up\. Make room/,
  EIO: /the disk reports an error of its own \(EIO\)\. Copy the workspace/,
  EACCES: /this account has no permission\. Have the right given/,
  EROFS: /the disk is read-only\./,
};

export interface Failed {
  runs: number;
  told: number;
  /** The day went on to its end: what failed was no part of what is kept (the image of the index, a thing to be removed). */
  borne: number;
  faults: string[];
}

/** Fails the first change from number `at` on that such a disk refuses, and all such after it (`once`: it alone) until the act has ended in words; then the disk is well, and the same process and a new one look and go on. */
export async function failAtEveryChange(real: Ports, failure: Failure, { stride, offset = 0, once = false }: { stride: number; offset?: number; once?: boolean }): Promise<Failed> {
  const store = makeStore();
  const result: Failed = { runs: 0, told: 0, borne: 0, faults: [] };
  try {
    for (let at = offset; ; at += stride) {
      let count = 0;
      let failing = false;
      let reached = false;
      const { disk, changes } = createMortalDisk(undefined, (change, path) => {
        if (once && reached) failing = false;
        else if (!reached && count++ >= at && refuses(failure, change)) failing = reached = true;
        if (failing && refuses(failure, change)) throw Object.assign(new Error(`${failure}: made for the test, ${change.op} '${path}'`), { code: failure });
      });
      const ports = portsOn(real, disk, 101);
      const engine = createEngine(ports);
      let before: Acknowledged | undefined;
      let told: unknown;
      try {
        await workingDay(engine, ports, store, (step, more) => {
          before = { changes: changes.length, step, ...more };
        });
      } catch (error) {
        told = error;
      }
      failing = false;
      engine.close();
      if (!reached) return result;
      result.runs++;
      const where = `${failure} at change ${at}, after "${before?.step ?? 'nothing'}"`;
      if (told === undefined) result.borne++;
      else if (told instanceof AuditError && told.code === 'disk' && causes[failure].test(told.message) && told.message.includes('/home/')) result.told++;
      else result.faults.push(`${where}: told as ${told instanceof Error ? told.message : String(told)}`);
      const found = await faultsAfter(portsOn(real, disk, 202), store, before);
      result.faults.push(...found.faults.map((fault) => `${where}: ${fault}`));
    }
  } finally {
    store.remove();
  }
}

/** A full disk still truncates, removes and renames; one that is read-only or has no permission refuses new names alone to those who have files open. */
function refuses(failure: Failure, { op }: Change): boolean {
  if (failure === 'ENOSPC' || failure === 'EDQUOT') return op === 'write' || op === 'enter';
  if (failure === 'EIO') return op === 'write' || op === 'fsync';
  return op !== 'fsync';
}
