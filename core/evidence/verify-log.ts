/** Makes the tree anew from the ledger's lines and holds checkpoints and the heads of the journal against it. */

import { base64Of } from '../engine/base64';
import type { Ports } from '../ports';
import type { EvidenceFault } from './faults';
import { segmentFile } from './frame';
import { type BadTail, openFramedLog } from './framed-log';
import type { LedgerBatch } from './ledger';
import { addToLog, emptyLog, type KnownCheckpoint, type LogState } from './log-state';
import { type Checkpoint, isCheckpoint, parseCheckpoint } from './tree/checkpoint';
import { rootOf } from './tree/frontier';
import { createTreeHash } from './tree/hash';
import { signerOf } from './tree/signed-note';

export interface KeptCheckpoint {
  number: number;
  file: string;
  offset: number;
  checkpoint: Checkpoint | null;
}

/** All that lie in `evidence/checkpoints/`, oldest first. To be read before the ledger, which is written before them. */
export function readCheckpoints(ports: Ports, folder: string, onBad: (bad: BadTail) => void): KeptCheckpoint[] {
  const log = openFramedLog(ports, folder);
  const kept: KeptCheckpoint[] = [];
  for (const frame of log.scan({ segment: 1, offset: 0 }, onBad, { accept: isCheckpoint }))
    kept.push({
      number: frame.number,
      file: segmentFile(folder, frame.segment),
      offset: frame.offset,
      checkpoint: parseCheckpoint(frame.payload),
    });
  log.close();
  return kept;
}

export interface LogWalk {
  /** The next lines of the ledger. */
  add(batch: LedgerBatch): void;
  /** Lines behind a gap: the tree ends before it, yet which lines of the journal they name is known. */
  addUnattested(batch: LedgerBatch, gap: LedgerGap): void;
  state(): LogState;
  /** The root over so many leaves, in base64; null beyond the ledger's end, or where it was not asked for at the start. */
  root(size: number): string | null;
  /** Journal lines that `journal-head` events name: by number, with the leaf that names them. */
  heads(): { leaf: number | null; seq: number; lineSha256: string; checkpoints: number; at: string }[];
}

/** `sizes`: of the trees whose roots will be asked for. */
export function walkLog(ports: Pick<Ports, 'sha256'>, sizes: Iterable<number>): LogWalk {
  const hash = createTreeHash(ports);
  const wanted = new Set(sizes);
  const roots = new Map<number, string>();
  const heads: ReturnType<LogWalk['heads']> = [];
  let state = emptyLog;
  const note = () => {
    if (wanted.has(state.frontier.size)) roots.set(state.frontier.size, base64Of(rootOf(hash, state.frontier)));
  };
  note();
  return {
    add({ events, lines, end }) {
      for (const [i, line] of lines.entries()) {
        const event = events[i];
        if (event?.type === 'journal-head') heads.push({ leaf: state.frontier.size, seq: event.seq, lineSha256: event.lineSha256, checkpoints: event.checkpoints, at: event.at });
        state = addToLog(hash, state, { events: event === undefined ? [] : [event], lines: [line], end });
        state = { ...state, heads: [] };
        note();
      }
    },
    addUnattested({ events }, gap) {
      for (const event of events) {
        gap.behind++;
        if (event.type !== 'journal-head') continue;
        heads.push({ leaf: null, seq: event.seq, lineSha256: event.lineSha256, checkpoints: event.checkpoints, at: event.at });
        gap.head ??= { checkpoints: event.checkpoints, behind: gap.behind };
      }
    },
    state: () => state,
    root: (size) => roots.get(size) ?? null,
    heads: () => heads,
  };
}

/** The first stretch of the ledger that cannot be read. */
export interface LedgerGap {
  fault: EvidenceFault;
  /** Leaves before it. */
  before: number;
  /** Leaves behind it that were read. */
  behind: number;
  /** The first `journal-head` behind it: the checkpoint over it tells how many leaves there were up to there. */
  head: { checkpoints: number; behind: number } | null;
}

/** Says which leaves are lost and what becomes of those behind them. */
export function gapFault({ fault, before, behind, head }: LedgerGap, kept: readonly KeptCheckpoint[]): EvidenceFault {
  const signed = head === null ? undefined : kept.find(({ number }) => number === head.checkpoints + 1)?.checkpoint?.size;
  const next = signed === undefined || head === null ? null : signed - head.behind;
  const lost =
    next === null || next <= before
      ? `what stood there from leaf ${before} on is lost`
      : next === before + 1
        ? `leaf ${before} is lost`
        : `leaves ${before} to ${next - 1} are lost`;
  const rest = behind === 0 ? 'nothing follows' : `${behind} ${behind === 1 ? 'leaf' : 'leaves'} behind it can be read; no checkpoint attests ${behind === 1 ? 'it' : 'them'}`;
  return { ...fault, message: `${fault.message}: ${lost}; ${rest}` };
}

