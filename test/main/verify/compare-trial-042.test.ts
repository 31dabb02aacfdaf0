/** The real store with its real files: what differs between its runs, known from how they were made, and why a task ran again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunComparison } from '../../../core/contract/compare';
import { openWorkbench, type Workbench } from '../../workbench';
import { commandLine } from '../cli/command-line';

let folder: string;
let files: string;
let bench: Workbench;
const workspace = 'trial';
const lids: Record<string, string> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'compare-042-'));
  const { unpackDemo } = (await import(new URL('../../../build/demo.mjs', import.meta.url).href)) as { unpackDemo(folder: string): string };
  files = unpackDemo(folder);
  bench = await openWorkbench();
  await bench.sync(workspace, join(files, 'lineage'), [{ from: '/data/trial-042', to: files }]);
  for (const run of (await bench.engine.call('runs.list', { workspace })).runs) lids[run.name ?? ''] = run.lid;
}, 120_000);
afterAll(() => {
  bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const compare = (left: string, right: string, more: object = {}): Promise<RunComparison> =>
  bench.job('compare.runs', { workspace, left: lids[left] ?? '', right: lids[right] ?? '', ...more });
const named = (answer: RunComparison, status: string) => answer.outputs.filter((row) => row.status === status).map(({ name }) => name);
const indexes = ['alignments/index.csv', 'variants/index.csv'];
const ignoreIndexes = [{ pattern: '**/index.csv', reason: 'names the paths of its run' }];

test('before any file was read: sizes alone, nothing identical, and the answer says so', async () => {
  const answer = await compare('release', 'reproduce');
  expect(answer.counts).toMatchObject({ total: 23, identical: 0, metadataOnly: 21, different: 2, byContent: 0 });
  expect(answer).toMatchObject({ hashed: false, verdict: 'diverged', counts: { indexFiles: 2 } });
  expect(answer.conclusion.join(' ')).toContain('said only where every other output is the same by content');
  expect(answer.conclusion.join(' ')).toMatch(/0 of 23 outputs compared by content.*21 not compared by content.*from results at hand/);
  expect(named(answer, 'different')).toEqual(indexes);
  const ignored = await compare('release', 'reproduce', { ignore: ignoreIndexes });
  expect(ignored.verdict).toBe('not-comparable');
});

test('release and reproduce part in the two index files alone; COHORT read its inputs in another order', async () => {
  const answer = await compare('release', 'reproduce', { verify: true });
  expect(answer).toMatchObject({
    verdict: 'diverged-in-index-files',
    firstDivergence: null,
    hashed: true,
    counts: { total: 23, identical: 21, different: 2, indexFiles: 2, byContent: 23 },
  });
  expect(answer.conclusion.join(' ')).toContain('2 of 2 outputs that differ are index files.');
  expect(named(answer, 'different')).toEqual(indexes);
  expect(answer.outputs.every(({ by }) => by === 'baseline')).toBe(true);
  expect(answer.tasks).toHaveLength(18);
  expect(answer.tasks.filter(({ status }) => status !== 'alike').map(({ name, status, first }) => [name, status, first])).toEqual([['COHORT', 'order', false]]);
  const cohort = answer.tasks.find(({ name }) => name === 'COHORT');
  expect(cohort?.differs.map(({ what, derived }) => [what, derived])).toEqual([
    ['order', false],
    ['script', true],
  ]);
  expect(answer.notes.join(' ')).toContain('another order: COHORT');
  expect(answer.notes.join(' ')).toContain(`by no recorded task: ${indexes.join(', ')}`);
  expect(answer.outputs.find(({ name }) => name === 'cohort/cohort.tsv')?.left?.madeBy?.title).toBe('COHORT');
  expect(answer.code.same).toBe(true);
  expect(answer.params.every(({ status }) => status === 'same')).toBe(true);

  const ignored = await compare('release', 'reproduce', { ignore: ignoreIndexes });
  expect(ignored).toMatchObject({ verdict: 'reproduced', hashed: false, counts: { total: 21, identical: 21, ignored: 2 } });
  expect(ignored.outputs.filter((row) => row.ignored !== null).map(({ name, status, ignored: rule }) => [name, status, rule?.reason])).toEqual(
    indexes.map((name) => [name, 'different', 'names the paths of its run']),
  );
  const { events } = await bench.engine.call('journal.list', { workspace });
  expect(events.find(({ act }) => act === 'compare')?.detail).toMatchObject({ ignore: ignoreIndexes, verdict: 'reproduced' });
});

