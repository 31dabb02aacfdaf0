/** Two runs wrote the same destination: whose bytes are there now, on real files, each case made by the test itself. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Overwrite } from '../../../core/contract/overwrites';
import { hashedPath, lenientValue, standardValue } from '../../../core/verify/checksum/modes';
import { murmur3 } from '../../../main/ports/hashes';
import { openWorkbench, unpack, type Workbench } from '../../workbench';
import { setTime } from './vector-store';

const workspace = 'w';
const root = '/data/trial-042';
const [release, strict] = ['743f3d10fce32490142d3833990f2427', '87cf4e7e67eebdbcf18cc6b623acf905'];
const name = 'variants/HG002/HG002.vcf.gz';
const [ofRelease, ofStrict] = [`lid://${release}/${name}`, `lid://${strict}/${name}`];
const later = Date.parse('2026-11-21T05:20:00.000Z');

let folder: string;
let demo: string;
let bench: Workbench;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'overwrites-'));
  const { unpackDemo } = (await import(new URL('../../../build/demo.mjs', import.meta.url).href)) as { unpackDemo(folder: string): string };
  demo = unpackDemo(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => bench.close());

const look = () => bench.job('overwrites.look', { workspace });
const only = (overwrites: readonly Overwrite[], end: string) => overwrites.find(({ path }) => path.endsWith(end)) as Overwrite;

/** With its times to the nanosecond, which cpSync would cut. */
function copyOfDemo(): string {
  const files = join(mkdtempSync(join(folder, 'files-')), 'trial-042');
  execFileSync('cp', ['-a', demo, files]);
  return files;
}

/** The strict run wrote its file where the release had published its own, at `millis`: its record names that path, as Nextflow would have written it. */
class Published {
  readonly files = copyOfDemo();
  private record(lid: string): { path: string; record: { spec: Record<string, unknown> } } {
    const path = join(this.files, 'lineage', lid.slice('lid://'.length), '.data.json');
    return { path, record: JSON.parse(readFileSync(path, 'utf8')) };
  }
  spec = (lid: string) => this.record(lid).record.spec as { path: string; size: number; source: string; modifiedAt: string };
  at = (lid: string) => this.spec(lid).path.replace(root, this.files);
  sourceOf = (lid: string) => this.at(this.spec(lid).source);
  readonly destination = this.at(ofRelease);
  change(lid: string, spec: Record<string, unknown>) {
    const { path, record } = this.record(lid);
    Object.assign(record.spec, spec);
    writeFileSync(path, JSON.stringify(record));
  }
  /** Other bytes, with size and time to the nanosecond as they were. */
  tamper(path: string) {
    const before = `${path}.before`;
    execFileSync('cp', ['-a', path, before]);
    writeFileSync(path, Buffer.alloc(readFileSync(path).length, 'x'));
    execFileSync('touch', ['-r', before, path]);
    unlinkSync(before);
  }
  overwrite(millis: number) {
    const bytes = readFileSync(this.at(ofStrict));
    const { path, record } = this.record(ofStrict);
    const target = this.spec(ofRelease).path;
    record.spec.path = target;
    record.spec.modifiedAt = new Date(millis).toISOString();
    record.spec.checksum = {
      value: standardValue(murmur3, { path: hashedPath(target), size: bytes.length, modifiedMillis: millis }),
      algorithm: 'nextflow',
      mode: 'standard',
    };
    writeFileSync(path, JSON.stringify(record));
    this.put(bytes, millis);
  }
  put(bytes: Uint8Array, millis: number) {
    writeFileSync(this.destination, bytes);
    setTime(this.destination, millis);
  }
  async sync() {
    bench = await openWorkbench();
    await bench.sync(workspace, join(this.files, 'lineage'), [{ from: root, to: this.files }]);
  }
}