/** What of the checkpoints does not fit the tree; `whole`: the ledger could be read to its end. */
export function checkpointFaults(ports: Ports, kept: readonly KeptCheckpoint[], walk: LogWalk, whole: boolean): { file: string; offset: number; message: string }[] {
  const faults: { file: string; offset: number; message: string }[] = [];
  const { frontier, signers } = walk.state();
  const origin = signers[0]?.name ?? null;
  let fits = { number: 0, size: 0 };
  let misfits = 0;
  for (const { number, file, offset, checkpoint } of kept) {
    const fault = (message: string) => void faults.push({ file, offset, message: `checkpoint ${number} ${message}` });
    if (checkpoint === null) {
      fault('is no checkpoint as this program writes it');
      continue;
    }
    const { size, root, note } = checkpoint;
    if (origin !== null && checkpoint.origin !== origin) fault(`is of another log, ${checkpoint.origin}; the ledger names ${origin}`);
    if (size < fits.size) fault(`is over ${size} leaves, fewer than checkpoint ${fits.number} before it`);
    const enrolled = signers.filter((signer) => signer.leaf < size);
    const signer = signerOf(ports, note, enrolled);
    if (signer === 'bad') fault('bears a signature that is not of its text');
    if (signer === 'unknown' && size <= frontier.size) fault('is signed by a key that the ledger had not enrolled');
    if (walk.root(size) === base64Of(root)) fits = { number, size };
    else if (misfits++ === 0) fault(misfit(size, frontier.size, fits, whole));
  }
  const last = faults[faults.length - 1];
  if (misfits > 1 && last !== undefined) faults.push({ ...last, message: `${misfits - 1} more of the checkpoints after it do not fit the ledger either` });
  return faults;
}

function misfit(size: number, leaves: number, fits: { number: number; size: number }, whole: boolean): string {
  const before = fits.number === 0 ? 'no checkpoint before it fits' : `checkpoint ${fits.number}, over ${fits.size} leaves, still fits`;
  if (size <= fits.size) return `does not fit the ledger: the root over its first ${size} leaves is another (${before})`;
  if (size <= leaves) return `does not fit the ledger: among its leaves ${fits.size} to ${size - 1} is one that is not what was signed (${before})`;
  return whole
    ? `is signed over ${size} leaves, and the ledger ends after ${leaves}: leaves ${leaves} to ${size - 1} are gone (${before})`
    : `is signed over ${size} leaves, and the ledger can be read to leaf ${leaves} alone (${before})`;
}

/** The newest checkpoint that the tree has the root of. */
export function lastThatFits(checkpoints: readonly KeptCheckpoint[], walk: LogWalk): KnownCheckpoint | null {
  for (const { number, checkpoint } of [...checkpoints].reverse()) {
    if (checkpoint === null || walk.root(checkpoint.size) !== base64Of(checkpoint.root)) continue;
    return { number, size: checkpoint.size, root: base64Of(checkpoint.root), at: walk.heads().find(({ leaf }) => leaf !== null && leaf + 1 === checkpoint.size)?.at ?? '' };
  }
  return null;
}

/**
 * The ledger names lines of the journal, which must be there as they were, and counts the checkpoints. `journalLines`: the SHA-256 of
 * each line, in order; those written since the journal was read are among them.
 */
export function headFaults(workspace: string, walk: LogWalk, journalLines: () => string[], checkpoints: number): { file: string; offset: null; message: string }[] {
  const faults: { file: string; offset: null; message: string }[] = [];
  const heads = walk.heads();
  const journalFile = `${workspace}/journal`;
  const lines = journalLines();
  const gone = heads.find(({ seq }) => seq > lines.length);
  if (gone !== undefined)
    faults.push({
      file: journalFile,
      offset: null,
      message: `${leafWords(gone.leaf)} names entry ${gone.seq} of the journal, of which ${lines.length} can be read: its end is gone`,
    });
  // An entry that cannot be read is told of where it lies.
  const other = heads.find(({ seq, lineSha256 }) => seq > 0 && seq <= lines.length && lines[seq - 1] !== undefined && lines[seq - 1] !== lineSha256);
  if (other !== undefined)
    faults.push({
      file: journalFile,
      offset: null,
      message: `entry ${other.seq} is not the one that ${leafWords(other.leaf)} names: the journal was rewritten up to there`,
    });
  const counted = heads.reduce((most, head) => Math.max(most, head.checkpoints), walk.state().handedOut?.number ?? 0);
  if (counted > checkpoints)
    faults.push({
      file: `${workspace}/evidence/checkpoints`,
      offset: null,
      message: `the ledger tells of ${counted} checkpoints, ${checkpoints} can be read: the others are gone`,
    });
  return faults;
}

function leafWords(leaf: number | null): string {
  return leaf === null ? 'a leaf behind the damage of the ledger' : `leaf ${leaf} of the ledger`;
}
