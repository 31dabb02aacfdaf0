/** What is made in turns is what would be made at once, goes on where it has come to, and is dropped when the records change; questions are let by between turns. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createInTurns } from '../../core/engine/in-turns';
import { createWorkspaces } from '../../core/engine/workspaces';
import { graphInTurns, graphOf } from '../../core/graph/load';
import { openWorkbench, type Workbench } from '../workbench';
import { storeFolders } from './queries/real-stores';

let bench: Workbench;
let store: string;
beforeEach(async () => {
  bench = await openWorkbench({ change: (ports) => ({ ...ports, who: { ...ports.who, surface: 'window' } }) });
  store = storeFolders.trial(bench.folder);
  await bench.sync('trial', store);
});
afterEach(() => {
  vi.restoreAllMocks();
  bench.close();
});

it('makes each part once, however it is asked for, and begins anew after a failure', () => {
  const parts: number[] = [];
  let fails = true;
  const made = createInTurns(function* () {
    for (const part of [1, 2, 3]) {
      parts.push(part);
      yield;
    }
    if (fails) throw new Error('not today');
    return { parts };
  });
  for (const done of [false, false, false]) expect(made.turn()).toBe(done);
  expect(() => made.turn()).toThrow('not today');
  fails = false;
  expect(made.turn()).toBe(false);
  const whole = made.whole();
  expect(parts).toEqual([1, 2, 3, 1, 2, 3]);
  expect(made.whole()).toBe(whole);
  expect(made.turn()).toBe(true);
});

it('gives the same graph as at once, the same object to all who ask, and another one once the records have changed', async () => {
  const [first, second] = [createWorkspaces(bench.ports), createWorkspaces(bench.ports)];
  try {
    const workspace = first.open('trial');
    const begun = graphInTurns(workspace);
    for (let turn = 0; turn < 3; turn++) expect(begun.turn()).toBe(false);
    const graph = graphOf(workspace);
    expect(graphInTurns(workspace)).toBe(begun);
    expect(begun.turn()).toBe(true);
    expect(graphOf(workspace)).toBe(graph);
    const { at: _, ...columns } = graph;
    const { at: __, ...atOnce } = graphOf(second.open('trial'));
    expect(atOnce).toEqual(columns);

    mkdirSync(join(store, 'f'.repeat(32)), { recursive: true });
    const record = {
      version: 'lineage/v1beta1',
      kind: 'FileOutput',
      spec: { path: '/out/new.txt', checksum: null, source: 'lid://gone/new.txt', workflowRun: null, taskRun: null, size: 1 },
    };
    const half = graphInTurns(second.open('trial'));
    mkdirSync(join(store, 'f'.repeat(32), 'new.txt'), { recursive: true });
    writeFileSync(join(store, 'f'.repeat(32), 'new.txt', '.data.json'), JSON.stringify(record));
    await bench.job('sync.run', { workspace: 'trial' });
    const grown = second.open('trial');
    expect(graphInTurns(grown)).not.toBe(half);
    expect(graphOf(grown).count).toBeGreaterThan(graph.count);
  } finally {
    first.close();
    second.close();
  }
});

it('lets a question by after at most one more turn of what is made ahead', async () => {
  const realTimeout = setTimeout;
  let turns = 0;
  // A pause of no time at all is what lies between two turns.
  const counted = (run: () => void, ms?: number) =>
    realTimeout(() => {
      if (ms === 0) turns++;
      run();
    }, ms);
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(counted as typeof setTimeout);
  await bench.engine.call('workspaces.get', { workspace: 'trial' });
  while (turns < 3) await setImmediate();
  const { port1, port2 } = new MessageChannel();
  const asked = turns;
  const answered = new Promise<number>((resolve) => {
    port2.on('message', () => void bench.engine.call('workspaces.get', { workspace: 'trial' }).then(() => resolve(turns)));
  });
  port1.postMessage('question');
  expect((await answered) - asked).toBeLessThanOrEqual(1);
  port1.close();
  // It was under way, and goes on when nobody asks any more.
  const before = turns;
  while (turns < before + 10) await setImmediate();
});
