/** A command that waits because the index is made anew ends at the first Ctrl-C, with nothing lost. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateStore } from '../../bench/generate-store';
import { commandLine } from './command-line';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'making-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

it('ends in the middle of it, and the next command makes the index and answers', async () => {
  const store = join(folder, 'store');
  generateStore(store, 20_000);
  const audit = commandLine(join(folder, 'home'), folder);
  expect((await audit('add', 'large', store)).status).toBe(0);
  expect((await audit('sync')).status).toBe(0);
  const right = await audit('runs');
  expect(right.status).toBe(0);
  const image = join(folder, 'home', 'large', 'index');
  rmSync(image, { recursive: true });
  const stopped = await audit.interruptedAt('making the index', 'runs');
  expect({ status: stopped.status, stdout: stopped.stdout }).toEqual({ status: 130, stdout: '' });
  expect(existsSync(join(image, 'index.db'))).toBe(false);
  expect((await audit('runs')).stdout).toBe(right.stdout);
}, 400_000);
