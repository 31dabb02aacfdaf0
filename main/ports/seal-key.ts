/** The key and certificate that seal reports (ECDSA P-256): kept as the signing key is, in a file of their own or by the keychain. */
import { createPrivateKey, type KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import { closeSync, constants, existsSync, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditError } from '../../core/errors';
import { type KeychainKey, writeKeyOnce } from './keys';
import { fingerprint, type Signer } from './pdf-sign/cms';
import { newSigningKey, selfSigned } from './pdf-sign/own-certificate';

const keyFile = 'seal-key.pem';
/** Certificates alone, by their fingerprints: of every seal that was made here, so that one surface knows the other's. */
const certificateName = /^seal-([0-9a-f]{64})\.crt$/;
const years = 20;

/** Key and certificate as one PEM text. The subject names this installation by chance, no person and no machine. */
export function newSealKey(nowMs: number): string {
  const key = newSigningKey();
  const { certificate } = selfSigned(
    key,
    { name: `Lineage Audit Workbench installation ${randomBytes(4).toString('hex')}`, unit: 'seal of reports made here (names no person)' },
    nowMs - 60_000,
    years * 365,
  );
  return `${key.export({ type: 'pkcs8', format: 'pem' })}${new X509Certificate(certificate)}`;
}

export interface SealKeys {
  /** Made at the first use. Throws AuditError `disk`. */
  signer(): Signer;
  /** Fingerprints of the certificates of all seals of this installation. */
  own(): Set<string>;
}

/** `home` holds the workspaces. */
export function createSealKeys(home: string, keychain: KeychainKey | undefined): SealKeys {
  const folder = join(home, 'keys');
  let signer: Signer | undefined;
  const own = () => new Set(existsSync(folder) ? readdirSync(folder).flatMap((file) => certificateName.exec(file)?.[1] ?? []) : []);
  return {
    own,
    signer() {
      if (signer === undefined) {
        const sealed = keychain !== undefined && 'seal' in keychain ? keychain.seal : undefined;
        signer = sealed === undefined ? parse(fromFile(folder), join(folder, keyFile)) : parse(sealed, 'the keychain');
        const print = fingerprint(signer.certificate);
        if (!own().has(print)) writeKeyOnce(join(folder, `seal-${print}.crt`), Buffer.from(new X509Certificate(signer.certificate).toString()), folder);
      }
      return signer;
    },
  };
}

function fromFile(folder: string): string {
  const path = join(folder, keyFile);
  try {
    if (!existsSync(path)) writeKeyOnce(path, Buffer.from(newSealKey(Date.now())), folder);
    const fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const { mode } = fstatSync(fd);
      if (process.platform !== 'win32' && (mode & 0o077) !== 0)
        throw new AuditError(
          'disk',
          `The key that seals reports, ${path}, may be read or written by others (mode ${(mode & 0o777).toString(8)}), so nothing is sealed with it. If nobody can have copied it, run: chmod 600 '${path}'. Otherwise move it away together with the seal-….crt files beside it: a new one is made.`,
          { path },
        );
      return readFileSync(fd, 'utf8');
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (error instanceof AuditError) throw error;
    throw new AuditError('disk', `The key that seals reports, ${path}, could not be made or read: ${(error as Error).message}.`, { path });
  }
}

function parse(pem: string, where: string): Signer {
  try {
    const key: KeyObject = createPrivateKey(pem);
    const certificate = new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE')));
    if (certificate.checkPrivateKey(key)) return { key, certificate: certificate.raw, chain: [] };
  } catch {
    // told below
  }
  throw new AuditError('disk', `${where} holds no key with its certificate to seal reports with. Restore it from a copy, or move it away: a new one is made.`);
}
