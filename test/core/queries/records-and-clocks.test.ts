/** Records against themselves and recorded times against one another: the real stores as they are, and copies with one thing edited. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../../core/contract/findings';
import { openWorkbench, type Workbench } from '../../workbench';
import { keyOf, type RawStore, readStore, runNamed, type StoreName, storeFolders } from './real-stores';

type Spec = Record<string, unknown> & { metadata: Record<string, unknown>; checksum: Record<string, unknown> };
let stores: string;
const folders = {} as Record<StoreName, string>;
let raw: RawStore;
beforeAll(() => {
  stores = mkdtempSync(join(tmpdir(), 'stores-'));
  for (const name of ['trial', 'legacy', 's3'] as const) folders[name] = storeFolders[name](stores);
  raw = readStore(folders.trial);
});
afterAll(() => rmSync(stores, { recursive: true, force: true }));
let bench: Workbench | undefined;
afterEach(() => bench?.close());

async function opened(folder: string): Promise<Workbench> {
  bench?.close();
  bench = await openWorkbench();
  await bench.sync('w', folder);
  return bench;
}
/** Of these types alone: the others are as in the store that is copied. */
async function listed(prefix = /^(record-contradicts|clock-)/): Promise<Finding[]> {
  const { findings } = await (bench as Workbench).engine.call('findings.list', { workspace: 'w', limit: 10_000 });
  return findings.filter(({ type }) => prefix.test(type));
}
const own = async (run?: string) => (bench as Workbench).engine.call('records.own', { workspace: 'w', ...(run !== undefined && { run }) });

/** A copy of trial-042 with one record changed. */
async function edited(key: string, change: (spec: Spec) => void): Promise<Finding[]> {
  const copy = mkdtempSync(join(stores, 'copy-'));
  cpSync(folders.trial, copy, { recursive: true });
  const path = join(copy, key, '.data.json');
  const record = JSON.parse(readFileSync(path, 'utf8'));
  change(record.spec ?? record);
  writeFileSync(path, JSON.stringify(record));
  await opened(copy);
  return listed();
}

test.each([
  ['trial', 418],
  ['legacy', 24],
  ['s3', null],
] as const)('%s: every record of a file follows from its own path, size and time, and no times contradict one another', async (name, total) => {
  await opened(folders[name]);
  const counts = await own();
  expect(counts).toMatchObject({ consistent: counts.total, contradicts: 0, unknown: 0 });
  expect(counts.total).toBe(total ?? [...readStore(folders[name]).values()].filter(({ kind }) => kind === 'FileOutput').length);
  expect(counts.sentence).toMatch(new RegExp(`^${counts.total} of ${counts.total} file records are consistent with themselves .*no evidence of the content\\.$`));
  expect(await listed()).toEqual([]);
});

test('counts of one run are those of its files', async () => {
  await opened(folders.trial);
  const run = runNamed(raw, 'deepmode');
  const files = [...raw.values()].filter(({ kind, spec }) => kind === 'FileOutput' && spec.workflowRun === `lid://${run}`).length;
  expect(await own(`lid://${run}`)).toMatchObject({ total: files, consistent: files });
});

describe('a record edited without computing its checksum again', () => {
  const key = () => [...raw.keys()].find((one) => one.startsWith(`${runNamed(raw, 'release')}/`) && one.endsWith('HG002.bam')) as string;
  test.each<[string, (spec: Spec) => void, RegExp?]>([
    [
      'size',
      (spec) => Object.assign(spec, { size: 1 }),
      /\. It is that of the size \d+, which the record of its source states, and the rest as stated: the size is what differs\.$/,
    ],
    [
      'path',
      (spec) => Object.assign(spec, { path: '/data/trial-042/elsewhere.bam' }),
      /\. It is that of the path \/data\/trial-042\/launch\/results\/\S+HG002\.bam, where its LID places it/,
    ],
    [
      'time',
      (spec) => Object.assign(spec, { modifiedAt: '2026-11-21T05:08:30.000Z' }),
      /\. It is that of the time 2026-11-21T05:08:\d\d\.\d+Z, which the record states as when the file was made/,
    ],
    ['checksum', (spec) => Object.assign(spec.checksum, { value: '00000000000000000000000000000000' })],
    ['label, by a Nextflow that records no content', (spec) => Object.assign(spec, { size: 1, checksum: { ...spec.checksum, mode: 'deep' } }), /the size is what differs\.$/],
  ])('%s', async (_, change, fits = /its label is wrong, or something else than Nextflow made it$/) => {
    const findings = await edited(key(), change);
    expect(findings.map(({ type, lid }) => [type, lid])).toEqual([['record-contradicts-itself', `lid://${key()}`]]);
    expect(findings[0]?.detail).toMatch(/^the recorded checksum [0-9a-f]{32} is not that of path \/data\S+, size \d+ and time 2026\S+, which the same record states/);
    expect(findings[0]?.detail).toMatch(fits);
    expect(await own()).toMatchObject({ total: 418, consistent: 417, contradicts: 1 });
    const { files } = await (bench as Workbench).job('verify.run', { workspace: 'w', lids: [`lid://${key()}`] });
    expect(files[0]?.ownRecord).toBe('contradicts');
  });
  test('a label that claims the content, of a Nextflow that is not known: cannot be told', async () => {
    const copy = mkdtempSync(join(stores, 'copy-'));
    cpSync(folders.trial, copy, { recursive: true });
    const write = (at: string, change: (spec: Spec) => void) => {
      const path = join(copy, at, '.data.json');
      const record = JSON.parse(readFileSync(path, 'utf8'));
      change(record.spec);
      writeFileSync(path, JSON.stringify(record));
    };
    write(runNamed(raw, 'release'), (spec) => Object.assign(spec.metadata, { nextflow: { version: '27.10.0' } }));
    write(key(), (spec) => Object.assign(spec, { size: 1, checksum: { ...spec.checksum, mode: 'deep' } }));
    await opened(copy);
    expect(await listed()).toEqual([]);
    expect(await own()).toMatchObject({ consistent: 417, contradicts: 0, unknown: 1 });
  });
  test('the time below a millisecond is no part of the checksum', async () => {
    expect(await edited(key(), (spec) => Object.assign(spec, { modifiedAt: String(spec.modifiedAt).replace(/(\.\d{3})\d*Z/, '$1Z') }))).toEqual([]);
  });
});

