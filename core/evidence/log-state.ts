/** What is known of the log at the ledger's end: the edge of its tree, its signers, its newest checkpoint. A cache, made from ledger and checkpoints alone. */
import { base64Of, bytesOfBase64 } from '../engine/base64';
import type { FramePosition } from './frame';
import type { LedgerBatch, LogEvent } from './ledger';
import type { Checkpoint } from './tree/checkpoint';
import { type Frontier, growingFrontier, noLeaves, rootOf } from './tree/frontier';
import type { TreeHash } from './tree/hash';
import type { NoteKey } from './tree/signed-note';

type Enrolled = Extract<LogEvent, { type: 'signer-enrolled' }>;
export interface Signer extends NoteKey, Pick<Enrolled, 'kept' | 'surface' | 'at' | 'by'> {
  /** The leaf that enrolled it: checkpoints over more leaves may bear its signature. */
  leaf: number;
}
/** The tree right behind a `journal-head`: what a checkpoint is signed over. `root` in base64. */
interface Signed {
  size: number;
  root: string;
  at: string;
}
interface Head extends Signed {
  /** How many checkpoints there were before it. */
  checkpoints: number;
}
export interface KnownCheckpoint extends Signed {
  /** From 1, in the order of `evidence/checkpoints/`. */
  number: number;
}
export type HandedOut = Omit<Extract<LogEvent, { type: 'checkpoint-handed-out' }>, 'type'>;

export interface LogState {
  readonly frontier: Frontier;
  readonly signers: readonly Signer[];
  /** Of the heads, those behind the newest checkpoint. */
  readonly heads: readonly Head[];
  /** The line of the journal that the newest head names. */
  readonly journalSeq: number;
  /** The farthest one that was handed out. */
  readonly handedOut: HandedOut | null;
  /** The newest checkpoint that fits the ledger. */
  readonly last: KnownCheckpoint | null;
  /** How far the checkpoints were read. */
  readonly read: FramePosition;
  /** In words, where a part of the ledger is lost: the tree ends before it, and what comes after it is held by no checkpoint. */
  readonly broken: string | null;
}

export const emptyLog: LogState = { frontier: noLeaves, signers: [], heads: [], journalSeq: 0, handedOut: null, last: null, read: { segment: 1, offset: 0 }, broken: null };

export function addToLog(hash: TreeHash, state: LogState, { events, lines }: LedgerBatch): LogState {
  let { signers, heads, journalSeq, handedOut } = state;
  if (state.broken !== null) return state;
  const growing = growingFrontier(hash, state.frontier);
  for (let i = 0; i < lines.length; i++) {
    const leaf = growing.size();
    growing.add(hash.leaf(lines[i] as Uint8Array));
    const event = events[i];
    if (event?.type === 'signer-enrolled') signers = [...signers, signerOfEvent(event, leaf)];
    else if (event?.type === 'journal-head') {
      const frontier = growing.now();
      heads = [...heads, { size: frontier.size, root: base64Of(rootOf(hash, frontier)), at: event.at, checkpoints: event.checkpoints }];
      journalSeq = event.seq;
    } else if (event?.type === 'checkpoint-handed-out' && event.size >= (handedOut?.size ?? 0)) {
      const { type: _type, ...rest } = event;
      handedOut = rest;
    }
  }
  return { ...state, frontier: growing.now(), signers, heads, journalSeq, handedOut };
}

export function signerOfEvent({ name, publicKey, kept, surface, at, by }: Enrolled, leaf: number): Signer {
  return { name, publicKey: bytesOfBase64(publicKey) ?? new Uint8Array(), kept, surface, at, by, leaf };
}

/**
 * The state with one more checkpoint, or in words why it does not fit the ledger. Each is signed over a tree that ends in a
 * `journal-head`, whose root is known; signatures are looked at by `evidence verify`.
 */
export function acceptCheckpoint(state: LogState, checkpoint: Checkpoint | null, read: FramePosition): LogState | string {
  const number = (state.last?.number ?? 0) + 1;
  if (checkpoint === null) return `checkpoint ${number} cannot be read`;
  const { size, root } = checkpoint;
  const head = state.heads.find((one) => one.size === size);
  if (head === undefined && state.broken !== null) return `${state.broken}; checkpoint ${number} is signed over ${size} leaves`;
  if (size > state.frontier.size) return `checkpoint ${number} is signed over ${size} leaves, and the ledger holds ${state.frontier.size}: it was cut`;
  if (head === undefined || head.root !== base64Of(root)) return `checkpoint ${number}, signed over ${size} leaves, does not fit the ledger: it was rewritten`;
  // One before it may be damaged and not have been counted.
  return { ...state, heads: state.heads.filter((one) => one.size > size), last: { size, root: head.root, at: head.at, number: Math.max(number, head.checkpoints + 1) }, read };
}

/** For the image of the index. */
export function logToJson(state: LogState): string {
  const { frontier, signers } = state;
  return JSON.stringify({
    ...state,
    frontier: { size: frontier.size, roots: frontier.roots.map(base64Of) },
    signers: signers.map((signer) => ({ ...signer, publicKey: base64Of(signer.publicKey) })),
  });
}

export function logFromJson(text: string | null): LogState {
  if (text === null) return emptyLog;
  const bytes = (base64: string) => bytesOfBase64(base64) ?? new Uint8Array();
  const kept = JSON.parse(text);
  return {
    broken: null,
    ...kept,
    frontier: { size: kept.frontier.size, roots: kept.frontier.roots.map(bytes) },
    signers: kept.signers.map((signer: { publicKey: string }) => ({ ...signer, publicKey: bytes(signer.publicKey) })),
  };
}
