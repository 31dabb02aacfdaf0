/** Texts of an answer are changed wherever they stand, and all that stands around them keeps its form. */
import { expect, it } from 'vitest';
import { mapTexts } from '../../../core/redact/map-texts';

const change = (text: string) => text.replaceAll('Anna', 'X');
const mapped = <T>(value: T) => mapTexts(value, change);

it('rows that are lists stay lists, changed or not, and after one that was changed', () => {
  const cells = (...texts: string[]) => texts.map((text) => ({ text, mono: text.length > 1 }));
  const rows = [cells('a', 'b'), cells('a', 'b'), cells('a', 'Anna'), cells('a', 'Anna'), cells('c'), ['Anna'], [['Anna']], []];
  expect(mapped({ rows })).toEqual({ rows: JSON.parse(change(JSON.stringify(rows))) });
});

it('a member is looked at again unless the row before has it by the same name', () => {
  const folder = { at: 'Anna' };
  const rows: unknown[] = [
    { path: 'p', run: 'r', tag: 'b' },
    { path: 'p', run: 'Anna', tag: 'b' },
    { path: 'p', run: 'Anna', tag: 'r' },
    { path: 'Anna', run: 'r' },
    { run: 'p', path: 'r', 'of Anna': 1 },
    { folder },
    { folder, constructor: 'Anna' },
    { toString: 'Anna', folder: { at: 'q' } },
  ];
  expect(mapped(rows)).toEqual(JSON.parse(change(JSON.stringify(rows))));
});

it('what nothing changes in is the same object; bytes are left alone', () => {
  const rows = [{ a: 'b' }, { a: 'b' }, ['c'], { bytes: new Uint8Array([65]) }, null];
  expect(mapped(rows)).toBe(rows);
  const some = [{ a: 'b' }, { a: 'Anna' }];
  expect(mapped(some)[0]).toBe(some[0]);
});
