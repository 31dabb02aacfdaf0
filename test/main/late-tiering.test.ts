/** V8's flags for SQLite's WebAssembly are as before once it is made: else V8 would take no code that it kept, of this program or of Node's own modules. */
import { cachedDataVersionTag } from 'node:v8';
import { expect, it } from 'vitest';
import { tieredLate } from '../../main/ports/late-tiering';

it.runIf(process.versions.v8.startsWith('11.3.'))('sets the flags while something is made, and puts them back, also where that fails', () => {
  const before = cachedDataVersionTag();
  expect(tieredLate(cachedDataVersionTag)).not.toBe(before);
  expect(cachedDataVersionTag()).toBe(before);
  expect(() =>
    tieredLate(() => {
      throw new Error('not made');
    }),
  ).toThrow('not made');
  expect(cachedDataVersionTag()).toBe(before);
});