test('trial-042 as it is: the reference was replaced in place, and the one that later runs read is there', async () => {
  bench = await openWorkbench();
  await bench.sync(workspace, join(demo, 'lineage'), [{ from: root, to: demo }]);
  const before = await bench.engine.call('overwrites.list', { workspace });
  expect(before).toMatchObject({ total: 1, looked: 0, overwrites: [{ path: `${root}/inputs/reference.fa`, kind: 'outside', now: { state: 'not-looked', by: null } }] });
  const { overwrites, looked } = await look();
  expect(looked).toBe(1);
  const [{ claimants, now, checkedPath } = {} as Overwrite] = overwrites;
  expect(checkedPath).toBe(`${demo}/inputs/reference.fa`);
  expect(claimants.map(({ runs, evidence }) => [runs.map((run) => run.name).sort(), evidence])).toEqual(
    expect.arrayContaining([
      [['release', 'reproduce'], 'nothing'],
      [['cutreads', 'deepmode', 'failed', 'newref'], 'size-and-time'],
    ]),
  );
  expect(now).toMatchObject({ state: 'one', by: 'size-and-time' });
  expect(now.sentence).toMatch(/^By path, size and time, what is there is the content that the runs .* read; no content was recorded, so that is not proven, as of /);
  expect((await bench.engine.call('overwrites.list', { workspace, run: `lid://${release}` })).total).toBe(1);
  expect((await bench.engine.call('overwrites.list', { workspace, lid: ofRelease })).total).toBe(0);
});

test('assay-legacy as it is: two runs published the same five files, and the second one is there', async () => {
  bench = await openWorkbench();
  const files = unpack('assay-legacy.tar.gz', join(bench.folder, 'legacy'));
  for (const entry of readdirSync(files, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!lstatSync(path).isSymbolicLink()) continue;
    const to = readlinkSync(path);
    unlinkSync(path);
    symlinkSync(to.replace('/data/assay-legacy', files), path);
  }
  await bench.sync(workspace, join(files, 'lineage'), [{ from: '/data/assay-legacy', to: files }]);
  const { overwrites, total } = await look();
  expect(total).toBe(5);
  for (const { claimants, now } of overwrites) {
    expect(now.state === 'one' || now.by === 'source').toBe(true);
    expect(now.claimants).toContain(1);
    expect(claimants.map(({ runs }) => runs[0]?.name)).toEqual(['assay_1', 'assay_2']);
  }
  // Of the first run's file the check says who may have written there since.
  const { files: checks } = await bench.job('verify.run', { workspace, run: 'lid://0a9d8b23c204157568597194ac59e51a' });
  const csv = checks.find((check) => check.path?.endsWith('fits.csv'));
  expect(csv).toMatchObject({ verdict: 'inconclusive' });
  expect(csv?.detail).toMatch(
    /The run "assay_2" wrote the same destination, as lid:\/\/0e44d8a4c6c48b40176b949cb1e3a6c1\/fits\.csv says, on 2026-11-21 05:36:57\.\d{3} UTC: what is here may be its bytes\.$/,
  );
  const second = await bench.job('verify.run', { workspace, run: 'lid://0e44d8a4c6c48b40176b949cb1e3a6c1' });
  expect(second.files.every(({ detail }) => !detail?.includes('the same destination'))).toBe(true);
});

test('the later run is there, shown by the content of its own file in the work folder', async () => {
  const published = new Published();
  published.overwrite(later);
  await published.sync();
  const { claimants, now } = only((await look()).overwrites, name);
  expect(claimants.map(({ lid, evidence }) => [lid, evidence])).toEqual([
    [ofRelease, 'other-content'],
    [ofStrict, 'source'],
  ]);
  expect(now).toMatchObject({ state: 'one', by: 'source', claimants: [1] });
  expect(now.sentence).toMatch(
    /^The bytes there are those of run "strict": our SHA-256 equals that of the file it was published from, which itself is as recorded by path, size and time, as of [^.]+\.$/,
  );
  const { files } = await bench.job('verify.run', { workspace, lids: [ofRelease] });
  expect(files[0]).toMatchObject({ verdict: 'mismatch', reason: 'size-differs' });
  expect(files[0]?.detail).toContain('The run "strict" wrote the same destination');
});

test('the earlier content put back under the later time: the content decides, and the time is told', async () => {
  const published = new Published();
  const bytes = readFileSync(published.destination);
  published.overwrite(later);
  published.put(bytes, later);
  await published.sync();
  const { now } = only((await look()).overwrites, name);
  expect(now).toMatchObject({ state: 'one', by: 'source', claimants: [0] });
});

