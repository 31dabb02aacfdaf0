/** An event that names a folder joins with the files that records name inside it: as inferred, never as recorded, and not by letters alone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

const inputs = '/data/trial-042/inputs';
const reference = `${inputs}/reference.fa`;
const [fetcher, reader, near] = ['0195d000-1111-7222-8333-444455556666', '0195d001-1111-7222-8333-444455556666', '0195d002-1111-7222-8333-444455556666'];
const lid = (run: string | undefined) => `openlineage:run/${run}`;
const workspace = 'w';

let bench: Workbench;
let results: string;
let published: { lid: string; path: string };
beforeEach(async () => {
  bench = await openWorkbench();
  await bench.sync(workspace, join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'a')), 'lineage'));
  const [run] = (await bench.engine.call('runs.list', { workspace })).runs.filter(({ name }) => name === 'release');
  const { outputs } = await bench.engine.call('runs.outputs', { workspace, lid: run?.lid ?? '' });
  const vcf = outputs.find(({ path }) => path?.endsWith('HG002.vcf.gz'));
  published = { lid: vcf?.lid ?? '', path: (vcf?.path ?? '').replace(/^file:\/\//, '') };
  results = published.path.slice(0, published.path.lastIndexOf('/'));
  const event = (id: string, job: string, data: object) =>
    JSON.stringify({ eventType: 'COMPLETE', eventTime: '2026-03-01T08:00:00Z', producer: 'x', run: { runId: id }, job: { namespace: 'lab', name: job }, ...data });
  const file = (name: string) => ({ namespace: 'file', name });
  const events = join(bench.folder, 'folders.jsonl');
  writeFileSync(
    events,
    [
      event(fetcher, 'fetch', { outputs: [file(`${inputs}/`)] }),
      event(reader, 'collect', { inputs: [file(results)], outputs: [file('/elsewhere/summary/all.csv')] }),
      // The letters of a path of ours, and all of a disk.
      event(near, 'near', { inputs: [file(published.path.slice(0, -3)), file(results.slice(0, -1)), file('/data')], outputs: [file(reference.slice(0, -3)), file('/data')] }),
    ].join('\n'),
  );
  await bench.job('openlineage.import', { workspace, paths: [events] });
}, 60_000);
afterEach(() => bench.close());

const trace = (of: string, direction: 'up' | 'down') => bench.engine.call('graph.trace', { workspace, lid: of, direction });

it('stands in the graph with dashed links of its own, and in the page of a path with the folder', async () => {
  const up = await trace(published.lid, 'up');
  expect(up.edges).toContainEqual({ from: lid(fetcher), to: reference, relation: 'told-into', inferred: true });
  expect(up.nodes.map((node) => node.lid)).not.toContain(lid(near));
  const down = await trace(published.lid, 'down');
  expect(down.edges).toContainEqual({ from: published.lid, to: results, relation: 'told-within', inferred: true });
  expect(down.edges).toContainEqual({ from: results, to: lid(reader), relation: 'told-read', inferred: true });
  expect(down.nodes.map((node) => node.lid)).toContain('/elsewhere/summary/all.csv');
  expect(down.nodes.map((node) => node.lid)).not.toContain(lid(near));
  // Who reads from a folder is no origin of what lies in it.
  expect((await trace(reference, 'up')).nodes.map((node) => node.lid).sort()).toEqual([lid(fetcher), reference].sort());
  const told = async (of: string) => (await bench.engine.call('openlineage.data', { workspace, lid: of })).told.map(({ run, role, folder }) => [run.lid, role, folder]);
  expect(await told(reference)).toEqual([[lid(fetcher), 'wrote', `${inputs}/`]]);
  expect(await told(published.lid)).toEqual([[lid(reader), 'read', results]]);
  const page = await bench.engine.call('openlineage.run', { workspace, lid: lid(fetcher) });
  expect(page.data).toMatchObject([{ lid: `${inputs}/`, role: 'wrote', joins: [] }]);
  expect(page.data[0]?.inside).toBeGreaterThan(3);
  const nearby = await bench.engine.call('openlineage.run', { workspace, lid: lid(near) });
  expect(nearby.data.map(({ inside }) => inside)).toEqual([0, 0, 0, 0, 0].slice(0, nearby.data.length));
});

it('a history calls it inferred and says whose word it is; impact answers unknown, with the reason', async () => {
  const history = await bench.engine.call('custody.get', { workspace, lid: published.lid, limit: 200 });
  const step = history.steps.find(({ text }) => text.includes('lab · fetch'));
  expect(step?.step).toBe('inferred');
  expect(step?.text).toMatch(
    /lies inside a folder that .?lab · fetch.? wrote, as OpenLineage events, the word of their sender, say: that it was written with it is inferred\..*No record of Nextflow says so\./,
  );
  const made = await bench.engine.call('custody.get', { workspace, lid: '/elsewhere/summary/all.csv', limit: 200 });
  expect(made.steps.map(({ text }) => text).join('\n')).toMatch(
    /is a folder that OpenLineage events, the word of their sender, name; [0-9]+ files that are named elsewhere lie inside it by path, which is inferred/,
  );
  const impact = (of: string) => bench.engine.call('impact.summary', { workspace, asked: { by: 'lid', lid: of } });
  const summary = async (of: string) => (await impact(of)).summary;
  const read = await summary(published.lid);
  expect(read.byReason.find(({ reason }) => reason === 'told-folder')?.others).toBeGreaterThan(0);
  const start = await summary(lid(fetcher));
  expect(start.reached).toMatchObject({ runs: 0, tasks: 0 });
  expect(start.unknown.tasks).toBeGreaterThan(0);
  expect(JSON.stringify(await bench.engine.call('impact.list', { workspace, asked: { by: 'lid', lid: lid(fetcher) }, list: 'unknown' }))).toContain('told-folder');
});

it('a bundle takes the events along, an index made anew gives the same, and removed it is gone', async () => {
  const before = await trace(published.lid, 'up');
  bench = await bench.restart();
  expect(await trace(published.lid, 'up')).toEqual(before);
  const { ok } = await bench.job('evidence.verify', { workspace });
  expect(ok).toBe(true);
  await bench.engine.call('openlineage.remove', { workspace, number: 1, reason: 'of another trial' });
  expect((await trace(published.lid, 'up')).edges.filter(({ relation }) => relation.startsWith('told'))).toEqual([]);
}, 60_000);
