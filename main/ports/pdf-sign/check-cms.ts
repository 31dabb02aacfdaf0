/** Checks a CMS signature with pkijs and WebCrypto, and its certificate against authorities where some are given. */
import { createHash, webcrypto, X509Certificate } from 'node:crypto';
import { fromBER } from 'asn1js';
import * as pkijs from 'pkijs';
import type { SigningCertificate } from '../../../core/contract/signatures';
import { fingerprint } from './cms';
import { contentOf, lengthOf, partsOf } from './der';

const engine = new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto as unknown as ConstructorParameters<typeof pkijs.CryptoEngine>[0]['crypto'] });

export interface CheckedCms {
  integrity: 'intact' | 'broken' | 'not-checkable';
  problem: string | null;
  certificate: SigningCertificate | null;
  /** DER of all that the signature carries, the signer's first. */
  certificates: Buffer[];
}

const ids = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  data: '1.2.840.113549.1.7.1',
  essV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
};
const hashes: Record<string, string> = { [ids.sha256]: 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512' };

/**
 * `contents`: the value of /Contents with the zeros that fill its place; `signed`: the bytes of the byte range, in parts. Never throws.
 * pkijs is asked of one key and one signature alone: its own way to verify takes what a signature carries for what was signed, and
 * any certificate of that issuer and number for the signer's.
 */
export async function checkCms(contents: Uint8Array, signed: readonly Uint8Array[]): Promise<CheckedCms> {
  const none = { certificate: null, certificates: [] };
  let parsed: { data: pkijs.SignedData; certificates: Buffer[] };
  try {
    parsed = parse(contents);
  } catch (error) {
    return { ...none, integrity: 'broken', problem: `the signature itself cannot be read (${(error as Error).message})` };
  }
  const { data, certificates } = parsed;
  const [signer] = data.signerInfos;
  if (signer === undefined || data.signerInfos.length !== 1) return { ...none, integrity: 'broken', problem: `it has ${data.signerInfos.length} signers in one place` };
  const [mine, another] = certificates.filter((one) => certificateOf(one, signer));
  if (mine === undefined) return { ...none, integrity: 'broken', problem: 'the certificate of its signer is not in it' };
  if (another !== undefined && !another.equals(mine)) return { ...none, integrity: 'broken', problem: 'two certificates in it could be that of its signer' };
  let certificate: SigningCertificate;
  try {
    certificate = describe(mine);
  } catch (error) {
    return { ...none, integrity: 'broken', problem: `the certificate of its signer cannot be read (${(error as Error).message})` };
  }
  const found = { certificate, certificates: [mine, ...certificates.filter((one) => one !== mine)] };
  if (data.encapContentInfo.eContent !== undefined) return { ...found, integrity: 'broken', problem: 'it carries something else that was signed, not the digest of this file' };
  const fault = attributesFault(signer, mine);
  if (fault !== null) return { ...found, integrity: 'broken', problem: fault };
  try {
    const weak = weakness(signer, mine);
    if (weak !== null) return { ...found, integrity: 'not-checkable', problem: weak };
    const name = hashes[signer.digestAlgorithm.algorithmId] as string;
    const hash = createHash(name);
    for (const part of signed) hash.update(part);
    if (!hash.digest().equals(digestIn(signer))) return { ...found, integrity: 'broken', problem: 'the file was changed: its digest is not the one that was signed' };
    const { signedAttrs, signature, signatureAlgorithm } = signer;
    const key = pkijs.Certificate.fromBER(mine).subjectPublicKeyInfo;
    const ok = await engine.verifyWithPublicKey((signedAttrs as pkijs.SignedAndUnsignedAttributes).encodedValue, signature, key, signatureAlgorithm, name.replace('sha', 'SHA-'));
    return ok ? { ...found, integrity: 'intact', problem: null } : { ...found, integrity: 'broken', problem: 'the signature does not fit its certificate' };
  } catch (error) {
    return { ...found, integrity: 'not-checkable', problem: `it could not be checked (${(error as Error).message})` };
  }
}

/** RSA without a digest in its name: that of the signer's own algorithm is meant (RFC 3370, 3.2). */
const plainRsa = '1.2.840.113549.1.1.1';
const shortestRsa = 2048;

/** Why a signature that fits would not show that the file is the one that was signed: null where it would. */
function weakness(signer: pkijs.SignerInfo, certificate: Buffer): string | null {
  const oid = signer.digestAlgorithm.algorithmId;
  if (hashes[oid] === undefined) return `its digest is of the kind ${oid}; SHA-256, SHA-384 and SHA-512 are read, for of older ones two files can be made that share it`;
  const { algorithmId } = signer.signatureAlgorithm;
  const hash = algorithmId === plainRsa ? '' : engine.getHashAlgorithm(signer.signatureAlgorithm);
  if (algorithmId !== plainRsa && !['SHA-256', 'SHA-384', 'SHA-512'].includes(hash))
    return `it is of the kind ${algorithmId}${hash === '' ? '' : ` with ${hash}`}, which is not read here`;
  const { publicKey } = new X509Certificate(certificate);
  const bits = publicKey.asymmetricKeyDetails?.modulusLength;
  return bits !== undefined && bits < shortestRsa ? `its RSA key has ${bits} bits, and with fewer than ${shortestRsa} others can find it` : null;
}

/** Of the content, among what is signed; empty where it is not said once. */
function digestIn(signer: pkijs.SignerInfo): Buffer {
  const [said, more] = (signer.signedAttrs?.attributes ?? []).filter((one) => one.type === ids.messageDigest);
  if (said === undefined || more !== undefined || said.values.length !== 1) return Buffer.alloc(0);
  return Buffer.from(said.values[0].valueBlock.valueHexView ?? []);
}

/** Throws where it is no CMS signature in DER with nothing but zeros after it. */
function parse(contents: Uint8Array): { data: pkijs.SignedData; certificates: Buffer[] } {
  const bytes = Buffer.from(contents.buffer, contents.byteOffset, contents.byteLength);
  const length = lengthOf(bytes);
  if (bytes.subarray(length).some((byte) => byte !== 0)) throw new Error('something follows it in its place');
  const cms = bytes.subarray(0, length);
  const asn1 = fromBER(cms);
  if (asn1.offset === -1) throw new Error(asn1.result.error);
  const content = new pkijs.ContentInfo({ schema: asn1.result });
  if (content.contentType !== pkijs.id_ContentType_SignedData) throw new Error('it is no signed data');
  const data = new pkijs.SignedData({ schema: content.content });
  // The certificates as they stand, byte by byte: their digests are taken.
  const [, wrapped] = partsOf(cms);
  const [inner] = wrapped === undefined ? [] : partsOf(wrapped);
  const set = inner === undefined ? undefined : partsOf(inner).find((one) => one[0] === 0xa0);
  return { data, certificates: set === undefined ? [] : partsOf(set).filter((one) => one[0] === 0x30) };
}

function certificateOf(der: Buffer, signer: pkijs.SignerInfo): boolean {
  if (!(signer.sid instanceof pkijs.IssuerAndSerialNumber)) return false;
  try {
    const certificate = pkijs.Certificate.fromBER(der);
    return certificate.issuer.isEqual(signer.sid.issuer) && certificate.serialNumber.isEqual(signer.sid.serialNumber);
  } catch {
    return false;
  }
}

/** What PAdES asks of the signed attributes (ETSI EN 319 142-1, 6.3): null where they are so. */
function attributesFault(signer: pkijs.SignerInfo, certificate: Buffer): string | null {
  const attributes = signer.signedAttrs?.attributes ?? [];
  const of = (type: string) => attributes.filter((one) => one.type === type);
  const [contentType] = of(ids.contentType);
  if (contentType === undefined || contentType.values[0]?.valueBlock.toString() !== ids.data) return 'it does not say what kind of content was signed';
  const [ess] = of(ids.essV2);
  if (ess === undefined || of(ids.essV2).length !== 1) return 'it does not name the certificate it was made with among what is signed';
  try {
    const [first] = partsOf(partsOf(Buffer.from(ess.values[0].toBER(false)))[0] as Buffer);
    const fields = partsOf(first as Buffer);
    const named = fields[0]?.[0] === 0x30 ? pkijs.AlgorithmIdentifier.fromBER(fields[0]).algorithmId : ids.sha256;
    const digest = fields.find((one) => one[0] === 0x04);
    const hash = hashes[named];
    if (hash === undefined || digest === undefined) return 'it names its certificate by a digest that is not known here';
    return contentOf(digest).equals(createHash(hash).update(certificate).digest()) ? null : 'the certificate in it is not the one it was made with';
  } catch {
    return 'what it says of its certificate cannot be read';
  }
}

/** Names on one line, as the certificate has them. */
export function describe(der: Uint8Array): SigningCertificate {
  const certificate = new X509Certificate(der);
  const line = (name: string) => (name ?? '').split('\n').reverse().join(', ');
  return {
    subject: line(certificate.subject),
    issuer: line(certificate.issuer),
    serial: certificate.serialNumber.toLowerCase(),
    sha256: fingerprint(der),
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: new Date(certificate.validTo).toISOString(),
    // checkIssued also asks for a right to issue, which such a certificate need not have.
    selfSigned: certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey),
  };
}