test('other bytes of the same size under the later time: of none, and the size and time are not believed', async () => {
  const published = new Published();
  published.overwrite(later);
  published.put(Buffer.alloc(readFileSync(published.destination).length, 'x'), later);
  await published.sync();
  const { now, claimants } = only((await look()).overwrites, name);
  expect(now).toMatchObject({ state: 'none', by: null, claimants: [] });
  expect(now.sentence).toContain('Size and time are those of run "strict", but our SHA-256 is not that of the content it wrote');
  expect(claimants.map(({ evidence }) => evidence)).toEqual(['other-content', 'other-content']);
});

test('without the files they were published from, size and time are all there is; an edited source is no evidence either', async () => {
  const published = new Published();
  published.overwrite(later);
  unlinkSync(published.sourceOf(ofRelease));
  writeFileSync(published.sourceOf(ofStrict), readFileSync(published.destination));
  await published.sync();
  expect(only((await look()).overwrites, name)).toMatchObject({
    now: { state: 'one', by: 'size-and-time', claimants: [1] },
    claimants: [{ evidence: 'nothing' }, { evidence: 'size-and-time' }],
  });
  published.put(readFileSync(published.destination), later + 1);
  const { now } = only((await look()).overwrites, name);
  expect(now).toMatchObject({ state: 'none', by: null });
  expect(now.sentence).toMatch(/^What is there is as none of the claimants recorded it/);
  unlinkSync(published.destination);
  expect(only((await look()).overwrites, name).now).toMatchObject({ state: 'gone', by: null, sentence: expect.stringMatching(/^Nothing is at this path\. So it is of none/) });
});

test('a fingerprint that we took between the two writes is evidence; one taken after both is not', async () => {
  const published = new Published();
  const bytes = readFileSync(published.destination);
  const time = Date.parse(published.spec(ofRelease).modifiedAt);
  for (const lid of [ofRelease, ofStrict]) unlinkSync(published.sourceOf(lid));
  await published.sync();
  await bench.job('verify.run', { workspace, lids: [ofRelease] });
  const hour = 3_600_000;
  published.overwrite(Date.now() + hour);
  await bench.job('sync.run', { workspace });
  expect(only((await look()).overwrites, name).claimants.map(({ evidence }) => evidence)).toEqual(['other-content', 'size-and-time']);
  published.put(bytes, time + hour);
  const { now } = only((await look()).overwrites, name);
  expect(now).toMatchObject({ state: 'one', by: 'fingerprint', claimants: [0] });
  expect(now.sentence).toContain('those that we read after run "release" wrote and before the next did');
});

test('what is on a store that is not asked, or cannot be read, is not known: neither gone, nor looked at, nor denied', async () => {
  const published = new Published();
  published.overwrite(later);
  unlinkSync(published.destination);
  symlinkSync(published.destination, published.destination);
  const elsewhere = 'gs://bucket/cohort.tsv';
  for (const lid of [release, strict]) published.change(`lid://${lid}/cohort/cohort.tsv`, { path: elsewhere });
  await published.sync();
  const { overwrites, looked, findings, checked } = await look();
  // The reference alone.
  expect(looked).toBe(1);
  for (const { now, claimants } of [only(overwrites, name), only(overwrites, elsewhere)]) {
    expect(now).toMatchObject({ state: 'unknown', by: null, claimants: [], sentence: expect.stringMatching(/ Whose bytes are there is not known, as of /) });
    expect(now.sentence).not.toContain('none of the claimants');
    expect(claimants.map(({ evidence }) => evidence)).toEqual([null, null]);
  }
  expect(only(overwrites, name).now.sentence).toContain('ELOOP');
  // Both records of the link, and one content of the reference; what is not checkable is no finding.
  expect(findings).toBe(3);
  expect(checked).toBeGreaterThan(findings);
});