describe('clocks', () => {
  const release = () => runNamed(raw, 'release');
  const taskOf = (run: string) => [...raw].find(([, { kind, spec }]) => kind === 'TaskOutput' && spec.workflowRun === `lid://${run}`) as [string, { kind: string; spec: Spec }];

  test('a file that changed after the record of its task: once a run, with the widest difference', async () => {
    const [output] = taskOf(release());
    const findings = await edited(output, (spec) => Object.assign(spec, { createdAt: '2026-11-21T05:08:29.000000001Z' }));
    const clocks = findings.filter(({ type }) => type === 'clock-file-after-record');
    expect(clocks).toHaveLength(1);
    expect(clocks[0]).toMatchObject({ lid: `lid://${release()}`, sync: 1 });
    expect(clocks[0]?.detail).toMatch(/was modified 2026-11-21 05:08:\d\d\.\d{3} UTC, [\d.]+ seconds after .*2026-11-21 05:08:29\.000 UTC.*nothing tells which\.$/);
  });
  test('a record dated before its run', async () => {
    const [output] = taskOf(release());
    const [finding, ...more] = (await edited(output, (spec) => Object.assign(spec, { createdAt: '2026-11-18T05:08:28Z' }))).filter(
      ({ type }) => type === 'clock-record-before-run',
    );
    expect(more).toEqual([]);
    expect(finding?.lid).toBe(`lid://${release()}`);
    expect(finding?.detail).toContain(`The record lid://${output} is dated 2026-11-18 05:08:28.000 UTC, 3 days before its run began, 2026-11-21 05:08:28.651 UTC`);
  });
  test('every record of a run after its start was moved: still one finding a run and kind', async () => {
    const findings = await edited(release(), (spec) => Object.assign(spec.metadata, { start: '2026-11-21T06:00:00Z' }));
    const of = (type: string) => findings.filter((one) => one.type === type);
    expect(of('clock-record-before-run')).toHaveLength(2);
    expect(of('clock-record-before-run').map(({ detail }) => /\((\d+) such records of this run/.exec(detail)?.[1])).toEqual([expect.any(String), expect.any(String)]);
    expect(of('clock-history-order')).toHaveLength(1);
    expect(of('clock-history-order')[0]?.detail).toMatch(/^The line of the run history is dated 2026-11-21 05:08:31 UTC, 51 minutes before the run began by its own record/);
  });
  test('a run that resumes one which began later', async () => {
    const findings = await edited(runNamed(raw, 'reproduce'), (spec) => Object.assign(spec.metadata, { start: '2026-11-21T05:08:49Z' }));
    expect(findings).toEqual([]);
    const late = await edited(runNamed(raw, 'reproduce'), (spec) => Object.assign(spec.metadata, { start: '2026-11-21T05:09:20Z' }));
    expect(late.filter(({ type, lid }) => type === 'clock-history-order' && lid === `lid://${runNamed(raw, 'strict')}`).map(({ detail }) => detail)).toEqual([
      expect.stringContaining('The run resumes its session and began 2026-11-21 05:09:15.366 UTC, 4.6 seconds before the first run of that session in this store'),
    ]);
  });
  test('a record dated in the future of its sync', async () => {
    const [output] = taskOf(release());
    const findings = await edited(output, (spec) => Object.assign(spec, { createdAt: '2126-01-01T00:00:00Z' }));
    expect(findings.map(({ type, lid }) => [type, lid])).toEqual([['clock-future', `lid://${release()}`]]);
    expect(findings[0]?.detail).toContain(`lid://${output} holds the time 2126-01-01 00:00:00.000 UTC`);
  });
  test('a history line in a zone whose name is not known is never held to be out of order by hours', async () => {
    const copy = mkdtempSync(join(stores, 'copy-'));
    cpSync(folders.trial, copy, { recursive: true });
    const path = join(copy, '.history', keyOf(`lid://${release()}`));
    const line = readFileSync(path, 'utf8');
    writeFileSync(path, line.replace('05:08:31 UTC', '13:08:31 CST'));
    await opened(copy);
    expect(await listed()).toEqual([]);
    writeFileSync(path, line.replace('2026-11-21 05:08:31 UTC', '2026-11-19 05:08:31 CST'));
    await opened(copy);
    expect((await listed()).map(({ type }) => type)).toEqual(['clock-history-order']);
  });
});
