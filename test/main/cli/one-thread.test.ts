/** Questions that are answered in the thread of the command line end at once at Ctrl-C, though that thread hears nothing while it answers. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildMain } from '../../build-main';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'one-thread-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.runIf(process.platform === 'linux').each([
  ['list', []],
  ['find', ['type=WorkflowRun']],
  ['view', ['lid://a']],
  ['runs', []],
])('%s', async (verb, args) => {
  const home = join(folder, verb);
  mkdirSync(join(home, 'w'), { recursive: true });
  // Reading the settings waits for somebody to write them: for ever.
  const settings = join(home, 'w', 'workspace.json');
  execFileSync('mkfifo', [settings]);
  const child = spawn(process.execPath, [buildMain('cli'), '--home', home, '-w', 'w', verb, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  const ended = new Promise((resolve) => child.on('close', (status, signal) => resolve({ status, signal })));
  const writer = await open(settings, 'w'); // it is being read now
  child.kill('SIGINT');
  // What a shell calls 130.
  expect(await ended).toEqual({ status: null, signal: 'SIGINT' });
  expect(said).toBe('');
  await writer.close();
});
