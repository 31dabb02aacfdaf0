/** The tasks of runs, executed and relied on, against a walk over the raw JSON. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workbench } from '../../workbench';
import { keyOf, openStores, type RawStore, realRuns, runNamed, type StoreName, tasksBehind, texts } from './real-stores';

let bench: Workbench;
let raw: Record<StoreName, RawStore>;
beforeAll(async () => {
  ({ bench, raw } = await openStores('trial', 'legacy', 's3'));
}, 120_000);
afterAll(() => bench?.close());

const lidOf = (store: StoreName, name: string) => `lid://${runNamed(raw[store], name)}`;

describe('runs.tasks', () => {
  it.each(realRuns)('%s %s: executed are those that name the run', async (store, name) => {
    const lid = lidOf(store, name);
    const { tasks } = await bench.engine.call('runs.tasks', { workspace: store, lid });
    const expected = [...raw[store]].filter(([, { kind, spec }]) => kind === 'TaskRun' && spec.workflowRun === lid);
    expect(new Set(tasks.map((task) => task.lid))).toEqual(new Set(expected.map(([key]) => `lid://${key}`)));
    expect(tasks.every((task) => task.executed && !task.reused && task.run === lid && task.runName === name)).toBe(true);
  });

  it.each(realRuns)('%s %s: effective are those and the ones behind its outputs, reused ones marked with their run', async (store, name) => {
    const lid = lidOf(store, name);
    const { tasks } = await bench.engine.call('runs.tasks', { workspace: store, lid, effective: true });
    const behind = tasksBehind(raw[store], keyOf(lid));
    const executed = new Set([...raw[store]].filter(([, { kind, spec }]) => kind === 'TaskRun' && spec.workflowRun === lid).map(([key]) => key));
    expect(new Set(tasks.map((task) => keyOf(task.lid)))).toEqual(new Set([...behind, ...executed]));
    for (const task of tasks) {
      const { spec } = raw[store].get(keyOf(task.lid)) ?? {};
      expect([task.name, task.run, task.reused, task.executed, task.reliedOn, task.container]).toEqual([
        spec.name,
        spec.workflowRun,
        spec.workflowRun !== lid,
        executed.has(keyOf(task.lid)),
        behind.has(keyOf(task.lid)),
        spec.container,
      ]);
      expect(task.runName).toBe(raw[store].get(keyOf(spec.workflowRun))?.spec.name);
      expect(task.createdAt).toBe(raw[store].get(`${keyOf(task.lid)}#output`)?.spec.createdAt);
      expect(task.outputs).toBe([...raw[store].values()].filter((one) => one.kind === 'FileOutput' && one.spec.taskRun === task.lid).length);
    }
  });

  it('strict and v13 reuse what reproduce computed: TRIM, ALIGN, CALL and the index', async () => {
    const reproduce = lidOf('trial', 'reproduce');
    for (const name of ['strict', 'v13']) {
      const { tasks } = await bench.engine.call('runs.tasks', { workspace: 'trial', lid: lidOf('trial', name), effective: true });
      const count = (reused: boolean) => {
        const counts = new Map<string, number>();
        for (const task of tasks) if (task.reused === reused) counts.set(task.process, (counts.get(task.process) ?? 0) + 1);
        return [...counts].map(([process, number]) => `${process} ${number}`);
      };
      expect(new Set(count(false))).toEqual(new Set(['FILTER 4', 'COHORT 1']));
      expect(new Set(count(true))).toEqual(new Set(['TRIM 4', 'ALIGN 4', 'CALL 4', 'INDEX_REFERENCE 1']));
      expect(new Set(tasks.filter((task) => task.reused).map((task) => task.run))).toEqual(new Set([reproduce]));
    }
  });

  it('names the tasks before and after each task, across runs', async () => {
    const store = raw.trial;
    const readers = (task: string) => {
      const found = new Set<string>();
      for (const [key, { kind, spec }] of store) if (kind === 'TaskRun') for (const text of texts(spec.input)) if (text.startsWith(`lid://${task}/`)) found.add(`lid://${key}`);
      return found;
    };
    const { tasks } = await bench.engine.call('runs.tasks', { workspace: 'trial', lid: lidOf('trial', 'reproduce'), effective: true });
    for (const task of tasks) {
      const upstream = new Set([...texts(store.get(keyOf(task.lid))?.spec.input)].filter((text) => text.startsWith('lid://')).map((text) => text.slice(0, 6 + 32)));
      expect(new Set(task.upstream.map(({ lid }) => lid))).toEqual(upstream);
      expect(new Set(task.downstream.map(({ lid }) => lid))).toEqual(readers(keyOf(task.lid)));
    }
  });
});
