/** The long text of all names: it finds what a plain comparison of each entry finds. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBlob, fold, foldForBlob, scanBlob } from '../../../core/search/text-blob';

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '-', 'é', 'e\u0301', '\u0001', '\u0002', ' ') });

it('finds every entry that holds the text, and no other, with the rank of its best place', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { minLength: 1, maxLength: 3 })),
      text.filter((one) => one !== ''),
      fc.boolean(),
      (entries, wanted, lastOnly) => {
        const builder = createBlob();
        entries.forEach((texts, id) => void builder.add(id + 1, texts));
        const found: [number, number][] = [];
        const looked = foldForBlob(wanted);
        scanBlob(builder.done(), looked, { from: 0, to: entries.length, lastOnly }, (id, rank) => void found.push([id, rank]));
        const expected = entries.flatMap((texts, id) => {
          const of = (lastOnly ? texts.slice(-1) : texts).flatMap((one, at) => ranksOf(foldForBlob(one), looked, lastOnly ? texts.length - 1 : at));
          return of.length === 0 ? [] : [[id + 1, Math.min(...of)]];
        });
        expect(found).toEqual(expected);
      },
    ),
    { numRuns: 2000 },
  );
});

function ranksOf(one: string, wanted: string, index: number): number[] {
  const ranks: number[] = [];
  for (let at = one.indexOf(wanted); at >= 0; at = one.indexOf(wanted, at + 1)) {
    const rank = at === 0 ? (one === wanted ? 0 : 2) : /[\p{L}\p{N}\p{M}]/u.test(one[at - 1] ?? '') ? 6 : 4;
    ranks.push(rank + (index > 0 ? 1 : 0));
  }
  return ranks;
}

it('looks at a section alone', () => {
  const builder = createBlob();
  for (const [id, name] of ['one', 'two', 'one more'].entries()) builder.add(id, [name]);
  const found: number[] = [];
  scanBlob(builder.done(), 'one', { from: 1, to: 3 }, (id) => void found.push(id));
  expect(found).toEqual([2]);
});

it('takes upper and lower case for one, and composed and decomposed accents', () => {
  expect(fold('CAFE\u0301')).toBe(fold('café'));
});
