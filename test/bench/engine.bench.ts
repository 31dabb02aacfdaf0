/** The engine on a generated store: sync against bare loops over the same files, what is kept on the disk, and the questions of the window; goals beside them. */
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unpack, type Workbench } from '../workbench';
import { generateStore } from './generate-store';
import { type Measured, median, p95, report, time } from './table';
import { openThreadedWorkbench, timedSync } from './timed-sync';

const records = Number(process.env.BENCH_RECORDS ?? 20_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
let bench: Workbench;
let store: string;
let made: ReturnType<typeof generateStore>;
const rows: Measured[] = [];

beforeAll(async () => {
  bench = await openThreadedWorkbench();
  store = join(bench.folder, 'store');
  made = generateStore(store, records);
}, 3_600_000);
afterAll(() => {
  bench.close();
  report(`Engine, ${made.records.toLocaleString('en')} records`, rows);
});

/** Every file below a folder, its path to be joined. */
function eachFile(folder: string, visit: (path: string, name: string) => void): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) eachFile(path, visit);
    else visit(path, entry.name);
  }
}

/** Reads, parses and hashes the same files, and keeps nothing: what a sync is measured against. */
function bareLoop(): void {
  eachFile(store, (path, name) => {
    const bytes = readFileSync(path);
    createHash('sha256').update(bytes).digest('hex');
    if (name === '.data.json') JSON.parse(bytes.toString());
  });
}

/** Names, sizes and times, as the listing of an object store has them: less tells of no change. */
function bareListing(): void {
  eachFile(store, (path) => lstatSync(path, { bigint: true }));
}

const times = (value: number, against: number) => `${(value / against).toFixed(1)} ×`;

it('syncs', async () => {
  bareLoop();
  const bare: number[] = [];
  const listing: number[] = [];
  const first: number[] = [];
  const whole: number[] = [];
  const second: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(await time(bareLoop));
    const name = `w${round}`;
    await bench.engine.call('workspaces.add', { name, store: { type: 'folder', path: store } });
    const synced = await timedSync(bench, name);
    first.push(synced.saved);
    whole.push(synced.whole);
    listing.push(await time(bareListing));
    const again = await timedSync(bench, name);
    second.push(again.whole);
    expect(again.fetched).toBe(0);
  }
  const loop = median(bare);
  rows.push(
    {
      what: 'first sync, saved and indexed',
      value: `${median(first).toFixed(0)} ms`,
      against: `${times(median(first), loop)} a bare loop that reads, parses and hashes the same files; goal: 2`,
    },
    { what: '… and what is made ahead of questions', value: `${median(whole).toFixed(0)} ms`, against: times(median(whole), loop) },
    {
      what: 'second sync, nothing changed',
      value: `${median(second).toFixed(0)} ms`,
      against: `${times(median(second), median(listing))} a bare listing with file times; goal: 1.3; no record read`,
    },
  );
  expect(median(second)).toBeLessThan(median(first));
}, 3_600_000);

it('keeps little on the disk', () => {
  const at = (...path: string[]) => join(bench.home, 'w0', ...path);
  const size = (folder: string) => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  let packed = 0;
  eachFile(store, (path) => {
    packed += deflateRawSync(readFileSync(path), { level: 6 }).length;
  });
  const [packs, ledger] = [size(at('evidence', 'packs')), size(at('evidence', 'ledger'))];
  rows.push(
    { what: 'index on the disk', value: `${(statSync(at('index', 'index.db')).size / made.records).toFixed(0)} B`, against: 'a record; goal: 250' },
    { what: 'raw bytes in the packs', value: `${(packs / packed).toFixed(2)} ×`, against: 'each record compressed by itself; goal: 1.1' },
    { what: '… and the ledger of what was seen', value: `${((packs + ledger) / packed).toFixed(2)} ×`, against: `${(ledger / made.records).toFixed(0)} bytes a record` },
  );
});

it('takes up 100 new records', async () => {
  const image = join(bench.home, 'w0', 'index', 'index.db');
  const before = statSync(image).mtimeMs;
  for (let i = 0; i < 100; i++) {
    mkdirSync(join(store, 'new', `${i}`), { recursive: true });
    writeFileSync(join(store, 'new', `${i}`, '.data.json'), `{"version":"lineage/v1beta1","kind":"FileOutput","spec":{"path":"/new/${i}","size":${i}}}`);
  }
  const { whole, fetched } = await timedSync(bench, 'w0');
  rmSync(join(store, 'new'), { recursive: true });
  expect(fetched).toBe(100);
  const written = statSync(image).mtimeMs !== before;
  rows.push({
    what: 'sync of 100 new records',
    value: `${whole.toFixed(0)} ms`,
    against: written ? 'the image of the index was written anew' : 'the image of the index was left as it is',
  });
}, 3_600_000);

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
  rows.push({
    what: 'open, to the first answer',
    value: `${median(open).toFixed(0)} ms`,
    against: `goal at a million: 500; process ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`,
  });
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
