/** Texts kept as bytes: given back as they were, and in the order in which JavaScript compares them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { atOnce } from '../../core/pause';
import { createByteColumn, createTextColumn, inOrderOfTexts } from '../../core/text-column';

function columnOf(texts: readonly string[]) {
  const column = createTextColumn();
  for (const text of texts) column.add(text);
  return column;
}
const plainly = (texts: readonly string[]) =>
  texts
    .map((_, at) => at)
    .sort((a, b) => {
      const [x = '', y = ''] = [texts[a], texts[b]];
      return x < y ? -1 : x > y ? 1 : a - b;
    });

it('keeps any texts, halves of pairs and letters beyond them among others', () => {
  const letter = fc.constantFrom('', 'a', 'b', 'ß', '\u0000', '\uFEFF', '日', '\uE000', '\uFFFD', '\uD83D', '\uDE00', '😀', '\u{10FFFF}');
  const text = fc.array(letter, { maxLength: 5 }).map((letters) => letters.join(''));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 40 }), (texts) => {
      const column = columnOf(texts);
      expect(texts.map((_, at) => column.text(at))).toEqual(texts);
      expect([...atOnce(inOrderOfTexts(column))]).toEqual(plainly(texts));
    }),
  );
});

it('takes more texts than are sorted at once, and ones of any length', () => {
  const texts = Array.from({ length: 45_000 }, (_, i) => `name ${(i * 7919) % 20_011}`);
  texts.push('x'.repeat(3_000_000), 'é'.repeat(400_000), 'y', '');
  const column = columnOf(texts);
  expect([...atOnce(inOrderOfTexts(column))]).toEqual(plainly(texts));
  for (const at of [0, 20_000, 45_000, 45_001, 45_002, 45_003]) expect(column.text(at) === texts[at]).toBe(true);
  expect([...atOnce(inOrderOfTexts(createTextColumn()))]).toEqual([]);
});

it('takes nothing at all as the first and where a chunk is full', () => {
  const column = createByteColumn();
  const all = [0, 0, (1 << 20) - 3, 3, 0, 2].map((length) => new Uint8Array(length).fill(7));
  for (const bytes of all) column.add(bytes);
  expect(all.map((_, at) => Buffer.compare(column.bytes(at), all[at] ?? new Uint8Array(1)))).toEqual([0, 0, 0, 0, 0, 0]);
});
