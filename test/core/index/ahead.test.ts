/** What is made ahead lies beside the image: read by the next process, used only where it fits, found out where it was rewritten, and never a reason to fail. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { taskColumns } from '../../../core/contract/runs';
import { AuditError } from '../../../core/errors';
import { encodeAhead, type MadeFrom, type Parts, readAhead } from '../../../core/index/ahead-file';
import type { Ports, SqlDatabase } from '../../../core/ports';
import { type GeneratedStore, generateStore } from '../../bench/generate-store';
import { forgeImage } from '../../index-image';
import { openWorkbench, type Workbench } from '../../workbench';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });
const workspace = 'w';
const files = ['findings', 'files', 'graph', 'histories', 'impact', 'lids', 'lines', 'objects', 'outputs', 'overview', 'search', 'tasks', 'titles', 'unread', 'uses']
  .map((what) => `ahead-${what}`)
  .sort();
const made = mkdtempSync(join(tmpdir(), 'ahead-made-'));
/** Tasks are kept by who makes those of all runs, and lines by who goes through all records: at the end of a sync, and in the window while nobody asks; LIDs by who finds them, on the command line. */
const filesOfAsking = files.filter((name) => !['ahead-tasks', 'ahead-lids', 'ahead-lines'].includes(name));
let store: GeneratedStore;
let bench: Workbench;
/** What was asked of the databases since `reopen`. */
let asked: string[] = [];

beforeAll(async () => {
  store = generateStore(join(made, 'store'), 5200);
  const first = await openWorkbench({ folder: made, keepFolder: true });
  await first.sync(workspace, join(made, 'store'));
  first.close();
});
afterAll(() => rmSync(made, { recursive: true, force: true }));
beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ahead-'));
  cpSync(join(made, 'home'), join(folder, 'home'), { recursive: true });
  await open(folder);
});
afterEach(() => bench.close());

async function open(folder: string, more: (ports: Ports) => Ports = (ports) => ports) {
  asked = [];
  const heard = (db: SqlDatabase): SqlDatabase => ({
    ...db,
    prepare(sql) {
      asked.push(sql);
      return db.prepare(sql);
    },
    kept(sql) {
      asked.push(sql);
      return db.kept(sql);
    },
  });
  const listening = (ports: Ports): Ports => {
    const { openSqlFile } = ports;
    return { ...ports, openSql: (image) => heard(ports.openSql(image)), openSqlFile: openSqlFile && ((file) => heard(openSqlFile(file))) };
  };
  bench = await openWorkbench({ folder, change: (ports) => more(listening(ports)) });
}
async function reopen(more?: (ports: Ports) => Ports) {
  bench.engine.close();
  await open(bench.folder, more);
}
const indexFolder = () => join(bench.home, workspace, 'index');
const kept = () =>
  readdirSync(indexFolder())
    .filter((name) => name.startsWith('ahead-'))
    .sort();
const verify = () => bench.job('evidence.verify', { workspace });

/** What makes the graph, the table of the search, the facts of impact, the order of titles and the columns of histories, in this order. */
const making = [
  /FROM edge WHERE source >= /,
  /SELECT id, kind, title FROM node WHERE id >= /,
  /SELECT node, user, checksum FROM outside/,
  /CAST\(title AS BLOB\) FROM node/,
  /SELECT id, key, title FROM node WHERE id >= /,
];
const wasMade = () => making.map((sql) => asked.some((one) => sql.test(one)));