test.each(['release', 'reproduce'])('strict parts from %s at FILTER, by min_qual', async (before) => {
  const answer = await compare(before, 'strict', { verify: true });
  expect(answer.verdict).toBe('diverged');
  expect(answer.firstDivergence?.task).toMatch(/^FILTER \(/);
  expect(answer.firstDivergence?.also).toHaveLength(3);
  expect(answer.firstDivergence?.differs.filter(({ derived }) => !derived)).toMatchObject([{ what: 'value', name: 'min_qual', left: '20', right: '"60"', cache: 'covered' }]);
  expect(answer.firstDivergence?.differs.find(({ what }) => what === 'script')?.diff).toMatch(/-.*QUAL>=20[\s\S]*\+.*QUAL>=60/);
  const statuses = new Map(answer.tasks.map(({ name, status }) => [name.split(' ')[0], status]));
  expect(Object.fromEntries(statuses)).toEqual({
    ...Object.fromEntries(['TRIM', 'ALIGN', 'CALL', 'INDEX_REFERENCE'].map((process) => [process, before === 'reproduce' ? 'same-record' : 'alike'])),
    FILTER: 'differs',
    COHORT: 'downstream',
  });
  expect(answer.params.filter(({ status }) => status !== 'same')).toMatchObject([{ name: 'min_qual', left: 20, right: '60', status: 'differs' }]);
  expect(named(answer, 'different')).toContain('cohort/cohort.tsv');
});

test('v13 parts from reproduce by the code of FILTER, with the same results', async () => {
  const answer = await compare('reproduce', 'v13', { verify: true });
  expect(named(answer, 'different')).toEqual(indexes);
  expect(answer.firstDivergence?.task).toMatch(/^FILTER \(/);
  expect(answer.firstDivergence?.differs.map(({ what }) => what)).toEqual(['code']);
  expect(answer.firstDivergence?.differs[0]?.diff).toContain('INFO/MQ>=30');
  expect(answer.code.same).toBe(false);
  expect(answer.code.facts.filter(({ status }) => status === 'differs').map(({ name }) => name)).toEqual(['Revision', 'Commit', 'Script modules/variants.nf']);
  expect((await compare('reproduce', 'v13', { ignore: ignoreIndexes })).verdict).toBe('same-results-made-otherwise');
});

test('newref parts from release at the index of the reference: the same path, another recorded checksum', async () => {
  const answer = await compare('release', 'newref', { verify: true });
  expect(answer.firstDivergence).toMatchObject({ task: 'INDEX_REFERENCE (reference.fa)', also: [], differs: [{ what: 'file', name: 'reference' }] });
  const [file] = answer.firstDivergence?.differs ?? [];
  expect(file?.left).toContain('/data/trial-042/inputs/reference.fa');
  expect(file?.left).not.toBe(file?.right);
  expect(file?.words).toContain('replaced, changed, or its time alone was');
  expect(named(answer, 'identical')).toEqual(['HG002', 'NA12878', 'NA12891', 'NA12892'].map((sample) => `qc/${sample}.fastp.json`));
});

test("cutreads parts from newref by HG002's reads alone; from release by the reference as well", async () => {
  const answer = await compare('newref', 'cutreads', { verify: true });
  expect(answer.firstDivergence).toMatchObject({ task: 'TRIM (HG002)', also: [] });
  const [reads] = answer.firstDivergence?.differs.filter(({ derived }) => !derived) ?? [];
  expect(reads).toMatchObject({ what: 'file', name: 'reads_1' });
  expect(`${reads?.left} ${reads?.right}`).toMatch(/HG002_1\.fq\.gz.*HG002_cut_1\.fq\.gz/);
  expect(
    (await compare('release', 'cutreads')).tasks
      .filter(({ first }) => first)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['INDEX_REFERENCE (reference.fa)', 'TRIM (HG002)']);
});

test('a failed run: what only one of them has is told, with the parameter that came before', async () => {
  const answer = await compare('deepmode', 'failed', { verify: true });
  expect(answer).toMatchObject({ verdict: 'diverged', counts: { onlyLeft: 9, onlyRight: 0 } });
  expect(answer.firstDivergence?.differs.filter(({ derived }) => !derived)).toMatchObject([{ what: 'value', name: 'min_qual', right: 'high' }]);
});

test('every run with every other: the counts mirror one another, and a run with itself never differs', async () => {
  for (const left of Object.keys(lids))
    for (const right of Object.keys(lids)) {
      if (left > right) continue;
      const [there, back] = [await compare(left, right), await compare(right, left)];
      expect(there.verdict).toBe(back.verdict);
      expect(back.counts).toEqual({ ...there.counts, onlyLeft: there.counts.onlyRight, onlyRight: there.counts.onlyLeft });
      const firsts = (answer: RunComparison) =>
        answer.tasks
          .filter(({ first }) => first)
          .map(({ name }) => name)
          .sort();
      expect(firsts(back)).toEqual(firsts(there));
      if (left === right) expect(there).toMatchObject({ verdict: 'same-run', firstDivergence: null, counts: { different: 0, identical: there.counts.total } });
    }
}, 240_000);

test('a short answer holds what differs first, the rest comes page by page, and counts are of all', async () => {
  const whole = await compare('reproduce', 'strict', {});
  const cut = await compare('reproduce', 'strict', { most: 3 });
  expect(whole).toMatchObject({ outputCount: 23, taskCount: 18, taskCounts: { 'same-record': 13, differs: 4, downstream: 1 } });
  expect(cut).toMatchObject({ counts: whole.counts, outputCount: 23, taskCount: 18, taskCounts: whole.taskCounts, conclusion: whole.conclusion });
  expect(cut.tasks.map(({ status }) => status)).toEqual(['differs', 'differs', 'differs']);
  expect(cut.outputs.every(({ status }) => status === 'different')).toBe(true);
  const asked = { workspace, left: lids.reproduce ?? '', right: lids.strict ?? '' };
  const rows = await bench.engine.call('compare.rows', { ...asked, of: 'outputs', offset: 3 });
  expect(new Set([...cut.outputs, ...rows.outputs].map(({ name }) => name))).toEqual(new Set(whole.outputs.map(({ name }) => name)));
  expect(await bench.engine.call('compare.rows', { ...asked, of: 'tasks', status: 'downstream', text: 'coh' })).toMatchObject({
    total: 1,
    tasks: [{ name: 'COHORT' }],
    outputs: [],
  });
  await expect(bench.engine.call('compare.rows', { ...asked, ignore: ignoreIndexes, of: 'tasks' })).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('again'),
  });
});

