/** A store with every field that Platform fills, marked synthetic: facts, agents, folders, and secrets that no answer shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtures, type Workbench } from '../../workbench';
import { keyOf, openStores, type RawStore, runNamed, type StoreName } from './real-stores';

let bench: Workbench;
let raw: Record<StoreName, RawStore>;
beforeAll(async () => {
  ({ bench, raw } = await openStores('platform'));
}, 120_000);
afterAll(() => bench?.close());

/** What no answer may show: see the fixture's README. */
const secrets = ['tok-SYNTHETIC-8Jq2mZ', 'pw-SYNTHETIC-77xQ'];
describe('a store with everything that Platform writes', () => {
  const run = () => `lid://${runNamed(raw.platform, 'synthetic_platform')}`;

  it('the fixture is marked as synthetic, record by record', () => {
    expect(readFileSync(join(fixtures, 'synthetic-platform', 'README.md'), 'utf8')).toMatch(/^# SYNTHETIC/);
    for (const [key, { spec }] of raw.platform) expect([key, JSON.stringify(spec).includes('SYNTHETIC')]).toEqual([key, true]);
  });

  it('facts of Platform, labels, folders and versions', async () => {
    const { run: page } = await bench.engine.call('runs.get', { workspace: 'platform', lid: run() });
    const { platform } = raw.platform.get(keyOf(run()))?.spec.metadata ?? {};
    const facts = new Map(page.groups.flatMap(({ title: group, facts: list }) => list.map((one) => [`${group}/${one.name}`, one.value])));
    expect(facts.get('Platform/Platform user')).toEqual(platform.user);
    expect(facts.get('Platform/Workspace')).toEqual(platform.workspace);
    expect(facts.get('Platform/Compute environment')).toEqual(platform.computeEnv);
    expect(facts.get('Platform/Platform pipeline')).toEqual(platform.pipeline);
    expect(facts.get('Platform/Workflow page')).toBe(platform.workflowUrl);
    expect(facts.get('Platform/schedRunId')).toBe('sched-SYNTHETIC');
    expect(facts.get('Other fields of the record/SYNTHETIC_future_field')).toEqual({ kept: true });
    expect(page.labels).toEqual(['study=SYNTHETIC-1', 'gxp']);
    expect(page.row.marks).toEqual(['resumed']);
    expect(page.notRecorded.some((sentence) => sentence.startsWith('Platform'))).toBe(false);
    expect(page.params.map(({ name, masked }) => [name, masked])).toEqual([
      ['samples', false],
      ['api_token', true],
      ['database', true],
      ['min_qual', false],
      ['keyword', false],
    ]);
    expect(
      page.groups
        .flatMap(({ facts: list }) => list)
        .filter(({ masked }) => masked)
        .map(({ name }) => name),
    ).toEqual(['Command line']);
  });

  it('no answer shows a secret; raw bytes do, on purpose', async () => {
    const answers: unknown[] = [
      await bench.engine.call('runs.get', { workspace: 'platform', lid: run() }),
      await bench.engine.call('runs.environment', { workspace: 'platform', lid: run() }),
    ];
    for (const [key, { kind }] of raw.platform) {
      answers.push(await bench.engine.call('records.get', { workspace: 'platform', lid: key }));
      if (kind !== 'TaskRun' && kind !== 'AgentRun') continue;
      answers.push(await bench.engine.call('tasks.values', { workspace: 'platform', lid: key }));
      for (const side of ['inputs', 'outputs'] as const) answers.push(await bench.engine.call('tasks.files', { workspace: 'platform', lid: key, side }));
    }
    const text = JSON.stringify(answers);
    for (const secret of secrets) {
      expect(text).not.toContain(secret);
      expect([...raw.platform.values()].some(({ spec }) => JSON.stringify(spec).includes(secret))).toBe(true);
    }
    const [task] = [...raw.platform].find(([, { kind }]) => kind === 'TaskRun') ?? [];
    expect((await bench.engine.call('records.raw', { workspace: 'platform', lid: task ?? '' })).text).toContain(secrets[0]);
  });

  it('environment: a digest pins, a tag does not; Wave and Fusion as recorded; eval', async () => {
    const { run: env, tasks } = await bench.engine.call('runs.environment', { workspace: 'platform', lid: run() });
    expect(env).toEqual({ containerEngine: 'docker', wave: { enabled: true }, fusion: { enabled: true, version: '2.5' }, nextflow: '26.08.0-edge' });
    expect(tasks.map(({ title: name, pinned, conda, eval: evals }) => [name, pinned, conda, evals])).toEqual([
      ['SYNTHETIC_ALIGN (S1)', 'digest', null, { align_version: 'align --version' }],
      ['SYNTHETIC_FAILED', 'tag-only', 'bioconda::align=3.1', {}],
      ['SYNTHETIC_SUMMARISE (S1)', 'none', null, null],
    ]);
  });

  it('an agent takes a task’s place; a folder is told by what lies below it', async () => {
    const { tasks } = await bench.engine.call('runs.tasks', { workspace: 'platform', lid: run(), effective: true });
    expect(tasks.map(({ name, kind, reliedOn, labels }) => [name, kind, reliedOn, labels])).toEqual([
      ['SYNTHETIC_ALIGN (S1)', 'TaskRun', true, ['SYNTHETIC']],
      ['SYNTHETIC_SUMMARISE (S1)', 'AgentRun', true, ['SYNTHETIC', 'agent']],
      ['SYNTHETIC_FAILED', 'TaskRun', false, ['SYNTHETIC']],
    ]);
    expect(tasks[1]?.upstream.map((one) => one.title)).toEqual(['SYNTHETIC_ALIGN (S1)']);
    const align = await bench.engine.call('tasks.files', { workspace: 'platform', lid: tasks[0]?.lid ?? '', side: 'outputs' });
    expect(align.files.map(({ name, type }) => [name, type])).toEqual([
      ['S1.bam', 'bam'],
      ['qc', 'folder'],
    ]);
    const { outputs } = await bench.engine.call('runs.outputs', { workspace: 'platform', lid: run() });
    expect(outputs.map(({ path, output }) => [path, output])).toEqual([
      ['s3://synthetic-results/panel/qc/stats.json', null],
      ['s3://synthetic-results/panel/summaries/S1.md', 'summary'],
      ['s3://synthetic-archive/S1.bam', 'archive_SYNTHETIC'],
    ]);
  });
});