async function answers() {
  const [lid] = store.runs;
  const { engine } = bench;
  const path = '/data/generated/reference.fa';
  return {
    found: await engine.call('search.find', { workspace, text: 'S0001_1' }),
    trace: await engine.call('graph.trace', { workspace, lid: store.published, direction: 'up' }),
    impact: await engine.call('impact.summary', { workspace, asked: { by: 'path', path } }),
    list: await engine.call('impact.list', { workspace, asked: { by: 'path', path }, list: 'files', limit: 20, sort: 'title' }),
    tasks: await engine.call('runs.tasks', { workspace, lid: lid ?? '', page: { offset: 0, limit: 20 } }),
    reliedOn: await engine.call('runs.tasks', { workspace, lid: lid ?? '', effective: true, page: { offset: 2, limit: 20 } }),
    byName: await engine.call('runs.tasks', {
      workspace,
      lid: lid ?? '',
      effective: true,
      which: 'reliedOn',
      page: { offset: 0, limit: 20, sort: [{ id: 'name', descending: true }] },
    }),
    inputs: await engine.call('runs.inputs', { workspace, lid: lid ?? '', page: { offset: 0, limit: 50 } }),
    environment: await engine.call('runs.environment', { workspace, lid: lid ?? '', page: { offset: 3, limit: 20 } }),
    checks: await engine.call('verify.listed', { workspace, all: true, page: { offset: 0, limit: 50 } }),
    checksOfRun: await engine.call('verify.listed', { workspace, run: lid ?? '', inputs: true, work: true, list: 'inputs', page: { offset: 0, limit: 50 } }),
    overview: await overview(),
    debug: await engine.call('overview.debug', { workspace }),
    sizes: await engine.call('overview.list', { workspace, list: 'storage', offset: 0, limit: 20 }),
    broken: await engine.call('overview.list', { workspace, list: 'unknown-upstream', offset: 0, limit: 20 }),
    executive: await engine.call('overview.executive', { workspace }),
    runs: await engine.call('runs.list', { workspace }),
    findings: await engine.call('findings.list', { workspace }),
    history: await engine.call('custody.get', { workspace, lid: store.published }),
    outside: await engine.call('custody.get', { workspace, lid: path }),
  };
}
/** Without what depends on the moment, and on the disk. */
async function overview() {
  const { storage, measures, ...rest } = (await bench.engine.call('overview.get', { workspace })).overview;
  const { evidenceBytes: _, indexBytes: __, ...kept } = storage;
  return { ...rest, storage: kept, measures: measures.filter(({ id }) => id !== 'query-time' && id !== 'staleness') };
}
const withoutFiles = async () => {
  for (const name of kept()) rmSync(join(indexFolder(), name));
  await reopen();
  const all = await answers();
  expect(wasMade()).toEqual([true, true, true, true, true]);
  return all;
};

it('is there after a sync, read by the next process, and gives the same answers', async () => {
  expect(kept()).toEqual(files);
  const read = await answers();
  expect(wasMade()).toEqual([false, false, false, false, false]);
  expect(read.found.groups.length).toBeGreaterThan(0);
  expect(read.impact.summary.reached.files).toBeGreaterThan(1000);
  const again = await withoutFiles();
  expect(again).toEqual(read);
  expect(kept()).toEqual(filesOfAsking);
  await reopen();
  expect(await answers()).toEqual(read);
  expect(wasMade()).toEqual([false, false, false, false, false]);
});

it('tasks are in the order of a column, and filtered by it, as they are when whole rows are read', async () => {
  const ask = async (id: string, more: object) => {
    const page = { offset: 0, limit: 1000, ...more };
    const { tasks, total } = await bench.engine.call('runs.tasks', { workspace, lid: store.wide?.run ?? store.runs[0] ?? '', effective: true, page });
    return { id, total, lids: tasks.map(({ lid }) => lid) };
  };
  const all = async () => {
    const answers: Awaited<ReturnType<typeof ask>>[] = [];
    for (const id of taskColumns) for (const descending of [false, true]) answers.push(await ask(id, { sort: [{ id, descending }] }));
    for (const [id, words] of Object.entries({ name: 'a', process: 'call', tag: '1', container: 'tools', inputs: '>1', outputs: '<2', createdAt: '2026', tags: 'x' }))
      answers.push(await ask(id, { filters: { [id]: words } }));
    return answers;
  };
  const alone = await all();
  expect(asked.some((sql) => /SELECT t.node, s.text FROM task t/.test(sql))).toBe(true);
  await reopen();
  // Words that are looked for in every column have whole rows read.
  await ask('', { filter: 'nowhere' });
  asked = [];
  expect(await all()).toEqual(alone);
  expect(asked.some((sql) => /SELECT t.node, s.text FROM task t/.test(sql))).toBe(false);
  expect(new Set(alone.map(({ total }) => total)).size).toBeGreaterThan(2);
});

