/** The demo is the real thing: every recorded file is there, with its size and its time to the nanosecond. */
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unpackDemo } from '../../build/demo.mjs';

let folder: string;
let files: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-'));
  files = unpackDemo(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Nanoseconds since 1970 of an ISO 8601 time with a fraction and an offset. */
function nanoseconds(text: string): bigint {
  const [, whole, fraction = '', offset] = /^([^.Z+]+)(?:\.(\d+))?(Z|[+-].*)$/.exec(text) ?? [];
  return BigInt(Date.parse(`${whole}${offset}`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

it('has every file of the 418 that the records name, as recorded', () => {
  const recorded = readdirSync(join(files, 'lineage'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.data.json'))
    .map((name) => JSON.parse(readFileSync(join(files, 'lineage', name), 'utf8')))
    .filter(({ kind }) => kind === 'FileOutput')
    .map(({ spec }) => spec as { path: string; size: number; modifiedAt: string });
  expect(recorded.length).toBe(418);
  const wrong = recorded.filter(({ path, size, modifiedAt }) => {
    const stat = lstatSync(path.replace('/data/trial-042', files), { bigint: true });
    return !stat.isFile() || stat.size !== BigInt(size) || stat.mtimeNs !== nanoseconds(modifiedAt);
  });
  expect(wrong).toEqual([]);
});

it('is small, unpacks once, and comes with the git bundle of its pipeline', () => {
  expect(statSync(join(import.meta.dirname, '../../build/demo/trial-042.tar.br')).size).toBeLessThan(6e6);
  const before = statSync(files).ino;
  expect(unpackDemo(folder)).toBe(files);
  expect(statSync(files).ino).toBe(before);
  expect(readFileSync(join(files, 'pipeline.bundle'), 'latin1')).toMatch(/^# v2 git bundle/);
});
