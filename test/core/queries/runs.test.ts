/** Runs, their pages and environments, on real stores: expected values are worked out from the raw JSON. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../../core/contract';
import type { Workbench } from '../../workbench';
import { keyOf, openStores, type RawStore, realRuns, runNamed, type StoreName } from './real-stores';

let bench: Workbench;
let raw: Record<StoreName, RawStore>;
beforeAll(async () => {
  ({ bench, raw } = await openStores('trial', 'legacy', 's3'));
}, 120_000);
afterAll(() => bench?.close());

const lidOf = (store: StoreName, name: string) => `lid://${runNamed(raw[store], name)}`;
const stores: StoreName[] = ['trial', 'legacy', 's3'];

describe('runs.list', () => {
  it.each(stores)('%s: each run once, newest first, with what its record says', async (store) => {
    const { runs: rows } = await bench.engine.call('runs.list', { workspace: store });
    expect(contract['runs.list'].output.parse({ runs: rows })).toEqual({ runs: rows });
    const expected = [...raw[store]].filter(([, { kind }]) => kind === 'WorkflowRun');
    expect(rows.map(({ lid }) => lid).sort()).toEqual(expected.map(([key]) => `lid://${key}`).sort());
    const starts = rows.map(({ start }) => Date.parse(start ?? ''));
    expect(starts).toEqual([...starts].sort((a, b) => b - a));
    for (const row of rows) {
      const key = keyOf(row.lid);
      const { spec } = raw[store].get(key) ?? {};
      expect(row.name).toBe(spec.name);
      expect(row.session).toBe(spec.sessionId);
      expect(row.commit).toBe(spec.workflow.commitId);
      expect(row.outputs).toBe([...raw[store]].filter(([one, { kind }]) => kind === 'FileOutput' && one.startsWith(`${key}/`)).length);
      expect(row.executedTasks).toBe([...raw[store].values()].filter((one) => one.kind === 'TaskRun' && one.spec.workflowRun === row.lid).length);
      expect(row.marks.includes('resumed')).toBe(spec.metadata?.resume === true);
      expect(row.checks).toEqual({
        total: row.outputs,
        checked: 0,
        byVerdict: row.outputs === 0 ? {} : { 'not-checked': row.outputs },
        labelConflicts: 0,
        changedSinceBaseline: 0,
        stale: 0,
      });
    }
  });

  it('a start that the record lacks comes from the history, as it stands there', async () => {
    const { runs: rows } = await bench.engine.call('runs.list', { workspace: 'legacy' });
    const folder = join(bench.folder, 'legacy', 'lineage', '.history');
    const lines = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8').split('\t'));
    expect(rows.map(({ name, start, startFrom }) => [name, start, startFrom])).toEqual(
      lines.map(([time, name]) => [name, time, 'history']).sort((a, b) => (String(a[1]) < String(b[1]) ? 1 : -1)),
    );
  });
});

describe('runs.get', () => {
  it.each(realRuns)('%s %s: facts as recorded; success and end time are always named as not recorded', async (store, name) => {
    const lid = lidOf(store, name);
    const { run } = await bench.engine.call('runs.get', { workspace: store, lid });
    const { spec } = raw[store].get(keyOf(lid)) ?? {};
    const facts = new Map(run.groups.flatMap(({ title, facts: list }) => list.map((one) => [`${title}/${one.name}`, one.value])));
    expect(facts.get('Identity/LID')).toBe(lid);
    expect(facts.get('Identity/Session')).toBe(spec.sessionId);
    expect(facts.get('Identity/Ended')).toBeNull();
    expect(facts.get('Platform/Platform user')).toBeNull();
    expect(facts.get('Launch/Command line')).toBe(spec.metadata?.commandLine ?? null);
    expect(facts.get('Launch/Profile')).toBe(spec.metadata?.profile ?? null);
    expect(facts.get('Pipeline/Commit')).toBe(spec.workflow.commitId);
    expect(facts.get('Folders/Work folder')).toBe(spec.metadata?.workDir ?? spec.config.workDir);
    expect(facts.get('Folders/Output folder')).toBe(spec.metadata?.outputDir ?? spec.config.outputDir);
    expect(facts.get('Nextflow/Nextflow version')).toBe(spec.metadata?.nextflow.version ?? null);
    expect(run.params).toEqual(spec.params.map((one: { name: string; type: string; value: unknown }) => ({ ...one, masked: false })));
    expect(run.config).toEqual(spec.config);
    expect(run.notRecorded.filter((sentence) => sentence.startsWith('Success:') || sentence.startsWith('End time:'))).toHaveLength(2);
    // No field of metadata is lost: each stands under its path, or below it.
    const paths = run.groups.flatMap(({ facts: list }) => list.map((one) => one.path));
    const shown = (field: string) =>
      paths.some((path) => path === `metadata.${field}` || path.startsWith(`metadata.${field}.`)) ||
      ['runName', 'sessionId', 'repository', 'commitId', 'scriptName'].includes(field);
    for (const field of Object.keys(spec.metadata ?? {})) expect([field, shown(field)]).toEqual([field, true]);
  });

  it('an unknown LID, and one that is no run, are errors that say what it is', async () => {
    await expect(bench.engine.call('runs.get', { workspace: 'trial', lid: 'lid://00000000000000000000000000000000' })).rejects.toMatchObject({ code: 'not-found' });
    const [task] = [...raw.trial].find(([, { kind }]) => kind === 'TaskRun') ?? [];
    await expect(bench.engine.call('runs.get', { workspace: 'trial', lid: `lid://${task}` })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('is a TaskRun'),
    });
  });
});

describe('runs.environment', () => {
  it('says what is recorded of each task, and what is not', async () => {
    const answer = await bench.engine.call('runs.environment', { workspace: 'trial', lid: lidOf('trial', 'strict') });
    expect(answer.run).toEqual({ containerEngine: 'docker', wave: { enabled: false }, fusion: { enabled: false, version: null }, nextflow: '26.04.6' });
    expect(answer.tasks).toHaveLength(18);
    for (const task of answer.tasks) {
      const { spec } = raw.trial.get(keyOf(task.lid)) ?? {};
      expect([task.container, task.conda, task.pinned]).toEqual([spec.container, spec.conda, 'tag-only']);
      expect(task.binEntries).toEqual(spec.binEntries.map((entry: { path: string; checksum: { value: string } }) => ({ path: entry.path, checksum: entry.checksum.value })));
    }
    expect(answer.notRecorded.join(' ')).toMatch(/18 of 18 tasks.*Hardware.*operating system/s);
  });

  it('tasks without container or conda are told', async () => {
    const { notRecorded, tasks } = await bench.engine.call('runs.environment', { workspace: 'legacy', lid: lidOf('legacy', 'assay_1') });
    expect(tasks.every(({ pinned }) => pinned === 'none')).toBe(true);
    expect(notRecorded[0]).toContain(`Software: not recorded for ${tasks.length} of ${tasks.length} tasks`);
  });
});
