/** Self-signed certificates made here (RFC 5280): of the installation, for its seal; and of a person who has none, which says so. */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { Signer } from './cms';
import { bits, contentOf, type Der, der, integer, octets, oid, partsOf, sequence, setOf, time, utf8, yes } from './der';

const ecdsaSha256 = sequence(oid('1.2.840.10045.4.3.2'));
/** From the general to the particular, as names stand in a certificate; they are shown the other way round. */
const parts = { organisation: '2.5.4.10', unit: '2.5.4.11', name: '2.5.4.3' } as const;
const day = 86_400_000;

/** What a certificate says whose it is. */
export type Subject = Partial<Record<keyof typeof parts, string>>;

export function newSigningKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
}

/** Valid from `from` (milliseconds) for so many days; for signing alone. */
export function selfSigned(key: KeyObject, subject: Subject, from: number, days: number): Signer {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const whose = nameOf(subject);
  // Whole seconds, and never in the future of a clock that is a little behind.
  const start = Math.floor(from / 1000) * 1000;
  const [, publicKey = Buffer.alloc(0)] = partsOf(spki);
  const body = sequence(
    der(0xa0, integer(2)),
    integer(Buffer.concat([Buffer.from([0x40]), randomBytes(15)])),
    ecdsaSha256,
    whose,
    sequence(time(start), time(start + days * day)),
    whose,
    spki,
    der(
      0xa3,
      sequence(
        extension('2.5.29.19', true, sequence()), // no authority
        extension('2.5.29.15', true, bits(Buffer.from([0b1100_0000]), 6)), // digitalSignature, nonRepudiation
        // SHA-256 of the public key, its first 160 bits (RFC 7093, 2)
        extension('2.5.29.14', false, octets(createHash('sha256').update(contentOf(publicKey).subarray(1)).digest().subarray(0, 20))),
      ),
    ),
  );
  const certificate = sequence(body, ecdsaSha256, bits(sign('sha256', body, key)));
  return { key, certificate, chain: [] };
}

function nameOf(subject: Subject): Der {
  // A DirectoryString has at most 64 characters here (RFC 5280, appendix A.1: ub-common-name).
  const one = (kind: keyof typeof parts, value: string) => setOf(sequence(oid(parts[kind]), utf8([...value].slice(0, 64).join(''))));
  return sequence(...(Object.keys(parts) as (keyof typeof parts)[]).flatMap((kind) => (subject[kind] ? [one(kind, subject[kind])] : [])));
}

function extension(id: string, critical: boolean, value: Der): Der {
  return critical ? sequence(oid(id), yes, octets(value)) : sequence(oid(id), octets(value));
}
