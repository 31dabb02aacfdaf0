/** Watching and store identity on the real command line. */
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type CommandLine, commandLine } from './command-line';

vi.setConfig({ testTimeout: 120_000 });
let folder: string;
let audit: CommandLine;
const at = (name: string) => join(folder, name);
const record = (name: string) => JSON.stringify({ version: 'lineage/v1beta1', kind: 'WorkflowRun', spec: { name } });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'watch-'));
  for (const name of ['a', 'b']) {
    mkdirSync(at(`store/${name}`), { recursive: true });
    writeFileSync(at(`store/${name}/.data.json`), record(name));
  }
  audit = commandLine(at('home'), folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('watch --once syncs, and exits 1 as long as there is a notice that nobody has marked as seen', async () => {
  await audit('add', 'w', at('store'));
  const first = await audit('watch', '--once', '-q');
  expect(first).toMatchObject({ status: 0, stdout: expect.stringMatching(/sync 1: 2 listed, 2 new, 0 changed, 0 vanished\.\nNo notice/) });
  writeFileSync(at('store/a/.data.json'), record('other'));
  const { status, answer } = await audit.json('watch', '--once', '-q');
  expect(status).toBe(1);
  expect(answer).toMatchObject({ syncs: [{ sync: 2, changed: 1 }], notices: [{ kind: 'changed', count: 1 }] });
  expect((await audit('watch', '--once', '-q')).status).toBe(1);
  expect((await audit('notices')).stdout).toContain('1 record or history line changed in the store');
  expect((await audit('notices', '--seen', 'changed')).stdout).toContain('No notice');
  expect((await audit('watch', '--once', '-q')).status).toBe(0);
});

it('watch goes on until Ctrl-C, one line a sync, each in the journal', async () => {
  const before = (await audit.json('sync', '-q')).answer.sync;
  const { status, stdout } = await audit.interrupted(6000, 'watch', '--every', '1m', '-q');
  expect(status).toBe(130);
  expect(stdout).toMatch(new RegExp(`^Watching w: synced every minute, until Ctrl-C\\.\\n.*sync ${before + 1}: 2 listed`));
  const { answer } = await audit.json('journal');
  expect(answer.events[0]).toMatchObject({ act: 'sync', detail: { watch: true } });
});

it('refuses times that are none', async () => {
  for (const every of ['30s', '0m', '8d', 'often'])
    expect(await audit('watch', '--every', every)).toMatchObject({ status: 64, stderr: expect.stringContaining('no time from 1 minute to 7 days') });
  expect(await audit('notices', '--seen', 'what')).toMatchObject({ status: 64, stderr: expect.stringContaining('no kind of notice') });
});

it('sync refuses another store with exit code 2 and old and new side by side, and takes it with a reason', async () => {
  const settings = at('home/w/workspace.json');
  renameSync(at('store'), at('moved'));
  writeFileSync(settings, readFileSync(settings, 'utf8').replace(JSON.stringify(at('store')), JSON.stringify(at('moved'))));
  const refused = await audit('sync', '-q');
  expect(refused).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(`folder: was ${at('store')}, is ${at('moved')}`) });
  expect(refused.stderr).toContain('--accept-store');
  expect((await audit.json('sync', '-q')).answer).toMatchObject({ error: { code: 'other-store', data: { differs: [{ name: 'path' }, { name: 'resolved' }] } } });
  expect(await audit('watch', '--once', '-q')).toMatchObject({ status: 2 });
  expect((await audit('notices')).stdout).toContain('store-refused');
  const accepted = await audit('sync', '-q', '--accept-store', 'the archive was moved');
  expect(accepted).toMatchObject({ status: 0, stderr: expect.stringContaining('“the archive was moved”') });
  expect((await audit('findings')).stdout).toContain('the archive was moved');
  expect((await audit('notices')).stdout).not.toContain('store-refused');
  expect(await audit('sync', '-q', '--accept-store', 'again')).toMatchObject({ status: 64, stderr: expect.stringContaining('nothing to accept') });
});
