/** The key of an encrypted workspace: random, wrapped by a key that scrypt makes of the passphrase, in a small file that tells nothing else. */
import { createHash, randomBytes, scryptSync } from 'node:crypto';
import { z } from 'zod';
import { AuditError } from '../../../core/errors';
import type { HomeFiles } from '../../../core/ports';
import { hasKey, keyFiles } from './key-files';
import { createXaes } from './xaes';

const format = 'lineage-audit encrypted workspace 1';

const base64 = (bytes: number) =>
  z
    .string()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((decoded) => decoded.length === bytes);
const keyFile = z.object({
  format: z.literal(format),
  id: z.string().regex(/^[0-9a-f]{32}$/),
  createdAt: z.string(),
  /** Raised with each change of the passphrase: the higher one of two copies holds. */
  version: z.int().min(1),
  kdf: z.object({
    name: z.literal('scrypt'),
    N: z
      .int()
      .min(1 << 17)
      .max(1 << 22),
    r: z.int().min(8).max(16),
    p: z.int().min(1).max(16),
    salt: base64(32),
  }),
  /** 32 bytes of key, then the name of the workspace in UTF-8. */
  wrapped: z.object({ nonce: base64(24), sealed: z.string().transform((text) => Buffer.from(text, 'base64')) }),
});
type KeyFile = z.output<typeof keyFile>;

export interface OpenKey {
  id: string;
  createdAt: string;
  version: number;
  key: Uint8Array;
  name: string;
}

/** What can be read without the passphrase; `damaged` where neither copy is whole. */
export function describeKey(base: HomeFiles, folder: string): { id: string; createdAt: string } | 'damaged' | null {
  if (!hasKey(base, folder)) return null;
  const newest = read(base, folder)[0];
  return newest === undefined ? 'damaged' : { id: newest.id, createdAt: newest.createdAt };
}

/** Throws `sealed` with data.reason `wrong-passphrase`, `evidence-damaged` where no copy of the key file is whole. */
export function openKey(base: HomeFiles, folder: string, passphrase: string): OpenKey {
  const copies = read(base, folder);
  const newest = copies[0];
  if (newest === undefined)
    throw new AuditError(
      'evidence-damaged',
      `Both copies of the key of ${folder} (${keyFiles.join(', ')}) are damaged: no passphrase opens it. Restore one of them from a copy of the folder.`,
    );
  const { id, createdAt, version, kdf, wrapped } = newest;
  const opened = createXaes(derive(passphrase, kdf)).open(wrapped.nonce, wrapped.sealed, boundTo(newest));
  if (opened === null || opened.length < 33)
    throw new AuditError('sealed', 'This passphrase does not open the workspace: it is another one. Nothing is damaged, and nothing was changed.', { reason: 'wrong-passphrase' });
  const key = { id, createdAt, version, key: opened.subarray(0, 32), name: Buffer.from(opened.subarray(32)).toString('utf8') };
  // A kill between the two copies, or damage to one, is made good by whoever has the passphrase.
  if (copies.length < keyFiles.length || copies.some((one) => one.version !== version)) write(base, folder, key, passphrase);
  return key;
}

/** Wraps a key anew under a passphrase: both copies, one after the other, each fsynced. */
export function write(base: HomeFiles, folder: string, { id, createdAt, version, key, name }: OpenKey, passphrase: string): void {
  const kdf = { name: 'scrypt' as const, N: 1 << 17, r: 8, p: 1, salt: randomBytes(32) };
  const { nonce, sealed } = createXaes(derive(passphrase, kdf)).seal(Buffer.concat([key, Buffer.from(name)]), boundTo({ id, createdAt, version, kdf }));
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const said = { format, id, createdAt, version, kdf: { ...kdf, salt: text(kdf.salt) }, wrapped: { nonce: text(nonce), sealed: text(sealed) } };
  const bytes = Buffer.from(`${JSON.stringify({ ...said, sha256: digest(said) }, null, 2)}\n`);
  for (const file of keyFiles) base.replace(`${folder}/${file}`, bytes);
}

/** Copies that are whole, newest first. */
function read(base: HomeFiles, folder: string): KeyFile[] {
  const copies = keyFiles.flatMap((file) => {
    try {
      const { sha256, ...said } = JSON.parse(new TextDecoder().decode(base.read(`${folder}/${file}`))) as Record<string, unknown>;
      return sha256 === digest(said) ? [keyFile.parse(said)] : [];
    } catch {
      return [];
    }
  });
  return copies.sort((one, other) => other.version - one.version);
}

/** Tells damage from a wrong passphrase; it stops nobody who means to change the file. */
function digest(said: object): string {
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

function boundTo({ id, createdAt, version, kdf }: Pick<KeyFile, 'id' | 'createdAt' | 'version' | 'kdf'>): Uint8Array {
  return Buffer.from(JSON.stringify([format, id, createdAt, version, kdf.name, kdf.N, kdf.r, kdf.p, kdf.salt.toString('base64')]));
}

/** The same text gives the same key, however a keyboard composes its letters. */
function derive(passphrase: string, { N, r, p, salt }: KeyFile['kdf']): Buffer {
  return scryptSync(Buffer.from(passphrase.normalize('NFKC')), salt, 32, { N, r, p, maxmem: 256 * N * r });
}
