/** The key of masks: made once, for its owner alone, the same for window and command line; where it cannot be kept, one of the session, said so. */
import { createHmac } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { knownSecrets } from '../../../main/ports/known-secrets';
import { createMasking } from '../../../main/ports/masking-key';

let home: string;
const path = () => join(home, 'keys/masking-key.hex');
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'masking-key-'));
});
afterEach(() => rmSync(home, { recursive: true }));

it('is made at the first mask and is the same from then on; its name is no part of it', () => {
  const first = createMasking(home);
  expect(existsSync(path())).toBe(false);
  const digest = first.hmac('hunter2');
  const key = readFileSync(path(), 'utf8').trim();
  expect(statSync(path()).mode & 0o777).toBe(0o600);
  expect(createHmac('sha256', Buffer.from(key, 'hex')).update('hunter2').digest('hex')).toBe(digest);
  expect(createMasking(home).hmac('hunter2')).toBe(digest);
  expect(first.key()).toMatchObject({ kept: 'file', where: path() });
  expect(key).not.toContain(first.key().id);
  expect(createMasking(home).key()).toEqual(first.key());
});

it.each([
  ['that others may read', () => chmodSync(path(), 0o644), /may be read or written by others/],
  ['that is damaged', () => writeFileSync(path(), 'abc', { mode: 0o600 }), /holds no key/],
])('takes none %s, and says that one of the session serves', (_, spoil, why) => {
  const before = createMasking(home).hmac('hunter2');
  spoil();
  const now = createMasking(home);
  expect(now.hmac('hunter2')).not.toBe(before);
  expect(now.hmac('hunter2')).toBe(now.hmac('hunter2'));
  expect(now.key()).toMatchObject({ kept: 'session', where: expect.stringMatching(why) });
});

it('the kept rule set answers at once, with what ours do not know', () => {
  const token = `shpat_${'cafe0123'.repeat(4)}`;
  expect(knownSecrets(`a ${token} b`)).toEqual([{ rule: 'service-token', start: 2, end: 2 + token.length }]);
  expect(knownSecrets('lin_api_'.padEnd(50, 'a1B2'))).toHaveLength(1);
  expect(knownSecrets('nothing of the kind')).toEqual([]);
});
