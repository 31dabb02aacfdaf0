/** What another process writes into a workspace is told to the window, so that it forgets its answers; one that writes fast is told of in pauses. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../core/engine';
import { createChangedElsewhere } from '../../core/engine/changed-elsewhere';
import { openWorkbench, type Workbench } from '../workbench';
import { storeFolders } from './queries/real-stores';

const workspace = 'w';
let bench: Workbench;
let other: Engine;
beforeAll(async () => {
  bench = await openWorkbench();
  await bench.sync(workspace, storeFolders.trial(bench.folder));
  other = createEngine(bench.ports);
});
afterAll(() => {
  other.close();
  bench.close();
});

it('tells of what another engine wrote when it is asked next, once, and of nothing that it wrote itself', async () => {
  const told: string[] = [];
  bench.engine.on((event) => told.push(event.type));
  await bench.engine.call('workspaces.get', { workspace });
  await bench.engine.call('tags.set', { workspace, items: [{ kind: 'label', text: 'gxp' }], set: [{ key: 'owner', value: 'QA' }], reason: '' });
  const own = told.length;
  await bench.engine.call('workspaces.get', { workspace });
  expect(told).toHaveLength(own);

  await other.call('tags.set', { workspace, items: [{ kind: 'label', text: 'gxp' }], set: [{ key: 'owner', value: 'RA' }], reason: '' });
  expect(told).toHaveLength(own);
  await bench.engine.call('workspaces.get', { workspace });
  await bench.engine.call('workspaces.get', { workspace });
  expect(told.slice(own)).toEqual(['workspace-changed']);
});

it('holds back what comes within two seconds, and tells it at the next question after them, of each workspace by itself', () => {
  let ms = 0;
  const told: string[] = [];
  const elsewhere = createChangedElsewhere({ now: () => ({ ms, offsetMinutes: 0 }), ticks: () => ms }, (name) => told.push(`${name} ${ms}`));
  const at = (time: number, name: string, changed: boolean) => {
    ms = time;
    elsewhere(name, changed);
  };
  at(0, 'a', false);
  at(10, 'a', true);
  at(20, 'a', true);
  at(30, 'b', true);
  at(1900, 'a', false);
  at(2010, 'a', false);
  at(9000, 'a', false);
  expect(told).toEqual(['a 10', 'b 30', 'a 2010']);
  at(9100, 'a', true);
  at(50, 'a', true); // the clock was set back
  expect(told.slice(3)).toEqual(['a 9100', 'a 50']);
});
