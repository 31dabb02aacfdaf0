/** --as-of on the real command line: what was known then, said on stderr and in the JSON; what it cannot do, in words. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { unpack } from '../../workbench';
import { type CommandLine, commandLine } from './command-line';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const release = 'lid://743f3d10fce32490142d3833990f2427';
let folder: string;
let audit: CommandLine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-as-of-'));
  audit = commandLine(join(folder, 'home'), folder);
  const unpacked = unpack('trial-042-lineage.tar.gz', join(folder, 'unpacked'));
  const store = join(folder, 'lineage');
  cpSync(join(unpacked, 'lineage'), store, { recursive: true });
  await audit('add', 'trial', store);
  await audit('sync');
  rmSync(join(store, release.slice('lid://'.length)), { recursive: true });
  await audit('sync');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('answers with what was known then, before or after the verb, and says as of when', async () => {
  const now = await audit.json('findings');
  expect(now.answer.counts.vanished).toBeGreaterThan(0);
  const then = await audit.json('--as-of', 'sync:1', 'findings');
  expect(then.answer.counts?.vanished).toBeUndefined();
  expect(then.answer.asOf).toMatchObject({ workspace: 'trial', syncBefore: { sync: 1 }, syncAfter: { sync: 2 } });
  const text = await audit('run', release, '--as-of', 'sync:1');
  expect(text).toMatchObject({ status: 0, stderr: expect.stringMatching(/^As of .* UTC: what this workspace had seen by the end of sync 1 at /m) });
  const before = await audit('runs', '--as-of', '2020-01-01');
  expect(before).toMatchObject({ status: 0, stderr: expect.stringContaining('nothing was known') });
});

it('what would change something, is of no workspace, or is no instant is refused', async () => {
  expect(await audit('sync', '--as-of', 'sync:1')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Go back to now') });
  expect(await audit('workspaces', '--as-of', 'sync:1')).toMatchObject({ status: 64, stdout: '', stderr: expect.stringContaining('Leave it out') });
  expect(await audit('runs', '--as-of', 'last week')).toMatchObject({ status: 64, stderr: expect.stringContaining('sync:3') });
  expect(await audit('runs', '--as-of', 'sync:9')).toMatchObject({ status: 2, stderr: expect.stringContaining('numbered from 1 to 2') });
});

it('timeline and path-history: rows, JSON, and words for what is not there', async () => {
  const { answer } = await audit.json('timeline', '--kind', 'sync');
  expect(answer).toMatchObject({ total: 2, items: [{ kind: 'sync', sync: 2 }, { sync: 1 }] });
  expect((await audit('timeline')).stdout).toContain('Times of runs are claims of their records');
  expect((await audit('timeline', '--kind', 'nonsense')).status).toBe(64);
  const { answer: outputs } = await audit.json('outputs', release, '--as-of', 'sync:1');
  const { status, answer: history } = await audit.json('path-history', outputs.outputs[0].lid);
  expect(status).toBe(0);
  expect(history.rows[0]).toMatchObject({ same: 'first' });
  expect(await audit('path-history', '/no/such')).toMatchObject({ status: 2, stderr: expect.stringContaining('No run in workspace "trial" published') });
});
