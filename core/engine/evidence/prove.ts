/** Cuts a proof out of the whole tree: that one event is in the log, or that the log extends an older checkpoint. */
import type { Parsed } from '../../contract';
import type { CheckpointSummary } from '../../contract/evidence';
import { AuditError } from '../../errors';
import type { LedgerEvent } from '../../evidence/ledger';
import { parseCheckpoint } from '../../evidence/tree/checkpoint';
import { createTreeHash } from '../../evidence/tree/hash';
import { createMerkleTree, type MerkleTree } from '../../evidence/tree/merkle-tree';
import { writeProof } from '../../evidence/tree/tlog-proof';
import { currentRecord } from '../../index/queries/versions';
import type { Ports } from '../../ports';
import { base64Of } from '../base64';
import type { WorkspaceInside } from '../open-workspace';

type What = Pick<Parsed<'evidence.prove'>, 'leaf' | 'lid' | 'since'>;
type Newest = CheckpointSummary & { bytes: Uint8Array };

export function prove(ports: Ports, inside: WorkspaceInside, { leaf, lid, since }: What, newest: Newest): { proof: Uint8Array; leaf: number | null; event: string | null } {
  if ([leaf, lid, since].filter((one) => one !== undefined).length !== 1)
    throw new AuditError('bad-input', 'Say what to prove: one leaf by its number, one record by its LID, or an older checkpoint; one of the three.');
  if (since !== undefined) return { proof: consistency(ports, inside, since, newest), leaf: null, event: null };
  const named = lid === undefined ? null : recordOf(inside, lid);
  const { tree, found } = readTree(ports, inside, newest, (event, at) => (named === null ? at === leaf : isFirstSight(event, named)));
  if (found === null)
    throw named === null
      ? new AuditError('bad-input', `The log has ${newest.size} leaves, numbered from 0: there is no leaf ${leaf}.`)
      : new AuditError('evidence-damaged', `The ledger does not tell when the bytes of ${lid} were first seen. Run "evidence verify".`);
  return {
    proof: writeProof({ kind: 'inclusion', leaf: found.line, index: found.at, path: tree.inclusion(found.at, newest.size), checkpoint: newest.bytes }),
    leaf: found.at,
    event: new TextDecoder().decode(found.line),
  };
}

function consistency(ports: Ports, inside: WorkspaceInside, since: string, newest: Newest): Uint8Array {
  const older = parseCheckpoint(new TextEncoder().encode(since.replaceAll('\r\n', '\n')));
  if (older === null) throw new AuditError('bad-input', 'The older checkpoint is no signed checkpoint.');
  const { tree } = readTree(ports, inside, newest, () => false);
  if (older.origin !== parseCheckpoint(newest.bytes)?.origin) throw new AuditError('bad-input', `The older checkpoint is of another log, ${older.origin}.`);
  if (older.size > newest.size || base64Of(tree.root(older.size)) !== base64Of(older.root))
    throw new AuditError(
      'evidence-damaged',
      `Today's log does not extend that checkpoint of ${older.size} leaves, so there is no proof of it. "evidence verify --against" says more.`,
    );
  return writeProof({ kind: 'consistency', oldSize: older.size, path: older.size === 0 ? [] : tree.consistency(older.size, newest.size), checkpoint: newest.bytes });
}

/** The whole tree from the ledger's bytes, held against the checkpoint; and the first event that `isIt`. */
function readTree(ports: Ports, inside: WorkspaceInside, newest: Newest, isIt: (event: LedgerEvent, at: number) => boolean) {
  const hash = createTreeHash(ports);
  const hashes = new Uint8Array(newest.size * 32);
  let found: { at: number; line: Uint8Array } | null = null;
  let at = 0;
  for (const { events, lines } of inside.ledger.scan({ segment: 1, offset: 0 }, () => undefined)) {
    for (const [i, line] of lines.entries()) {
      const event = events[i];
      if (at >= newest.size) break;
      hashes.set(hash.leaf(line), at * 32);
      if (found === null && event !== undefined && isIt(event, at)) found = { at, line: line.slice() };
      at++;
    }
  }
  const tree: MerkleTree = createMerkleTree(hash, hashes);
  if (at !== newest.size || base64Of(tree.root(newest.size)) !== newest.root)
    throw new AuditError(
      'evidence-damaged',
      `The ledger does not have the root that checkpoint ${newest.number} signs, so nothing is proven from it. Run "evidence verify" to see all faults.`,
    );
  return { tree, found };
}

interface RecordBytes {
  path: string;
  sha256: string;
}

function recordOf({ db, name }: WorkspaceInside, lid: string): RecordBytes {
  const found = currentRecord(db, lid);
  if (found === null) throw new AuditError('not-found', `No record with the LID "${lid}" is kept in the workspace "${name}".`, { lid });
  return found;
}

/** The event that first saw these very bytes at this place of the store. */
function isFirstSight(event: LedgerEvent, { path, sha256 }: RecordBytes): boolean {
  return (event.type === 'first-seen' || event.type === 'changed' || event.type === 'reappeared' || event.type === 'retagged') && event.path === path && event.sha256 === sha256;
}
