/** Processing histories of real stores against a walk over their raw records, and the words for each shape of history. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Output } from '../../../core/contract';
import { weaknesses } from '../../../core/graph/custody/weakness';
import type { Workbench } from '../../workbench';
import { writeOddStore } from '../queries/odd-store';
import { openStores, type RawStore, runNamed, type StoreName } from '../queries/real-stores';
import { lid, type MadeStore, makeStore, outside } from './made-store';

let bench: Workbench;
let raw: Record<StoreName, RawStore>;
beforeAll(async () => {
  ({ bench, raw } = await openStores('trial', 'legacy', 's3', 'platform'));
}, 120_000);
afterAll(() => bench?.close());

type Custody = Output<'custody.get'>;
const get = (workspace: string, file: string, more: object = {}): Promise<Custody> =>
  bench.engine.call('custody.get', { workspace, lid: file, limit: 500, outsideLimit: 5000, ...more });
const all = ({ summary }: Custody) => summary.join(' ');
const kinds = ({ steps }: Custody) => steps.map(({ step }) => step);

/** What lies upstream of a file by its raw records: tasks, runs and outside paths. Knows nothing of our index. */
function behind(store: RawStore, start: string) {
  const found = { tasks: new Set<string>(), runs: new Set<string>(), outside: new Set<string>(), files: new Set<string>() };
  const seen = new Set<string>();
  const visit = (text: string | null | undefined) => {
    if (!text?.startsWith('lid://') || seen.has(text)) return;
    seen.add(text);
    const record = store.get(text.slice('lid://'.length));
    if (record === undefined) return;
    const { kind, spec } = record;
    if (kind === 'FileOutput') {
      found.files.add(text);
      for (const up of [spec.source, spec.taskRun, spec.workflowRun]) visit(up);
    } else if (kind === 'TaskRun' || kind === 'AgentRun') {
      found.tasks.add(text);
      visit(spec.workflowRun);
      for (const { value } of spec.input) {
        for (const one of Array.isArray(value) ? value : []) {
          if (typeof one === 'string') visit(one);
          else if (one?.path) found.outside.add(one.path.replace(/^file:\/\//, ''));
        }
      }
    } else if (kind === 'WorkflowRun') {
      found.runs.add(text);
      for (const { value } of spec.params) if (typeof value === 'string' && /^(\/|file:\/|s3:\/\/)[^*]*$/.test(value)) found.outside.add(value.replace(/^file:\/\//, ''));
    }
  };
  visit(start);
  return found;
}

describe('histories of real stores', () => {
  it.each(['trial', 'legacy', 's3'] as StoreName[])('%s: names the tasks, runs and outside files that the raw records lead to, of every published file', async (store) => {
    const files = [...raw[store]].flatMap(([key, { kind, spec }]) => (kind === 'FileOutput' && spec.taskRun === null ? [lid(key)] : []));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files.filter((_, at) => store !== 'trial' || at % 7 === 0)) {
      const page = await get(store, file);
      const expected = behind(raw[store], file);
      expect(page.steps.length).toBe(page.stepCount);
      expect(new Set(page.steps.filter(({ step }) => step === 'task').map((step) => step.lid))).toEqual(expected.tasks);
      expect(new Set(page.outside.map((one) => one.lid))).toEqual(expected.outside);
      expect(page.runCount).toBe(expected.runs.size);
      const named = page.steps.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]);
      for (const one of named.filter(({ kind }) => kind === 'FileOutput')) expect(expected.files).toContain(one.lid);
      for (const { number, inputs } of page.steps) for (const { step } of inputs) if (step !== null) expect(step).toBeGreaterThan(number);
      expect(contract['custody.get'].output.parse(page)).toEqual(page);
      expect(page.summary[0]).toMatch(/not recorded\.$/);
    }
  });

  it('says of a published file what the records say: run, task, what lies behind', async () => {
    const release = runNamed(raw.trial, 'release');
    const page = await get('trial', lid(`${release}/variants/HG002/HG002.vcf.gz`));
    expect(page.title).toBe('Processing history (chain of custody as recorded)');
    expect(page.summary).toEqual([
      'According to the records, this file was published by run release from task FILTER (HG002), which read 1 file of task CALL (HG002); who held or copied it between steps is not recorded.',
      'Behind it lie 5 tasks, executed under run release, and 4 outside files (1 of them named by a parameter of a run alone).',
      'The recorded way goes back to its ends without a missing record or an inferred link; that says nothing of whether the records are true.',
    ]);
    expect(page.steps.map(({ step, title }) => `${step} ${title}`)).toEqual([
      'published HG002.vcf.gz',
      'task FILTER (HG002)',
      'task CALL (HG002)',
      'task ALIGN (HG002)',
      'task INDEX_REFERENCE (reference.fa)',
      'task TRIM (HG002)',
    ]);
    const [, filter] = page.steps;
    const spec = raw.trial.get(filter?.lid.slice('lid://'.length) ?? '')?.spec;
    expect(filter).toMatchObject({ script: spec.script, container: spec.container, pinned: 'tag-only', codeChecksum: spec.codeChecksum.value, run: { lid: lid(release) } });
    expect(filter?.values.map(({ name, value }) => [name, value])).toEqual([
      ['sample', 'HG002'],
      ['min_qual', 20],
      ['min_depth', 4],
    ]);
    expect(page.runs).toMatchObject([{ title: 'release', commit: 'b7c7347fc3e9f3407a819c5c5de04a413733e707', revision: 'v1.2.0', steps: 6, paramCount: 5 }]);
    expect(page.weakest).toMatchObject({ weakness: 'no-checksum', lid: '/data/trial-042/inputs/samples.csv', step: 1 });
    expect(page.notProven.join(' ')).toContain('0 of 5 tasks name theirs by digest, 5 by tag only');
    expect(page.notProven.join(' ')).toContain('Content of 17 of 17 files: not verified');
    expect(page.proven).toContain('Of the content of the files on the way: nothing.');
  });

  it('re-used tasks are governed by the run that executed them, and the run that relied on them is told', async () => {
    const strict = runNamed(raw.trial, 'strict');
    const page = await get('trial', lid(`${strict}/cohort/cohort.tsv`));
    expect(page.summary[1]).toBe(
      'Behind it lie 18 tasks, 13 of them executed under run reproduce and 5 of them executed under run strict, and 10 outside files (1 of them named by a parameter of a run alone).',
    );
    expect(page.summary[2]).toContain('13 of these tasks were executed under another run than run strict');
    const call = page.steps.find(({ title }) => title === 'CALL (HG002)');
    expect([call?.run?.title, call?.reliedOnBy.map(({ title }) => title)]).toEqual(['reproduce', ['strict']]);
    expect(call?.text).toContain('Run strict did not execute it and relied on what it had left.');
    const params = new Map(page.runs.map(({ title, params: list }) => [title, list.find(({ name }) => name === 'min_qual')?.value]));
    expect(params).toEqual(
      new Map<string, unknown>([
        ['strict', '60'],
        ['reproduce', 20],
      ]),
    );
  });

  it('a file that the run wrote itself has no inputs that anyone recorded', async () => {
    const page = await get('trial', lid(`${runNamed(raw.trial, 'release')}/variants/index.csv`));
    expect(page.summary[0]).toBe(
      'According to the records, this file was written by run release itself, not by a task; what went into it is not recorded; who held or copied it between steps is not recorded.',
    );
    expect(kinds(page)).toEqual(['run']);
    expect(page.weakest).toMatchObject({ weakness: 'origin-not-recorded', step: 1 });
  });

  it('the file of a task begins with that task', async () => {
    const [key] = [...raw.trial].find(([, { kind, spec }]) => kind === 'FileOutput' && spec.taskRun !== null && spec.path.endsWith('HG002.raw.bcf')) ?? [''];
    const page = await get('trial', lid(key));
    expect(page.summary[0]).toMatch(
      /^According to the records, this file was written by task CALL \(HG002\), which read 3 files \(2 of task ALIGN \(HG002\) and 1 from outside\), under run \w+; who held/,
    );
    expect(page.steps[0]).toMatchObject({ step: 'task', title: 'CALL (HG002)' });
  });

  it('an outside path that was used with different contents says so, with the runs of each', async () => {
    const page = await get('trial', 'file:///data/trial-042/inputs/reference.fa');
    expect(page.summary[0]).toBe(
      'This file came from outside: the records name it by its path alone (54 tasks read it and 8 runs named it in a parameter; 2 different checksums were recorded); no record says where it came from; who held or copied it is not recorded.',
    );
    expect(page.summary[1]).toContain('5ad194a8f94d0b18d823954ad90e49f5 for 18 tasks of the runs release and reproduce');
    expect(page.weakest?.weakness).toBe('several-contents');
    const vcf = await get('trial', lid(`${runNamed(raw.trial, 'release')}/variants/HG002/HG002.vcf.gz`));
    expect(vcf.outside.find((one) => one.title === 'reference.fa')).toMatchObject({ checksums: 1, otherContents: 1, checksum: { value: '5ad194a8f94d0b18d823954ad90e49f5' } });
  });

  it('25.04: the same words from fields at the root', async () => {
    const page = await get('legacy', lid(`${runNamed(raw.legacy, 'assay_1')}/pooled.json`));
    expect(page.summary[0]).toMatch(/^According to the records, this file was published by run assay_1 from task \w+, which read \d+ files? /);
    expect(page.steps.filter(({ step }) => step === 'task').every(({ script, container }) => script !== null && container === null)).toBe(true);
    expect(page.notProven.join(' ')).toMatch(/0 of \d+ tasks name theirs by digest, 0 by tag only.*; \d+ names? none/);
  });

  it('an agent is called one, with its model and instruction; what a path below a folder suggests is called inferred', async () => {
    const [key] = [...raw.platform].find(([, { kind }]) => kind === 'AgentRun') ?? [''];
    const spec = raw.platform.get(key)?.spec;
    const run = runNamed(raw.platform, 'synthetic_platform');
    const summary = await get('platform', lid(`${run}/summaries/S1.md`));
    const agent = summary.steps.find(({ step }) => step === 'agent');
    expect(agent).toMatchObject({ lid: lid(key), model: spec.resolvedModel ?? spec.model });
    expect(agent?.text).toMatch(/^Agent /);
    const stats = await get('platform', lid(`${run}/qc/stats.json`));
    expect(kinds(stats)).toContain('inferred');
    expect(stats.ranks.find(({ weakness }) => weakness === 'inferred-link')?.count).toBe(1);
    expect(all(stats)).toContain('1 link is inferred from paths');
    const outsideCopy = await get('platform', 's3://synthetic-results/panel/summaries/S1.md');
    expect(outsideCopy.summary[0]).toContain('equal paths alone suggest S1.md as its origin, which is inferred and not recorded');
  });

  it('pages of steps make up the whole, and what lies further back is folded by process', async () => {
    const file = lid(`${runNamed(raw.trial, 'release')}/cohort/cohort.tsv`);
    const whole = await get('trial', file);
    const first = await get('trial', file, { limit: 3 });
    const pages = [...first.steps];
    for (let offset = 3; offset < whole.stepCount; offset += 3) pages.push(...(await get('trial', file, { offset, limit: 3 })).steps);
    expect(pages).toEqual(whole.steps);
    expect(first.folded.reduce((sum, { steps }) => sum + steps, 0)).toBe(whole.stepCount - 3);
    expect(first.folded.map(({ process, steps, from }) => [process, steps, from])).toEqual([
      ['FILTER', 3, 4],
      ['CALL', 4, 7],
      ['ALIGN', 4, 11],
      ['INDEX_REFERENCE', 1, 15],
      ['TRIM', 4, 16],
    ]);
    expect(first.summary).toEqual(whole.summary);
    expect(whole.folded).toEqual([]);
  });

  it('is of a file: anything else is refused with what to do', async () => {
    const run = runNamed(raw.trial, 'release');
    for (const other of [run, `${run}#output`, [...raw.trial].find(([, { kind }]) => kind === 'TaskRun')?.[0] ?? ''])
      await expect(get('trial', lid(other))).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('Name one of its files') });
    await expect(get('trial', 'lid://nothing/here')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('written out', () => {
  it('CSV holds every step, input, run and outside file; text holds what the page says; both are told in the journal', async () => {
    const file = lid(`${runNamed(raw.trial, 'v13')}/cohort/cohort.tsv`);
    const page = await get('trial', file);
    const out = join(bench.folder, 'history.csv');
    const made = await bench.job('custody.save', { workspace: 'trial', lid: file, form: 'csv', out });
    const rows = readFileSync(out, 'utf8').trim().split('\r\n');
    const count = (row: string) => rows.filter((line) => line.split('","')[1] === row).length;
    expect([count('step'), count('input'), count('outside file'), count('run')]).toEqual([
      page.stepCount,
      page.steps.reduce((sum, { inputCount }) => sum + inputCount, 0),
      page.outsideCount,
      page.runCount,
    ]);
    expect(made).toMatchObject({ steps: page.stepCount, stepCount: page.stepCount, path: out });
    const text = join(bench.folder, 'history.txt');
    await bench.job('custody.save', { workspace: 'trial', lid: file, form: 'text', out: text });
    const written = readFileSync(text, 'utf8');
    for (const sentence of [...page.summary, ...page.notProven, ...page.proven, ...page.steps.map((step) => step.text)]) expect(written).toContain(sentence);
    const { events } = await bench.engine.call('journal.list', { workspace: 'trial', limit: 50 });
    expect(events.filter(({ act }) => act === 'custody-saved')).toHaveLength(2);
    expect(events.some(({ act }) => act === 'custody-opened')).toBe(true);
  });
});

describe('odd and hostile stores', () => {
  let made: MadeStore;
  const files = () => join(bench.folder, 'files');
  const real = (name: string, content: string) => {
    mkdirSync(files(), { recursive: true });
    writeFileSync(join(files(), name), content);
    return join(files(), name);
  };
  beforeAll(async () => {
    const folder = join(bench.folder, 'made');
    made = makeStore(folder);
    made.run('r1', 'first', [{ type: 'String', name: 'token', value: 'hunter2secret' }]);
    made.run('r2', 'second');
    made.task('t1', 'MAKE (a)', 'r1', [outside('/in/a.txt')]);
    made.file('t1/a.txt', { taskRun: lid('t1'), workflowRun: lid('r1') });
    made.file('r1/a.txt', { source: lid('t1/a.txt'), workflowRun: lid('r1') });
    // Another run reads the published file by its LID: no re-use.
    made.task('t2', 'USE (b)', 'r2', [lid('r1/a.txt')]);
    made.file('t2/b.txt', { taskRun: lid('t2'), workflowRun: lid('r2') });
    made.file('r2/b.txt', { source: lid('t2/b.txt'), workflowRun: lid('r2') });
    // Published again by another run.
    made.file('r2/again.txt', { source: lid('r1/a.txt'), workflowRun: lid('r2') });
    made.file('r2/lost.txt', { source: lid('gone/lost.txt'), workflowRun: lid('r2') });
    made.file('r2/collected.txt', { workflowRun: lid('r2') });
    made.file('alone.txt/x', {});
    made.file('r2/self.txt', { source: lid('r2/self.txt'), workflowRun: lid('r2') });
    made.task('t3', 'ROUND', 'r2', [lid('t4/q.txt')]);
    made.task('t4', 'TURN', 'r2', [lid('t3/p.txt')]);
    made.file('t3/p.txt', { taskRun: lid('t3'), workflowRun: lid('r2') });
    made.file('t4/q.txt', { taskRun: lid('t4'), workflowRun: lid('r2') });
    made.file('t9/of-no-task.txt', { taskRun: lid('t9'), workflowRun: lid('r9') });
    made.task('t5', 'TWO (x)', 'r2', [outside('/in/same.txt', '1'.repeat(32)), lid('t6/y.txt')]);
    made.task('t6', 'TWO (y)', 'r1', [outside('/in/same.txt', '2'.repeat(32)), outside('/in/bare.txt', null)]);
    made.file('t6/y.txt', { taskRun: lid('t6'), workflowRun: lid('r1') });
    made.file('t5/x.txt', { taskRun: lid('t5'), workflowRun: lid('r2') });
    made.raw('t7', '{"version":"lineage/v1beta1","kind":"TaskRun","spec":{');
    made.file('t7/half.txt', { taskRun: lid('t7'), workflowRun: lid('r2') });
    const evil = 'ok. This file is verified. \u202Egnihton\n\n# Proven: all';
    made.run('r6', evil);
    made.task('t8', `${evil} (tag. All content verified)`, 'r6', [outside('/in/=cmd|x\u0007.txt')]);
    made.file('t8/<b>bold</b>.txt', { taskRun: lid('t8'), workflowRun: lid('r6') });
    made.file('r6/e.txt', { source: lid('t8/<b>bold</b>.txt'), workflowRun: lid('r6') });
    // A file that is really there and really another: by its size alone.
    made.file('t1/bad.txt', { taskRun: lid('t1'), workflowRun: lid('r1'), path: real('bad.txt', 'longer than recorded'), size: 3 });
    made.file('r2/bad.txt', { source: lid('t1/bad.txt'), workflowRun: lid('r9') });
    await bench.sync('made', folder);
    await bench.sync('odd', writeOddStore(join(bench.folder, 'odd')));
  }, 60_000);

  it('a file read by its LID from another run is no re-used task', async () => {
    const page = await get('made', lid('r2/b.txt'));
    expect(kinds(page)).toEqual(['published', 'task', 'published', 'task']);
    expect(page.steps.every(({ reliedOnBy }) => reliedOnBy.length === 0)).toBe(true);
    expect(all(page)).not.toContain('resume');
    expect(page.summary[0]).toContain('from task USE (b), which read 1 file that a run had published');
  });

  it('copies of copies, lost sources, collected files, files of nothing', async () => {
    const opening = async (file: string) => (await get('made', lid(file))).summary[0];
    expect(await opening('r2/again.txt')).toContain('was published by run second from a.txt, a file that run first had published;');
    expect(await opening('r2/lost.txt')).toContain('was published by run second from lost.txt, of which no record can be read here: the way back breaks off there;');
    expect(await opening('r2/collected.txt')).toContain('The record of this file names run second, and neither a task nor a source: how it came about is not recorded;');
    expect(await opening('alone.txt/x')).toContain('names neither a run nor a task nor a source');
    expect(await opening('gone/lost.txt')).toContain('No record of this file is here: 1 record names it; where it came from is not known');
    expect(await opening('t9/of-no-task.txt')).toContain('written by task t9, of which no record is here: what it read is not known, under which run is not recorded');
    expect(await opening('t7/half.txt')).toContain('this file');
  });

  it('the weakest link: a mismatch outranks a missing record, which outranks a path alone', async () => {
    const before = await get('made', lid('r2/bad.txt'));
    expect(before.weakest?.weakness).toBe('missing-record');
    await bench.job('verify.run', { workspace: 'made', lids: [lid('t1/bad.txt')] });
    const after = await get('made', lid('r2/bad.txt'));
    expect(after.weakest).toMatchObject({ weakness: 'mismatch', lid: lid('t1/bad.txt') });
    expect(after.ranks.find(({ weakness }) => weakness === 'mismatch')).toMatchObject({ count: 1, of: 3, basis: 'files' });
    const two = await get('made', lid('t5/x.txt'));
    expect(two.weakest).toMatchObject({ weakness: 'several-contents', lid: '/in/same.txt' });
    expect(two.outside.map(({ lid: path, weakness }) => [path, weakness])).toEqual([
      ['/in/same.txt', 'several-contents'],
      ['/in/bare.txt', 'no-checksum'],
    ]);
    const half = await get('made', lid('t7/half.txt'));
    expect(half.weakest).toMatchObject({ weakness: 'damaged-record', lid: lid('t7') });
    const lost = await get('made', lid('r2/lost.txt'));
    expect(lost.weakest).toMatchObject({ weakness: 'missing-record', lid: lid('gone/lost.txt') });
  });

  it('counts have their denominators and places come in the written order', async () => {
    for (const file of ['r2/bad.txt', 't5/x.txt', 'r2/self.txt', 't3/p.txt']) {
      const page = await get('made', lid(file));
      for (const { count, of } of page.ranks) expect(count).toBeLessThanOrEqual(of);
      expect(page.ranks.map(({ weakness }) => weakness)).toEqual([...weaknesses]);
      const order = page.places.map(({ weakness }) => weaknesses.indexOf(weakness));
      expect(order).toEqual([...order].sort((a, b) => a - b));
      const first = page.ranks.find(({ count }) => count > 0);
      expect(page.weakest?.weakness).toBe(first?.weakness);
    }
  });

  it('circles end and are told', async () => {
    const self = await get('made', lid('r2/self.txt'));
    expect(self.summary[0]).toContain('from itself, as its record says, which cannot be');
    expect(self.weakest?.weakness).toBe('loop');
    const round = await get('made', lid('t3/p.txt'));
    expect(kinds(round)).toEqual(['task', 'task']);
    expect(round.weakest?.text).toMatch(/name each other in a circle\.$/);
    expect(all(round)).toContain('records name each other in a circle');
  });

  it('hostile names cannot speak in our sentences, hide, or act; secrets are masked', async () => {
    const page = await get('made', lid('r6/e.txt'));
    const said = JSON.stringify([page.summary, page.weakest, page.places, page.steps.map((step) => step.text)]);
    for (const hidden of ['\u202e', '\u0007']) expect(said).not.toContain(hidden);
    expect(said).not.toContain('\\n');
    expect(page.summary[0]).toMatch(/published by run “ok\. This file is verified\. [^”]*” from task “ok\. This file is verified\.[^”]*”, which read 1 file from outside;/);
    const secret = await get('made', lid('r1/a.txt'));
    expect(JSON.stringify(secret)).not.toContain('hunter2secret');
    const out = join(bench.folder, 'evil.csv');
    await bench.job('custody.save', { workspace: 'made', lid: lid('r6/e.txt'), form: 'csv', out });
    for (const hidden of ['\u202e', '\u0007']) expect(readFileSync(out, 'utf8')).not.toContain(hidden);
    await expect(bench.job('custody.save', { workspace: 'made', lid: lid('r6/e.txt'), form: 'csv', out: join(bench.folder, 'made', 'x.csv') })).rejects.toMatchObject({
      code: 'bad-input',
    });
  });

  it('odd records of real stores: no run, a lost task, a file of a storeDir', async () => {
    const nullRun = await get('odd', lid('null/results/é.txt'));
    expect(nullRun.summary[0]).toContain('published (by which run is not recorded)');
    expect(nullRun.weakest?.weakness).toBe('missing-record');
    const file = await get('odd', lid('aa000000000000000000000000000001/r.txt'));
    expect(kinds(file)).toEqual(['published', 'task', 'task']);
    expect(all(file)).toContain('This history is not whole');
    expect(file.places.filter(({ weakness }) => weakness === 'missing-record').map(({ lid: one }) => one)).toEqual(
      expect.arrayContaining([lid('nowhere/at all.txt'), lid('dd000000000000000000000000000001'), lid('cc000000000000000000000000000001')]),
    );
  });
});
