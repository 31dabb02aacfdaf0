/** File names that are not UTF-8: each has a text of its own, and the text leads back to its bytes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfPath, textOfName } from '../../../core/store/odd-name';

const nameBytes = fc.uint8Array({ minLength: 1, maxLength: 20 }).filter((bytes) => !bytes.includes(0) && !bytes.includes(0x2f));
/** As the folder's walk joins names. */
const pathOf = (names: Uint8Array[]) => names.map(textOfName).join('/');

test('a name that is UTF-8 stays as it is', () => {
  expect(textOfName(new TextEncoder().encode('naïve \\xe9 🧬'))).toBe('naïve \\xe9 🧬');
  expect(textOfName(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))).toBe('\ufeffa');
});

test('other bytes are written out', () => {
  expect(textOfName(new Uint8Array([0x63, 0x61, 0x66, 0xe9]))).toBe('/not-utf-8:caf\\xe9');
  expect(textOfName(new Uint8Array([0x5c, 0xff, 0x0a]))).toBe('/not-utf-8:\\x5c\\xff\\x0a');
});

test('every path of such names leads back to its bytes, and no two share a text', () => {
  fc.assert(
    fc.property(fc.array(nameBytes, { minLength: 1, maxLength: 4 }), (names) => {
      const bytes = Uint8Array.from(names.flatMap((name, at) => (at === 0 ? [...name] : [0x2f, ...name])));
      expect(bytesOfPath(pathOf(names))).toEqual(bytes);
    }),
    { numRuns: 2000 },
  );
});
