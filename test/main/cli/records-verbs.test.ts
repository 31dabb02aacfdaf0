/** The verbs about records, clocks, path maps and places that several runs wrote, as a process on the real store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandLine, commandLine } from './command-line';

let folder: string;
let files: string;
let audit: CommandLine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'records-verbs-'));
  const { unpackDemo } = (await import(new URL('../../../build/demo.mjs', import.meta.url).href)) as { unpackDemo(folder: string): string };
  files = unpackDemo(folder);
  audit = commandLine(join(folder, 'home'), folder);
  expect((await audit('add', 'trial', join(files, 'lineage'))).status).toBe(0);
  expect((await audit('sync')).status).toBe(0);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('maps: shown, tried without being set, set, replaced, cleared; both paths in the table of verify', async () => {
  expect((await audit('maps')).stdout).toMatch(/^No path is mapped.*\n0 of 418 recorded files found\.\nNot found, for example:\n/);
  const tried = await audit('maps', '--try', `/data/trial-042=${files}`);
  expect(tried.stdout).toMatch(/430 of 430\n418 of 418 recorded files found\. Tried, not set\.\n$/);
  expect((await audit.json('maps')).answer).toMatchObject({ found: 0, total: 418, maps: [], set: false });
  const set = await audit.json('maps', '--set', '/data/trial-042=/nowhere', '--set', `/data/trial-042/launch=${files}/launch`);
  expect(set.answer).toMatchObject({ set: true, found: 418, maps: [{ problem: '/nowhere does not exist on this computer.' }, { problem: null }] });
  expect((await audit('maps', '--set', `/data/trial-042=${files}`)).stdout).toContain('418 of 418 recorded files found. Set.');
  const { stdout } = await audit('verify', '--run', 'release');
  expect(stdout).toMatch(/RECORDED PATH +LOOKED FOR AT/);
  expect(stdout).toContain(`${files}/launch/results/release/cohort/cohort.tsv`);
  expect((await audit.json('maps', '--clear', '--set', `/data/trial-042=${files}`)).answer.maps).toHaveLength(1);
  expect((await audit('maps', '--try', 'x')).status).toBe(64);
  expect((await audit('maps', '--try', '/a=/b', '--clear')).status).toBe(64);
}, 120_000);

test('overwrites: from the results at hand, then after a look', async () => {
  const before = await audit('overwrites');
  expect(before).toMatchObject({ status: 0, stdout: expect.stringContaining('1 path claimed by several records; 0 of 1 looked at. Look with --verify.') });
  const { status, answer } = await audit.json('overwrites', '--run', 'release', '--verify');
  // The content that the earlier runs read is no longer there.
  expect(status).toBe(1);
  expect(answer).toMatchObject({
    total: 1,
    looked: 1,
    overwrites: [{ path: '/data/trial-042/inputs/reference.fa', now: { state: 'one', by: 'size-and-time' } }],
    checked: 2,
    findings: 1,
  });
  const after = await audit('overwrites');
  expect(after.status).toBe(0);
  expect(after.stdout).toMatch(/1 of 1 looked at\.\n$/);
  expect(after.stdout).toMatch(/ {2}→ newref, .*: checksum 1535809033c2d615ff311934791e2a86\n/);
  expect(after.stdout).toContain(`  looked for at ${files}/inputs/reference.fa\n`);
}, 120_000);

test('findings: none of clocks or edits in the real store, and how many records agree with themselves', async () => {
  const { answer } = await audit.json('findings');
  expect(answer.counts).toEqual({});
  expect(answer.ownRecords).toMatchObject({ total: 418, consistent: 418, contradicts: 0 });
  expect((await audit('findings')).stdout).toMatch(/\n418 of 418 file records are consistent with themselves .* this is no evidence of the content\.\n$/);
}, 60_000);
