/** A workspace as it was at one of its checkpoints: an index made of the leaves that it signs, its tree, and the journal up to the line that it names. */
import type { Progress } from '../contract/shared';
import { base64Of } from '../engine/base64';
import type { OpenWorkspace } from '../engine/context';
import type { WorkspaceInside } from '../engine/open-workspace';
import { AuditError } from '../errors';
import type { FramePosition } from '../evidence/frame';
import { firstPrev, type Journal } from '../evidence/journal';
import type { LedgerEvent } from '../evidence/ledger';
import type { HandedOut, Signer } from '../evidence/log-state';
import { sha256Of } from '../evidence/mirror';
import { parseCheckpoint } from '../evidence/tree/checkpoint';
import { createTreeHash } from '../evidence/tree/hash';
import { createMerkleTree, type MerkleTree } from '../evidence/tree/merkle-tree';
import { pause } from '../pause';
import type { Ports } from '../ports';
import { pastWorkspace, replayTo } from '../time/past-workspace';
import type { BundledCheckpoint } from './format';

export interface Leaf {
  /** From 0. */
  index: number;
  line: Uint8Array;
  event: LedgerEvent;
}

export interface AtCheckpoint {
  origin: string;
  checkpoint: BundledCheckpoint;
  /** The signed note, verbatim. */
  note: Uint8Array;
  tree: MerkleTree;
  /** Enrolled by then. */
  signers: readonly Signer[];
  /** Checkpoints of which a copy was handed out by then. */
  handedOut: HandedOut[];
  /** Answers as of then; it keeps and journals nothing. */
  workspace: OpenWorkspace;
  /** The line of the journal that the checkpoint covers it to. */
  journalHead: { seq: number; lineSha256: string };
  leaves(): Generator<Leaf>;
  /** The lines of the journal, each held against the chain. Throws `evidence-damaged`. */
  journal(): Generator<Uint8Array>;
  /** Bytes that the packs hold under their SHA-256, as known by then. */
  content(sha256: string): Uint8Array;
  close(): void;
}

/** Throws `not-found` where there is no checkpoint with this number, `evidence-damaged` where ledger or journal do not fit it. */
export async function* openAtCheckpoint(ports: Ports, inside: WorkspaceInside, number: number, signal: AbortSignal): AsyncGenerator<Progress, AtCheckpoint> {
  const note = inside.log.numbered(number);
  const signed = note === null ? null : parseCheckpoint(note);
  if (note === null || signed === null) {
    const last = inside.log.state().last?.number ?? 0;
    throw new AuditError('not-found', `There is no checkpoint ${number} in the workspace "${inside.name}": ${last === 0 ? 'it has none' : `they are numbered from 1 to ${last}`}.`);
  }
  const { origin, size } = signed;
  const { tree, end, last, handedOut } = yield* readLedger(ports, inside, number, size, signal);
  const root = base64Of(signed.root);
  if (base64Of(tree.root(size)) !== root || last?.type !== 'journal-head') throw misfit(number);

  const index = yield* replayTo(inside, end, size, 'what was known at the checkpoint', signal);
  const checkpoint = { number, size, root, dated: last.at };
  const journalHead = { seq: last.seq, lineSha256: last.lineSha256 };

  function* events(): ReturnType<Journal['events']> {
    if (journalHead.seq === 0) return;
    for (const one of inside.journalLog.events(() => undefined)) {
      yield one;
      if (one.event.seq >= journalHead.seq) return;
    }
  }
  const workspace = pastWorkspace(ports, inside, {
    name: inside.name,
    index,
    log: { ...index.log(), last: { number, size, root, at: last.at } },
    events,
    journal: () => undefined,
    refusal: () => new AuditError('internal', 'Nothing can be kept in a workspace as it was at a checkpoint.'),
  });

  return {
    origin,
    checkpoint,
    note,
    tree,
    signers: index.log().signers,
    handedOut,
    workspace,
    journalHead,
    *leaves() {
      let at = 0;
      for (const { events: batch, lines } of inside.ledger.scan({ segment: 1, offset: 0 }, () => undefined))
        for (const [i, line] of lines.entries()) {
          if (at >= size) return;
          yield { index: at++, line, event: batch[i] as LedgerEvent };
        }
    },
    *journal() {
      let prev = firstPrev;
      let seq = 0;
      for (const { event, line } of events()) {
        if (event.prev !== prev || event.seq !== ++seq) throw brokenChain(seq);
        prev = sha256Of(ports, line);
        yield line;
      }
      if (seq !== journalHead.seq || prev !== journalHead.lineSha256) throw brokenChain(seq);
    },
    content(sha256) {
      const at = index.find(sha256);
      if (at === undefined) throw new AuditError('evidence-damaged', `The evidence of this workspace lacks the bytes with SHA-256 ${sha256}, which its ledger names.`, { sha256 });
      return inside.bytes({ ...at, sha256 });
    },
    close: () => index.close(),
  };
}

/** The tree over the first `size` leaves, where the last of them ends, and it. */
async function* readLedger(ports: Ports, inside: WorkspaceInside, number: number, size: number, signal: AbortSignal) {
  const hash = createTreeHash(ports);
  const hashes = new Uint8Array(size * 32);
  const handedOut: HandedOut[] = [];
  let last: LedgerEvent | undefined;
  let end: FramePosition = { segment: 1, offset: 0 };
  let at = 0;
  for (const batch of inside.ledger.scan(end, () => undefined)) {
    if (at >= size) break;
    for (const [i, line] of batch.lines.entries()) {
      if (at >= size) throw misfit(number); // a checkpoint ends where a batch ends
      hashes.set(hash.leaf(line), at * 32);
      last = batch.events[i];
      if (last?.type === 'checkpoint-handed-out') {
        const { type: _type, ...rest } = last;
        handedOut.push(rest);
      }
      if (++at % 1000 === 0) yield* pause({ phase: 'reading the ledger', done: at, total: size }, signal);
    }
    end = batch.end;
  }
  if (at !== size) throw misfit(number);
  return { tree: createMerkleTree(hash, hashes), end, last, handedOut };
}

function misfit(number: number): AuditError {
  return new AuditError('evidence-damaged', `The ledger does not fit checkpoint ${number}, so no bundle is made of it. Run "evidence verify" to see all faults.`);
}

function brokenChain(seq: number): AuditError {
  return new AuditError(
    'evidence-damaged',
    `The journal is broken at line ${seq}: its chain does not lead to the line that the checkpoint names. Run "evidence verify" to see all faults.`,
  );
}
