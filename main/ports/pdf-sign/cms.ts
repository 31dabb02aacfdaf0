/** The CMS signature of a PDF as PAdES B-B has it (ETSI EN 319 142-1, 6.3; RFC 5652; RFC 5035): written as DER, its size known before. */
import { createHash, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { AuditError } from '../../../core/errors';
import { contentOf, type Der, der, integer, nothing, octets, oid, partsOf, sequence, setOf } from './der';

/** What signs: a private key, its certificate and those above it, each as DER. */
export interface Signer {
  key: KeyObject;
  certificate: Uint8Array;
  chain: readonly Uint8Array[];
}

const data = oid('1.2.840.113549.1.7.1');
const signedData = oid('1.2.840.113549.1.7.2');
const contentType = oid('1.2.840.113549.1.9.3');
const messageDigest = oid('1.2.840.113549.1.9.4');
const signingCertificateV2 = oid('1.2.840.113549.1.9.16.2.47');

interface Algorithm {
  hash: 'sha256' | 'sha384' | 'sha512';
  digest: Der;
  signature: Der;
  /** The most bytes that a signature by this key can have. */
  longest: number;
}
const digests = {
  sha256: sequence(oid('2.16.840.1.101.3.4.2.1')),
  sha384: sequence(oid('2.16.840.1.101.3.4.2.2')),
  sha512: sequence(oid('2.16.840.1.101.3.4.2.3')),
} as const;
const curves: Record<string, { hash: Algorithm['hash']; signature: string; bytes: number }> = {
  prime256v1: { hash: 'sha256', signature: '1.2.840.10045.4.3.2', bytes: 32 },
  secp384r1: { hash: 'sha384', signature: '1.2.840.10045.4.3.3', bytes: 48 },
  secp521r1: { hash: 'sha512', signature: '1.2.840.10045.4.3.4', bytes: 66 },
};

/** Throws `not-supported` for a key of another kind. */
function algorithmOf(key: KeyObject): Algorithm {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'rsa' && details?.modulusLength !== undefined) {
    if (details.modulusLength < 2048) throw new AuditError('not-supported', `The RSA key has ${details.modulusLength} bits; signatures with fewer than 2048 are not made here.`);
    return { hash: 'sha256', digest: digests.sha256, signature: sequence(oid('1.2.840.113549.1.1.11'), nothing), longest: Math.ceil(details.modulusLength / 8) };
  }
  const curve = curves[details?.namedCurve ?? ''];
  if (key.asymmetricKeyType === 'ec' && curve) {
    // Two integers, each with a zero before it where its highest bit is set: on P-521 that bit is never set.
    const number = der(0x02, Buffer.alloc(curve.bytes + (curve.bytes === 66 ? 0 : 1)));
    return { hash: curve.hash, digest: digests[curve.hash], signature: sequence(oid(curve.signature)), longest: sequence(number, number).length };
  }
  throw new AuditError('not-supported', `A key of the kind ${key.asymmetricKeyType ?? 'unknown'} signs no PDF here; RSA, and ECDSA on P-256, P-384 and P-521 do.`);
}

/** How many bytes a signature by this signer has at most; exactly so many with RSA, up to a few fewer with ECDSA. */
export function cmsSize(signer: Signer): number {
  const { hash, longest } = algorithmOf(signer.key);
  return cms(signer, createHash(hash).digest(), () => Buffer.alloc(longest)).length;
}

/** Signs the bytes of a file's byte range. */
export function signCms(signer: Signer, parts: readonly Uint8Array[]): Buffer {
  const { hash } = algorithmOf(signer.key);
  const digest = createHash(hash);
  for (const part of parts) digest.update(part);
  return cms(signer, digest.digest(), (attributes) => sign(hash, attributes, signer.key));
}

function cms({ key, certificate, chain }: Signer, digest: Buffer, signIt: (attributes: Buffer) => Buffer): Buffer {
  const { digest: digestAlgorithm, signature } = algorithmOf(key);
  const { serial, issuer } = namesOf(certificate);
  // SHA-256 is the default of ESSCertIDv2, which DER leaves out.
  const essCertificate = sequence(octets(createHash('sha256').update(certificate).digest()), sequence(sequence(der(0xa4, issuer)), serial));
  const attributes = [
    sequence(contentType, setOf(data)),
    sequence(messageDigest, setOf(octets(digest))),
    sequence(signingCertificateV2, setOf(sequence(sequence(essCertificate)))),
  ];
  const signed = setOf(...attributes);
  const signerInfo = sequence(
    integer(1),
    sequence(issuer, serial),
    digestAlgorithm,
    der(0xa0, contentOf(signed)), // [0] IMPLICIT: what is signed is the SET itself (RFC 5652, 5.4)
    signature,
    octets(signIt(signed)),
  );
  const certificates = [certificate, ...chain];
  return sequence(signedData, der(0xa0, sequence(integer(1), setOf(digestAlgorithm), sequence(data), der(0xa0, ...[...certificates].sort(Buffer.compare)), setOf(signerInfo))));
}

/** Serial number and issuer as they stand in a certificate (RFC 5280, 4.1). */
function namesOf(certificate: Uint8Array): { serial: Der; issuer: Der } {
  const [body] = partsOf(certificate);
  const fields = body === undefined ? [] : partsOf(body);
  const [serial, , issuer] = fields[0]?.[0] === 0xa0 ? fields.slice(1) : fields;
  if (serial === undefined || issuer === undefined) throw new AuditError('bad-input', 'The certificate cannot be read.');
  return { serial, issuer };
}

/** SHA-256 of a certificate's DER, lower-case hexadecimal. */
export function fingerprint(certificate: Uint8Array): string {
  return createHash('sha256').update(certificate).digest('hex');
}

/** Whether `upper` issued `lower`, by name and signature. */
export function issued(upper: Uint8Array, lower: Uint8Array): boolean {
  const above = new X509Certificate(upper);
  const below = new X509Certificate(lower);
  return below.checkIssued(above) && below.verify(above.publicKey);
}
