/** Published files, outside inputs and the files of tasks, against the raw JSON. */
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
const stores: StoreName[] = ['trial', 'legacy', 's3'];

describe('runs.outputs', () => {
  it.each(realRuns)('%s %s: every published FileOutput with what its record says, and the output that names it', async (store, name) => {
    const lid = lidOf(store, name);
    const { outputs } = await bench.engine.call('runs.outputs', { workspace: store, lid });
    const expected = [...raw[store]].filter(([key, { kind }]) => kind === 'FileOutput' && key.startsWith(`${keyOf(lid)}/`));
    expect(outputs.map((file) => file.lid)).toEqual(expected.map(([key]) => `lid://${key}`).sort());
    const named = (raw[store].get(`${keyOf(lid)}#output`)?.spec.output ?? []) as { name: string; value: unknown }[];
    for (const file of outputs) {
      const { spec } = raw[store].get(keyOf(file.lid ?? '')) ?? {};
      expect([file.path, file.size, file.createdAt, file.source, file.labels, file.checksum]).toEqual([
        spec.path,
        spec.size,
        spec.createdAt,
        spec.source,
        [...(spec.labels ?? [])].sort(),
        spec.checksum,
      ]);
      expect(file.output).toBe(named.find(({ value }) => [...texts(value)].includes(file.lid ?? ''))?.name ?? null);
      expect(file.name).toBe(spec.path.split('/').at(-1));
    }
  });
});

describe('runs.inputs', () => {
  it.each(realRuns)('%s %s: outside files of its parameters and its effective tasks, by path and recorded checksum', async (store, name) => {
    const lid = lidOf(store, name);
    const { inputs } = await bench.engine.call('runs.inputs', { workspace: store, lid });
    const users = new Map<string, Set<string>>();
    const use = (path: string, checksum: string | null, user: string) => {
      const id = `${path.replace(/^file:\/\//, '')} ${checksum}`;
      users.set(id, (users.get(id) ?? new Set()).add(user));
    };
    const executed = [...raw[store]].filter(([, { kind, spec }]) => kind === 'TaskRun' && spec.workflowRun === lid).map(([key]) => key);
    for (const task of new Set([...executed, ...tasksBehind(raw[store], keyOf(lid))])) {
      for (const input of raw[store].get(task)?.spec.input ?? []) {
        if (input.type === 'path') for (const one of input.value) if (typeof one === 'object') use(one.path, one.checksum.value, `lid://${task}`);
      }
    }
    const params = ((raw[store].get(keyOf(lid))?.spec.params ?? []) as { name: string; value: unknown }[]).filter(
      ({ value }) => typeof value === 'string' && /^(file:\/|\/|s3:\/\/)[^*]*$/.test(value),
    );
    for (const { value } of params) {
      const path = String(value).replace(/^file:\/\//, '');
      const same = [...users.keys()].filter((id) => id.startsWith(`${path} `));
      if (same.length === 0) use(path, null, lid);
      for (const id of same) users.get(id)?.add(lid);
    }
    const shown = new Map(inputs.map((file) => [`${file.path} ${file.checksum?.value ?? null}`, new Set(file.usedBy.map((user) => user.lid))]));
    for (const [id, lids] of users) if (lids.size <= 20) expect(shown.get(id)).toEqual(lids);
    expect(new Set(shown.keys())).toEqual(new Set(users.keys()));
    expect(inputs.every((file) => file.usedByCount >= file.usedBy.length)).toBe(true);
  });

  it('newref read another reference.fa under the same path than release did', async () => {
    const reference = async (name: string) =>
      (await bench.engine.call('runs.inputs', { workspace: 'trial', lid: lidOf('trial', name) })).inputs.filter((file) => file.name === 'reference.fa');
    const [release, newref] = [await reference('release'), await reference('newref')];
    expect([release.length, newref.length]).toEqual([1, 1]);
    expect(release[0]?.path).toBe(newref[0]?.path);
    expect(release[0]?.checksum?.value).not.toBe(newref[0]?.checksum?.value);
    expect(release[0]?.usedBy.some((user) => user.title === 'parameter "reference"')).toBe(true);
  });
});

describe('tasks.files', () => {
  it.each(stores)('%s: inputs, outputs and values of every task', async (store) => {
    for (const [key, { kind, spec }] of raw[store]) {
      if (kind !== 'TaskRun') continue;
      const ask = { workspace: store, lid: `lid://${key}` };
      const [{ files: read }, { files: written }] = [
        await bench.engine.call('tasks.files', { ...ask, side: 'inputs' }),
        await bench.engine.call('tasks.files', { ...ask, side: 'outputs' }),
      ];
      const inputs = spec.input.filter((one: { type: string }) => one.type === 'path').flatMap((one: { value: unknown[] }) => one.value);
      const wanted = inputs.map((one: unknown) => (typeof one === 'string' ? one : (one as { path: string }).path.replace(/^file:\/\//, '')));
      expect(read.map((file) => file.lid ?? file.path).sort()).toEqual([...new Set(wanted)].sort());
      for (const one of inputs) if (typeof one === 'object') expect(read.find((file) => file.path === one.path.replace(/^file:\/\//, ''))?.checksum).toEqual(one.checksum);
      expect(written.map((file) => file.lid).sort()).toEqual(
        [...raw[store]]
          .filter(([, other]) => other.kind === 'FileOutput' && other.spec.taskRun === `lid://${key}`)
          .map(([one]) => `lid://${one}`)
          .sort(),
      );
      expect((await bench.engine.call('tasks.values', ask)).values).toEqual(
        spec.input.filter((one: { type: string }) => one.type !== 'path').map((one: object) => ({ ...one, masked: false })),
      );
    }
  });
});