it('still fits after acts and syncs that leave the records as they are, and no more once one came or is another', async () => {
  await bench.job('verify.run', { workspace, lids: [store.published] });
  const other = await openWorkbench({ folder: bench.folder, keepFolder: true });
  await other.job('sync.run', { workspace });
  await reopen();
  await answers();
  expect(wasMade()).toEqual([false, false, false, false, false]);

  mkdirSync(join(made, 'store', 'new'));
  try {
    const record = { version: 'lineage/v1beta1', kind: 'FileOutput', spec: { path: '/data/generated/S0001_1.new', size: 5, createdAt: '2026-12-01T00:00:00Z', labels: ['new'] } };
    writeFileSync(join(made, 'store/new/.data.json'), JSON.stringify(record));
    await other.job('sync.run', { workspace });
    other.close();
    const now = await answers(); // of the process that read the files before the other one synced
    const text = JSON.stringify(now.found);
    expect(text).toContain('S0001_1.new');
    expect(wasMade()).toEqual([true, true, true, true, true]);
    expect(await withoutFiles()).toEqual(now);
    await reopen();
    expect(await answers()).toEqual(now);
    expect(wasMade()).toEqual([false, false, false, false, false]);
    writeFileSync(join(made, 'store/new/.data.json'), JSON.stringify({ ...record, spec: { ...record.spec, path: '/data/generated/S0001_1.newer' } }));
    await bench.job('sync.run', { workspace });
    await reopen();
    expect(JSON.stringify(await answers())).toContain('S0001_1.newer');
  } finally {
    rmSync(join(made, 'store/new'), { recursive: true });
  }
});

it('is not used where the ledger is another one, however alike', async () => {
  const twin = mkdtempSync(join(tmpdir(), 'ahead-twin-'));
  try {
    cpSync(join(made, 'store'), join(twin, 'store'), { recursive: true });
    const [run = ''] = store.runs;
    const path = join(twin, 'store', run.slice('lid://'.length), '.data.json');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('germline', 'somatics'));
    const other = await openWorkbench({ folder: twin, keepFolder: true });
    await other.sync(workspace, join(twin, 'store'));
    other.close();
    const right = await answers();
    for (const name of files) cpSync(join(twin, 'home', workspace, 'index', name), join(indexFolder(), name));
    await reopen();
    expect(await answers()).toEqual(right);
    expect(wasMade()).toEqual([true, true, true, true, true]);
  } finally {
    rmSync(twin, { recursive: true, force: true });
  }
});

it('damaged it is made anew without a word, and told by verifying', async () => {
  const right = await answers();
  const whole = new Map(files.map((name) => [name, readFileSync(join(indexFolder(), name))]));
  const damage = async (change: (bytes: Buffer) => Uint8Array) => {
    for (const [name, bytes] of whole) writeFileSync(join(indexFolder(), name), change(Buffer.from(bytes)));
    await reopen();
  };
  const flipped = (bytes: Buffer) => {
    const at = bytes.length - 80;
    bytes[at] = (bytes[at] ?? 0) ^ 4;
    return bytes;
  };
  await damage(flipped);
  expect(await answers()).toEqual(right);
  expect(wasMade()).toEqual([true, true, true, true, true]);
  await damage((bytes) => bytes.subarray(0, bytes.length / 2));
  expect(await answers()).toEqual(right);
  await damage(flipped);
  const { ok, faults, index } = await verify();
  expect(ok).toBe(false);
  expect(faults.map(({ file }) => file)).toEqual(files.map((name) => `${workspace}/index/${name}`));
  for (const { message } of faults) expect(message).toMatch(/SHA-256 does not fit.* made anew/);
  expect(index).toMatchObject({ differences: [], madeAnew: true });
  expect(kept()).toEqual([]);
  expect(await answers()).toEqual(right);
});

