import { createHash, randomBytes } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deflated } from '../../../main/ports/pdf/deflate';
import { lengthsOf } from '../../../main/ports/pdf/huffman';

/** Node's own zlib takes nothing that RFC 1950 and 1951 do not allow. */
const back = (bytes: Uint8Array) => inflateSync(deflated(bytes), { maxOutputLength: 1 << 28 });
const same = (bytes: Uint8Array) => Buffer.compare(back(bytes), Buffer.from(bytes)) === 0;

describe('what is packed', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['one byte', Uint8Array.of(7)],
    ['the shortest match', Uint8Array.of(1, 2, 3, 4, 1, 2, 3, 4)],
    ['one byte a million times', new Uint8Array(1_000_000)],
    ['chance, over many blocks', randomBytes(300_000)],
    ['a match as far back as there can be', Buffer.concat([Buffer.from('first words'), randomBytes(32_757), Buffer.from('first words')])],
    ['a match that would be one further back', Buffer.concat([Buffer.from('first words'), randomBytes(32_758), Buffer.from('first words')])],
    [
      'counts that need codes longer than 15 bits',
      Buffer.concat(
        fibonacci(24)
          .map((count, value) => Buffer.alloc(count, value))
          .reverse(),
      ),
    ],
  ])('comes back as it was: %s', (_, bytes) => {
    expect(same(bytes)).toBe(true);
  });

  it('comes back as it was, whatever it is', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 600 }),
      fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(900)).map(([one, times]) => Buffer.concat(Array(times).fill(one))),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => same(Buffer.concat(pieces))),
      { numRuns: 150 },
    );
  });

  it('is small where it repeats, and the same bytes each time', () => {
    const rows = Buffer.from(
      Array.from(
        { length: 20_000 },
        (_, at) =>
          `lid://${createHash('md5')
            .update(String(at % 500))
            .digest('hex')}/results/S${at}.vcf.gz,not checked\n`,
      ).join(''),
    );
    expect(same(rows)).toBe(true);
    expect(deflated(rows).length).toBeLessThan(rows.length / 3);
    expect(createHash('sha256').update(deflated(rows)).digest('hex')).toBe(
      createHash('sha256')
        .update(deflated(Buffer.from(rows)))
        .digest('hex'),
    );
  });
});

it('no code is longer than it may be, and together they fill their tree', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(3), fc.nat(2 ** 26)), { minLength: 2, maxLength: 286 }), fc.constantFrom(9, 15), (counts, most) => {
      const lengths = [...lengthsOf(Uint32Array.from(counts), most)].filter((bits) => bits > 0);
      fc.pre(lengths.length > 1);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(most);
      expect(lengths.reduce((sum, bits) => sum + 2 ** -bits, 0)).toBe(1);
    }),
  );
});

function fibonacci(count: number): number[] {
  const numbers = [1, 1];
  while (numbers.length < count) numbers.push((numbers.at(-1) ?? 0) + (numbers.at(-2) ?? 0));
  return numbers;
}
