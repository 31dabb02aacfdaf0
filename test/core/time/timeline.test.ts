/** The time line and the history of a published path, on the real store: whose clock each time is, what is counted, and what sameness rests on. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { murmur3 } from '../../../main/ports/hashes';
import { openTrial, recordedRoot, release, type TrialBench, workspace } from '../../main/trial-bench';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let trial: TrialBench;
beforeAll(async () => {
  trial = await openTrial();
  await trial.bench.job('verify.run', { workspace, run: release });
  await trial.bench.engine.call('baseline.lock', { workspace, run: release, reason: 'signed', doubtful: true });
  await trial.bench.engine.call('evidence.handOut', { workspace, out: join(trial.folder, 'copy.txt') });
});
afterAll(() => trial.remove());

function edit(lid: string, change: (spec: Record<string, unknown>) => void): void {
  const file = join(trial.files, 'lineage', lid.slice('lid://'.length), '.data.json');
  const record = JSON.parse(readFileSync(file, 'utf8'));
  change(record.spec);
  writeFileSync(file, JSON.stringify(record));
}

const line = async (more: object = {}) => (await trial.bench.engine.call('time.timeline', { workspace, limit: 1000, ...more })).timeline;

describe('the time line', () => {
  it('has every run by its recorded time, and syncs, checks and sign-offs by this computer’s clock', async () => {
    const { items, totals, undated, total } = await line();
    const { runs } = await trial.bench.engine.call('runs.list', { workspace });
    const ofRuns = items.filter(({ kind }) => kind === 'run');
    expect(ofRuns.map(({ lid }) => lid).sort()).toEqual(runs.map(({ lid }) => lid).sort());
    expect(new Set(ofRuns.map(({ clock }) => clock))).toEqual(new Set(['recorded']));
    for (const { lid, at, detail } of ofRuns) {
      const start = runs.find((run) => run.lid === lid)?.start ?? '';
      expect(Math.abs(Date.parse(at) - Date.parse(start))).toBeLessThan(1000);
      expect(detail).toContain(start);
    }
    expect(totals).toMatchObject({ run: 8, sync: 1, check: 1, 'sign-off': 1, 'handed-out': 1 });
    expect(undated.run).toBeUndefined();
    expect(items.filter(({ kind }) => kind !== 'run').every(({ clock }) => clock === 'observed')).toBe(true);
    expect(total).toBe(Object.values(totals).reduce((sum, n) => sum + n, 0));
    expect([...items].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).map(({ at }) => at)).toEqual(items.map(({ at }) => at));
  });
  it('bins hold what the list holds, whatever stretch is asked for, and no more of them than can be drawn', async () => {
    const { extent } = await line();
    const [low, high] = [Date.parse(extent?.from ?? ''), Date.parse(extent?.to ?? '')];
    for (const [from, to] of [
      [0, 1],
      [0, 0.5],
      [0.3, 0.300001],
      [0.9, 1],
      [-5, 5],
    ] as const) {
      const iso = (part: number) => new Date(low + (high - low) * part).toISOString();
      const found = await line({ from: iso(from), to: iso(to) });
      const counted = found.bins.reduce((sum, { counts }) => sum + Object.values(counts).reduce((one, n) => one + n, 0), 0);
      expect(counted).toBe(found.total);
      expect(found.items).toHaveLength(found.total);
      expect(found.bins.length).toBeLessThanOrEqual(152);
      for (const { at } of found.items) expect(at >= (found.from ?? '') && at < (found.to ?? '')).toBe(true);
    }
  });
  it('pages go from the newest to the oldest without a gap, and only the kinds asked for', async () => {
    const whole = await line({ kinds: ['run', 'sync'] });
    const pages = await Promise.all([0, 3, 6].map((offset) => line({ kinds: ['run', 'sync'], offset, limit: 3 })));
    expect(pages.flatMap(({ items }) => items)).toEqual(whole.items);
    expect(whole.total).toBe(9);
    expect(await line({ kinds: ['acknowledged'] })).toMatchObject({ from: null, items: [], total: 0 });
  });
  it('a time that is none is refused', async () => {
    await expect(line({ from: 'yesterday' })).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('the history of a published path', () => {
  const history = (path: string) => trial.bench.engine.call('time.pathHistory', { workspace, path });
  const lids: string[] = [];
  let path = '';
  beforeAll(async () => {
    // As when two runs publish into the same folder: the runs of the real store have one each.
    const { runs } = await trial.bench.engine.call('runs.list', { workspace });
    for (const run of runs) {
      const { outputs } = await trial.bench.engine.call('runs.outputs', { workspace, lid: run.lid });
      const file = outputs.find(({ name, size }) => name === 'cohort.tsv' && size !== null);
      if (file?.lid == null || lids.length === 2) continue;
      lids.push(file.lid);
      if (path === '') path = file.path ?? '';
      else edit(file.lid, (spec) => Object.assign(spec, { path, size: undefined }));
    }
    await trial.bench.job('sync.run', { workspace });
  });

  it('lists each run that published it, by path and by LID alike, the oldest first', async () => {
    const byPath = await history(path);
    expect(byPath.rows.map(({ lid }) => lid).sort()).toEqual([...lids].sort());
    expect(byPath.rows.map(({ createdAt }) => Date.parse(createdAt ?? ''))).toEqual([...byPath.rows.map(({ createdAt }) => Date.parse(createdAt ?? ''))].sort((a, b) => a - b));
    expect(await history(lids[0] ?? '')).toEqual(byPath);
    expect(await history(`file://${path}`)).toEqual(byPath);
    expect(byPath.rows.every(({ run, firstSeen, versions }) => run !== null && firstSeen?.sync === 1 && versions >= 1)).toBe(true);
  });
  it('tells files of the same name below other folders apart', async () => {
    const { name, rows, elsewhere } = await history(lids[0] ?? '');
    for (const row of [...rows, ...elsewhere]) expect(row.lid.endsWith(`/${name}`)).toBe(true);
    for (const row of elsewhere) expect(row.path).not.toBe(path);
  });
  it('never says the same of content that was not proven, and says so once both are', async () => {
    const before = await history(path);
    expect(before.rows[0]?.same).toBe('first');
    for (const row of before.rows.slice(1)) expect(['unknown', 'other']).toContain(row.same);
    // Records that hold a hash of the content, which is the same for both: the file that lies there now.
    const bytes = readFileSync(path.replace(recordedRoot, trial.files));
    const hash = murmur3();
    hash.update(bytes);
    const value = hash.hex();
    for (const lid of lids) edit(lid, (spec) => Object.assign(spec, { checksum: { value, algorithm: 'nextflow', mode: 'deep' }, size: bytes.length }));
    await trial.bench.job('sync.run', { workspace });
    expect((await history(path)).rows.slice(1).every(({ same }) => same === 'unknown')).toBe(true);
    await trial.bench.job('verify.run', { workspace, lids });
    const after = await history(path);
    expect(after.rows.slice(1).every(({ same }) => same === 'same')).toBe(true);
    expect(after.rows.every(({ versions, verdict }) => versions >= 2 && verdict === 'content-verified')).toBe(true);
  });
  it('says what a path is that no run published', async () => {
    await expect(history('/no/such')).rejects.toMatchObject({ code: 'not-found' });
    await expect(history(release)).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('WorkflowRun') });
    const { rows } = await history(path);
    await expect(history(rows[0]?.run?.lid ?? '')).rejects.toMatchObject({ code: 'not-found' });
  });
});

it('two versions of a record are compared field by field; one that was never seen is an error', async () => {
  const { runs } = await trial.bench.engine.call('runs.list', { workspace });
  const { outputs } = await trial.bench.engine.call('runs.outputs', { workspace, lid: runs[0]?.lid ?? '' });
  const lid = outputs.find((one) => one.lid !== null)?.lid ?? '';
  const file = join(trial.files, 'lineage', lid.slice('lid://'.length), '.data.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"size":\d+/, '"size":7'));
  await trial.bench.job('sync.run', { workspace });
  const { record } = await trial.bench.engine.call('records.get', { workspace, lid });
  const [now, old] = record.versions;
  const compared = await trial.bench.engine.call('time.compareVersions', { workspace, lid, old: old?.sha256 ?? '', new: now?.sha256 ?? '' });
  expect(compared).toMatchObject({ how: 'fields', changeCount: 1, changes: [{ path: '$.spec.size', change: 'changed', new: '7' }] });
  await expect(trial.bench.engine.call('time.compareVersions', { workspace, lid, old: '0'.repeat(64), new: now?.sha256 ?? '' })).rejects.toMatchObject({ code: 'not-found' });
});
