/** Processing histories of real stores against a walk over their raw records, and the words for each shape of history. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../../core/contract';
import type { Workbench } from '../../workbench';
import { openStores, type RawStore, runNamed, type StoreName } from '../queries/real-stores';
import { historyOf, stepKinds, summaryText } from './asked';
import { lid } from './made-store';

let bench: Workbench;
let raw: Record<StoreName, RawStore>;
beforeAll(async () => {
  ({ bench, raw } = await openStores('trial', 'legacy', 's3', 'platform'));
}, 120_000);
afterAll(() => bench?.close());

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
      const page = await historyOf(bench, store, file);
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
    const page = await historyOf(bench, 'trial', lid(`${release}/variants/HG002/HG002.vcf.gz`));
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
    const page = await historyOf(bench, 'trial', lid(`${strict}/cohort/cohort.tsv`));
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
    const page = await historyOf(bench, 'trial', lid(`${runNamed(raw.trial, 'release')}/variants/index.csv`));
    expect(page.summary[0]).toBe(
      'According to the records, this file was written by run release itself, not by a task; what went into it is not recorded; who held or copied it between steps is not recorded.',
    );
    expect(stepKinds(page)).toEqual(['run']);
    expect(page.weakest).toMatchObject({ weakness: 'origin-not-recorded', step: 1 });
  });

  it('the file of a task begins with that task', async () => {
    const [key] = [...raw.trial].find(([, { kind, spec }]) => kind === 'FileOutput' && spec.taskRun !== null && spec.path.endsWith('HG002.raw.bcf')) ?? [''];
    const page = await historyOf(bench, 'trial', lid(key));
    expect(page.summary[0]).toMatch(
      /^According to the records, this file was written by task CALL \(HG002\), which read 3 files \(2 of task ALIGN \(HG002\) and 1 from outside\), under run \w+; who held/,
    );
    expect(page.steps[0]).toMatchObject({ step: 'task', title: 'CALL (HG002)' });
  });

  it('an outside path that was used with different contents says so, with the runs of each', async () => {
    const page = await historyOf(bench, 'trial', 'file:///data/trial-042/inputs/reference.fa');
    expect(page.summary[0]).toBe(
      'This file came from outside: the records name it by its path alone (54 tasks read it and 8 runs named it in a parameter; 2 different checksums were recorded); no record says where it came from; who held or copied it is not recorded.',
    );
    expect(page.summary[1]).toContain('5ad194a8f94d0b18d823954ad90e49f5 for 18 tasks of the runs release and reproduce');
    expect(page.weakest?.weakness).toBe('several-contents');
    const vcf = await historyOf(bench, 'trial', lid(`${runNamed(raw.trial, 'release')}/variants/HG002/HG002.vcf.gz`));
    expect(vcf.outside.find((one) => one.title === 'reference.fa')).toMatchObject({ checksums: 1, otherContents: 1, checksum: { value: '5ad194a8f94d0b18d823954ad90e49f5' } });
  });

  it('25.04: the same words from fields at the root', async () => {
    const page = await historyOf(bench, 'legacy', lid(`${runNamed(raw.legacy, 'assay_1')}/pooled.json`));
    expect(page.summary[0]).toMatch(/^According to the records, this file was published by run assay_1 from task \w+, which read \d+ files? /);
    expect(page.steps.filter(({ step }) => step === 'task').every(({ script, container }) => script !== null && container === null)).toBe(true);
    expect(page.notProven.join(' ')).toMatch(/0 of \d+ tasks name theirs by digest, 0 by tag only.*; \d+ names? none/);
  });

  it('an agent is called one, with its model and instruction; what a path below a folder suggests is called inferred', async () => {
    const [key] = [...raw.platform].find(([, { kind }]) => kind === 'AgentRun') ?? [''];
    const spec = raw.platform.get(key)?.spec;
    const run = runNamed(raw.platform, 'synthetic_platform');
    const summary = await historyOf(bench, 'platform', lid(`${run}/summaries/S1.md`));
    const agent = summary.steps.find(({ step }) => step === 'agent');
    expect(agent).toMatchObject({ lid: lid(key), model: spec.resolvedModel ?? spec.model });
    expect(agent?.text).toMatch(/^Agent /);
    const stats = await historyOf(bench, 'platform', lid(`${run}/qc/stats.json`));
    expect(stepKinds(stats)).toContain('inferred');
    expect(stats.ranks.find(({ weakness }) => weakness === 'inferred-link')?.count).toBe(1);
    expect(summaryText(stats)).toContain('1 link is inferred from paths');
    const outsideCopy = await historyOf(bench, 'platform', 's3://synthetic-results/panel/summaries/S1.md');
    expect(outsideCopy.summary[0]).toContain('equal paths alone suggest S1.md as its origin, which is inferred and not recorded');
  });

  it('pages of steps make up the whole, and what lies further back is folded by process', async () => {
    const file = lid(`${runNamed(raw.trial, 'release')}/cohort/cohort.tsv`);
    const whole = await historyOf(bench, 'trial', file);
    const first = await historyOf(bench, 'trial', file, { limit: 3 });
    const pages = [...first.steps];
    for (let offset = 3; offset < whole.stepCount; offset += 3) pages.push(...(await historyOf(bench, 'trial', file, { offset, limit: 3 })).steps);
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
      await expect(historyOf(bench, 'trial', lid(other))).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('Name one of its files') });
    await expect(historyOf(bench, 'trial', 'lid://nothing/here')).rejects.toMatchObject({ code: 'not-found' });
  });
});
