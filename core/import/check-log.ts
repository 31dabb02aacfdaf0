/** Holds the checkpoint of a bundle against its keys, and each leaf against the checkpoint: what was signed, and that these leaves are in it. */
import { base64Of, bytesOfBase64 } from '../engine/base64';
import type { LedgerEvent } from '../evidence/ledger';
import { isConsistent, rootFromInclusion } from '../evidence/tree/check-proof';
import { type Checkpoint, parseCheckpoint } from '../evidence/tree/checkpoint';
import { createTreeHash, sameBytes } from '../evidence/tree/hash';
import { type NoteKey, parseVerifierKey, signerOf } from '../evidence/tree/signed-note';
import { parseProof } from '../evidence/tree/tlog-proof';
import type { Ports } from '../ports';
import type { Tally } from './findings';
import type { Bundle } from './read-bundle';

export interface CheckedLog {
  checkpoint: Checkpoint | null;
  /** The key whose signature the checkpoint bears, of those in the bundle; null where none. */
  signer: NoteKey | null;
  keys: NoteKey[];
  /** The events of the leaves that are shown, by index, each proven to be in the tree. */
  events: Map<number, LedgerEvent>;
  /** Leaves of which the maker gives the hash alone, and how they are proven all the same. */
  hidden: Set<number>;
  /** Checkpoints handed out before, by size: their roots in base64, each proven to be extended by this one. */
  older: Map<number, string>;
}

const nothing = new Uint8Array();
const decoder = new TextDecoder('utf-8', { fatal: true });

export function checkLog(ports: Pick<Ports, 'sha256' | 'keys'>, { files, info, leaves }: Bundle, tally: Tally): CheckedLog {
  const note = files.get('data/checkpoint') ?? nothing;
  const checkpoint = parseCheckpoint(note);
  const keys = keysIn(ports, files.get('data/keys.txt'), info.origin, tally);
  const signer = checkpoint === null ? 'unknown' : signerOf(ports, checkpoint.note, keys);
  tally.check('checkpoint', 'data/checkpoint', checkpoint === null ? 'it is no signed checkpoint' : signatureFault(signer));
  if (checkpoint !== null) {
    const { origin, size, root } = checkpoint;
    const fits = origin === info.origin && size === info.checkpoint.size && base64Of(root) === info.checkpoint.root;
    tally.check('checkpoint', 'data/bundle.json', fits ? null : 'it names another log, size or root than the checkpoint signs');
  }
  const proven = checkLeaves(ports, { files, leaves, note, checkpoint }, tally);
  checkKeys(keys, proven, tally);
  return { checkpoint, signer: typeof signer === 'string' ? null : signer, keys, ...proven, older: checkOlder(ports, files, checkpoint, proven.events, tally) };
}

function signatureFault(signer: NoteKey | 'unknown' | 'bad'): string | null {
  if (signer === 'bad') return 'its signature is not of its text: it was altered, or the key is another';
  return signer === 'unknown' ? 'it is signed by none of the keys in data/keys.txt' : null;
}

function keysIn(ports: Pick<Ports, 'sha256'>, bytes: Uint8Array | undefined, origin: string, tally: Tally): NoteKey[] {
  const lines = new TextDecoder()
    .decode(bytes ?? nothing)
    .split('\n')
    .filter((line) => line.trim() !== '');
  if (lines.length === 0) tally.check('keys', 'data/keys.txt', 'it names no key');
  return lines.flatMap((line) => {
    const key = parseVerifierKey(ports, line);
    const fault = key === null ? 'a line of it is no key' : key.name === origin ? null : 'it names a key of another log';
    if (fault === null && key !== null) return [key];
    tally.check('keys', 'data/keys.txt', fault);
    return [];
  });
}

