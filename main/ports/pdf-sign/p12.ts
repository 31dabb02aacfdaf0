/** Opens a PKCS#12 file (RFC 7292), modern or with the RC2 and 3DES of older programs: key, certificate and those above it. */
import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { AuditError } from '../../../core/errors';
import { issued, type Signer } from './cms';

/** `where`: the file's path, for words. Throws `bad-input`, data.reason `wrong-password` where it is that, and `not-supported`. The password is kept nowhere. */
export function openP12(bytes: Uint8Array, password: string, where: string): Signer {
  const refuse = (why: string, reason = 'unreadable') => new AuditError('bad-input', `The certificate file ${where} ${why}`, { path: where, reason });
  let pfx: forge.pkcs12.Pkcs12Pfx;
  try {
    pfx = parse(bytes, password);
  } catch (error) {
    const said = (error as Error).message;
    if (/MAC could not be verified|Invalid password|decrypt/i.test(said)) throw refuse('does not open with this password.', 'wrong-password');
    if (/unsupported|Unsupported|unknown|OID/i.test(said))
      throw new AuditError('not-supported', `The certificate file ${where} is encrypted in a way that is not read here (${said}).`, { path: where });
    throw refuse(`is no PKCS#12 file (.p12, .pfx), or it is damaged: ${said}.`);
  }
  const keys = [...bagsOf(pfx, forge.pki.oids.pkcs8ShroudedKeyBag), ...bagsOf(pfx, forge.pki.oids.keyBag)].flatMap(keyOf);
  const certificates = bagsOf(pfx, forge.pki.oids.certBag).map(derOf);
  const [key] = keys;
  if (key === undefined) throw refuse('holds no private key, or one of a kind that is not read here. Export it once more together with its key.');
  if (keys.length > 1) throw refuse(`holds ${keys.length} private keys. Export the one to sign with alone.`);
  const mine = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const certificate = certificates.find((one) => (new X509Certificate(one).publicKey.export({ type: 'spki', format: 'der' }) as Buffer).equals(mine));
  if (certificate === undefined) throw refuse('holds no certificate for its private key.');
  return { key, certificate, chain: above(certificate, certificates) };
}

/** The key derivation of PKCS#12 takes a password as UTF-16, that of PBES2 (RFC 8018) as UTF-8; forge has one for both. */
function parse(bytes: Uint8Array, password: string): forge.pkcs12.Pkcs12Pfx {
  const asn1 = () => forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString('latin1')));
  try {
    return forge.pkcs12.pkcs12FromAsn1(asn1(), false, password);
  } catch (error) {
    const inUtf8 = forge.util.encodeUtf8(password);
    if (inUtf8 === password || /MAC could not be verified/.test((error as Error).message)) throw error;
    const withoutMac = asn1();
    // Its MAC was right, or it has none: it would not be with the other encoding.
    if (Array.isArray(withoutMac.value)) withoutMac.value.length = 2;
    return forge.pkcs12.pkcs12FromAsn1(withoutMac, false, inUtf8);
  }
}

/** From the issuer of the certificate upwards, as far as the file has them. */
function above(certificate: Buffer, all: readonly Buffer[]): Buffer[] {
  const chain: Buffer[] = [];
  for (let below = certificate; ; ) {
    const upper = all.find((one) => !one.equals(below) && !chain.includes(one) && issued(one, below));
    if (upper === undefined || upper.equals(certificate)) return chain;
    chain.push(upper);
    below = upper;
  }
}

function bagsOf(pfx: forge.pkcs12.Pkcs12Pfx, type: string | undefined): forge.pkcs12.Bag[] {
  return type === undefined ? [] : (pfx.getBags({ bagType: type })[type] ?? []);
}

/** RSA keys and certificates forge has read itself; of all others it hands the ASN.1 on. */
function keyOf(bag: forge.pkcs12.Bag): KeyObject[] {
  const asn1 = bag.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)) : bag.asn1;
  try {
    return [createPrivateKey({ key: toBuffer(asn1), format: 'der', type: 'pkcs8' })];
  } catch {
    return [];
  }
}
function derOf(bag: forge.pkcs12.Bag): Buffer {
  return toBuffer(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1);
}
function toBuffer(asn1: forge.asn1.Asn1): Buffer {
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
}
