/** Texts by themselves, held against a Map of them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTextNames } from '../../core/text-names';

it('finds what was put there and nothing else, halves of pairs among others', () => {
  const letter = fc.constantFrom('', 'a', 'b', '/', 'ß', '\u0000', '\uE000', '\uFFFD', '\uD83D', '\uDE00', '😀');
  const text = fc.array(letter, { maxLength: 4 }).map((letters) => letters.join(''));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), fc.array(text, { maxLength: 20 }), (put, asked) => {
      const names = createTextNames();
      const map = new Map<string, number>();
      for (const one of put) {
        const known = map.get(one) ?? map.size;
        expect(names.put(one)).toBe(known);
        map.set(one, known);
      }
      for (const one of [...put, ...asked]) expect(names.find(one)).toBe(map.get(one) ?? -1);
      expect([...map.keys()]).toEqual(Array.from({ length: names.length }, (_, name) => names.text(name)));
    }),
  );
});

it('holds tens of thousands', () => {
  const names = createTextNames();
  for (let i = 0; i < 50_000; i++) expect(names.put(`${i % 7}/some/folder/${i}/.data.json`)).toBe(i);
  for (let i = 0; i < 50_000; i += 997) expect(names.find(`${i % 7}/some/folder/${i}/.data.json`)).toBe(i);
  expect(names.find('0/some/folder/50001/.data.json')).toBe(-1);
});

it('finds texts that were written as bytes, and writes none twice', () => {
  const encoder = new TextEncoder();
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.string({ unit: 'binary-ascii', maxLength: 9 })), { maxLength: 60 }), (put) => {
      const names = createTextNames();
      const map = new Map<string, number>();
      for (const [isWritten, text] of put) {
        const known = map.get(text) ?? map.size;
        map.set(text, known);
        const bytes = encoder.encode(text);
        const write = (into: Uint8Array, at: number) => {
          into.set(bytes, at);
          return at + bytes.length;
        };
        expect(isWritten ? names.putWritten(bytes.length + 3, write) : names.put(text)).toBe(known);
        expect(names.putWritten(bytes.length, () => -1)).toBe(-1);
      }
      for (const [text, name] of map) expect([names.find(text), names.text(name)]).toEqual([name, text]);
      expect(names.length).toBe(map.size);
    }),
  );
});
