/** The journal: what people did with this program, one event one fsync, each line chained to the one before by SHA-256. */
import { AuditError } from '../errors';
import type { ActDetail, ActName } from '../journal/acts';
import { nameGiven } from '../journal/name-given';
import { wasBeingWritten } from './being-written';
import type { Frame, LogPorts } from './frame';
import { type BadTail, type FramePosition, openFramedLog } from './framed-log';
import { type JournalHead, keepHead, linesToSpare, readHead } from './journal-head';
import { type Lock, takeLock } from './lock';
import type { LockPorts } from './lock-owner';
import { sha256Of } from './mirror';
import { cutTail } from './torn-tail';

export interface JournalEvent {
  seq: number;
  at: string;
  offsetMinutes: number;
  /** The OS account. */
  who: string;
  /** The name given for that account when the act was done: not verified; absent in lines of older versions. */
  name?: string | null;
  host: string;
  surface: string;
  act: string;
  detail: Record<string, unknown>;
  /** SHA-256 of the line before; 64 zeros for the first. */
  prev: string;
}

export type JournalPorts = LogPorts & LockPorts;

export interface Journal {
  /** On the disk when this returns. Throws `disk`, `in-use` or `evidence-damaged`, and then nothing was written. */
  append<A extends ActName>(act: A, detail: ActDetail<A>): void;
  /** The newest line and the SHA-256 of its bytes; 0 and 64 zeros where there is none. Waits while another process writes. */
  head(): { seq: number; lineSha256: string };
  /** Oldest first, from the beginning or from the `end` of one before; reading goes on behind damage, where numbers are then missing. */
  events(onBad: (bad: BadTail) => void, from?: FramePosition): Generator<{ event: JournalEvent; line: Uint8Array; at: FramePosition; end: FramePosition }>;
  close(): void;
}

const first = '0'.repeat(64);

/** Of the workspace in a folder. The lock and what is put aside (the broken end of a write) lie outside the journal's own, every byte of which is evidence. */
export function openJournal(ports: JournalPorts, workspace: string): Journal {
  const folder = `${workspace}/journal`;
  const lockPath = `${workspace}/journal.lock`;
  const log = openFramedLog(ports, folder);
  let known: JournalHead = { end: { segment: 1, offset: 0 }, seq: 0, prev: first };

  const catchUp = () => {
    if (known.seq === 0) known = readHead(ports, workspace) ?? known;
    if (known.seq > 0 && !log.grewBeyond(known.end)) return;
    let lines = 0;
    let newest: Frame | null = null;
    let torn: BadTail | null = null;
    let damaged = false;
    const { end: from } = known;
    let reached = known;
    // Behind damage the chain goes on from the newest line that can be read: "evidence verify" and the journal's page tell of the gap.
    const onBad = (bad: BadTail) => {
      if (bad.kind === 'cut') torn = bad;
      else damaged = true;
    };
    for (const frame of log.scan(from, onBad, { accept: isLine })) {
      const seq = damaged ? lineOf(frame.payload).seq : reached.seq + 1;
      reached = { ...reached, end: { segment: frame.segment, offset: frame.end }, seq };
      newest = frame;
      lines++;
    }
    if (newest !== null) known = { ...reached, prev: sha256Of(ports, newest.payload) };
    if (newest !== null && !damaged && lines > linesToSpare) keepHead(ports, workspace, { segment: newest.segment, offset: newest.offset }, known.prev);
    if (torn === null) return;
    const { act, detail } = cutTail(ports, log, { folder, asideFolder: `${workspace}/torn`, bad: torn });
    write(act, detail);
  };
  const write = <A extends ActName>(act: A, detail: ActDetail<A>) => {
    const { ms, offsetMinutes } = ports.clock.now();
    const { user, host, surface } = ports.who;
    const event: JournalEvent = {
      seq: known.seq + 1,
      at: new Date(ms).toISOString(),
      offsetMinutes,
      who: user,
      name: nameGiven(ports),
      host,
      surface,
      act,
      detail,
      prev: known.prev,
    };
    const line = new TextEncoder().encode(JSON.stringify(event));
    log.append(line, false);
    log.sync();
    known = { end: log.end(), seq: event.seq, prev: sha256Of(ports, line) };
  };

  const alone = <T>(act: () => T): T => {
    const { release, tookOver } = waitForLock(ports, lockPath);
    try {
      if (tookOver !== null) ports.home.settle(folder);
      catchUp();
      if (tookOver !== null) write('lock-taken-over', tookOver);
      return act();
    } finally {
      release();
    }
  };

  return {
    append: (act, detail) => alone(() => write(act, detail)),
    head: () => alone(() => ({ seq: known.seq, lineSha256: known.prev })),
    *events(onBad, from = { segment: 1, offset: 0 }) {
      const told = (bad: BadTail) => {
        if (!wasBeingWritten(ports, folder, bad, [lockPath])) onBad(bad);
      };
      for (const frame of log.scan(from, told, { accept: isLine }))
        yield { event: lineOf(frame.payload), line: frame.payload, at: frame, end: { segment: frame.segment, offset: frame.end } };
    },
    close: () => log.close(),
  };
}

/** One for all lines: making one takes longer than it takes to read a line. */
const decoder = new TextDecoder();

function lineOf(payload: Uint8Array): JournalEvent {
  return JSON.parse(decoder.decode(payload)) as JournalEvent;
}

function isLine(payload: Uint8Array): boolean {
  try {
    const { seq, prev } = lineOf(payload);
    return Number.isSafeInteger(seq) && typeof prev === 'string';
  } catch {
    return false;
  }
}

/** An append takes a millisecond or so: another process's is waited for. */
function waitForLock(ports: LockPorts, path: string): Lock {
  const until = ports.clock.ticks() + 3000;
  for (;;) {
    try {
      return takeLock(ports, path, 'writing the journal');
    } catch (error) {
      if (ports.clock.ticks() > until || !(error instanceof AuditError && error.code === 'in-use')) throw error;
      ports.pause(5);
    }
  }
}

export { first as firstPrev };
