/** `custody` on the real command line: what is printed, checked and written, and how it ends where there is no history. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { lid, makeStore, outside } from '../../core/custody/made-store';
import { type CommandLine, commandLine } from './command-line';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let audit: CommandLine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-custody-'));
  const store = makeStore(join(folder, 'store'));
  store.run('r1', 'first');
  store.task('t1', 'MAKE (a)', 'r1', [outside('/in/a.txt')], {
    input: [
      { type: 'path', name: 'in', value: [outside('/in/a.txt')] },
      { type: 'val', name: 'ref', value: '/refs/genome.fa' },
    ],
  });
  store.file('t1/a.txt', { taskRun: lid('t1'), workflowRun: lid('r1') });
  store.file('r1/a.txt', { source: lid('t1/a.txt'), workflowRun: lid('r1') });
  audit = commandLine(join(folder, 'home'), folder);
  await audit('add', 'w', join(folder, 'store'));
  await audit('sync');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('prints the history with its weakest link, checks it first when asked, and writes it out', async () => {
  const { status, stdout } = await audit('custody', 'lid://r1/a.txt');
  expect(status).toBe(0);
  expect(stdout).toContain('this file was published by run first from task MAKE (a)');
  expect(stdout).toContain('Weakest link: Named by path alone, not recorded as read.');
  const { answer } = await audit.json('custody', 'lid://r1/a.txt', '--check-all');
  expect(answer.file.check.verdict).toBe('missing');
  expect(answer).toMatchObject({ stepCount: 2, namedCount: 1 });
  const out = join(folder, 'history.csv');
  expect(await audit('custody', 'lid://r1/a.txt', '--out', out, '--format', 'csv')).toMatchObject({ status: 0, stdout: expect.stringContaining('2 steps') });
  expect(readFileSync(out, 'utf8')).toContain('/refs/genome.fa');
});

it('says why there is no history: a run, a path that stands as text alone, what nothing names', async () => {
  expect(await audit('custody', 'lid://r1')).toMatchObject({ stdout: '', stderr: expect.stringContaining('is a run, and a processing history is of one file') });
  expect(await audit('custody', '/refs/genome.fa')).toMatchObject({ stdout: '', stderr: expect.stringContaining('as a text alone') });
  expect((await audit('custody', '/nowhere')).status).not.toBe(0);
});
