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
  /** null: no leaf first tells of these bytes at this place. */
  prove(record: CitedRecord): RecordProof | null;
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

  function lineAt(index: number): Uint8Array {
    const batch = batches.findLast(({ from }) => from <= index);
    for (const { lines } of inside.ledger.scan(batch?.begin ?? { segment: 1, offset: 0 }, () => undefined)) return lines[index - (batch?.from ?? 0)] as Uint8Array;
    throw new AuditError('evidence-damaged', `Leaf ${index} of the ledger cannot be read any more. Run "evidence verify".`);
  }
  return {
    prove({ lid, sha256, storePath }) {
      const index = first.get(`${sha256} ${storePath}`);
      if (index === undefined) return null;
      const line = lineAt(index);
      const text = new TextDecoder().decode(line);
      const leaf = inside.masker.text(text).masked === 0 ? text : null;
      return { lid, sha256, index, leaf, leafHash: base64Of(hash.leaf(line)), path: tree.inclusion(index, size).map(base64Of) };
    },
  };
}

/** Which bytes at which place an event first tells of. */
function sightOf(event: LedgerEvent | undefined): string | null {
  if (event?.type !== 'first-seen' && event?.type !== 'changed' && event?.type !== 'reappeared' && event?.type !== 'retagged') return null;
  return event.sha256 === null ? null : `${event.sha256} ${event.path}`;
}
