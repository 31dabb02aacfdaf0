/**
 * The key of the digests in masks: random, of this installation, in a file of its own; no answer, report, bundle or ledger holds it. The window and the
 * command line need the same one, or a report would have other masks on each: so it is not sealed by a keychain, which the command line cannot ask.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MaskingPort } from '../../core/ports';
import { writeKeyOnce } from './keys';

const fileName = 'masking-key.hex';
const keyBytes = 32;
/** What is digested for the name of the key; no text of a record is the same, since it holds a zero. */
const ofName = '\0lineage-audit masking key 1';

/** `home` holds the workspaces. The key is read, or made, at the first mask. Where it cannot be, one of this session serves, and `kept` says so. */
export function createMasking(home: string): Omit<MaskingPort, 'known'> {
  let opened: { key: Buffer; kept: ReturnType<MaskingPort['key']> } | undefined;
  const open = () => {
    opened ??= openKey(home);
    return opened;
  };
  const digest = (key: Buffer, text: string) => createHmac('sha256', key).update(text, 'utf8').digest('hex');
  return {
    hmac: (text) => digest(open().key, text),
    key: () => open().kept,
  };

  function openKey(folder: string): { key: Buffer; kept: ReturnType<MaskingPort['key']> } {
    const of = (key: Buffer, kept: 'file' | 'session', where: string) => ({ key, kept: { id: digest(key, ofName).slice(0, 16), kept, where } });
    const path = join(folder, 'keys', fileName);
    try {
      return of(parse(readKeyFile(path, join(folder, 'keys'))), 'file', path);
    } catch (error) {
      return of(randomBytes(keyBytes), 'session', `${path} could not be made or read: ${(error as Error).message}`);
    }
  }
}

function readKeyFile(path: string, folder: string): string {
  if (!existsSync(path)) writeKeyOnce(path, Buffer.from(`${randomBytes(keyBytes).toString('hex')}\n`), folder);
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const { mode } = fstatSync(fd);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new Error(`it may be read or written by others (mode ${(mode & 0o777).toString(8)}); if nobody can have copied it, run: chmod 600 '${path}'`);
    return readFileSync(fd, 'utf8');
  } finally {
    closeSync(fd);
  }
}

function parse(text: string): Buffer {
  const hex = text.trim();
  if (!/^[0-9a-f]{64}$/.test(hex))
    throw new Error('it holds no key of 32 bytes in hex; restore it from a copy, or move it away: a new one is made, and digests of before are not known any more');
  return Buffer.from(hex, 'hex');
}
