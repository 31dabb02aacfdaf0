/** Checks a proof as a stranger would: from its text and a public key alone. */
import type { Output, Parsed } from '../../contract';
import { AuditError } from '../../errors';
import { isConsistent, rootFromInclusion } from '../../evidence/tree/check-proof';
import { type Checkpoint, parseCheckpoint } from '../../evidence/tree/checkpoint';
import { createTreeHash, sameBytes } from '../../evidence/tree/hash';
import { type NoteKey, parseVerifierKey, signerOf } from '../../evidence/tree/signed-note';
import { type ConsistencyProof, type InclusionProof, parseProof } from '../../evidence/tree/tlog-proof';
import type { Ports } from '../../ports';

type Checked = Output<'evidence.checkProof'>;
type Check = Checked['checks'][number];
const encoder = new TextEncoder();
const bytesOf = (text: string) => encoder.encode(text.replaceAll('\r\n', '\n'));

export function checkProof(ports: Ports, { proof: text, key, since, recordSha256 }: Parsed<'evidence.checkProof'>): Checked {
  const keys = parseKeys(ports, key);
  const proof = parseProof(bytesOf(text));
  if (proof === null) throw new AuditError('bad-input', 'This is neither a tlog-proof nor a proof of consistency as this program writes them.');
  const checkpoint = parseCheckpoint(proof.checkpoint);
  if (checkpoint === null) throw new AuditError('bad-input', 'The proof does not end with a signed checkpoint.');
  const about = proof.kind === 'inclusion' ? inclusion(ports, proof, checkpoint, recordSha256) : consistency(ports, proof, checkpoint, since, keys);
  const checks = [signature(ports, checkpoint, keys, 'The checkpoint'), ...about];
  return {
    ok: checks.every((one) => one.ok),
    checks,
    origin: checkpoint.origin,
    size: checkpoint.size,
    leaf: proof.kind === 'inclusion' ? proof.index : null,
    event: proof.kind === 'inclusion' && proof.leaf !== null ? new TextDecoder().decode(proof.leaf) : null,
  };
}

function parseKeys(ports: Ports, text: string): NoteKey[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const keys = lines.map((line) => {
    const key = parseVerifierKey(ports, line);
    if (key === null) throw new AuditError('bad-input', `"${line.slice(0, 200)}" is no public key in the form name+id+key, such as "evidence checkpoint" prints.`);
    return key;
  });
  if (keys.length === 0) throw new AuditError('bad-input', 'Name the public key that the checkpoint is to be signed with.');
  return keys;
}

function signature(ports: Ports, { origin, note }: Checkpoint, keys: readonly NoteKey[], what: string): Check {
  const signer = signerOf(
    ports,
    note,
    keys.filter(({ name }) => name === origin),
  );
  if (signer === 'bad') return { ok: false, message: `${what} bears a signature that is not of its text.` };
  if (signer === 'unknown') return { ok: false, message: `${what}, of the log ${origin}, is not signed with the key given.` };
  return { ok: true, message: `${what} of the log ${origin} is signed with the key given.` };
}

function inclusion(ports: Ports, { leaf, index, path }: InclusionProof, { size, root }: Checkpoint, recordSha256: string | undefined): Check[] {
  if (leaf === null) return [{ ok: false, message: 'The proof does not hold the event itself, so it cannot be told what is proven.' }];
  const hash = createTreeHash(ports);
  const reached = rootFromInclusion(hash, hash.leaf(leaf), index, size, path);
  const fits = reached !== null && sameBytes(reached, root);
  const checks = [
    {
      ok: fits,
      message: fits ? `The event is leaf ${index} of the ${size} that the checkpoint signs.` : `The event is not leaf ${index} of the ${size} that the checkpoint signs.`,
    },
  ];
  if (recordSha256 === undefined) return checks;
  const named = sha256In(leaf) === recordSha256;
  return [...checks, { ok: named, message: `The file has the SHA-256 ${recordSha256}; the event names ${named ? 'the same' : `another: ${sha256In(leaf) ?? 'none'}`}.` }];
}

function consistency(ports: Ports, { oldSize, path }: ConsistencyProof, newer: Checkpoint, since: string | undefined, keys: readonly NoteKey[]): Check[] {
  if (since === undefined) throw new AuditError('bad-input', 'This proves that a log extends an older checkpoint: name its file as well (--since).');
  const older = parseCheckpoint(bytesOf(since));
  if (older === null) throw new AuditError('bad-input', 'The older checkpoint is no signed checkpoint.');
  const fits = older.origin === newer.origin && older.size === oldSize && isConsistent(createTreeHash(ports), older, newer, path);
  return [
    signature(ports, older, keys, 'The older checkpoint'),
    {
      ok: fits,
      message: fits ? `The log of ${newer.size} leaves extends that of ${oldSize}.` : `It is not proven that the log of ${newer.size} leaves extends the older checkpoint.`,
    },
  ];
}

function sha256In(leaf: Uint8Array): string | null {
  try {
    const event = JSON.parse(new TextDecoder().decode(leaf));
    return typeof event?.sha256 === 'string' ? event.sha256 : null;
  } catch {
    return null;
  }
}
