/** Reads the packs again, whole or one part of so many, and keeps how far it came, so that an interrupted reading can be gone on with. */
import type { Progress } from '../contract/shared';
import { nowOf } from '../now';
import { pause } from '../pause';
import type { Ports } from '../ports';
import { wasBeingWritten } from './being-written';
import { type EvidenceFault, faultOf } from './faults';
import type { BadTail } from './frame';
import { segmentFile } from './frame';
import { openMirror, sha256Of } from './mirror';
import { type Interrupted, keepInterrupted } from './verify-state';

/** Part `n` of `of`: the entries whose number less `n` is divisible by `of`, so that an entry stays in its part however the packs grow. */
export interface Part {
  n: number;
  of: number;
}

export interface ReadPacks {
  /** Read in this run and in the interrupted one that it went on with; of all that there are. */
  read: number;
  entries: number;
  bytes: number;
  faults: EvidenceFault[];
  /** SHA-256 of what was read and whole. */
  held: Set<string>;
}

export interface PackReading {
  ports: Ports;
  workspace: string;
  part: Part | null;
  from: Interrupted | null;
  /** Whether the ledger names bytes with this SHA-256. */
  isNamed(sha256: string): boolean;
  /** What should lie at this place, as the index has it, in words; null where it has nothing there. */
  expected(pack: number, offset: number): { sha256: string; what: string } | null;
}

const keepEvery = 2000;

export async function* readPacks({ ports, workspace, part, from, isNamed, expected }: PackReading, signal: AbortSignal): AsyncGenerator<Progress, ReadPacks> {
  const folder = `${workspace}/evidence/packs`;
  const mirror = openMirror(ports, folder);
  const found: ReadPacks = { read: from?.read ?? 0, entries: from?.entries ?? 0, bytes: from?.bytes ?? 0, faults: [...(from?.faults ?? [])], held: new Set(from?.held) };
  const state = keepInterrupted(ports, workspace, from);
  /** Behind the entry read last, which has this number. */
  let position = from?.position ?? { segment: 1, offset: 0 };
  let reached = from?.entries ?? 0;
  let kept = ports.clock.ticks();
  const keep = () => {
    state.save({
      part,
      startedAt: from?.startedAt ?? nowOf(ports),
      position,
      read: found.read,
      entries: reached,
      bytes: found.bytes,
      faults: found.faults,
    });
    kept = ports.clock.ticks();
  };
  const isOthers = (number: number) => {
    found.entries = Math.max(found.entries, number);
    return part !== null && number % part.of !== part.n % part.of;
  };
  const onBad = (bad: BadTail) => {
    if (wasBeingWritten(ports, folder, bad, [`${workspace}/evidence.lock`])) return;
    if (bad.number !== null) found.entries = Math.max(found.entries, bad.number);
    const at = expected(bad.segment, bad.offset);
    found.faults.push(faultOf(folder, bad, at === null ? '' : `: by the index ${at.what} lies here (SHA-256 ${at.sha256})`));
  };
  let finished = false;
  try {
    const accept = (payload: Uint8Array) => isNamed(sha256Of(ports, payload));
    for (const { pack, offset, end, number, bytes, sha256 } of mirror.scan(position, onBad, { accept, skip: isOthers, first: reached + 1 })) {
      found.entries = Math.max(found.entries, number);
      reached = number;
      found.read++;
      found.bytes += bytes.length;
      found.held.add(sha256);
      position = { segment: pack, offset: end };
      state.add(sha256);
      // Whole bytes that nothing names are what a killed sync left, unless the index has others here; all that is named is looked for at the end of a whole reading.
      const at = part === null || isNamed(sha256) ? null : expected(pack, offset);
      if (at !== null)
        found.faults.push({
          file: segmentFile(folder, pack),
          offset,
          end,
          entry: number,
          message: `the bytes here are not ${at.what}, whose SHA-256 is ${at.sha256}`,
        });
      if (found.read % 500 !== 0) continue;
      if (ports.clock.ticks() - kept > keepEvery) keep();
      yield* pause({ phase: 'raw records', done: found.read, total: null, bytes: { done: found.bytes, total: null } }, signal);
    }
    finished = true;
  } finally {
    mirror.close();
    if (finished) state.clear();
    else keep();
  }
  return found;
}
