/** Rows of texts in a block: read back as they were, whatever they hold, all of them or those that are asked for. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowBlock, rowReader, type TextRow } from '../../../core/index/row-block';

const read = (block: Uint8Array, width: number, ids: readonly number[]) => {
  const rows: TextRow[] = [];
  const reader = rowReader(width);
  reader.take(block, ids);
  reader.rows((row) => void rows.push(row));
  return rows;
};

/** Texts that share much with one another, and some that share nothing. */
const text = fc.option(
  fc.oneof(
    fc.array(fc.constantFrom('a', 'ab', '/', 'é', '日本', '\u{1F9EC}', '\u0000', '\uFEFF', '.vcf.gz'), { maxLength: 8 }).map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme' }),
  ),
);
const rows = (width: number) =>
  fc
    .uniqueArray(fc.tuple(fc.oneof(fc.nat(300), fc.nat(2 ** 31 - 1)), fc.array(text, { minLength: width, maxLength: width })), { selector: ([id]) => id, maxLength: 80 })
    .map((list) => list.map(([id, texts]): TextRow => ({ id, texts })).sort((a, b) => a.id - b.id));

it('gives back every row', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }).chain((width) => fc.tuple(fc.constant(width), rows(width))),
      ([width, list]) => {
        expect(
          read(
            rowBlock(list),
            width,
            list.map(({ id }) => id),
          ),
        ).toEqual(list);
      },
    ),
  );
});

it('gives those that are asked for, and passes over what it does not have', () => {
  fc.assert(
    fc.property(rows(3), fc.array(fc.nat(310)), (list, more) => {
      const asked = [...new Set([...more, ...list.filter((_, i) => i % 3 === 0).map(({ id }) => id)])].sort((a, b) => a - b);
      expect(read(rowBlock(list), 3, asked)).toEqual(list.filter(({ id }) => asked.includes(id)));
    }),
  );
});

it('holds long texts, and says what rows share once', () => {
  const long = 'x'.repeat(70_000);
  const list = Array.from({ length: 64 }, (_, id) => ({ id: 1000 + id, texts: [`lid://${long}/${id}`, `${id}`, `/data/${long}/${id}`, null] }));
  const block = rowBlock(list);
  expect(block.length).toBeLessThan(141_000);
  expect(
    read(
      block,
      4,
      list.map(({ id }) => id),
    ),
  ).toEqual(list);
});

it('never goes on behind its end, nor for ever, in bytes that are no block', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        read(bytes, 4, [3, 2 ** 30]);
      } catch (error) {
        expect((error as Error).message).toMatch(/^no (row|text)$/);
      }
    }),
  );
});

it('gives what it took from several blocks, and nothing of one that is none', () => {
  fc.assert(
    fc.property(fc.array(rows(3), { maxLength: 4 }), fc.uint8Array({ maxLength: 60 }), (blocks, bytes) => {
      const reader = rowReader(3);
      const taken: TextRow[] = [];
      for (const list of blocks) {
        const asked = list.filter((_, i) => i % 2 === 0);
        const ids = asked.map(({ id }) => id);
        reader.take(rowBlock(list), ids);
        taken.push(...asked);
        // Cut short, and bytes of chance.
        for (const broken of [rowBlock(list).slice(0, -1), bytes]) {
          try {
            const alone = read(broken, 3, ids);
            reader.take(broken, ids);
            taken.push(...alone);
          } catch {
            // it then has none of it
          }
        }
      }
      const found: TextRow[] = [];
      reader.rows((row) => void found.push(row));
      expect(found).toEqual(taken);
    }),
  );
});
