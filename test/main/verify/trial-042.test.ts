/** The real store with its real files: what Nextflow answers, what we say of all 418 files, and what a copy and an edit change. */
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixtures, openWorkbench, type Workbench } from '../../workbench';
import { setTime } from './vector-store';

const release = 'lid://743f3d10fce32490142d3833990f2427';
const deepmode = 'lid://7c6c73a99887871270d84830fd9cf8a0';
const recordedRoot = '/data/trial-042';
const answers = (JSON.parse(readFileSync(join(fixtures, 'trial-042-answers.json'), 'utf8')) as { args: string[]; exit: number; stdout: string; stderr: string }[]).filter(
  (one) => one.args[0] === 'check',
);

let folder: string;
let files: string;
let bench: Workbench;
const workspace = 'trial';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trial-042-'));
  const { unpackDemo } = (await import(new URL('../../../build/demo.mjs', import.meta.url).href)) as { unpackDemo(folder: string): string };
  files = unpackDemo(folder);
  bench = await openWorkbench();
  await bench.sync(workspace, join(files, 'lineage'), [{ from: recordedRoot, to: files }]);
});
afterAll(() => {
  bench.close();
  rmSync(folder, { recursive: true, force: true });
});
const look = async (lid: string) => (await bench.engine.call('files.preview', { workspace, lid })).preview;

test('every answer of nextflow lineage check, or none where it is wrong', async () => {
  expect(answers).toHaveLength(22);
  for (const { args, exit, stdout, stderr } of answers) {
    const [, lid = ''] = args;
    if (stderr.startsWith('Unexpected lineage object')) {
      await expect(bench.engine.call('verify.check', { workspace, lid })).rejects.toMatchObject({ code: 'nextflow-refuses', message: stderr.trimEnd() });
      continue;
    }
    const { nextflow, file } = await bench.engine.call('verify.check', { workspace, lid });
    expect([lid, nextflow?.stdout ?? '']).toEqual([lid, stdout]);
    // It fails on the intact files of deepmode, as it believes their label.
    expect(file).toMatchObject({ verdict: 'metadata-match', labelConflict: exit !== 0 });
  }
});

test('all files: same path, size and date, content not checked; the 62 of deepmode under a label that is not so', async () => {
  const { summary, files: checks } = await bench.job('verify.run', { workspace, all: true });
  expect(summary).toEqual({ total: 418, checked: 418, byVerdict: { 'metadata-match': 418 }, labelConflicts: 62, changedSinceBaseline: 0, stale: 0 });
  expect(checks.filter((check) => check.labelConflict).every((check) => check.recorded.checksum?.mode === 'deep' && check.matchedMode === 'standard')).toBe(true);
  const deep = await bench.job('verify.run', { workspace, run: deepmode, work: true });
  expect(deep.summary).toMatchObject({ total: 62, labelConflicts: 62 });
});

test('the reference was replaced between two runs: the earlier one sees it, the later one does not', async () => {
  const inputs = async (run: string) => (await bench.job('verify.run', { workspace, run, inputs: true })).inputs?.map((input) => [input.path?.split('/').at(-1), input.verdict]);
  expect((await inputs(release))?.filter(([, verdict]) => verdict !== 'metadata-match')).toEqual([['reference.fa', 'mismatch']]);
  expect((await inputs(deepmode))?.filter(([, verdict]) => verdict !== 'metadata-match')).toEqual([]);
});

test('previews of real results', async () => {
  expect(await look(`${release}/cohort/cohort.tsv`)).toMatchObject({ form: 'table', size: 120 });
  expect(await look(`${release}/qc/NA12878.fastp.json`)).toMatchObject({ form: 'text', mediaType: 'application/json', truncated: false });
  const vcf = await look(`${release}/variants/HG002/HG002.vcf.gz`);
  expect(vcf).toMatchObject({ form: 'text', mediaType: 'text/x-vcf', note: 'Decompressed (gzip).' });
  expect(vcf.text).toMatch(/^##fileformat=VCFv4/);
  expect(vcf.text).toContain('#CHROM\tPOS');
  expect(await look(`${release}/alignments/HG002/HG002.bam`)).toMatchObject({ form: 'binary', truncated: true });
  expect(await look(`${release}/variants/HG002/HG002.vcf.gz.tbi`)).toMatchObject({ form: 'binary' });
});

describe('a copy of the files', () => {
  test('without its times: inconclusive throughout, the content unchanged since we first read it', async () => {
    const copy = join(folder, 'copy');
    cpSync(files, copy, { recursive: true });
    const { workspace: old } = await bench.engine.call('workspaces.get', { workspace });
    await bench.engine.call('workspaces.setMaps', { workspace, maps: [{ from: recordedRoot, to: copy }] });
    const { summary, files: checks } = await bench.job('verify.run', { workspace, run: release });
    expect(summary).toMatchObject({ byVerdict: { inconclusive: summary.total }, changedSinceBaseline: 0, labelConflicts: 0 });
    expect(checks.every((check) => check.baseline === 'unchanged' && check.reason === 'time-differs')).toBe(true);

    const tsv = join(copy, 'launch/results/release/cohort/cohort.tsv');
    const intact = join(files, 'launch/results/release/cohort/cohort.tsv');
    const bytes = readFileSync(tsv);
    bytes[bytes.length - 2] = (bytes.at(-2) ?? 0) ^ 1;
    writeFileSync(tsv, bytes);
    setTime(tsv, Math.floor(Number(statSync(intact, { bigint: true }).mtimeNs / 1_000_000n)));
    const edited = await bench.job('verify.run', { workspace, lids: [`${release}/cohort/cohort.tsv`] });
    expect(edited.files[0]).toMatchObject({ verdict: 'metadata-match', baseline: 'changed', strength: null });
    await bench.engine.call('workspaces.setMaps', { workspace, maps: old.maps });
  });
});
