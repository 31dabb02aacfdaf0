/** The journey of first fingerprints on the real command line: checked, exported for the real sha256sum, signed off, a replaced file told. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { unpackDemo } from '../../../build/demo.mjs';
import { commandLine } from './command-line';

const folder = mkdtempSync(join(tmpdir(), 'cli-baseline-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const audit = commandLine(join(folder, 'home'), folder);
const cohort = 'lid://743f3d10fce32490142d3833990f2427/cohort/cohort.tsv';

test('import, export, lock, renew', async () => {
  const files = unpackDemo(folder) as string;
  await audit('add', 'trial', join(files, 'lineage'), '--map', `/data/trial-042=${files}`);
  await audit('sync');
  expect(await audit('baseline', 'lock', '--run', 'release', '--reason', 'x')).toMatchObject({ status: 64, stderr: expect.stringContaining('0 of 23 files') });

  expect((await audit('verify', '--run', 'release')).status).toBe(0);
  expect(await audit('baseline', 'export', '--run', 'release', '--out', 'list')).toMatchObject({ status: 0, stdout: expect.stringContaining('23 of 23 files listed') });
  expect(execFileSync('sha256sum', ['-c', '--strict', 'list'], { cwd: folder, encoding: 'utf8' }).match(/: OK$/gm)).toHaveLength(23);
  const piped = await audit('baseline', 'export', '--run', 'release', '--recorded');
  expect(piped.stdout).toMatch(/^[0-9a-f]{64} {2}\/data\/trial-042\/.*cohort\.tsv$/m);

  const list = readFileSync(join(folder, 'list'), 'utf8');
  writeFileSync(join(folder, 'other'), `${list.replace(/^[0-9a-f]{64}(?= {2}.*cohort\.tsv$)/m, 'e'.repeat(64))}hello\n`);
  const imported = await audit('baseline', 'import', 'other', '--run', 'release');
  expect(imported).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/CONFLICT: .*cohort\.tsv has had the fingerprint[\s\S]*0 taken, 22 agree[^\n]*1 in conflict[^\n]*1 broken/),
  });
  expect((await audit('baseline', 'import', 'list', '--run', 'release')).status).toBe(0);

  const { answer } = await audit.json('verify', cohort);
  appendFileSync(answer.files[0].checkedPath, 'x');
  expect(await audit('verify', cohort)).toMatchObject({ status: 1, stdout: expect.stringContaining('changed since our first fingerprint') });
  expect((await audit('baseline', 'renew', cohort)).status).toBe(64);
  expect(await audit('baseline', 'renew', cohort, '--reason', 'corrected, QA-17')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(`${answer.files[0].sha256} is now`),
  });
  expect(await audit('baseline', 'lock', '--run', 'release', '--reason', 'release 42')).toMatchObject({ status: 0, stdout: expect.stringContaining('23 fingerprints signed off') });
  appendFileSync(answer.files[0].checkedPath, 'y');
  expect(await audit('verify', cohort)).toMatchObject({ status: 1, stdout: expect.stringContaining('which is locked') });
  expect(await audit('baseline', 'renew', cohort, '--reason', 'again')).toMatchObject({ status: 2, stderr: expect.stringContaining('locked') });

  const shown = await audit('baseline', 'show', '--run', 'release');
  expect(shown.stdout).toMatch(/23 of 23 files have a fingerprint: 1 renewed, 23 locked, 1 in conflict with a list/);
  expect(shown.stdout).toContain('renewed by');
  expect(shown.stdout).toContain('corrected, QA-17');
  expect((await audit('evidence', 'verify')).status).toBe(0);
}, 120_000);
