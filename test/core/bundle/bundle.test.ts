/** An evidence bundle: what is in it, that it is the same whenever it is made again, and that nothing is left of one that failed. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { bundleInfo } from '../../../core/bundle/format';
import { unsealed } from '../../main/pdf/tools';
import type { Workbench } from '../../workbench';
import { deepRun, filesOf, inCi, type Made, makeBundle, openCase, python, release, touchRecord, unpackBundle, workspace } from './bundle-bench';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
let trial: Awaited<ReturnType<typeof openCase>>;
let made: Made;
let bag = '';
const at = (...path: string[]) => join(trial.folder, ...path);
const lines = (name: string) =>
  readFileSync(join(bag, 'data', name), 'utf8')
    .split('\n')
    .slice(0, -1);
const bytesOf = (name: string) => readFileSync(at(name));

beforeAll(async () => {
  trial = await openCase();
  made = await makeBundle(trial, 'first.zip');
  if (python) bag = unpackBundle(at('first.zip'), at('first'));
});
afterAll(() => trial.remove());

it('is made of the newest checkpoint before it, and says so', async () => {
  const { log } = await trial.bench.engine.call('evidence.log', { workspace });
  expect(made.info.checkpoint).toEqual({ number: log.last?.number, size: log.last?.size, root: log.last?.root, dated: log.last?.at });
  expect(made).toMatchObject({ madeCheckpoint: false, after: 0, bytes: bytesOf('first.zip').length, sha256: createHash('sha256').update(bytesOf('first.zip')).digest('hex') });
  const { events } = await trial.bench.engine.call('journal.list', { workspace, limit: 1 });
  expect(events[0]).toMatchObject({ act: 'evidence-bundle', detail: { id: made.info.id, run: deepRun, path: at('first.zip'), sha256: made.sha256, completeness: 'complete' } });
});

it('is byte for byte the same when it is made again, but for the seal of its report, whatever came after: records, checks, settings, another process, another time zone', async () => {
  const { number } = made.info.checkpoint;
  await makeBundle(trial, 'bare.zip', { at: number, report: false });
  await makeBundle(trial, 'again.zip', { at: number });
  expectSameButTheSeal('again.zip');

  touchRecord(join(trial.files, 'lineage', release.slice('lid://'.length), '.data.json'));
  touchRecord(join(trial.files, 'lineage', deepRun.slice('lid://'.length), '.data.json'));
  await trial.bench.job('sync.run', { workspace });
  await trial.bench.job('verify.run', { workspace, run: deepRun });
  await trial.bench.engine.call('workspaces.setMaps', { workspace, maps: [] });
  const zone = process.env.TZ;
  const next: Workbench = await trial.bench.restart();
  const { remove } = trial;
  trial = {
    ...trial,
    bench: next,
    remove() {
      next.close();
      remove();
    },
  };
  try {
    process.env.TZ = 'Pacific/Kiritimati';
    await makeBundle(trial, 'later.zip', { at: number });
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
  expectSameButTheSeal('later.zip');
  await makeBundle(trial, 'bare-later.zip', { at: number, report: false });
  expect(bytesOf('bare-later.zip').equals(bytesOf('bare.zip'))).toBe(true);

  const newest = await makeBundle(trial, 'newest.zip');
  expect(newest.info.checkpoint.number).toBeGreaterThan(number);
  expect(newest.info.id).not.toBe(made.info.id);
  expect(newest.info.counts.records).toBeGreaterThan(made.info.counts.records);
});

it('has stored entries in a fixed order, of one date, without extra fields', () => {
  const entries = centralDirectory(bytesOf('first.zip'));
  expect(entries.slice(0, 3).map(({ name }) => name)).toEqual(['bagit.txt', 'READ-ME.txt', 'verify.py'].map((name) => `${made.info.id}/${name}`));
  expect(entries.at(-1)?.name).toBe(`${made.info.id}/tagmanifest-sha512.txt`);
  const day = new Date(made.info.checkpoint.dated);
  const date = ((day.getUTCFullYear() - 1980) << 9) | ((day.getUTCMonth() + 1) << 5) | day.getUTCDate();
  for (const entry of entries) expect(entry).toMatchObject({ method: 0, extra: 0, time: 12 << 11, date });
});

it.skipIf(!python)('holds the raw bytes of every version, what the lists say, and results that fit their entries', async () => {
  const info = bundleInfo.parse(JSON.parse(readFileSync(join(bag, 'data/bundle.json'), 'utf8')));
  expect(info).toEqual(made.info);
  const leaves = lines('leaves.jsonl').map((line) => JSON.parse(line) as { index: number; line: string });
  const events = leaves.map(({ index, line }) => ({ index, ...(JSON.parse(line) as { type: string; path?: string; sha256?: string; check?: { lid: string } }) }));
  const versions = events.filter(({ path }) => path === `${deepRun.slice('lid://'.length)}/.data.json`).map(({ type, sha256 }) => [type, sha256]);
  expect(versions.map(([type]) => type)).toEqual(['first-seen', 'changed']);
  for (const [, sha256] of versions) {
    const bytes = readFileSync(join(bag, 'data/records', sha256 ?? ''));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    expect(JSON.parse(bytes.toString()).kind).toBe('WorkflowRun');
  }
  const types = new Set(events.map(({ type }) => type));
  expect([...types].sort()).toEqual(
    ['baseline-imported', 'changed', 'checked', 'checkpoint-handed-out', 'first-seen', 'journal-head', 'signer-enrolled', 'sync-began', 'sync-ended', 'verify-began'].sort(),
  );
  expect(readdirSync(join(bag, 'data/lists'))).toHaveLength(info.counts.lists);
  expect(info.counts.lists).toBeGreaterThan(0);
  expect(lines('checks.jsonl')).toHaveLength(info.counts.checks);
  expect(info.counts.checks).toBeGreaterThanOrEqual(46);
  expect(lines('journal.jsonl')).toHaveLength(info.counts.journal);
  // Nothing of the runs that this one does not rest on.
  const records = readdirSync(join(bag, 'data/records')).map((name) => readFileSync(join(bag, 'data/records', name), 'utf8'));
  expect(records.filter((text) => text.includes('"kind":"WorkflowRun"')).length).toBeLessThan(4);
  const { tasks } = await trial.bench.engine.call('runs.tasks', { workspace, lid: deepRun, effective: true });
  expect(records.filter((text) => text.includes('"kind":"TaskRun"')).length).toBeGreaterThanOrEqual(tasks.length);
});

it.skipIf(!python)('names as subjects the files whose content was verified, and no other', () => {
  const envelope = JSON.parse(readFileSync(join(bag, 'data/statement.dsse.json'), 'utf8'));
  const { subject, predicate } = JSON.parse(Buffer.from(envelope.payload, 'base64').toString());
  expect(subject[0].name).toBe('data/bundle.json');
  expect(subject.length - 1).toBe(made.subjects);
  expect(made.subjects).toBe(predicate.verdicts['content-verified']);
  expect(made.subjects).toBeGreaterThan(0);
  for (const { name, digest } of subject.slice(1)) {
    const file = predicate.files.find(({ lid }: { lid: string }) => lid === name);
    expect(file).toMatchObject({ verdict: 'content-verified', sha256: digest.sha256 });
    const path = file.path.replace('/data/trial-042', trial.files);
    expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(digest.sha256);
  }
});

it('can leave the report out, and is then another bundle in bytes', async () => {
  const { pages, sha256 } = await makeBundle(trial, 'bare.zip', { at: made.info.checkpoint.number, report: false });
  expect(pages).toBeNull();
  expect(sha256).not.toBe(made.sha256);
  expect(centralDirectory(bytesOf('bare.zip')).some(({ name }) => name.endsWith('report.pdf'))).toBe(false);
});

it('refuses in words: no such checkpoint, no such run, a place in the store, a folder that is not there; and leaves nothing behind', async () => {
  await expect(makeBundle(trial, 'x.zip', { at: 999 })).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringMatching(/There is no checkpoint 999 .* numbered from 1 to \d+/),
  });
  await expect(makeBundle(trial, 'x.zip', { run: 'lid://nothing' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(makeBundle(trial, join(trial.files, 'lineage/x.zip').slice(trial.folder.length + 1))).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('never writes'),
  });
  await expect(makeBundle(trial, 'nowhere/x.zip')).rejects.toMatchObject({ code: 'disk', message: expect.stringContaining('x.zip could not be written') });
  expect(readdirSync(trial.folder).filter((name) => name.includes('x.zip'))).toEqual([]);
});

it('can be stopped at any step; an older file of that name stays', async () => {
  writeFileSync(at('stopped.zip'), 'older');
  const phasesOf = async (report: boolean) => {
    const phases = new Set<string>();
    await trial.bench.job('evidence.bundle', { workspace, run: deepRun, out: at('all.zip'), report }, ({ phase }) => phases.add(phase));
    return phases;
  };
  const [phases, withoutReport] = [await phasesOf(true), await phasesOf(false)];
  let stopped = 0;
  for (const phase of phases) {
    const stop = new AbortController();
    const job = trial.bench.job(
      'evidence.bundle',
      { workspace, run: deepRun, out: at('stopped.zip'), report: !withoutReport.has(phase) },
      (progress) => progress.phase === phase && stop.abort(),
      stop.signal,
    );
    const end = await job.then(
      () => 'made',
      (error: unknown) => error,
    );
    if (!stop.signal.aborted) {
      // What is told only where it takes its time was not told this time, so nobody stopped it.
      writeFileSync(at('stopped.zip'), 'older');
      continue;
    }
    stopped++;
    expect(end, phase).toMatchObject({ name: 'AbortError' });
    expect(readFileSync(at('stopped.zip'), 'utf8')).toBe('older');
    expect(readdirSync(trial.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  }
  expect(stopped).toBeGreaterThan(5);
});

it('makes a checkpoint first where there is none, or where this key has signed none yet; an earlier one cannot be signed with it', async () => {
  const { bench } = trial;
  const signer = bench.ports.keys.signer();
  const { generateKeyPairSync, sign } = await import('node:crypto');
  const other = generateKeyPairSync('ed25519');
  const publicKey = new Uint8Array(other.publicKey.export({ type: 'spki', format: 'der' }).subarray(12));
  const keys = {
    ...bench.ports.keys,
    signer: () => ({ ...signer, publicKey, where: 'another key', sign: (bytes: Uint8Array) => new Uint8Array(sign(null, bytes, other.privateKey)) }),
  };
  const { openWorkbench } = await import('../../workbench');
  bench.engine.close();
  const elsewhere = await openWorkbench({ folder: bench.folder, keepFolder: true, change: (ports) => ({ ...ports, keys }) });
  const asked = { workspace, run: deepRun, out: at('other-key.zip') };
  await expect(elsewhere.job('evidence.bundle', { ...asked, at: 1 })).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('another key) was enrolled after checkpoint 1'),
  });
  expect(existsSync(at('other-key.zip'))).toBe(false);
  const first = await elsewhere.job('evidence.bundle', asked);
  expect(first.madeCheckpoint).toBe(true);
  expect(first.verifierKeys).toHaveLength(2);
  expect((await elsewhere.job('evidence.bundle', asked)).madeCheckpoint).toBe(false);
  elsewhere.close();
});

it('has Python for these tests, or says that it goes without', () => {
  if (!python) console.warn('No Python 3 here: the tests that look into a bundle are left out.');
  if (inCi) expect(python).toBe(true);
  if (python) expect(filesOf(bag).length).toBeGreaterThan(100);
});

/** What the guide says: what names the digest or size of the report differs with its seal, and nothing else does. */
function expectSameButTheSeal(name: string): void {
  const [first, again] = ['first.zip', name].map((zip) => new Map(centralDirectory(bytesOf(zip)).map((entry) => [entry.name.slice(made.info.id.length + 1), entry.bytes])));
  const differing = [...(first ?? [])].flatMap(([path, bytes]) => (again?.get(path)?.equals(bytes) ? [] : [path]));
  const bySeal = ['data/report.pdf', 'data/statement.dsse.json', 'bag-info.txt', ...['sha256', 'sha512'].flatMap((one) => [`manifest-${one}.txt`, `tagmanifest-${one}.txt`])];
  expect([...(again ?? [])].map(([path]) => path)).toEqual([...(first ?? [])].map(([path]) => path));
  expect(differing.filter((path) => !bySeal.includes(path))).toEqual([]);
  const [ours, theirs] = [first, again].map((of) => of?.get('data/report.pdf') ?? Buffer.alloc(0)) as [Buffer, Buffer];
  expect(Buffer.from(unsealed(theirs)).equals(Buffer.from(unsealed(ours)))).toBe(true);
  const stated = (of: Map<string, Buffer> | undefined, pdf: Buffer) =>
    Buffer.from(JSON.parse(String(of?.get('data/statement.dsse.json'))).payload, 'base64')
      .toString()
      .replace(createHash('sha256').update(pdf).digest('hex'), 'the report');
  expect(stated(again, theirs)).toBe(stated(first, ours));
}

/** The central directory of a zip without Zip64, and what is stored. */
function centralDirectory(zip: Buffer) {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const entries: { name: string; method: number; time: number; date: number; extra: number; bytes: Buffer }[] = [];
  for (let from = zip.readUInt32LE(end + 16); from < end; ) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(from + offset)) as [number, number, number];
    const local = zip.readUInt32LE(from + 42);
    entries.push({
      name: zip.toString('utf8', from + 46, from + 46 + nameLength),
      method: zip.readUInt16LE(from + 10),
      time: zip.readUInt16LE(from + 12),
      date: zip.readUInt16LE(from + 14),
      extra: extra + comment + zip.readUInt16LE(local + 28),
      bytes: zip.subarray(local + 30 + nameLength, local + 30 + nameLength + zip.readUInt32LE(from + 24)),
    });
    from += 46 + nameLength + extra + comment;
  }
  return entries;
}
