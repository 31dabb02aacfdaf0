/** An index that is made anew for longer than a second tells how far it is, with the whole, and when it is done. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EngineEvent } from '../../../core/contract';
import { generateStore } from '../../bench/generate-store';
import { openWorkbench, type Workbench } from '../../workbench';

let bench: Workbench;
let pace = 0;

beforeAll(async () => {
  let ticks = 0;
  const clock = (step: () => number) => () => (ticks += step());
  bench = await openWorkbench({ change: (ports) => ({ ...ports, clock: { ...ports.clock, ticks: clock(() => pace) } }) });
  generateStore(join(bench.folder, 'store'), 3000);
  await bench.sync('w', join(bench.folder, 'store'));
}, 60_000);
afterAll(() => bench.close());

async function told(): Promise<Extract<EngineEvent, { type: 'index-making' }>[]> {
  rmSync(join(bench.home, 'w', 'index'), { recursive: true });
  bench = await bench.restart();
  const events: Extract<EngineEvent, { type: 'index-making' }>[] = [];
  bench.engine.on((event) => {
    if (event.type === 'index-making') events.push(event);
  });
  await bench.engine.call('workspaces.get', { workspace: 'w' });
  return events;
}

it('tells what is read and what is made, never more than all of it, and the end', async () => {
  pace = 600;
  const events = await told();
  expect(events.every(({ workspace }) => workspace === 'w')).toBe(true);
  expect(events.at(-1)?.progress).toBeNull();
  const steps = events.flatMap(({ progress }) => progress ?? []);
  expect(steps).toHaveLength(events.length - 1);
  const made = steps.filter(({ phase }) => phase === 'making the index');
  expect(made.length).toBeGreaterThan(2);
  expect(made.map(({ done }) => done)).toEqual([...new Set(made.map(({ done }) => done))].sort((a, b) => a - b));
  const total = made[0]?.bytes?.total ?? 0;
  expect(total).toBeGreaterThan(10_000);
  const bytes = made.map(({ bytes }) => bytes?.done ?? -1);
  expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
  expect(bytes.at(-1)).toBeGreaterThan(0);
  for (const one of made) expect(one.bytes?.total).toBe(total);
  expect(Math.max(...bytes)).toBeLessThanOrEqual(total);
});

it('says nothing of what takes no second', async () => {
  pace = 0;
  expect(await told()).toEqual([]);
});
