/** LIDs of records, digests and instants, of which a report is full: no rule finds anything in them, and a pattern of the auditor's own still does. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createMasker } from '../../../core/redact/masker';
import { personalKinds } from '../../../core/redact/policy';
import { knownSecrets } from '../../../main/ports/known-secrets';

const hmac = () => '0'.repeat(64);
const hex = (length: number) => randomBytes(length).toString('hex').slice(0, length);

function* texts(): Generator<string> {
  // As the patterns of keys begin, which take small letters too.
  for (const begin of ['', 'a', 'abcd', 'aaaa', 'dead', 'face']) {
    for (let length = 16; length <= 64; length++) {
      const digits = (begin + hex(length)).slice(0, length);
      yield digits;
      yield `lid://${digits}`;
    }
  }
  for (let at = 0; at < 500; at++) {
    const instant = new Date(1.7e12 + at * 7_777_777).toISOString();
    yield instant;
    yield instant.replace(/\.\d+Z/, 'Z');
    yield instant.replace('Z', '222702Z');
  }
  for (const instant of ['2026-10-10T10:10:10.10Z', '2026-11-21T05:08:10.192168172Z', '0010-10-10T10:10:10.1Z']) yield instant;
}

test('of every kind, all that the rules know', () => {
  const masker = createMasker({ policy: { personal: [...personalKinds], deny: [], allow: [] }, hmac, known: knownSecrets });
  for (const text of texts()) {
    // `spans` asks the rules themselves.
    expect(masker.spans(text), text).toEqual([]);
    expect(masker.text(text)).toEqual({ value: text, masked: 0 });
  }
});

test('the own list of a workspace counts', () => {
  const denied = hex(32);
  const masker = createMasker({
    policy: {
      personal: [],
      deny: [
        { pattern: denied, reason: 'a patient' },
        { pattern: '2026-11-21T05:08:10Z', reason: 'a birth' },
      ],
      allow: [],
    },
    hmac,
    known: () => [],
  });
  expect(masker.text(denied).masked).toBe(1);
  expect(masker.texts({ at: '2026-11-21T05:08:10Z', lid: `lid://${denied}` })).toEqual({
    at: expect.stringContaining('[masked: denied'),
    lid: expect.stringContaining('[masked: denied'),
  });
});
