/** Canonical JSON in pieces is what the library makes of the whole, whatever lies in it. */
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalPieces } from '../../../core/report/canonical-pieces';

const whole = (value: unknown, depth: number) => [...canonicalPieces(value, depth)].join('');

test('at every depth, for any data', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat({ max: 6 }), (value, depth) => {
      expect(whole(value, depth)).toBe(canonicalize(value));
    }),
    { numRuns: 500 },
  );
});

test('for texts that are escaped, halves of characters, names out of order, and members that are not there', () => {
  const odd = { z: 'a"b\\c\n\u2028\u007f\ud800', a: ['\u20ac', undefined, null, { y: 1e21, x: -0, w: undefined }], '\u{1f600}': {}, '\ufb33': [], '': [[]] };
  for (let depth = 0; depth < 5; depth++) expect(whole(odd, depth)).toBe(canonicalize(odd));
  expect(whole({ when: new Date(0) }, 0)).toBe(canonicalize({ when: new Date(0) }));
  expect(() => whole({ a: Number.NaN }, 0)).toThrow(/NaN/);
});
