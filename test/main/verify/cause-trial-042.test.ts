/** The real store: what stands first upstream of a file is what is known to have been changed between its runs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CauseAnswer } from '../../../core/contract/cause';
import { openWorkbench, type Workbench } from '../../workbench';
import { commandLine } from '../cli/command-line';

let folder: string;
let files: string;
let bench: Workbench;
const workspace = 'trial';
const lids: Record<string, string> = {};
const vcf = 'variants/HG002/HG002.vcf.gz';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cause-042-'));
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

const find = (run: string, name = vcf, against?: string): Promise<CauseAnswer> =>
  bench.job('cause.find', { workspace, lid: `${lids[run]}/${name}`, ...(against === undefined ? {} : { against: lids[against] ?? '' }) });

test('nothing read yet: the newest earlier run is taken, and the answer says that nothing shows it to be good', async () => {
  const answer = await find('newref');
  expect(answer).toMatchObject({ against: { name: 'v13' }, ground: 'nothing', earlierCount: 4, compared: { status: 'different', by: 'recorded-size' } });
  expect(answer.earlier.map(({ name }) => name)).toEqual(['v13', 'strict', 'reproduce', 'release']);
  expect(answer.conclusion.join(' ')).toContain('shown by nothing');
  expect(answer.conclusion.join(' ')).not.toMatch(/the cause (is|was)|caused|because/);
});

test.each(['v13', 'strict', 'reproduce', 'release'])('newref against %s: the reference that was replaced stands first, 4 tasks up, before the later ones', async (against) => {
  const answer = await find('newref', vcf, against);
  expect(answer.ground).toBe('chosen');
  expect(answer.causes[0]).toMatchObject({ kind: 'input', name: 'reference', role: 'first', standing: 'perhaps', distance: 4 });
  expect(answer.causes[0]?.tasks[0]?.name).toBe('INDEX_REFERENCE (reference.fa)');
  expect(answer.partings[0]?.name).toBe('INDEX_REFERENCE (reference.fa)');
  expect(answer.causes[0]?.reached).toMatchObject({ last: { name: 'v13' }, looked: 4, without: 4, carry: 0 });
});

test('cutreads: the reads that were cut; against release, before the replaced reference, which newref has already', async () => {
  const near = await find('cutreads');
  expect(near).toMatchObject({ against: { name: 'newref' } });
  expect(near.causes[0]).toMatchObject({ kind: 'input', name: 'reads_1', role: 'first', standing: 'shown', reached: { last: { name: 'newref' }, carry: 0 } });
  const far = await find('cutreads', vcf, 'release');
  expect(far.causes.slice(0, 2).map(({ name }) => name)).toEqual(['reads_1', 'reference']);
  expect(far.causes[1]?.reached).toMatchObject({ last: { name: 'v13', commit: expect.stringMatching(/^210821e5b1/) }, carry: 1, without: 4 });
});

test('another sample of cutreads has nothing upstream but what the runs record as a whole', async () => {
  const answer = await find('cutreads', 'variants/NA12878/NA12878.vcf.gz');
  expect(answer.causes.every(({ role }) => role === 'run')).toBe(true);
  expect(answer.conclusion.join(' ')).toContain('no record shows that it reached this file');
});

test('strict against reproduce: min_qual, which stands at FILTER and as a parameter of the run, in one entry', async () => {
  const answer = await find('strict');
  expect(answer).toMatchObject({ against: { name: 'reproduce', commit: expect.stringMatching(/^b7c7347fc3/) }, tasks: { behind: 5, sameRecord: 4 } });
  expect(answer.causes[0]).toMatchObject({
    kind: 'parameter',
    name: 'min_qual',
    left: '20',
    right: '"60"',
    distance: 1,
    parameter: true,
    reached: { last: { name: 'reproduce' }, without: 2 },
  });
  expect(answer.causes.filter(({ name }) => name === 'min_qual')).toHaveLength(1);
  expect(answer.notShown.join(' ')).toMatch(/4 tasks of 5 behind this file were executed by another run/);
});

test('the cohort table of strict: the same value at four tasks is one entry; the task file of the run is found as well', async () => {
  const cohort = await find('strict', 'cohort/cohort.tsv');
  expect(cohort.causes[0]).toMatchObject({ kind: 'parameter', name: 'min_qual', distance: 2, taskCount: 4 });
  const { record } = await bench.engine.call('records.get', { workspace, lid: `${lids.strict}/${vcf}` });
  const source = record.links.find(({ lid, kind }) => kind === 'FileOutput' && !lid.includes('variants'))?.lid ?? '';
  const work = await bench.job('cause.find', { workspace, lid: source });
  expect(work).toMatchObject({ file: { name: 'FILTER (HG002): HG002.vcf.gz' }, causes: [{ name: 'min_qual' }, ...work.causes.slice(1)] });
  const task = await bench.job('cause.find', { workspace, lid: source.replace(/\/HG002\.vcf\.gz$/, '') });
  expect(task).toMatchObject({ file: { name: 'FILTER (HG002)' }, compared: null, causes: [{ name: 'min_qual' }, ...task.causes.slice(1)] });
});

test('once files were read: a run whose file is the same is not taken, and what was read with nothing against it goes first', async () => {
  for (const run of ['reproduce', 'v13']) await bench.job('verify.run', { workspace, run: lids[run] ?? '', content: true });
  const answer = await find('v13');
  const rows = Object.fromEntries(answer.earlier.map((row) => [row.name, row]));
  expect(rows.reproduce).toMatchObject({ compared: { status: 'identical', by: 'baseline' }, notTaken: 'same-content' });
  expect(answer).toMatchObject({ against: { name: 'strict' }, ground: 'nothing' });
  const same = await find('v13', vcf, 'reproduce');
  expect(same.conclusion[0]).toContain('the same content, so there may be no difference to explain');
  // FILTER differs in its code alone, and what it wrote is the same by content: it stands last, and says so.
  expect(same.causes.find(({ kind, role }) => kind === 'code' && role !== 'run')).toMatchObject({ effect: 'same-content' });
  expect(same.causes.at(-1)?.effect).toBe('same-content');
  const strict = await find('deepmode', vcf);
  expect(strict.earlier.find(({ name }) => name === 'v13')).toMatchObject({ ground: 'as-recorded' });
  expect(strict).toMatchObject({ against: { name: 'v13' }, ground: 'as-recorded' });
  expect(strict.conclusion.join(' ')).toContain('not that the result is right');
});

test('the first run of all, a file without a task, and what is no file', async () => {
  const first = await find('release');
  expect(first).toMatchObject({ against: null, causes: [], earlierCount: 0 });
  expect(first.conclusion[0]).toContain('nothing to compare with');
  const index = await find('reproduce', 'variants/index.csv');
  expect(index.tasks.behind).toBe(0);
  expect(index.notShown.join(' ')).toContain('No record leads from this file to a task');
  await expect(bench.job('cause.find', { workspace, lid: lids.release ?? '' })).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('is a run') });
  await expect(bench.job('cause.find', { workspace, lid: '/data/trial-042/inputs/reference.fa' })).rejects.toMatchObject({ message: expect.stringContaining('from outside') });
  await expect(find('newref', vcf, 'newref')).rejects.toMatchObject({ code: 'bad-input' });
  await expect(find('newref', vcf, 'failed')).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining(`no output "${vcf}"`) });
});

test('every published file against every run: first is what differs, never more than is recorded; journalled', async () => {
  for (const run of Object.keys(lids))
    for (const against of Object.keys(lids)) {
      if (run === against || run === 'failed' || against === 'failed') continue;
      const answer = await find(run, vcf, against);
      expect(answer.total).toBe(answer.causes.length);
      const isTask = answer.causes.filter(({ role }) => role !== 'run');
      expect(isTask.every(({ tasks, distance }) => tasks.length > 0 && distance !== null && distance >= 1)).toBe(true);
      expect(answer.causes.every(({ reached }) => reached === null || reached.without + reached.carry + reached.unknown === reached.looked)).toBe(true);
    }
  const { events } = await bench.engine.call('journal.list', { workspace, limit: 1 });
  expect(events[0]).toMatchObject({ act: 'cause-sought', detail: { ground: 'chosen' } });
}, 120_000);

test('the real command line', async () => {
  const audit = commandLine(join(folder, 'home'), folder);
  await audit('add', 'trial', join(files, 'lineage'));
  await audit('sync');
  const text = await audit('root-cause', `${lids.newref}/${vcf}`, '--against', 'release');
  expect(text.status).toBe(1);
  expect(text.stdout).toMatch(/1\. Input: Input "reference"[\s\S]*last earlier run without it: v13[\s\S]*What the records cannot show/);
  expect(await audit.json('root-cause', `${lids.newref}/${vcf}`, '--limit', '1')).toMatchObject({ status: 1, answer: { causes: [{ rank: 1 }], against: { name: 'v13' } } });
  expect((await audit('root-cause', `${lids.release}/${vcf}`)).status).toBe(2);
  expect((await audit('root-cause', `${lids.release}/${vcf}`, '--limit', '0')).status).toBe(64);
}, 120_000);
