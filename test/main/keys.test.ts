/** Where signing keys come from: a file that is made once and read again, or one handed over out of a keychain. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createKeys, newKey, writeKeyOnce } from '../../main/ports/keys';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keys-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));
const path = () => join(home, 'keys/signing-key.pem');
const message = Buffer.from('some text');

it('makes the file once, for its owner alone, and signs with the same key ever after', () => {
  const first = createKeys(home, undefined).signer();
  const again = createKeys(home, { refused: 'no keychain here' }).signer();
  expect(Buffer.from(again.publicKey)).toEqual(Buffer.from(first.publicKey));
  expect([first.kept, again.where]).toEqual(['file', `${path()} (no keychain here)`]);
  expect(statSync(path()).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(home, 'keys'))).toEqual(['signing-key.pem']);
  const keys = createKeys(home, undefined);
  const signature = first.sign(message);
  expect(keys.verify(first.publicKey, message, signature)).toBe(true);
  expect(keys.verify(first.publicKey, Buffer.from('some other'), signature)).toBe(false);
  expect(keys.verify(new Uint8Array(32).fill(255), message, signature)).toBe(false);
  expect(keys.verify(first.publicKey, message, new Uint8Array(3))).toBe(false);
});

it('uses the key that the keychain gave, and makes no file', () => {
  const signer = createKeys(home, { pem: newKey(), seal: '', keychain: 'the keychain' }).signer();
  expect([signer.kept, signer.where]).toEqual(['keychain', 'the keychain']);
  expect(createKeys(home, undefined).verify(signer.publicKey, message, signer.sign(message))).toBe(true);
  expect(readdirSync(home)).toEqual([]);
});

it('never overwrites a key, and refuses what is none, in words', () => {
  const folder = join(home, 'keys');
  expect(writeKeyOnce(path(), Buffer.from('not a key'), folder)).toBe(true);
  expect(writeKeyOnce(path(), Buffer.from('another'), folder)).toBe(false);
  expect(readFileSync(path(), 'utf8')).toBe('not a key');
  expect(() => createKeys(home, undefined).signer()).toThrow(/holds no Ed25519 key. Restore it/);
  rmSync(path());
  writeFileSync(join(home, 'elsewhere'), newKey(), { mode: 0o600 });
  symlinkSync(join(home, 'elsewhere'), path());
  expect(() => createKeys(home, undefined).signer()).toThrow(/could not be made or read/);
});