function checkLeaves(
  ports: Pick<Ports, 'sha256'>,
  { files, leaves, note, checkpoint }: Pick<Bundle, 'files' | 'leaves'> & { note: Uint8Array; checkpoint: Checkpoint | null },
  tally: Tally,
): Pick<CheckedLog, 'events' | 'hidden'> {
  const hash = createTreeHash(ports);
  const events = new Map<number, LedgerEvent>();
  const hidden = new Set<number>();
  let before = -1;
  for (const { index, line, hash: given } of leaves) {
    const subject = `leaf ${index}`;
    if (index <= before) tally.check('proofs', subject, 'the leaves are not in ascending order, each once');
    before = index;
    const bytes = files.get(`data/proofs/${index}.tlog-proof`);
    const proof = bytes === undefined ? null : parseProof(bytes);
    const leafHash = line === null ? bytesOfBase64(given) : hash.leaf(line);
    if (!tally.check('proofs', subject, faultOf())) continue;
    if (line === null) hidden.add(index);
    else {
      const event = eventOf(line);
      if (event === null) tally.check('proofs', subject, 'it is in the tree, and no event that is known here');
      else events.set(index, event);
    }

    function faultOf(): string | null {
      if (bytes === undefined) return 'there is no proof of it';
      if (proof === null || proof.kind !== 'inclusion') return 'its proof is none';
      if (checkpoint === null) return 'there is no checkpoint that it could be proven against';
      if (proof.index !== index || !sameBytes(proof.checkpoint, note)) return 'its proof is of another leaf or checkpoint';
      if (line !== null && proof.leaf !== null && !sameBytes(proof.leaf, line)) return 'its proof holds another line';
      if (leafHash === null || leafHash.length !== 32) return 'its hash is none';
      const root = rootFromInclusion(hash, leafHash, index, checkpoint.size, proof.path);
      return root !== null && sameBytes(root, checkpoint.root) ? null : 'it is not the leaf that was signed: altered, or from elsewhere';
    }
  }
  const known = new Set(leaves.map(({ index }) => `data/proofs/${index}.tlog-proof`));
  for (const path of files.keys()) if (path.startsWith('data/proofs/') && !known.has(path)) tally.check('proofs', path, 'it proves a leaf that is not in data/leaves.jsonl');
  return { events, hidden };
}

/** Each checkpoint that was handed out is extended by the one of the bundle. */
function checkOlder(ports: Pick<Ports, 'sha256'>, files: Bundle['files'], checkpoint: Checkpoint | null, events: CheckedLog['events'], tally: Tally): CheckedLog['older'] {
  const hash = createTreeHash(ports);
  const older = new Map<number, string>();
  const known = new Set<string>();
  for (const event of events.values()) {
    if (event.type !== 'checkpoint-handed-out' || checkpoint === null || !(event.size > 0 && event.size < checkpoint.size)) continue;
    const path = `data/consistency/${event.size}.txt`;
    known.add(path);
    const bytes = files.get(path);
    const proof = bytes === undefined ? null : parseProof(bytes);
    const root = typeof event.root === 'string' ? bytesOfBase64(event.root) : null;
    const extended =
      root?.length === 32 &&
      proof?.kind === 'consistency' &&
      proof.oldSize === event.size &&
      sameBytes(proof.checkpoint, files.get('data/checkpoint') ?? nothing) &&
      isConsistent(hash, { size: event.size, root }, checkpoint, proof.path);
    if (tally.check('proofs', path, extended ? null : 'it does not show that the log extends the checkpoint that was handed out')) older.set(event.size, event.root);
  }
  for (const path of files.keys()) if (path.startsWith('data/consistency/') && !known.has(path)) tally.check('proofs', path, 'it is of a checkpoint that nobody was given');
  return older;
}

/** A key counts where a leaf of the signed tree enrolled it. */
function checkKeys(keys: readonly NoteKey[], { events }: Pick<CheckedLog, 'events'>, tally: Tally): void {
  const enrolled = new Set([...events.values()].flatMap((event) => (event.type === 'signer-enrolled' ? [event.publicKey] : [])));
  const named = new Set(keys.map(({ publicKey }) => base64Of(publicKey)));
  for (const key of named) tally.check('keys', `key ${key}`, enrolled.has(key) ? null : 'no leaf of the signed tree enrolled it');
  for (const key of enrolled) if (!named.has(key)) tally.check('keys', `key ${key}`, 'a leaf enrolled it, and data/keys.txt does not name it');
}

function eventOf(line: Uint8Array): LedgerEvent | null {
  try {
    const event = JSON.parse(decoder.decode(line)) as unknown;
    return typeof event === 'object' && event !== null && typeof (event as { type?: unknown }).type === 'string' ? (event as LedgerEvent) : null;
  } catch {
    return null;
  }
}
