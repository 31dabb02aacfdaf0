/** Proofs that the records a report cites are in the log: one path of hashes each, from its leaf to the root that the checkpoint signs. */
import type { ReportCheckpoint } from '../contract/reports';
import type { Progress } from '../contract/shared';
import { base64Of } from '../engine/base64';
import type { WorkspaceInside } from '../engine/open-workspace';
import { AuditError } from '../errors';
import type { FramePosition } from '../evidence/frame';
import type { LedgerEvent } from '../evidence/ledger';
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
  const first = new Map<string, number>();
  const batches: { from: number; begin: FramePosition }[] = [];
  let begin: FramePosition = { segment: 1, offset: 0 };
  let at = 0;
  for (const { events, lines, end } of inside.ledger.scan(begin, () => undefined)) {
    if (at >= size) break;
    batches.push({ from: at, begin });
    for (const [i, line] of lines.entries()) {
      if (at >= size) break;
      hashes.set(hash.leaf(line), at * 32);
      const key = sightOf(events[i]);
      if (key !== null && !first.has(key)) first.set(key, at);
      if (++at % 1000 === 0) yield* pause({ phase: 'reading the ledger', done: at, total: size }, signal);
    }
    begin = end;
  }
  const tree = createMerkleTree(hash, hashes);
  if (at !== size || base64Of(tree.root(size)) !== root)
    throw new AuditError('evidence-damaged', `The ledger does not have the root that checkpoint ${number} signs, so no report proves its records. Run "evidence verify".`);

  function linesFrom(begin: FramePosition): readonly Uint8Array[] {
    for (const { lines } of inside.ledger.scan(begin, () => undefined)) return lines;
    return [];
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
      const wanted = records.flatMap((record, at) => {
        const index = first.get(`${record.sha256} ${record.storePath}`);
        return index === undefined ? [] : [{ record, at, index }];
      });
      wanted.sort((a, b) => a.index - b.index);
      let batch = -1;
      let lines: readonly Uint8Array[] = [];
      for (const { record, at, index } of wanted) {
        const own = batches.findLastIndex(({ from }) => from <= index);
        const { from, begin } = batches[own] ?? { from: 0, begin: { segment: 1, offset: 0 } };
        if (own !== batch) lines = linesFrom(begin);
        batch = own;
        proofs[at] = proofOf(record, index, lines[index - from]);
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
