/** The list of what is to be read gives every object as it was listed, in order, as often as it is asked. */
import { expect, it } from 'vitest';
import type { StoreObject } from '../../../core/store/lineage-store';
import { createObjectList } from '../../../core/sync/object-list';

const texts = ['plain', 'é 漢', 'half a pair \ud800', 'line\nfeed "quoted" \\', '__proto__', ''];

it.each([0, 1, 999, 1000, 1001, 3000])('holds %i objects', (count) => {
  const objects = Array.from(
    { length: count },
    (_, i): StoreObject => ({
      path: `${texts[i % 6]}/${i}`,
      size: i % 7 === 0 ? 2 ** 40 + i : i,
      tag: `${texts[(i + 1) % 6]}${i % 11}`,
      modifiedMillis: i % 5 === 0 ? -i : 1.75e12 + i,
    }),
  );
  const list = createObjectList();
  for (const object of objects) list.add(object);
  expect(list.length).toBe(count);
  expect(list.bytes).toBe(objects.reduce((sum, { size }) => sum + size, 0));
  for (let turn = 0; turn < 2; turn++) expect([...list]).toEqual(objects);
});
