/** Crashes before every single change that a working day makes to the disk, by a kill and by a power failure. */
import { createEngine } from '../../core/engine';
import type { Ports } from '../../core/ports';
import { afterCrash, createMortalDisk, type Survival } from './mortal-disk';
import { type Acknowledged, faultsAfter, makeStore, portsOn, workingDay } from './session';

export interface EveryChange {
  changes: number;
  fsyncs: number;
  renames: number;
  crashes: number;
  acknowledged: number;
  torn: number;
  faults: string[];
}

/** `stride`: 1 for every change; `powerFailures`: by chance, for each of them, beside the one that leaves nothing but what was fsynced. */
export async function crashAtEveryChange(real: Ports, { stride, powerFailures, seed }: { stride: number; powerFailures: number; seed: number }): Promise<EveryChange> {
  const store = makeStore();
  try {
    const { disk, changes } = createMortalDisk();
    const acknowledged: Acknowledged[] = [];
    const ports = portsOn(real, disk, 101);
    await workingDay(createEngine(ports), ports, store, (step, more) => void acknowledged.push({ changes: changes.length, step, ...more }));
    const whole = [...changes];
    const faults: string[] = [];
    let crashes = 0;
    let torn = 0;
    for (let at = 0; at <= whole.length; at += stride) {
      const before = acknowledged.filter((one) => one.changes <= at).at(-1);
      const survivals: [string, Survival][] = [
        ['killed', 'all'],
        ['power failed', 'none'],
        ...Array.from({ length: powerFailures }, (_, i): [string, Survival] => [`power failed, seed ${seed + i}`, chance(seed + i + at * 97)]),
      ];
      for (const [name, survival] of survivals) {
        const left = createMortalDisk(afterCrash(whole.slice(0, at), survival));
        const found = await faultsAfter(portsOn(real, left.disk, 202), store, before);
        crashes++;
        torn += found.torn;
        const next = whole[at];
        faults.push(...found.faults.map((fault) => `${name} before change ${at} (${next?.op ?? 'end'}, after "${before?.step ?? 'nothing'}"): ${fault}`));
      }
    }
    const count = (op: string) => whole.filter((one) => one.op === op).length;
    return { changes: whole.length, fsyncs: count('fsync'), renames: count('rename'), crashes, acknowledged: acknowledged.at(-1)?.ledger.length ?? 0, torn, faults };
  } finally {
    store.remove();
  }
}

/** mulberry32 */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