test('no checksum recorded: bytes that nothing speaks for are not denied', async () => {
  const published = new Published();
  published.overwrite(later);
  published.change(ofRelease, { checksum: null, size: null });
  for (const lid of [ofRelease, ofStrict]) unlinkSync(published.sourceOf(lid));
  published.put(Buffer.from('other'), later);
  await published.sync();
  expect(only((await look()).overwrites, name).now).toMatchObject({ state: 'unknown', by: null });
});

test('a source that was edited since we first read it, size and time restored: our first reading speaks, and the edit denies nothing', async () => {
  const published = new Published();
  const bytes = readFileSync(published.destination);
  const time = Date.parse(published.spec(ofRelease).modifiedAt);
  published.overwrite(later);
  published.put(bytes, time);
  await published.sync();
  const sourceOf = published.spec(ofRelease).source;
  await bench.job('verify.run', { workspace, lids: [sourceOf] });
  published.tamper(published.sourceOf(ofRelease));
  const { overwrites, findings } = await look();
  const { now, claimants } = only(overwrites, name);
  expect(now).toMatchObject({ state: 'one', by: 'source', claimants: [0] });
  expect(claimants[0]?.evidence).toBe('source');
  expect(now.sentence).toContain('For run "release" that is the SHA-256 of our first reading: the file it was published from has changed since.');
  expect(now.sentence).not.toContain('which itself is as recorded');
  const { checks: files } = await bench.engine.call('verify.listed', { workspace, lids: [sourceOf, ofStrict] });
  expect(files.map(({ verdict, baseline }) => [verdict, baseline])).toEqual(
    expect.arrayContaining([
      ['metadata-match', 'changed'],
      ['mismatch', 'first-seen'],
    ]),
  );
  // The edited source, the overwritten record of strict, one content of the reference.
  expect(findings).toBe(3);
  // Neither reading of the source is known to be the right one: bytes that are neither are not denied by them.
  published.tamper(published.destination);
  expect(only((await look()).overwrites, name)).toMatchObject({ now: { by: 'size-and-time', claimants: [0] }, claimants: [{ evidence: 'size-and-time' }, {}] });
});

test('a value of path and size covers no time: that is said, of a file dated 2001 too', async () => {
  const published = new Published();
  published.overwrite(later);
  const bytes = readFileSync(published.destination);
  const path = published.spec(ofStrict).path;
  published.change(ofStrict, { checksum: { value: lenientValue(murmur3, { path: hashedPath(path), size: bytes.length }), algorithm: 'nextflow', mode: 'lenient' } });
  for (const lid of [ofRelease, ofStrict]) unlinkSync(published.sourceOf(lid));
  published.put(bytes, Date.parse('2001-01-01T00:00:00Z'));
  await published.sync();
  const { now, claimants } = only((await look()).overwrites, name);
  expect(now).toMatchObject({ state: 'one', by: 'size', claimants: [1] });
  expect(now.sentence).toMatch(/^By path and size, what is there is what run "strict" recorded; the time is not covered, and no content was recorded/);
  expect(claimants.map(({ evidence }) => evidence)).toEqual(['nothing', 'size']);
});

test.each(['same', 'other'])('a list that holds the %s SHA-256 is told, and decides nothing', async (which) => {
  const published = new Published();
  const bytes = readFileSync(published.destination);
  const time = Date.parse(published.spec(ofRelease).modifiedAt);
  for (const lid of [ofRelease, ofStrict]) unlinkSync(published.sourceOf(lid));
  await published.sync();
  const sha256 = which === 'same' ? createHash('sha256').update(bytes).digest('hex') : 'e'.repeat(64);
  await bench.engine.call('baseline.import', { workspace, run: `lid://${release}`, text: `${sha256}  ${published.spec(ofRelease).path}\n` });
  published.overwrite(Date.now() + 3_600_000);
  published.put(bytes, time);
  await bench.job('sync.run', { workspace });
  const { now, claimants } = only((await look()).overwrites, name);
  expect(now).toMatchObject({ state: 'one', by: 'size-and-time', claimants: [0] });
  expect(claimants[0]?.evidence).toBe('size-and-time');
  expect(now.sentence).toContain(`A list that was read in gives ${which === 'same' ? 'this' : 'another'} SHA-256 for run "release": its word, which decides nothing here.`);
});
