/** A real bundle, made on one home and imported on another: the same records and answers, no verdict believed, a report that says what it rests on. */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../../core/contract';
import { openWorkbench, unpack, type Workbench } from '../../workbench';
import { layLeakyStore, run as leaky } from '../secrets/leaky-store';

let maker: Workbench;
let auditor: Workbench;
let run: string;
let zip: string;
let made: Output<'evidence.bundle'>;
let imported: Output<'bundle.import'>;

beforeAll(async () => {
  maker = await openWorkbench();
  auditor = await openWorkbench();
  await maker.sync('trial', join(unpack('trial-042-lineage.tar.gz', join(maker.folder, 'trial')), 'lineage'));
  run = (await maker.engine.call('runs.list', { workspace: 'trial' })).runs.find(({ name }) => name === 'release')?.lid ?? '';
  await maker.job('verify.run', { workspace: 'trial', run });
  await maker.engine.call('evidence.handOut', { workspace: 'trial', out: join(maker.folder, 'handed-out.txt') });
  zip = join(maker.folder, 'release.zip');
  made = await maker.job('evidence.bundle', { workspace: 'trial', run, out: zip });
  imported = await auditor.job('bundle.import', { path: zip, name: 'from-maker' });
}, 60_000);
afterAll(() => {
  maker.close();
  auditor.close();
});