test('the parting is drawn by process, from left to right as data flows', async () => {
  const { drawing } = await compare('reproduce', 'strict', {});
  expect(drawing?.boxes.map(({ id, first, differ, after, tasks }) => [id, first, differ, after, tasks]).sort()).toEqual([
    ['ALIGN', 0, 0, 0, 4],
    ['CALL', 0, 0, 0, 4],
    ['COHORT', 0, 0, 1, 1],
    ['FILTER', 4, 4, 0, 4],
    ['INDEX_REFERENCE', 0, 0, 0, 1],
    ['TRIM', 0, 0, 0, 4],
  ]);
  const column = new Map(drawing?.boxes.map((box) => [box.id, box.column]));
  expect(drawing?.edges.length).toBeGreaterThanOrEqual(5);
  expect(drawing?.edges.every(({ from, to }) => (column.get(from) ?? 0) < (column.get(to) ?? 0))).toBe(true);
});

test('any two records: field by field, the content of two files, and two kinds', async () => {
  const name = 'variants/HG002/HG002.vcf.gz';
  const between = (left: string, right: string) => bench.engine.call('compare.records', { workspace, left, right });
  const files = await between(`${lids.release}/${name}`, `${lids.newref}/${name}`);
  expect(files).toMatchObject({ same: false, how: 'fields', changeCount: 7, content: { status: 'different' }, long: false });
  expect(files.changes.find(({ path }) => path === '$.spec.size')).toMatchObject({ change: 'changed', old: '2083', new: '2287' });
  expect(await between(`${lids.release}/${name}`, `${lids.release}/${name}`)).toMatchObject({ same: true, changes: [], content: { status: 'identical', by: 'same-record' } });
  expect(await between(lids.release ?? '', `${lids.release}/${name}`)).toMatchObject({ content: null, left: { kind: 'WorkflowRun' }, right: { kind: 'FileOutput' } });
  await expect(between(lids.release ?? '', '/data/trial-042/inputs/reference.fa')).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('from outside') });
  await expect(between('lid://nosuch', lids.release ?? '')).rejects.toMatchObject({ code: 'not-found' });
});

