/** Parameters of runs in the index: as the records name them, by run and by name. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parameters } from '../../../core/index/queries/parameters';
import type { SqlDatabase } from '../../../core/ports';
import { openImage } from '../../index-image';
import type { Workbench } from '../../workbench';
import { openStores, type RawStore, runNamed } from './real-stores';

let bench: Workbench;
let raw: RawStore;
let db: SqlDatabase;
beforeAll(async () => {
  const opened = await openStores('trial');
  bench = opened.bench;
  raw = opened.raw.trial;
  db = openImage(bench.ports, 'trial/index/index.db');
}, 120_000);
afterAll(() => {
  db?.close();
  bench?.close();
});

const named = (spec: { params: { name: string; value: unknown }[] }) => spec.params.map(({ name, value }) => [name, JSON.stringify(value)]).sort();

it('are those of every run record, with their values as JSON text', () => {
  const runs = [...raw].filter(([, { kind }]) => kind === 'WorkflowRun');
  expect(runs.length).toBeGreaterThan(5);
  const node = db.prepare('SELECT run.node FROM run JOIN string ON string.id = run.name WHERE string.text = ?');
  for (const [, { spec }] of runs) {
    const [id] = node.get([spec.name]) ?? [];
    expect(
      parameters(db, { run: Number(id) })
        .map(({ name, value }) => [name, value])
        .sort(),
    ).toEqual(named(spec));
  }
  node.free();
});

it('of one name tell which runs had which value', () => {
  const spec = raw.get(runNamed(raw, 'release'))?.spec;
  const name: string = spec.params[0].name;
  const expected = [...raw.values()].filter(({ kind }) => kind === 'WorkflowRun').flatMap(({ spec }) => named(spec).filter(([one]) => one === name));
  expect(
    parameters(db, { name })
      .map((one) => [one.name, one.value])
      .sort(),
  ).toEqual(expected.sort());
});
