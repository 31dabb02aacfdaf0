/** How far a bundle's key is vouched for: by nobody here, or by a key or checkpoint that came another way. */
import type { BundleTrust } from '../contract/imported-bundles';
import { base64Of } from '../engine/base64';
import { AuditError } from '../errors';
import { sha256Of } from '../evidence/mirror';
import { parseCheckpoint } from '../evidence/tree/checkpoint';
import { keyIdOf, parseVerifierKey, verifierKey } from '../evidence/tree/signed-note';
import type { Ports } from '../ports';
import type { CheckedLog } from './check-log';
import type { Tally } from './findings';

export interface Vouching {
  /** Verifier keys, one a line. */
  key?: string | undefined;
  /** A checkpoint of the same log, as its owner handed it out. */
  checkpoint?: string | undefined;
}

/** Faults of what was given go into the tally: a bundle that another key signed does not hold. Throws `bad-input` for a file that is no key or checkpoint. */
export function judgeTrust(ports: Pick<Ports, 'sha256'>, log: CheckedLog, given: Vouching, tally: Tally): BundleTrust {
  const { signer } = log;
  const fingerprint = signer === null ? null : groups(sha256Of(ports, signer.publicKey));
  const keyId = signer === null ? null : keyIdOf(ports, signer);
  const byKey = given.key === undefined ? null : keysGiven(ports, given.key).has(signer === null ? '' : verifierKey(ports, signer));
  const byCheckpoint = given.checkpoint === undefined ? null : fitsTree(given.checkpoint, log);
  if (byKey !== null) tally.check('checkpoint', 'the key that you gave', byKey ? null : 'the checkpoint of the bundle is not signed with it');
  if (byCheckpoint !== null)
    tally.check('checkpoint', 'the checkpoint that you gave', byCheckpoint ? null : 'it is of another log, or the bundle does not show that the log extends it');
  return { keyId, fingerprint, verifierKey: signer === null ? null : verifierKey(ports, signer), byKey, byCheckpoint, sentence: sentence() };

  function sentence(): string {
    if (signer === null) return 'Not signed by any key that the bundle names: nothing in it is vouched for.';
    const signed = `Signed by key ${keyId}, fingerprint ${fingerprint}`;
    if (byKey === false || byCheckpoint === false) return `${signed}; what you gave does NOT fit it.`;
    const by = [byKey ? 'the key' : '', byCheckpoint ? 'the checkpoint' : ''].filter((one) => one !== '').join(' and ');
    if (by === '') return `${signed}; nobody here vouches for whose key it is. Compare the fingerprint with its owner by another way.`;
    return `${signed}; ${by} that you gave by another way fits. That ${by === 'the checkpoint' ? 'it is' : 'they are'} the maker's is your word.`;
  }
}

function keysGiven(ports: Pick<Ports, 'sha256'>, text: string): Set<string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const keys = lines.map((line) => parseVerifierKey(ports, line));
  if (lines.length === 0 || keys.includes(null))
    throw new AuditError('bad-input', 'The key given is no public key in the form name+id+key, one a line, such as "evidence checkpoint" prints.');
  return new Set(keys.flatMap((key) => (key === null ? [] : [verifierKey(ports, key)])));
}

/** The very tree that the bundle is of, or an older one of which the bundle holds the proof that it was only added to. */
function fitsTree(text: string, { checkpoint: ours, older }: CheckedLog): boolean {
  const given = parseCheckpoint(new TextEncoder().encode(text));
  if (given === null) throw new AuditError('bad-input', 'The checkpoint given is no signed checkpoint.');
  if (ours === null || given.origin !== ours.origin) return false;
  return base64Of(given.root) === (given.size === ours.size ? base64Of(ours.root) : older.get(given.size));
}

/** In fours, for reading aloud. */
function groups(hex: string): string {
  return hex.match(/.{4}/g)?.join(' ') ?? hex;
}
