/** A sync of some runs on the real command line: what is read, what is refused, and that every answer says what is not known by it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpackDemo } from '../../../build/demo.mjs';
import { commandLine } from './command-line';

const folder = mkdtempSync(join(tmpdir(), 'cli-some-runs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const audit = commandLine(join(folder, 'home'), folder);

beforeAll(async () => {
  const files = unpackDemo(folder) as string;
  expect((await audit('add', 'trial', join(files, 'lineage'))).status).toBe(0);
}, 60_000);

test('a run that the store does not have is refused, and nothing is read', async () => {
  expect(await audit('sync', '--run', 'nobody')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('has a run "nobody"') });
  expect((await audit.json('runs')).answer).toEqual({ runs: [] });
}, 60_000);

test('one run by its name: counts of what was asked for, its outputs, and what is not known', async () => {
  const synced = await audit('sync', '--run', 'release');
  expect(synced).toMatchObject({ status: 0, stdout: expect.stringMatching(/Of 1 run and what it rests on: [\d,]+ keys were asked for/) });
  const runs = await audit('runs');
  expect(runs.stdout).toContain('release');
  expect(`${runs.stdout}${runs.stderr}`).toContain('the store was not listed');
  const { runs: rows, notSynced } = (await audit.json('runs')).answer;
  expect(rows.map(({ name }: { name: string }) => name)).toContain('release');
  expect(notSynced).toContain('Only 1 run');
}, 60_000);

test('the whole store afterwards: nothing is left to say, and what was read is not read again', async () => {
  const { answer: whole } = await audit.json('sync');
  expect(whole).toMatchObject({ complete: true });
  expect(whole.unchanged).toBeGreaterThan(0);
  expect(whole.fetched).toBeLessThan(whole.records);
  expect((await audit.json('runs')).answer).not.toHaveProperty('notSynced');
}, 60_000);
