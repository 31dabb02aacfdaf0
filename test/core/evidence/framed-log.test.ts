/** The files that evidence is written in: every torn end is told from damage, every flipped bit is found. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { crc32 } from '../../../core/evidence/crc32';
import { type BadTail, openFramedLog } from '../../../core/evidence/framed-log';
import { createHomeFiles } from '../../../main/ports/home-files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (value: string) => new TextEncoder().encode(value);
const open = () =>
  openFramedLog({ home: createHomeFiles(folder), deflate: (bytes) => deflateRawSync(bytes), inflate: (bytes, limit) => inflateRawSync(bytes, { maxOutputLength: limit }) }, 'log');
const file = () => join(folder, 'log/000001.log');

function readAll(): { frames: string[]; bad: BadTail[] } {
  const bad: BadTail[] = [];
  const frames = [...open().scan({ segment: 1, offset: 0 }, (one) => bad.push(one))].map((frame) => new TextDecoder().decode(frame.payload));
  return { frames, bad };
}

function write(entries: string[]): number[] {
  const log = open();
  const ends = entries.map((entry, i) => {
    log.append(text(entry), i % 2 === 0);
    return log.end().offset;
  });
  log.sync();
  log.close();
  return ends;
}

it('knows the check value of CRC-32', () => {
  expect(crc32(text('123456789'))).toBe(0xcbf43926);
});

it('gives back what was appended, whatever it was', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (payloads) => {
      rmSync(folder, { recursive: true, force: true });
      const log = open();
      const places = payloads.map((payload, i) => log.append(payload, i % 2 === 0));
      places.forEach((place, i) => expect(Buffer.from(log.read(place)).equals(Buffer.from(payloads[i] ?? []))).toBe(true));
      log.sync();
      places.forEach((place, i) => expect(Buffer.from(open().read(place)).equals(Buffer.from(payloads[i] ?? []))).toBe(true));
      log.close();
    }),
    { numRuns: 30 },
  );
});

it('cut at any byte, keeps every whole entry before the cut and calls the rest the end of a write', () => {
  const ends = write(['first entry', 'second entry, a little longer', 'third']);
  const whole = readFileSync(file());
  for (let size = 8; size < whole.length; size++) {
    writeFileSync(file(), whole.subarray(0, size));
    const { frames, bad } = readAll();
    expect(frames).toHaveLength(ends.filter((end) => end <= size).length);
    const clean = size === 8 || ends.includes(size);
    expect(bad.map((one) => one.kind)).toEqual(clean ? [] : ['cut']);
  }
});

it('finds every single flipped bit, and calls it damage where whole entries follow', () => {
  const ends = write(['first entry', 'second entry, a little longer', 'third']);
  const whole = readFileSync(file());
  for (let bit = 0; bit < whole.length * 8; bit++) {
    const bytes = Buffer.from(whole);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    writeFileSync(file(), bytes);
    const { bad } = readAll();
    expect(bad).toHaveLength(1);
    if (bit >> 3 < (ends[1] ?? 0)) expect(bad[0]?.kind).toBe('damage');
  }
});

it('appends behind a cut tail as if it had never been', () => {
  const [firstEnd] = write(['first', 'second']);
  writeFileSync(file(), readFileSync(file()).subarray(0, (firstEnd ?? 0) + 5));
  const { bad } = readAll();
  const log = open();
  log.truncate(bad[0] ?? { segment: 1, offset: 0 });
  log.append(text('again'), true);
  log.close();
  expect(readAll()).toEqual({ frames: ['first', 'again'], bad: [] });
});

it('reads entries one after another, back and forth, and what was written since, as they are in the file', () => {
  const log = open();
  const entry = (name: string, i: number) => `${name} ${i} ${'x'.repeat((i * 37) % 900)}`;
  const put = (name: string, count: number) => Array.from({ length: count }, (_, i) => ({ said: entry(name, i), at: log.append(text(entry(name, i)), false) }));
  const expectAll = (list: { said: string; at: { segment: number; offset: number } }[]) => {
    for (const { said, at } of list) expect(new TextDecoder().decode(log.read(at))).toBe(said);
  };
  const first = put('first', 600);
  log.sync();
  expectAll(first);
  expectAll([...first].reverse());
  const more = put('more', 50);
  expectAll([...first.slice(-3), ...more]);
  // What is cut off and written anew is not what a block still holds.
  expectAll(more.slice(0, 2));
  log.truncate(more[0]?.at ?? { segment: 1, offset: 0 });
  const anew = put('anew', 50);
  expectAll(anew.slice(1));
  expectAll([...first.slice(-2), ...anew]);
  log.close();
});

it('reads what another process wrote in the place of a torn end that a block still holds', () => {
  const log = open();
  const at = ['first', 'second'].map((one) => log.append(text(one), false));
  log.sync();
  const end = log.end();
  writeFileSync(file(), Buffer.concat([readFileSync(file()), Buffer.alloc(60_000, 7)]));
  for (const one of at) log.read(one); // the block goes on behind the second
  const other = open();
  other.truncate(end);
  const third = other.append(text('third'), false);
  other.sync();
  other.close();
  expect(new TextDecoder().decode(log.read(third))).toBe('third');
  log.close();
});