/** As somebody would who rewrites a file and seals it again. */
function forge(name: string, change: (parts: Record<string, Parts[string]>) => void, from: (is: MadeFrom) => MadeFrom = (is) => is) {
  const path = `${workspace}/index/${name}`;
  const file = readAhead(bench.ports, path, () => true);
  if (file === null || file === 'broken') throw new Error('no such file');
  const parts = Object.fromEntries(Object.entries(file.parts).map(([key, part]) => [key, typeof part === 'string' ? part : part.slice()]));
  change(parts);
  bench.ports.home.replace(path, encodeAhead(bench.ports, from(file.from), parts) ?? []);
}

it('rewritten and sealed again it is named by verifying, and made anew', async () => {
  const right = await answers();
  forge('ahead-graph', (parts) => (parts['up.relation'] as Uint8Array).fill(7));
  forge('ahead-histories', (parts) => (parts.runOf as Int32Array).fill(-1));
  forge('ahead-impact', (parts) => (parts.runOf as Int32Array).fill(-1));
  forge('ahead-lines', (parts) => (parts.firsts as Int32Array).reverse());
  forge('ahead-search', (parts) => (parts.names = new TextEncoder().encode(new TextDecoder().decode(parts.names as Uint8Array).replaceAll('s0001_1', 's0009_9'))));
  forge('ahead-titles', (parts) => (parts.nodes as Int32Array).reverse());
  forge('ahead-unread', (parts) => (parts.rows = '[["x/.data.json","y"]]'));
  forge('ahead-outputs', (parts) => (parts.node as Int32Array).reverse());
  forge('ahead-findings', (parts) => (parts.rows = '[{"type":"changed","key":null,"path":"x","detail":"y","sync":1,"sha256":null,"mark":null,"node":null}]'));
  forge('ahead-tasks', (parts) => (parts.inTime as Int32Array).reverse());
  forge('ahead-files', (parts) => (parts.nodes as Int32Array).reverse());
  forge('ahead-uses', (parts) => (parts['use.sum'] as Int32Array).fill(0));
  forge('ahead-overview', (parts) => (parts.published as Int32Array).fill(1));
  forge('ahead-lids', (parts) => (parts.kinds as Uint8Array).reverse());
  forge('ahead-objects', (parts) => (parts.objects = (parts.objects as string).replace('"quarantined":0', '"quarantined":7')));
  await reopen();
  expect(await answers()).not.toEqual(right); // the attack works until the evidence is verified
  const { ok, faults, index } = await verify();
  expect(faults.map(({ file, message }) => [file, message.split('. ')[0]])).toEqual([
    ['w/index/ahead-files', 'its nodes is not what the index gives'],
    ['w/index/ahead-findings', 'its rows is not what the index gives'],
    ['w/index/ahead-graph', 'its up.relation is not what the index gives'],
    ['w/index/ahead-histories', 'its runOf is not what the index gives'],
    ['w/index/ahead-impact', 'its runOf is not what the index gives'],
    ['w/index/ahead-lids', 'its kinds is not what the index gives'],
    ['w/index/ahead-lines', 'its firsts is not what the index gives'],
    ['w/index/ahead-objects', 'its objects is not what the index gives'],
    ['w/index/ahead-outputs', 'its node is not what the index gives'],
    ['w/index/ahead-overview', 'its published is not what the index gives'],
    ['w/index/ahead-search', 'its names is not what the index gives'],
    ['w/index/ahead-tasks', 'its inTime is not what the index gives'],
    ['w/index/ahead-titles', 'its nodes is not what the index gives'],
    ['w/index/ahead-unread', 'its rows is not what the index gives'],
    ['w/index/ahead-uses', 'its use.sum is not what the index gives'],
  ]);
  expect(ok).toBe(false);
  expect(index).toMatchObject({ differences: [], madeAnew: true });
  expect(await answers()).toEqual(right);
  const { events } = await bench.engine.call('journal.list', { workspace, limit: 20 });
  expect(events.find(({ act }) => act === 'index-made-anew')?.detail.differences).toHaveLength(files.length);
  expect(await verify()).toMatchObject({ ok: true, index: { ahead: [] } });
});

