/** Ed25519 keys: signing with a key file of our own, or with one that Electron's main process took out of the keychain. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { closeSync, constants, existsSync, fstatSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditError } from '../../core/errors';
import type { KeysPort } from '../../core/ports';
import { syncFolder, writeNew } from './disk';

/** Keys that the keychain of the operating system keeps: PKCS #8 in PEM (`seal` with its certificate), and which keychain it is, in words; or why there is none. */
export type KeychainKey = { pem: string; seal: string; keychain: string } | { refused: string };

const folderName = 'keys';
const fileName = 'signing-key.pem';
/** Before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** `home` holds the workspaces; the key file is made beside them at the first use. */
export function createKeys(home: string, keychain: KeychainKey | undefined): KeysPort {
  let signer: ReturnType<KeysPort['signer']> | undefined;
  return {
    signer() {
      signer ??=
        keychain !== undefined && 'pem' in keychain ? signerOf(parseKey(keychain.pem, keychain.keychain), 'keychain', keychain.keychain) : fileSigner(home, keychain?.refused);
      return signer;
    },
    verify(publicKey, bytes, signature) {
      if (publicKey.length !== 32 || signature.length !== 64) return false;
      try {
        return verify(null, bytes, createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' }), signature);
      } catch {
        return false; // no point of the curve
      }
    },
  };
}

/** A new key as PKCS #8 in PEM. */
export function newKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** Writes a file of ours once, 0600, whole or not at all; false when there is one already. The folder is made, 0700. */
export function writeKeyOnce(path: string, bytes: Uint8Array, folder: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const beside = `${path}.${process.pid}.part`;
  writeNew(beside, bytes);
  try {
    linkSync(beside, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // A file system without links: exclusive all the same, though a kill in between leaves half a file.
    if (existsSync(path)) return false;
    writeFileSync(path, bytes, { flag: 'wx', mode: 0o600, flush: true });
  } finally {
    rmSync(beside, { force: true });
  }
  syncFolder(folder);
  return true;
}

function fileSigner(home: string, why: string | undefined): ReturnType<KeysPort['signer']> {
  return signerOf(readKeyFile(home), 'file', `${join(home, folderName, fileName)}${why === undefined ? '' : ` (${why})`}`);
}

function readKeyFile(home: string): KeyObject {
  const folder = join(home, folderName);
  const path = join(folder, fileName);
  try {
    if (!existsSync(path)) writeKeyOnce(path, Buffer.from(newKey()), folder);
    const fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const { mode } = fstatSync(fd);
      if (process.platform !== 'win32' && (mode & 0o077) !== 0)
        throw new AuditError(
          'disk',
          `The signing key ${path} may be read or written by others (mode ${(mode & 0o777).toString(8)}), so nothing is signed with it. If nobody can have copied it, run: chmod 600 '${path}'. Otherwise move it away: a new one is made and enrolled.`,
          { path },
        );
      return parseKey(readFileSync(fd, 'utf8'), path);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (error instanceof AuditError) throw error;
    throw new AuditError('disk', `The signing key ${path} could not be made or read: ${(error as Error).message}.`, { path });
  }
}

function parseKey(pem: string, where: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // told below
  }
  throw new AuditError('disk', `${where} holds no Ed25519 key. Restore it from a copy, or move it away: a new one is made and enrolled.`);
}

function signerOf(key: KeyObject, kept: 'file' | 'keychain', where: string): ReturnType<KeysPort['signer']> {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return { publicKey: new Uint8Array(spki.subarray(spkiPrefix.length)), kept, where, sign: (bytes) => new Uint8Array(sign(null, bytes, key)) };
}
