/** The order of many texts, sorted in parts, is that of one sorting. */
import { expect, it } from 'vitest';
import { inOrderOfTexts } from '../../../core/graph/custody/text-order';
import { atOnce } from '../../../core/pause';

it('sorts more texts than one part holds, equal ones in their order, by UTF-16 code units', () => {
  const texts = Array.from({ length: 47_001 }, (_, i) => ['', 'a', 'Z', '\u{1F9EC}', '\uFFFD'][i % 5] + String((i * 7919) % 20_011));
  const expected = texts.map((_, i) => i).sort((a, b) => ((texts[a] ?? '') < (texts[b] ?? '') ? -1 : (texts[a] ?? '') > (texts[b] ?? '') ? 1 : a - b));
  expect([...atOnce(inOrderOfTexts(texts))]).toEqual(expected);
  expect([...atOnce(inOrderOfTexts([]))]).toEqual([]);
});