it('LIDs whose stamp was made up for who does not open the index are named, too', async () => {
  forge(
    'ahead-lids',
    (parts) => (parts.kinds as Uint8Array).reverse(),
    (is) => ({ ...is, stamp: `${is.stamp} 7` }),
  );
  await reopen();
  const { ok, faults } = await verify();
  expect(ok).toBe(false);
  expect(faults.map(({ file, message }) => [file, message.split('. ')[0]])).toEqual([['w/index/ahead-lids', 'its kinds is not what the index gives']]);
});

it('scripts are kept once they were read, and held against the packs by verifying', async () => {
  const text = 'S0001_1';
  const scripts = (seen: () => void) => bench.job('search.scripts', { workspace, text }, seen);
  const found = () => bench.engine.call('search.find', { workspace, text, group: 'scripts' });
  let steps = 0;
  const read = await scripts(() => void steps++);
  const right = await found();
  expect(steps).toBeGreaterThan(0);
  expect(read).toMatchObject({ tasks: expect.any(Number), unreadable: 0 });
  expect(read.tasks).toBeGreaterThan(0);
  expect(kept()).toEqual([...files, 'ahead-scripts'].sort());
  await reopen();
  steps = 0;
  expect((await found()).scripts).toBe('not-read');
  expect(await scripts(() => void steps++)).toEqual(read);
  expect(steps).toBe(0);
  expect(await found()).toEqual(right);
  expect(await verify()).toMatchObject({ ok: true, index: { ahead: [] } });
  forge('ahead-scripts', (parts) => (parts.texts = new TextEncoder().encode(new TextDecoder().decode(parts.texts as Uint8Array).replaceAll('s0001_1', 's0009_9'))));
  await reopen();
  expect((await scripts(() => undefined)).tasks).toBeLessThan(read.tasks); // the attack works until the evidence is verified
  const { faults } = await verify();
  expect(faults.map(({ file, message }) => [file, message.split('. ')[0]])).toEqual([['w/index/ahead-scripts', 'its texts is not what the index gives']]);
  expect(await scripts(() => undefined)).toEqual(read);
});

it('one that was read and put right again before verifying is told as well', async () => {
  const right = readFileSync(join(indexFolder(), 'ahead-graph'));
  forge('ahead-graph', (parts) => (parts['up.relation'] as Uint8Array).fill(7));
  await reopen();
  await answers();
  writeFileSync(join(indexFolder(), 'ahead-graph'), right);
  const { faults } = await verify();
  expect(faults).toEqual([expect.objectContaining({ file: `${workspace}/index/ahead-graph`, message: expect.stringContaining('in use') })]);
});

it('says of itself an older program, another schema, records or ledger: not used, and no fault', async () => {
  const trace = () => bench.engine.call('graph.trace', { workspace, lid: store.published, direction: 'up' });
  const right = await trace();
  const others: ((from: MadeFrom) => MadeFrom)[] = [
    (from) => ({ ...from, program: '0' }),
    (from) => ({ ...from, schema: 1 }),
    (from) => ({ ...from, stamp: `${from.stamp}0` }),
    (from) => ({ ...from, leaves: from.leaves - 1 }),
    (from) => ({ ...from, roots: from.roots.toReversed() }),
    (from) => ({ ...from, ledger: { segment: 1, offset: from.ledger.offset + 1 } }),
    (from) => ({ ...from, ledger: { segment: 1, offset: Number.NaN } }),
  ];
  for (const other of others) {
    forge('ahead-graph', (parts) => (parts['up.relation'] as Uint8Array).fill(7), other);
    await reopen();
    expect(await trace()).toEqual(right);
    expect(wasMade()[0]).toBe(true);
  }
  forge('ahead-graph', (parts) => (parts['up.relation'] as Uint8Array).fill(7), others[0]);
  expect(await verify()).toMatchObject({ ok: true });
});

