/** What a record shows against itself is found however it is written: plainly, behind an escape, deep inside. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRecord } from '../../../core/record/envelope';
import { odditiesOf } from '../../../core/record/oddities';
import { factMasker } from '../../../core/redact/facts';

const mask = factMasker({ key: () => ({ id: 'none', kept: 'session', where: '' }), hmac: () => '0'.repeat(64), known: () => [] });
const key = `${'0f'.repeat(16)}/x.txt`;

/** Each oddity as it is told, of a FileOutput with this text as its spec. */
function told(spec: string, asked = { times: 0 }): string[] {
  const text = `{"version":"lineage/v1beta1","kind":"FileOutput","spec":${spec}}`;
  const parsed = parseRecord(new TextEncoder().encode(text));
  if (!('record' in parsed)) throw new Error(parsed.quarantine);
  const decoded = () => {
    asked.times++;
    return text;
  };
  return odditiesOf(parsed.record, decoded, key, mask).map(({ type, detail }) => `${type}: ${detail}`);
}

it('an ordinary record shows nothing, and its text is not decoded again', () => {
  const asked = { times: 0 };
  expect(told('{"path":"/a/b c.txt","size":12,"labels":["one \\"two\\" \\\\ \\n\\t\\r \\/"],"checksum":{"value":"x","algorithm":"y","mode":null}}', asked)).toEqual([]);
  expect(asked.times).toBe(0);
});

it.each([
  ['as it is', '{"labels":["a\u200bb"]}'],
  ['as an escape', '{"labels":["a\\u200bb"]}'],
  ['as a short escape', '{"labels":["a\\bb"]}'],
  ['behind an escaped backslash', '{"labels":["\\\\\\fb"]}'],
  ['as DEL', '{"labels":["a\u007fb"]}'],
])('a character that is not seen, %s', (_, spec) => {
  expect(told(spec)).toEqual(['odd-content: spec.labels[0]: characters that are not seen.']);
});

it('an escaped backslash before a u hides nothing', () => {
  expect(told('{"labels":["\\\\u200b"]}')).toEqual([]);
});

it('a character that is not seen, in a name', () => {
  expect(told('{"a\\u200bb":1}')).toEqual([expect.stringContaining('the name')]);
});

it('numbers that cannot be held exactly, and none that can', () => {
  expect(told('{"deep":[{"n":[1,9007199254740993]}]}')).toEqual(['odd-content: spec.deep[0].n[1]: a number that cannot be held exactly.']);
  expect(told('{"deep":[{"n":[1,9007199254740991,-9007199254740991,0.5]}]}')).toEqual([]);
});

it('names that stand twice, __proto__ and escaped ones too', () => {
  expect(told('{"path":"/a","path":"/b"}')).toEqual([expect.stringContaining('duplicate-names: spec.path')]);
  expect(told('{"path":"/a","p\\u0061th":"/b"}')).toEqual([expect.stringContaining('duplicate-names: spec.path')]);
  expect(told('{"__proto__":{"a":1},"b":":"}')).toEqual([]);
  expect(told('{"__proto__":{"a":1,"a":2}}')).toEqual([expect.stringContaining('duplicate-names')]);
});

it('whatever a record holds: as many names are found in it as were counted in its text, which is decoded again only where they differ', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const asked = { times: 0 };
      told(JSON.stringify({ value }), asked);
      expect(asked.times).toBe(0);
    }),
    { numRuns: 50 },
  );
});
