/** While the index of one workspace is made others are answered; whoever stops it is told so until it is begun again, and then has the same answers. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { EngineEvent } from '../../../core/contract';
import { generateStore } from '../../bench/generate-store';
import { openWorkbench, type Workbench } from '../../workbench';

let bench: Workbench;
let right: unknown;
const image = () => join(bench.home, 'large', 'index', 'index.db');
const runs = () => bench.engine.call('runs.list', { workspace: 'large' });

beforeAll(async () => {
  bench = await openWorkbench();
  generateStore(join(bench.folder, 'large'), 8000);
  generateStore(join(bench.folder, 'small'), 100);
  await bench.sync('large', join(bench.folder, 'large'));
  await bench.sync('small', join(bench.folder, 'small'));
  right = await runs();
}, 240_000);
afterAll(() => bench.close(), 120_000);

beforeEach(async () => {
  rmSync(join(bench.home, 'large', 'index'), { recursive: true });
  bench = await bench.restart();
});

it('answers about another workspace before it is made', async () => {
  const answered: string[] = [];
  const large = runs().then((answer) => {
    answered.push('large');
    return answer;
  });
  await bench.engine.call('workspaces.get', { workspace: 'small' });
  answered.push('small');
  expect(await large).toEqual(right);
  expect(answered).toEqual(['small', 'large']);
}, 120_000);

it('stops, says so to whoever waits and whoever asks later, and begins again', async () => {
  const changed: EngineEvent[] = [];
  bench.engine.on((event) => event.type === 'workspace-changed' && changed.push(event));
  const waiting = [runs(), runs()].map((answer) => answer.catch((error) => error));
  const list = bench.engine.call('workspaces.list', {});
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await bench.engine.call('workspaces.stopIndex', { workspace: 'large' })).toEqual({ stopped: true });
  for (const answer of waiting) expect(await answer).toMatchObject({ code: 'cancelled', message: expect.stringContaining('No evidence is lost') });
  expect(await list).toMatchObject({ workspaces: [{ name: 'small' }], problems: [{ name: 'large' }] });
  await expect(runs()).rejects.toMatchObject({ code: 'cancelled' });
  expect(existsSync(image())).toBe(false);
  expect(changed).toEqual([{ type: 'workspace-changed', workspace: 'large' }]);
  expect(await bench.engine.call('workspaces.stopIndex', { workspace: 'large' })).toEqual({ stopped: false });
  await bench.engine.call('workspaces.makeIndex', { workspace: 'large' });
  expect(existsSync(image())).toBe(true);
  expect(await runs()).toEqual(right);
}, 120_000);

it('makes it no further once a job that alone waited for it is stopped', async () => {
  const stop = new AbortController();
  const steps = bench.engine.job('sync.run', { workspace: 'large' }, stop.signal);
  const first = steps.next().catch((error) => error);
  await new Promise((resolve) => setTimeout(resolve, 100));
  stop.abort();
  expect(await first).toMatchObject({ name: 'AbortError' });
  expect(existsSync(image())).toBe(false);
  expect(await runs()).toEqual(right);
}, 120_000);

it('lists the others in the window while one is made, goes on with that, and tells when it is', async () => {
  bench.engine.close();
  const window = await openWorkbench({ folder: bench.folder, keepFolder: true, change: (ports) => ({ ...ports, who: { ...ports.who, surface: 'window' } }) });
  try {
    const told = new Promise((resolve) => window.engine.on((event) => event.type === 'workspace-changed' && resolve(event)));
    expect(await window.engine.call('workspaces.list', {})).toMatchObject({
      workspaces: [{ name: 'small' }],
      problems: [{ name: 'large', error: expect.stringContaining('is being made from the evidence') }],
    });
    expect(await told).toEqual({ type: 'workspace-changed', workspace: 'large' });
    expect(await window.engine.call('workspaces.list', {})).toMatchObject({ workspaces: [{ name: 'large' }, { name: 'small' }], problems: [] });
  } finally {
    window.engine.close();
  }
}, 120_000);
