/** Stops a sync in words before the memory of its thread ends, which would end the program: the list of a store is held in memory while it is read. */
import { AuditError } from '../errors';
import { createHeapLeft } from '../heap-left';
import type { Ports } from '../ports';
import { grouped } from '../report/words';

/** What saving and indexing a batch may take at once, and what has to be left for those who ask meanwhile. */
const spare = 256 << 20;
/** Bytes that each listed object takes on top of what the list has taken by then, as long as it is read. */
const onTop = 100;
const looks = 64;

const advice = 'Sync it on a machine with more memory; on the command line NODE_OPTIONS=--max-old-space-size=16000 lets this program have 16 GB, where the machine has them.';

export interface SyncRoom {
  /** Throws `not-supported` where so many objects, listed so far, leave too little to go on. */
  whileListing(listed: number): void;
  /** The same while they are read and saved. */
  whileReading(saved: number, toRead: number): void;
}

export function createSyncRoom(ports: Pick<Ports, 'heapLeft'>): SyncRoom {
  const left = createHeapLeft(ports, looks);
  const refuse = (need: number, words: (left: string) => string) => {
    const most = left.most();
    if (most >= need) return;
    throw new AuditError('not-supported', words(`${Math.round(most / 1e6)} MB`), { reason: 'memory' });
  };
  return {
    whileListing: (listed) =>
      refuse(
        spare + listed * onTop,
        (most) =>
          `The store has more than ${grouped(listed)} objects, and ${most} of memory are left to this program: it would end in the midst of reading them. Nothing was read. ${advice}`,
      ),
    whileReading: (saved, toRead) =>
      refuse(
        spare / 2,
        (most) =>
          `Of ${grouped(toRead)} objects ${grouped(saved)} are read and saved, and ${most} of memory are left to this program: it would end in the midst of the rest. What is saved stays; sync again in a new process to go on from there. ${advice}`,
      ),
  };
}
