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

const ids = { contentType: '1.2.840.113549.1.9.3', data: '1.2.840.113549.1.7.1', essV2: '1.2.840.113549.1.9.16.2.47', sha256: '2.16.840.1.101.3.4.2.1' };
const hashes: Record<string, string> = { [ids.sha256]: 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512' };

/** `contents`: the value of /Contents with the zeros that fill its place; `signed`: the bytes of the byte range. Never throws. */
export async function checkCms(contents: Uint8Array, signed: Buffer): Promise<CheckedCms> {
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
  const mine = certificates.find((one) => certificateOf(one, signer));
  if (mine === undefined) return { ...none, integrity: 'broken', problem: 'the certificate of its signer is not in it' };
  const found = { certificate: describe(mine), certificates: [mine, ...certificates.filter((one) => one !== mine)] };
  const fault = attributesFault(signer, mine);
  if (fault !== null) return { ...found, integrity: 'broken', problem: fault };
  try {
    const bytes = signed.buffer.slice(signed.byteOffset, signed.byteOffset + signed.length) as ArrayBuffer;
    const ok = await data.verify({ signer: 0, data: bytes, checkChain: false, extendedMode: false }, engine);
    return ok ? { ...found, integrity: 'intact', problem: null } : { ...found, integrity: 'broken', problem: 'the signature does not fit its certificate' };
  } catch (error) {
    const { code, message } = error as { code?: number; message?: string };
    // 14: the digest of what was signed is another (pkijs 3.4, SignedDataVerifyError).
    if (code === 14 || /digest/i.test(message ?? '')) return { ...found, integrity: 'broken', problem: 'the file was changed: its digest is not the one that was signed' };
    return { ...found, integrity: 'not-checkable', problem: `it could not be checked (${message ?? String(error)})` };
  }
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
