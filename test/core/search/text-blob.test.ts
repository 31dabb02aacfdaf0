/** The long text of all names: it finds what a plain comparison of each entry finds. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBlob, type FindBytes, fold, foldForBlob, scanBlob } from '../../../core/search/text-blob';

const find: FindBytes = (bytes, wanted, from) => Buffer.prototype.indexOf.call(bytes, wanted, from);
/** By entry, the lowest rank that was told of it. */
function scanned(...[blob, wanted, range]: [Parameters<typeof scanBlob>[0], string, Parameters<typeof scanBlob>[2]]): [number, number][] {
  const best = new Map<number, number>();
  scanBlob(blob, wanted, range, find, (id, rank) => void best.set(id, Math.min(rank, best.get(id) ?? rank)));
  return [...best].sort(([a], [b]) => a - b);
}

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '-', '/', 'é', 'e\u0301', '\u0001', '\u0002', ' ') });

/** Of files: a name, now and then a title, and a path that ends in the name. */
const named = fc.tuple(text, fc.array(text, { maxLength: 1 }), fc.constantFrom('', 'a', 'a/', '/a/b', 'B/')).map(([name, more, folder]) => [name, ...more, `${folder}/${name}`]);

it('finds every entry that holds the text, and no other, with the rank of its best place', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.array(text, { minLength: 1, maxLength: 3 }), named)),
      text.filter((one) => one !== ''),
      fc.boolean(),
      (entries, wanted, lastOnly) => {
        const builder = createBlob();
        entries.forEach((texts, id) => void builder.add(id + 1, texts));
        const looked = foldForBlob(wanted);
        const found = scanned(builder.done(), looked, { from: 0, to: entries.length, lastOnly });
        const expected = entries.flatMap((texts, id) => {
          const of = (lastOnly ? texts.slice(-1) : texts).flatMap((one, at) => ranksOf(foldForBlob(one), looked, at));
          return of.length === 0 ? [] : [[id + 1, Math.min(...of)]];
        });
        if (lastOnly) expect(found.map(([id]) => id)).toEqual(expected.map(([id]) => id));
        else expect(found).toEqual(expected);
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
  expect(scanned(builder.done(), 'one', { from: 1, to: 3 }).map(([id]) => id)).toEqual([2]);
});

it('takes upper and lower case for one, and composed and decomposed accents', () => {
  expect(fold('CAFE\u0301')).toBe(fold('café'));
});

it('finds in every entry what is empty, and in paths what goes over the end of a folder', () => {
  const builder = createBlob();
  builder.add(1, ['a.txt', '/data/work/a.txt']);
  builder.add(2, ['b.txt', 'Other', '/data/work/b.txt']);
  builder.add(3, ['a.txt', '/else/a.txt']);
  const blob = builder.done();
  const all = (lastOnly: boolean, wanted: string) => scanned(blob, wanted, { from: 0, to: 3, lastOnly });
  expect(all(true, '').map(([id]) => id)).toEqual([1, 2, 3]);
  expect(all(false, 'work/a')).toEqual([[1, 5]]);
  expect(all(false, 'ork/b')).toEqual([[2, 7]]);
  expect(all(false, '/data/work/b.txt')).toEqual([[2, 1]]);
  expect(all(false, '/data/work/')).toEqual([
    [1, 3],
    [2, 3],
  ]);
  expect(all(true, 'other')).toEqual([]);
  expect(all(true, 'a.t').map(([id]) => id)).toEqual([1, 3]);
});