describe('a bundle imported on another home', () => {
  it('holds in every part, is complete, and its key is vouched for by nobody', () => {
    const { check } = imported;
    expect(check.faults).toEqual([]);
    expect(check).toMatchObject({ ok: true, sha256: made.sha256, hiddenLeaves: 0, info: { completeness: 'complete', id: made.info.id } });
    for (const { part, checked, failed } of check.parts) expect({ part, checked: checked > 0, failed }).toEqual({ part, checked: true, failed: 0 });
    expect(check.parts.find(({ part }) => part === 'proofs')?.checked).toBeGreaterThanOrEqual(made.info.counts.leaves);
    expect(check.trust.sentence).toContain('nobody here vouches for whose key it is');
    expect(check.trust.verifierKey).toBe(made.verifierKeys[0]);
  });

  it('keeps the zip byte for byte, in evidence that verifies', async () => {
    const verified = await auditor.job('evidence.verify', { workspace: 'from-maker' });
    expect(verified.faults).toEqual([]);
    expect(verified.ok).toBe(true);
    const again = await auditor.restart();
    auditor = again;
    expect((await again.engine.call('bundle.imported', { workspace: 'from-maker' })).imported?.check.sha256).toBe(made.sha256);
  });

  it('has the same records, to the byte, and gives the same answers', async () => {
    const ask = async (bench: Workbench, workspace: string) => {
      const of = { workspace, lid: run };
      const outputs = (await bench.engine.call('runs.outputs', of)).outputs;
      const { nodes, edges } = await bench.engine.call('graph.trace', { workspace, lid: outputs.find(({ lid }) => lid !== null)?.lid ?? '', direction: 'up' });
      return {
        tasks: (await bench.engine.call('runs.tasks', { ...of, effective: true })).tasks.map(({ lid, name, reused }) => ({ lid, name, reused })),
        outputs: outputs.map(({ lid, path, checksum, size }) => ({ lid, path, checksum, size })),
        trace: { nodes: nodes.map((node) => `${node.kind} ${node.lid} ${node.depth}`).sort(), edges: edges.map((edge) => JSON.stringify(edge)).sort() },
        raw: (await bench.engine.call('records.raw', of)).sha256,
        // Each installation has a key of its own for the digits in masks.
        groups: JSON.parse(JSON.stringify((await bench.engine.call('runs.get', of)).run.groups).replaceAll(/ hmac:[0-9a-f]{12}\]/g, ']')),
      };
    };
    const here = await ask(auditor, 'from-maker');
    expect(here.outputs.length).toBeGreaterThan(10);
    expect(here).toEqual(await ask(maker, 'trial'));
  });

  it('claims nothing of the store beside the bundle: nothing is unaffected, and other runs are known in part', async () => {
    const workspace = 'from-maker';
    const { workspace: shown } = await auditor.engine.call('workspaces.get', { workspace });
    expect(shown.coverage).toMatchObject({ known: 'bundle', whole: null, runs: [run], cutShort: [] });
    expect(shown.coverage.sentence).toContain(`the evidence bundle ${made.info.id} holds of one run (${run})`);
    const { outputs } = await auditor.engine.call('runs.outputs', { workspace, lid: run });
    const asked = { by: 'lid' as const, lid: outputs.find(({ lid }) => lid !== null)?.lid ?? '' };
    const unaffected = async (bench: Workbench, name: string) => (await bench.engine.call('impact.summary', { workspace: name, asked })).summary.unaffected.files;
    expect(await unaffected(auditor, workspace)).toBe(0);
    expect(await unaffected(maker, 'trial')).toBeGreaterThan(0);
    const { overview } = await auditor.engine.call('overview.get', { workspace });
    expect(overview.measures.find(({ id }) => id === 'coverage')).toMatchObject({ value: null, why: expect.stringContaining('out of an evidence bundle') });
    const { outline } = await auditor.job('report.preview', { workspace, about: { kind: 'run', run } });
    expect(JSON.stringify(outline.sections[0])).toContain('That nothing else in the store bears on this.');
  });

  it('believes no verdict of the maker, and shows them as claims', async () => {
    const theirs = (await maker.engine.call('runs.outputs', { workspace: 'trial', lid: run })).outputs;
    expect(theirs.every(({ check }) => check !== null)).toBe(true);
    const ours = (await auditor.engine.call('runs.outputs', { workspace: 'from-maker', lid: run })).outputs;
    expect(ours.map(({ check }) => check)).toEqual(ours.map(() => null));
    const { imported: kept } = await auditor.engine.call('bundle.imported', { workspace: 'from-maker' });
    expect(kept?.claims.length).toBe(theirs.length);
    expect(kept?.claims.every(({ verdict }) => verdict === 'missing')).toBe(true);
    expect(kept?.olderVersions).toBe(0);
  });

  it('gives a report that says what it rests on', async () => {
    const out = join(auditor.folder, 'report.pdf');
    await auditor.job('report.pdf', { workspace: 'from-maker', about: { kind: 'run', run }, out });
    const text = execFileSync('pdftotext', ['-layout', out, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
    expect(text).toContain('evidence bundle that somebody else made');
    expect(text).toContain('nobody here vouches for whose key it is');
    expect(text).toContain('What its maker checked is no verdict here');
    expect(text).not.toContain('Its maker left out');
  });

  it('is raised by a key or a checkpoint that came another way, and refused where they do not fit', async () => {
    const key = made.verifierKeys.join('\n');
    const checkpoint = readFileSync(join(maker.folder, 'handed-out.txt'), 'utf8');
    const fits = await auditor.job('bundle.check', { path: zip, key, checkpoint });
    expect(fits).toMatchObject({ ok: true, trust: { byKey: true, byCheckpoint: true } });
    expect(fits.trust.sentence).toContain('the key and the checkpoint that you gave by another way fits');
    const other = (await auditor.engine.call('evidence.log', { workspace: 'from-maker' })).log.signers[0]?.verifierKey ?? '';
    const misfit = await auditor.job('bundle.check', { path: zip, key: other });
    expect(misfit).toMatchObject({ ok: false, trust: { byKey: false } });
    expect(misfit.trust.sentence).toContain('does NOT fit');
    await expect(auditor.job('bundle.import', { path: zip, name: 'other', key: other })).rejects.toMatchObject({ code: 'bad-input' });
    expect((await auditor.engine.call('workspaces.list', {})).workspaces.map(({ name }) => name)).toEqual(['from-maker']);
  });

  it('is in the journal and the ledger, and a sync reads the same again', async () => {
    const { events } = await auditor.engine.call('journal.list', { workspace: 'from-maker' });
    const act = events.find(({ act }) => act === 'bundle-imported');
    expect(act?.detail).toMatchObject({ bundle: { sha256: made.sha256, name: 'release.zip' }, origin: made.info.origin, faultCount: 0, completeness: 'complete' });
    const again = await auditor.job('sync.run', { workspace: 'from-maker' });
    expect(again).toMatchObject({ new: 0, changed: 0, vanished: 0, complete: true });
    await expect(auditor.job('bundle.import', { path: zip, name: 'From-Maker' })).rejects.toMatchObject({ code: 'already-exists' });
  });
});

describe('a bundle whose maker saw records change', () => {
  it('knows a run that the one of the bundle rests on in part', async () => {
    const resumed = 'lid://87cf4e7e67eebdbcf18cc6b623acf905';
    const out = join(maker.folder, 'resumed.zip');
    await maker.job('evidence.bundle', { workspace: 'trial', run: resumed, out });
    const workspace = 'resumed';
    await auditor.job('bundle.import', { path: out, name: workspace });
    const { runs } = await auditor.engine.call('runs.list', { workspace });
    expect(runs.find(({ lid }) => lid === resumed)?.marks).not.toContain('in-part');
    const others = runs.filter(({ lid }) => lid !== resumed);
    expect(others.length).toBeGreaterThan(0);
    for (const { lid, marks } of others) {
      expect(marks, lid).toContain('in-part');
      expect(marks, lid).not.toContain('no-output-record');
      expect((await auditor.engine.call('runs.get', { workspace, lid })).run.coverage).toContain('is of another run');
    }
  });

  it('says so wherever the findings of the import are told, for a sync here cannot see it', async () => {
    const store = layLeakyStore(join(maker.folder, 'changing'));
    await maker.sync('changing', store);
    const gone = join(store, 'b'.repeat(32), 'out.bam', '.data.json');
    writeFileSync(join(store, leaky, 'clean.bam', '.data.json'), readFileSync(join(store, leaky, 'clean.bam', '.data.json'), 'utf8').replace('"size":3', '"size":4'));
    rmSync(gone);
    await maker.job('sync.run', { workspace: 'changing' });
    const path = join(maker.folder, 'changing.zip');
    await maker.job('evidence.bundle', { workspace: 'changing', run: `lid://${leaky}`, out: path, report: false });
    await auditor.job('bundle.import', { path, name: 'changed-there' });
    const { findings, imported: told } = await auditor.engine.call('findings.list', { workspace: 'changed-there' });
    expect(findings.filter(({ type }) => type === 'changed' || type === 'vanished')).toEqual([]);
    expect(told).toContain('changed 1, vanished 1, came back 0');
    const { imported: kept } = await auditor.engine.call('bundle.imported', { workspace: 'changed-there' });
    expect(kept?.changes.map(({ type, subject }) => [type, subject]).sort()).toEqual([
      ['changed', `lid://${leaky}/clean.bam`],
      ['vanished', `lid://${'b'.repeat(32)}/out.bam`],
    ]);
    expect((await auditor.engine.call('findings.list', { workspace: 'from-maker' })).imported).toContain('none of these records changed or vanished');
    expect((await maker.engine.call('findings.list', { workspace: 'trial' })).imported).toBe(null);
    expect((await auditor.job('evidence.verify', { workspace: 'changed-there' })).faults).toEqual([]);
  });
});