it('fits whatever the image is: gone, older, or made anew', async () => {
  const right = await answers();
  rmSync(join(indexFolder(), 'index.db'));
  await reopen();
  expect(await answers()).toEqual(right);
  expect(wasMade()).toEqual([false, false, false, false, false]);
  writeFileSync(join(indexFolder(), 'index.db'), 'not an image');
  await reopen();
  expect(await answers()).toEqual(right);
});

it('goes with the image where that does not follow from the evidence', async () => {
  bench.engine.close();
  forgeImage(bench.ports, `${workspace}/index/index.db`, 'DELETE FROM edge WHERE source % 2 = 0');
  for (const name of kept()) rmSync(join(indexFolder(), name));
  await open(bench.folder);
  await answers(); // wrong, and so is what is kept of them
  expect(kept()).toContain('ahead-graph');
  expect((await verify()).ok).toBe(false);
  expect(await answers()).toEqual(await withoutFiles());
  expect(await verify()).toMatchObject({ ok: true });
});

it('a disk that takes nothing, and a workspace that is removed meanwhile, are no reason to fail or to write', async () => {
  const right = await answers();
  for (const name of kept()) rmSync(join(indexFolder(), name));
  await reopen((ports) => ({
    ...ports,
    home: {
      ...ports.home,
      replace(path, bytes) {
        if (path.includes('/ahead-')) throw new AuditError('disk', 'full');
        ports.home.replace(path, bytes);
      },
    },
  }));
  expect(await answers()).toEqual(right);
  expect(kept()).toEqual([]);
  const other = await openWorkbench({ folder: bench.folder, keepFolder: true });
  await other.job('workspaces.retire', { workspace, reason: 'over', out: join(bench.folder, 'certificate.txt') });
  other.close();
  await expect(bench.engine.call('search.find', { workspace, text: 'bam' })).rejects.toMatchObject({ code: 'not-found' });
  expect(existsSync(join(bench.home, workspace))).toBe(false);
});

it('is listed in the certificate of a retired workspace, and gone with it', async () => {
  const out = join(bench.folder, 'certificate.txt');
  await bench.job('workspaces.retire', { workspace, reason: 'over', out });
  expect(readFileSync(out, 'utf8')).toMatch(/ index\/ahead-graph$/m);
  expect(existsSync(join(bench.home, workspace))).toBe(false);
});

it('of an encrypted workspace nothing lies in the clear, and it is read all the same', async () => {
  const passphrase = 'five words drawn by chance';
  const right = await answers();
  await bench.job('workspaces.encrypt', { workspace, passphrase });
  expect(await answers()).toEqual(right);
  const folder = readdirSync(bench.home).find((name) => name.startsWith('encrypted-')) ?? '';
  const raw = (name: string) => readFileSync(join(bench.home, folder, 'index', name));
  for (const name of filesOfAsking) {
    expect(raw(name).subarray(0, 8).toString()).toBe('LAWENC1\n');
    expect(raw(name).includes('s0001_1')).toBe(false);
  }
  await reopen();
  await bench.engine.call('workspaces.unlock', { workspace: folder, passphrase });
  expect(await answers()).toEqual(right);
  expect(wasMade()).toEqual([false, false, false, false, false]);
  const damaged = raw('ahead-graph');
  damaged[5000] = (damaged[5000] ?? 0) ^ 1;
  writeFileSync(join(bench.home, folder, 'index/ahead-graph'), damaged);
  await reopen();
  await bench.engine.call('workspaces.unlock', { workspace: folder, passphrase });
  expect(await answers()).toEqual(right);
});

it('of few records nothing is kept', async () => {
  generateStore(join(bench.folder, 'small'), 300);
  await bench.sync('small', join(bench.folder, 'small'));
  await bench.engine.call('search.find', { workspace: 'small', text: 'bam' });
  expect(readdirSync(join(bench.home, 'small/index')).filter((name) => name.startsWith('ahead-'))).toEqual([]);
});
