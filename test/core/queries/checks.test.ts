/** Checks beside the files they speak of: counted with their denominator, and stale once the record has changed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileCheck } from '../../../core/contract/shared';
import { keptCheck } from '../../../core/verify/recorded-file';
import { summariseChecks } from '../../../core/verify/summary';
import type { Workbench } from '../../workbench';
import { keyOf, openStores, type RawStore, runNamed } from './real-stores';

let bench: Workbench;
let raw: RawStore;
beforeAll(async () => {
  const opened = await openStores('legacy');
  bench = opened.bench;
  raw = opened.raw.legacy;
}, 120_000);
afterAll(() => bench?.close());

const check = (more: Partial<FileCheck>): FileCheck => keptCheck({ lid: null, path: null, recorded: { checksum: null, size: null, modifiedAt: null }, ...more });

describe('summariseChecks', () => {
  it('counts each verdict; nobody looked is not-checked, so is a check that was stopped', () => {
    const checks = [
      null,
      null,
      check({ reason: 'stopped' }),
      check({ verdict: 'mismatch' }),
      check({ verdict: 'metadata-match', labelConflict: true }),
      check({ verdict: 'metadata-match', stale: true, baseline: 'changed' }),
    ];
    expect(summariseChecks(checks)).toEqual({
      total: 6,
      checked: 3,
      byVerdict: { 'not-checked': 3, mismatch: 1, 'metadata-match': 2 },
      labelConflicts: 1,
      changedSinceBaseline: 1,
      stale: 1,
    });
    expect(summariseChecks([])).toEqual({ total: 0, checked: 0, byVerdict: {}, labelConflicts: 0, changedSinceBaseline: 0, stale: 0 });
  });
});

describe('checks of a run', () => {
  it('stand on its rows, its files, its graph and its records; a changed record makes them stale', async () => {
    const run = `lid://${runNamed(raw, 'assay_1')}`;
    const { files } = await bench.job('verify.run', { workspace: 'legacy', run });
    const outputs = async () => (await bench.engine.call('runs.outputs', { workspace: 'legacy', lid: run })).outputs;
    const row = async () => (await bench.engine.call('runs.list', { workspace: 'legacy' })).runs.find((one) => one.lid === run);
    const before = await outputs();
    expect(before.length).toBeGreaterThan(1);
    expect(new Map(before.map((file) => [file.lid, file.check?.verdict]))).toEqual(new Map(files.map((file) => [file.lid, file.verdict])));
    // The store's files are not where the records say on this machine, so every one is missing: checked, and told.
    expect((await row())?.checks).toMatchObject({ total: before.length, checked: before.length, byVerdict: { missing: before.length }, stale: 0 });
    const other = (await bench.engine.call('runs.list', { workspace: 'legacy' })).runs.find((one) => one.lid !== run);
    expect(other?.checks).toMatchObject({ checked: 0, byVerdict: { 'not-checked': other?.outputs } });

    const changed = before[0]?.lid ?? '';
    const trace = async () => (await bench.engine.call('graph.trace', { workspace: 'legacy', lid: changed, direction: 'up', depth: 0 })).nodes[0];
    expect((await trace())?.verdict).toBe('missing');
    expect((await bench.engine.call('records.get', { workspace: 'legacy', lid: changed })).record.check).toMatchObject({ verdict: 'missing', stale: false });

    const path = join(bench.folder, 'legacy', 'lineage', keyOf(changed), '.data.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"labels":null', '"labels":["edited"]'));
    await bench.job('sync.run', { workspace: 'legacy' });
    expect((await outputs()).map((file) => [file.lid, file.check?.stale])).toEqual(before.map((file) => [file.lid, file.lid === changed]));
    expect((await outputs())[0]?.labels).toEqual(['edited']);
    expect((await row())?.checks).toMatchObject({ total: before.length, checked: before.length, stale: 1 });
    expect((await trace())?.verdict).toBeNull();
    const { record } = await bench.engine.call('records.get', { workspace: 'legacy', lid: changed });
    expect(record.check?.stale).toBe(true);
    expect(record.versions.map(({ current, sync }) => [current, sync])).toEqual([
      [true, 2],
      [false, 1],
    ]);
    const old = await bench.engine.call('records.get', { workspace: 'legacy', lid: changed, sha256: record.versions[1]?.sha256 });
    expect(old.record.fields).toMatchObject({ labels: null });
    expect(record.fields).toMatchObject({ labels: ['edited'] });
  });
});
