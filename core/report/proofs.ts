/** Proofs that the records a report cites are in the log: one path of hashes each, from its leaf to the root that the checkpoint signs. */
import { addTo } from '../add-to';
import type { ReportCheckpoint } from '../contract/reports';
import type { Progress } from '../contract/shared';
import { base64Of } from '../engine/base64';
import type { WorkspaceInside } from '../engine/open-workspace';
import { AuditError } from '../errors';
import type { FramePosition } from '../evidence/frame';
import type { LedgerBatch, LedgerEvent } from '../evidence/ledger';
import { createTreeHash } from '../evidence/tree/hash';
import { createMerkleTree } from '../evidence/tree/merkle-tree';
import { pause } from '../pause';
import type { Ports } from '../ports';

/** Records that a report has proofs of; a proof has some 1.5 kB. The rest are counted, and `evidence prove` makes theirs. */
export const mostProofs = 400;

export interface CitedRecord {
  lid: string;
  sha256: string;
  /** The object below the store. */
  storePath: string;
}

export interface RecordProof {
  lid: string;
  sha256: string;
  /** Of the leaf, from 0. */
  index: number;
  /** The leaf; null where it holds what is masked: its hash is in its place. */
  leaf: string | null;
  /** Base64, as all hashes here. */
  leafHash: string;
  path: string[];
}

/** The leaves of one checkpoint, as far as proofs need them. */
export interface LoggedLeaves {
  /** In their order; null: no leaf first tells of these bytes at this place. Reads each part of the ledger that it needs once. */
  prove(records: readonly CitedRecord[]): (RecordProof | null)[];
}

/** Reads the ledger once. Throws `evidence-damaged` where it does not have the root. */
export async function* loggedLeaves(ports: Ports, inside: WorkspaceInside, { number, size, root }: ReportCheckpoint, signal: AbortSignal): AsyncGenerator<Progress, LoggedLeaves> {
  const hash = createTreeHash(ports);
  const hashes = new Uint8Array(size * 32);
  const sights = new Int32Array(size);
  const batches: { from: number; begin: FramePosition }[] = [];
  let begin: FramePosition = { segment: 1, offset: 0 };
  let at = 0;
  for (const { events, lines, end } of inside.ledger.scan(begin, () => undefined)) {
    if (at >= size) break;
    batches.push({ from: at, begin });
    for (const [i, line] of lines.entries()) {
      if (at >= size) break;
      hashes.set(hash.leaf(line), at * 32);
      sights[at] = numberOf(sightOf(events[i]));
      if (++at % 1000 === 0) yield* pause({ phase: 'reading the ledger', done: at, total: size }, signal);
    }
    begin = end;
  }
  const tree = createMerkleTree(hash, hashes);
  if (at !== size || base64Of(tree.root(size)) !== root)
    throw new AuditError('evidence-damaged', `The ledger does not have the root that checkpoint ${number} signs, so no report proves its records. Run "evidence verify".`);

  function batchFrom(begin: FramePosition): Pick<LedgerBatch, 'events' | 'lines'> {
    for (const batch of inside.ledger.scan(begin, () => undefined)) return batch;
    return { events: [], lines: [] };
  }
  function proofOf({ lid, sha256 }: CitedRecord, index: number, line: Uint8Array | undefined): RecordProof {
    if (line === undefined) throw new AuditError('evidence-damaged', `Leaf ${index} of the ledger cannot be read any more. Run "evidence verify".`);
    const text = new TextDecoder().decode(line);
    const leaf = inside.masker.text(text).masked === 0 ? text : null;
    return { lid, sha256, index, leaf, leafHash: base64Of(hash.leaf(line)), path: tree.inclusion(index, size).map(base64Of) };
  }
  return {
    prove(records) {
      const proofs: (RecordProof | null)[] = records.map(() => null);
      const wanted = new Map<number, { at: number; sight: string }[]>();
      for (const [at, { sha256, storePath }] of records.entries()) {
        const sight = `${sha256} ${storePath}`;
        addTo(wanted, numberOf(sight), { at, sight });
      }
      let own = -1;
      let batch: Pick<LedgerBatch, 'events' | 'lines'> = { events: [], lines: [] };
      for (const [index, number] of sights.entries()) {
        const like = wanted.get(number);
        if (like === undefined) continue;
        const before = own;
        while (index >= (batches[own + 1]?.from ?? size)) own++;
        const { from, begin } = batches[own] as (typeof batches)[number];
        if (own !== before) batch = batchFrom(begin);
        const sight = sightOf(batch.events[index - from]);
        for (const one of like) {
          if (one.sight === sight && proofs[one.at] === null) proofs[one.at] = proofOf(records[one.at] as CitedRecord, index, batch.lines[index - from]);
        }
      }
      return proofs;
    },
  };
}

/** Which bytes at which place an event first tells of. */
function sightOf(event: LedgerEvent | undefined): string | null {
  if (event?.type !== 'first-seen' && event?.type !== 'changed' && event?.type !== 'reappeared' && event?.type !== 'retagged') return null;
  return event.sha256 === null ? null : `${event.sha256} ${event.path}`;
}

/** What of it is kept for every leaf: 32 bits, by which few leaves have to be looked at again. */
function numberOf(sight: string | null): number {
  let number = 0x811c9dc5;
  for (let at = 0; sight !== null && at < sight.length; at++) number = Math.imul(number ^ sight.charCodeAt(at), 0x01000193);
  return number | 0;
}