/** Whether a certificate may sign documents: digitalSignature or nonRepudiation, where it restricts its use at all (RFC 5280, 4.2.1.3). */
export function maySign(der: Uint8Array): boolean {
  const certificate = pkijs.Certificate.fromBER(der);
  const usage = certificate.extensions?.find(({ extnID }) => extnID === '2.5.29.15');
  if (usage === undefined) return true;
  const [first = 0] = contentOf(usage.extnValue.valueBlock.valueHexView).subarray(1);
  return (first & 0b1100_0000) !== 0;
}

/** Whether a path leads from the signer's certificate to one of the authorities; `at`: for when it is asked. Revocation is not asked for: there is no network. */
export async function leadsTo(roots: readonly Buffer[], certificates: readonly Buffer[], at: Date): Promise<{ trusted: boolean; note: string }> {
  const [own] = certificates;
  if (own === undefined) return { trusted: false, note: 'there is no certificate' };
  const chain = new pkijs.CertificateChainValidationEngine({
    trustedCerts: roots.map((one) => pkijs.Certificate.fromBER(one)),
    // The one asked about is the last of them (pkijs 3.4, CertificateChainValidationEngine).
    certs: [...certificates.slice(1), own].map((one) => pkijs.Certificate.fromBER(one)),
    checkDate: at,
  });
  const { result, resultMessage } = await chain.verify({}, engine);
  return { trusted: result, note: result ? 'whether it was revoked was not asked' : resultMessage };
}
