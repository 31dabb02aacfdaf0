/** The form of the files of what is made ahead: read back to the bit, every flipped bit and every cut found, whatever they hold. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeAhead, type MadeFrom, partsDiffer, readAhead } from '../../../core/index/ahead-file';
import { joinedBytes } from '../../../core/joined-bytes';
import type { Ports } from '../../../core/ports';
import { createPorts } from '../../../main/ports';

const folder = mkdtempSync(join(tmpdir(), 'ahead-'));
const from: MadeFrom = { what: 'x', program: '1', schema: 1, mask: 'k', form: '1', stamp: '3 4', ledger: { segment: 1, offset: 8 }, leaves: 1, roots: ['AAAA'] };
const parts = {
  bytes: Uint8Array.of(1, 2, 3),
  numbers: Int32Array.of(-1, 0, 2 ** 31 - 1),
  starts: Uint32Array.of(0, 2 ** 32 - 1),
  times: Float64Array.of(Number.NaN, -0.5),
  text: '\uFEFFé\u0001日本\u0000end',
  none: new Int32Array(0),
};
let ports: Ports;
let file: Uint8Array;
beforeAll(async () => {
  ports = await createPorts({ home: folder, surface: 'test', version: '0', testRuntime: false });
  const made = encodeAhead(ports, from, parts);
  if (made === null) throw new Error('not encoded');
  file = joinedBytes([...made]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const read = (bytes: Uint8Array) => {
  writeFileSync(join(folder, 'f'), bytes);
  return readAhead(ports, 'f', () => true);
};

it('gives back what was kept, and nothing where something else is wanted', () => {
  expect(read(file)).toEqual({ from, parts });
  expect(readAhead(ports, 'f', ({ stamp }) => stamp === 'other')).toBeNull();
});

it('finds a flipped bit in every byte, and every cut', () => {
  for (let at = 0; at < file.length; at++) {
    const flipped = file.slice();
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
    if (read(flipped) !== 'broken') throw new Error(`byte ${at} with one bit flipped was not found`);
  }
  for (let length = 0; length < file.length; length++) expect(read(file.subarray(0, length))).toBe('broken');
  expect(read(Uint8Array.of(...file, 0))).toBe('broken');
});

it('does not keep a text that UTF-8 cannot hold', () => {
  expect(encodeAhead(ports, from, { text: 'half a \uD83D pair' })).toBeNull();
  expect(encodeAhead(ports, from, { text: '\uDE00 half a pair' })).toBeNull();
});

it('tells which part is another one', () => {
  const other = { ...parts, numbers: Int32Array.of(-1, 0, 1) };
  expect(partsDiffer(parts, { ...parts })).toBeNull();
  expect(partsDiffer(other, parts)).toBe('its numbers is not what the index gives');
  expect(partsDiffer({ ...parts, text: 'x' }, parts)).toBe('its text is not what the index gives');
  expect(partsDiffer({ ...parts, numbers: new Uint32Array(3) }, parts)).toBe('it has no numbers');
  expect(partsDiffer({ ...parts, more: 'x' }, parts)).toBe('it has a more, which it should not');
});
