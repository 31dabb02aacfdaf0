/** The engine in its thread, as the window and the command line use it: answers, progress, stopping, and a thread that dies. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type EngineClient, startEngine } from '../../main/engine-client';
import { buildMain } from '../build-main';
import { unpack } from '../workbench';

let folder: string;
let thread: string;
let store: string;
const started: EngineClient[] = [];
const start = (file = thread) => {
  const engine = startEngine({ home: join(folder, 'home'), surface: 'test', version: '0', testRuntime: false, thread: file });
  started.push(engine);
  return engine;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-'));
  thread = buildMain('engine-thread');
  store = join(unpack('trial-042-lineage.tar.gz', join(folder, 'trial')), 'lineage');
});
afterEach(async () => {
  for (const engine of started.splice(0)) await engine.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function drain<P, R>(job: AsyncGenerator<P, R>): Promise<{ seen: P[]; result: R }> {
  const seen: P[] = [];
  for (;;) {
    const step = await job.next();
    if (step.done) return { seen, result: step.value };
    seen.push(step.value);
  }
}

it('answers calls, tells progress and events, and keeps what it did for the next start', async () => {
  const engine = start();
  const events: unknown[] = [];
  engine.on((event) => events.push(event));
  await engine.call('workspaces.add', { name: 'trial', store: { type: 'folder', path: store } });
  const { seen, result } = await drain(engine.job('sync.run', { workspace: 'trial' }));
  expect(seen.length).toBeGreaterThan(0);
  expect(result).toMatchObject({ records: 666, new: 666, complete: true });
  expect(events).toContainEqual({ type: 'workspace-changed', workspace: 'trial' });
  await engine.close();
  const again = await start().call('workspaces.get', { workspace: 'trial' });
  expect(again.workspace.records).toBe(666);
});

it('answers several calls at once, each with its own answer', async () => {
  const engine = start();
  const answers = await Promise.allSettled([
    engine.call('workspaces.list', {}),
    engine.call('workspaces.get', { workspace: 'nowhere' }),
    engine.call('lineage.list', { workspace: 'trial' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect((answers[1] as PromiseRejectedResult).reason).toMatchObject({ name: 'AuditError', code: 'not-found' });
});

it('refuses what the contract does not know', async () => {
  const engine = start();
  await expect(engine.send('__proto__' as 'workspaces.list', {})).rejects.toMatchObject({ code: 'bad-input' });
  await expect(engine.send('workspaces.list', { more: 1 })).rejects.toMatchObject({ code: 'bad-input' });
});

it('stops a job when its signal says so, and before it begins when it said so already', async () => {
  const engine = start();
  const early = new AbortController();
  early.abort();
  await expect(drain(engine.job('sync.run', { workspace: 'trial' }, early.signal))).rejects.toMatchObject({ code: 'cancelled' });

  await engine.call('workspaces.add', { name: 'stopped', store: { type: 'folder', path: store } });
  const stop = new AbortController();
  const job = engine.job('sync.run', { workspace: 'stopped' }, stop.signal);
  await job.next();
  stop.abort();
  const stopped = (await drain(job)).result;
  expect(stopped).toMatchObject({ complete: false });
  // What was read before the stop is kept: the next sync reads the rest, and nothing twice.
  const { records, fetched } = (await drain(engine.job('sync.run', { workspace: 'stopped' }))).result;
  expect(records).toBe(666);
  expect(stopped.fetched + fetched).toBe(674);
});

it('fails every call in words when the thread dies, and those that come after', async () => {
  const dying = join(folder, 'dying.cjs');
  writeFileSync(dying, "require('node:worker_threads').parentPort.on('message', () => { throw new Error('out of luck'); });");
  const engine = start(dying);
  const calls = await Promise.allSettled([engine.call('workspaces.list', {}), drain(engine.job('sync.run', { workspace: 'trial' }))]);
  for (const call of calls) expect((call as PromiseRejectedResult).reason).toMatchObject({ code: 'internal', message: expect.stringContaining('out of luck') });
  await expect(engine.call('workspaces.list', {})).rejects.toMatchObject({ code: 'internal' });
});

it('ends the calls under way when it is closed', async () => {
  const engine = start();
  const answer = engine.call('workspaces.list', {});
  const ended = expect(answer).rejects.toMatchObject({ code: 'cancelled' });
  await engine.close();
  await ended;
});