describe('two tasks: why did it run again?', () => {
  const task = async (run: string, name: string) => (await bench.engine.call('runs.tasks', { workspace, lid: lids[run] ?? '' })).tasks.find((one) => one.name === name)?.lid ?? '';
  const between = async (left: [string, string], right: [string, string]) =>
    bench.engine.call('compare.tasks', { workspace, left: await task(...left), right: await task(...right) });

  test('FILTER of reproduce and strict: the value alone, of one session', async () => {
    const answer = await between(['reproduce', 'FILTER (HG002)'], ['strict', 'FILTER (HG002)']);
    expect(answer).toMatchObject({ same: false, upstream: [] });
    expect(answer.differs.filter(({ cache }) => cache !== 'not-covered').map(({ what, name }) => [what, name])).toEqual([['value', 'min_qual']]);
    expect(answer.conclusion.join(' ')).toContain('could explain');
    expect(answer.conclusion.join(' ')).not.toMatch(/caused|because/);
  });

  test('TRIM of release and reproduce: nothing but the session', async () => {
    const answer = await between(['release', 'TRIM (HG002)'], ['reproduce', 'TRIM (HG002)']);
    expect(answer.same).toBe(true);
    expect(answer.differs.map(({ what }) => what)).toEqual(['session']);
  });

  test('COHORT of reproduce and strict: upstream at FILTER, and its files lie in other folders', async () => {
    const answer = await between(['reproduce', 'COHORT'], ['strict', 'COHORT']);
    expect(answer.upstream.map(({ task: name }) => name.split(' ')[0])).toEqual(['FILTER', 'FILTER', 'FILTER', 'FILTER']);
    expect(answer.differs.find(({ what }) => what === 'file')).toMatchObject({ derived: true, cache: 'covered' });
  });

  test('one task beside itself; what is no task', async () => {
    const lid = await task('release', 'COHORT');
    expect(await bench.engine.call('compare.tasks', { workspace, left: lid, right: lid })).toMatchObject({ same: true, differs: [], upstream: [] });
    await expect(bench.engine.call('compare.tasks', { workspace, left: lid, right: lids.release ?? '' })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('WorkflowRun'),
    });
  });
});

test('the real command line: conclusion first, exit codes, rules with their reason', async () => {
  const audit = commandLine(join(folder, 'home'), folder);
  await audit('add', 'trial', join(files, 'lineage'), '--map', `/data/trial-042=${files}`);
  await audit('sync');
  const { status, stdout } = await audit('compare', 'release', 'reproduce', '--verify');
  expect(status).toBe(1);
  expect(stdout).toMatch(/^Diverged in index files only: .*\n23 of 23 outputs compared by content: 21 identical, 2 different\.\n/);
  const ignored = await audit.json('compare', 'release', 'reproduce', '--ignore', 'index.csv=names paths');
  expect(ignored).toMatchObject({ status: 0, answer: { verdict: 'reproduced', firstDivergence: null, counts: { ignored: 2 } } });
  expect(await audit('compare', 'release', 'reproduce', '--ignore', 'index.csv')).toMatchObject({ status: 64, stderr: expect.stringContaining('needs a reason') });
  expect(await audit('compare', 'release', 'reproduce', '--ignore', 'index.csv= ')).toMatchObject({ status: 64 });
  expect((await audit('compare', 'release', 'v13')).status).toBe(1);
  expect((await audit('compare', 'release', 'release')).status).toBe(0);
  expect((await audit('compare', 'release', 'lid://nosuch')).status).toBe(2);
  expect((await audit('compare', 'release')).status).toBe(64);
  const record = (run: string) => `${lids[run]}/variants/HG002/HG002.vcf.gz`;
  expect(await audit('compare', record('release'), record('newref'))).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/7 fields differ[\s\S]*\$\.spec\.size +2083 +2287/),
  });
  expect((await audit('compare', record('release'), record('release'))).status).toBe(0);
}, 240_000);
