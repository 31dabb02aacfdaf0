/** The engine on a generated store of 20,000 records: sync against a bare loop, and the questions of the window. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench, unpack, type Workbench } from '../workbench';
import { generateStore } from './generate-store';
import { type Measured, median, p95, report, time } from './table';

const records = Number(process.env.BENCH_RECORDS ?? 20_000);
const rounds = 3;
let bench: Workbench;
let store: string;
let made: ReturnType<typeof generateStore>;
const rows: Measured[] = [];

beforeAll(async () => {
  bench = await openWorkbench();
  store = join(bench.folder, 'store');
  made = generateStore(store, records);
}, 600_000);
afterAll(() => {
  bench.close();
  report(`Engine, ${made.records.toLocaleString('en')} records`, rows);
});

/** Reads, parses and hashes the same files, and keeps nothing: what a sync is measured against. */
function bareLoop(folder: string): number {
  let files = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files += bareLoop(path);
    else {
      const bytes = readFileSync(path);
      createHash('sha256').update(bytes).digest('hex');
      if (entry.name === '.data.json') JSON.parse(bytes.toString());
      files++;
    }
  }
  return files;
}

function bareListing(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => sum + (entry.isDirectory() ? bareListing(join(folder, entry.name)) : 1), 0);
}

it('syncs', async () => {
  bareListing(store);
  const bare: number[] = [];
  const first: number[] = [];
  const second: number[] = [];
  const listing: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(await time(() => bareLoop(store)));
    const name = `w${round}`;
    await bench.engine.call('workspaces.add', { name, store: { type: 'folder', path: store } });
    first.push(await time(() => bench.job('sync.run', { workspace: name })));
    second.push(await time(() => bench.job('sync.run', { workspace: name })));
    listing.push(await time(() => bareListing(store)));
  }
  rows.push(
    {
      what: 'first sync',
      value: `${median(first).toFixed(0)} ms`,
      against: `${(median(first) / median(bare)).toFixed(1)} × a bare loop that reads, parses and hashes the same files`,
    },
    {
      what: 'second sync, nothing changed',
      value: `${median(second).toFixed(0)} ms`,
      against: `${(median(second) / median(first)).toFixed(3)} of the first; ${(median(second) / median(listing)).toFixed(1)} × a bare listing`,
    },
  );
  expect(median(second)).toBeLessThan(median(first));
}, 600_000);

it('syncs the real store trial-042', async () => {
  const trial = join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'trial')), 'lineage');
  const first: number[] = [];
  const second: number[] = [];
  for (let round = 0; round < 5; round++) {
    const name = `trial${round}`;
    await bench.engine.call('workspaces.add', { name, store: { type: 'folder', path: trial } });
    first.push(await time(() => bench.job('sync.run', { workspace: name })));
    second.push(await time(() => bench.job('sync.run', { workspace: name })));
  }
  rows.push({
    what: 'trial-042: second sync',
    value: `${median(second).toFixed(0)} ms`,
    against: `${(median(second) / median(first)).toFixed(3)} of the first (${median(first).toFixed(0)} ms); goal: under 0.1`,
  });
}, 600_000);

it('opens and answers', async () => {
  const open: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const fresh = await bench.restart();
    open.push(await time(() => fresh.engine.call('workspaces.get', { workspace: 'w0' })));
    bench = fresh;
  }
  rows.push({ what: 'open, to the first answer', value: `${median(open).toFixed(0)} ms`, against: '' });
  const ask = async (what: string, act: (i: number) => Promise<unknown>) => {
    await act(0);
    const times: number[] = [];
    for (let i = 1; i <= 20; i++) times.push(await time(() => act(i)));
    rows.push({ what, value: `${p95(times).toFixed(1)} ms`, against: 'p95 of 20, warm' });
  };
  const w = { workspace: 'w0' };
  const { engine } = bench;
  await ask('runs', () => engine.call('runs.list', w));
  await ask('outputs of a run', (i) => engine.call('runs.outputs', { ...w, lid: made.runs[i % made.runs.length] ?? '' }));
  await ask('tasks a run relied on', (i) => engine.call('runs.tasks', { ...w, lid: made.runs[i % made.runs.length] ?? '', effective: true }));
  await ask('search by part of a name', (i) => engine.call('search.find', { ...w, text: `S000${i % 9}_1` }));
  await ask('search by LID prefix', (i) => engine.call('search.find', { ...w, text: (made.runs[i % made.runs.length] ?? '').slice(0, 14) }));
  await ask('trace a file upstream', () => engine.call('graph.trace', { ...w, lid: made.published, direction: 'up' }));
  await ask('trace the reference downstream, all runs', () => engine.call('graph.trace', { ...w, lid: '/data/generated/reference.fa', direction: 'down' }));
  await ask('one record', (i) => engine.call('records.get', { ...w, lid: made.runs[i % made.runs.length] ?? '' }));
  await ask('find by label, as Nextflow', () => engine.call('lineage.find', { ...w, terms: [{ key: 'label', value: 'deliverable' }] }));
}, 600_000);
