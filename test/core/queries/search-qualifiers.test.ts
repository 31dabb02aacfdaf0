/** Qualifiers, scripts, suggestions, labels, saved searches and CSV on real stores: what is expected is worked out from the raw records. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, Output } from '../../../core/contract';
import { contract } from '../../../core/contract';
import type { Workbench } from '../../workbench';
import { openStores, type Raw, type RawStore, runNamed, type StoreName } from './real-stores';

let bench: Workbench;
let raw: Record<StoreName, RawStore>;
beforeAll(async () => {
  ({ bench, raw } = await openStores('trial', 'platform'));
}, 120_000);
afterAll(() => bench?.close());

const workspace = 'trial';
const find = (text: string, more: Partial<Input<'search.find'>> = {}) => bench.engine.call('search.find', { workspace, text, limit: 1000, ...more });
type Group = Output<'search.find'>['groups'][number]['group'];
const lids = async (text: string, ...groups: Group[]) => {
  const found = (await find(text)).groups;
  return new Set((groups.length === 0 ? found : found.filter(({ group }) => groups.includes(group))).flatMap(({ hits }) => hits.map(({ lid }) => lid)));
};
const keysOf = (accept: (key: string, kind: string, spec: Raw) => boolean) =>
  new Set([...raw.trial].filter(([key, { kind, spec }]) => accept(key, kind, spec)).map(([key]) => `lid://${key}`));
const record = (lid: string): Raw => raw.trial.get(lid.slice('lid://'.length))?.spec;
/** The task that wrote a file, or its source. */
const taskOf = (spec: Raw): string | null => spec.taskRun ?? (spec.source === null ? null : (record(spec.source)?.taskRun ?? null));

describe('qualifiers', () => {
  it('kind:', async () => {
    expect(await lids('kind:run')).toEqual(keysOf((_, kind) => kind === 'WorkflowRun'));
    expect(await lids('kind:task')).toEqual(keysOf((_, kind) => kind === 'TaskRun'));
    expect(await lids('kind:file')).toEqual(keysOf((_, kind) => kind === 'FileOutput'));
    expect(await lids('kind:run kind:output')).toEqual(keysOf((_, kind) => ['WorkflowRun', 'WorkflowOutput', 'TaskOutput'].includes(kind)));
  });

  it('run: by its whole name, or the beginning of its LID; either of two', async () => {
    const keys = ['release', 'strict'].map((name) => runNamed(raw.trial, name));
    const of = (wanted: string[]) => keysOf((key, _, spec) => wanted.includes(key) || wanted.some((one) => spec.workflowRun === `lid://${one}`));
    expect(await lids('run:release')).toEqual(of(keys.slice(0, 1)));
    expect(await lids(`run:${keys[0]?.slice(0, 9).toUpperCase()}`)).toEqual(of(keys.slice(0, 1)));
    expect(await lids('run:release run:STRICT')).toEqual(of(keys));
    expect(await lids('run:releas')).toEqual(new Set());
  });

  it('label: the whole label; two of them both; not with a dash', async () => {
    const carries = (label: string) => (_: string, kind: string, spec: Raw) => kind === 'FileOutput' && spec.labels?.includes(label);
    const labels = [...new Set([...raw.trial.values()].flatMap(({ spec }) => spec.labels ?? []))] as string[];
    const [one = '', other = ''] = labels;
    expect(await lids(`label:${one.toUpperCase()}`, 'files')).toEqual(keysOf(carries(one)));
    expect(await lids(`label:${one} label:${other}`, 'files')).toEqual(keysOf((...of) => carries(one)(...of) && carries(other)(...of)));
    expect(await lids(`kind:file -label:${one}`)).toEqual(keysOf((...of) => of[1] === 'FileOutput' && !carries(one)(...of)));
    expect(await lids(`label:${one.slice(0, -1)}`)).toEqual(new Set());
    const beginsAs = (beginning: string) => (_: string, kind: string, spec: Raw) =>
      kind === 'FileOutput' && (spec.labels ?? []).some((label: string) => label.startsWith(beginning));
    expect(await lids(`label:${one.slice(0, 2).toUpperCase()}*`, 'files')).toEqual(keysOf(beginsAs(one.slice(0, 2))));
    expect(await lids(`kind:file -label:${one.slice(0, 2)}*`)).toEqual(keysOf((...of) => of[1] === 'FileOutput' && !beginsAs(one.slice(0, 2))(...of)));
    expect(await lids(`label:"${one.slice(0, 2)}*"`)).toEqual(new Set());
  });

  it('task: and container: reach what the tasks wrote, published copies among it', async () => {
    const wrote = (accept: (task: Raw) => boolean) =>
      keysOf((key, kind, spec) => {
        const task = kind === 'TaskRun' ? `lid://${key}` : kind === 'TaskOutput' || kind === 'FileOutput' ? taskOf(spec) : null;
        return task !== null && record(task)?.name !== undefined && accept(record(task));
      });
    expect(await lids('task:align')).toEqual(wrote(({ name }) => name.includes('ALIGN')));
    expect(await lids('container:bcftools')).toEqual(wrote(({ container }) => container.includes('bcftools')));
    expect((await lids('task:FILTER path:results kind:file')).size).toBeGreaterThan(0);
  });

  it('commit: and param: by what the run is, for all that names it', async () => {
    const ofRuns = (accept: (run: Raw) => boolean) => {
      const runs = keysOf((_, kind, spec) => kind === 'WorkflowRun' && accept(spec));
      return keysOf((key, _, spec) => runs.has(`lid://${key}`) || runs.has(spec.workflowRun));
    };
    const commit = record(`lid://${runNamed(raw.trial, 'v13')}`).workflow.commitId as string;
    expect(await lids(`commit:${commit.slice(0, 8)}`)).toEqual(ofRuns(({ workflow }) => workflow.commitId === commit));
    const has = (name: string, value?: string) => (run: Raw) => run.params.some((one: Raw) => one.name === name && (value === undefined || String(one.value) === value));
    expect(await lids('param:min_qual')).toEqual(ofRuns(has('min_qual')));
    expect(await lids('param:min_qual=60')).toEqual(ofRuns(has('min_qual', '60')));
    expect(await lids('param:min_qual=high')).toEqual(ofRuns(has('min_qual', 'high')));
    expect((await lids('param:min_qual=60')).size).toBeGreaterThan(0);
  });

  it('path: in the recorded path alone', async () => {
    expect(await lids('path:results/strict kind:file')).toEqual(keysOf((_, kind, spec) => kind === 'FileOutput' && spec.path.includes('results/strict')));
    expect(await lids('path:file:///data/trial-042/inputs/reference.fa', 'outside')).toEqual(new Set(['/data/trial-042/inputs/reference.fa']));
  });

  it('before: and after: split what has a time; what has none is counted, and on neither side', async () => {
    const [start] = [...keysOf((_, kind) => kind === 'WorkflowRun')]
      .map((lid) => record(lid).metadata.start as string)
      .sort()
      .slice(3);
    const at = new Date(start ?? '').toISOString();
    const earlier = await lids(`kind:run before:${at}`);
    expect(earlier).toEqual(keysOf((_, kind, spec) => kind === 'WorkflowRun' && Date.parse(spec.metadata.start) < Date.parse(at)));
    expect(await lids(`kind:run -after:${at}`)).toEqual(earlier);
    const { withoutTime } = await find('kind:outside after:2000');
    expect(withoutTime).toBe((await find('kind:outside')).groups[0]?.total);
    expect(withoutTime).toBeGreaterThan(0);
    expect((await find('kind:outside -after:2000')).groups).toEqual([]);
  });

  it('verdict: what the newest check says; files alone, and not-checked where nobody looked', async () => {
    const files = keysOf((_, kind) => kind === 'FileOutput');
    expect(await lids('verdict:not-checked', 'files')).toEqual(files);
    const [one = ''] = [...files].sort();
    await bench.engine.call('verify.check', { workspace, lid: one });
    const { record: page } = await bench.engine.call('records.get', { workspace, lid: one });
    const verdict = page.check?.verdict ?? 'not-checked';
    expect(verdict).not.toBe('not-checked');
    expect(await lids(`verdict:${verdict}`)).toEqual(new Set([one]));
    expect((await find(`verdict:${verdict}`)).groups[0]?.hits[0]?.verdict).toBe(verdict);
    files.delete(one);
    expect(await lids('verdict:not-checked', 'files')).toEqual(files);
    expect(await lids(`-verdict:${verdict} kind:file`)).toEqual(files);
    expect(await lids(`-verdict:${verdict} kind:task`)).toEqual(new Set());
  });

  it('words: all of them, with the phrase first; not with a dash', async () => {
    const name = (hit: { title: string }) => hit.title;
    const tasks = (await find('NA12878 ALIGN')).groups.find(({ group }) => group === 'tasks')?.hits.map(name) ?? [];
    expect(new Set(tasks)).toEqual(
      new Set([...raw.trial.values()].filter(({ kind, spec }) => kind === 'TaskRun' && /ALIGN.*NA12878/.test(spec.name)).map(({ spec }) => spec.name)),
    );
    expect(await lids('"align (na" kind:task')).toEqual(keysOf((_, kind, spec) => kind === 'TaskRun' && spec.name.startsWith('ALIGN (NA')));
    expect(await lids('NA12878 -align kind:task')).toEqual(keysOf((_, kind, spec) => kind === 'TaskRun' && spec.name.includes('NA12878') && !spec.name.includes('ALIGN')));
  });

  it('refuses what it cannot read, and points at the place', async () => {
    await expect(find('kind:file lable:gxp')).rejects.toMatchObject({ code: 'bad-input', data: { at: 10, length: 9 }, message: expect.stringContaining('Did you mean label:?') });
  });
});

describe('pages', () => {
  it('lie one behind the other in every order, with nothing twice and nothing left out', async () => {
    for (const sort of ['best', 'name', 'name-down', 'newest', 'oldest', 'run', 'run-down'] as const) {
      const whole = (await find('kind:file', { sort })).groups[0];
      const pieces = [];
      for (let offset = 0; offset < (whole?.total ?? 0); offset += 70)
        pieces.push(...((await find('kind:file', { sort, group: 'files', limit: 70, offset })).groups[0]?.hits ?? []));
      expect([sort, pieces]).toEqual([sort, whole?.hits]);
      // A few of them stand as they do among all.
      const few = (await find('kind:file results/strict', { sort })).groups[0]?.hits.map(({ lid }) => lid) ?? [];
      expect(few.length).toBeGreaterThan(2);
      if (sort !== 'best') expect([sort, few]).toEqual([sort, whole?.hits.flatMap(({ lid }) => (few.includes(lid) ? [lid] : []))]);
      const times = pieces.map(({ time }) => Date.parse(time ?? ''));
      if (sort === 'newest') expect(times).toEqual([...times].sort((a, b) => b - a));
      if (sort === 'oldest') expect(times).toEqual([...times].sort((a, b) => a - b));
    }
    const answer = await find('cohort');
    expect(contract['search.find'].output.parse(answer)).toEqual(answer);
  });

  it('are all in one CSV, told in the journal; hostile cells are no formulas', async () => {
    const out = join(bench.folder, 'files.csv');
    const made = await bench.job('search.export', { workspace, text: 'kind:file run:release', group: 'files', out });
    const lines = readFileSync(out, 'utf8').trimEnd().split('\r\n');
    const expected = await lids('kind:file run:release');
    expect(made).toMatchObject({ path: out, rows: expected.size, guarded: 0 });
    expect(new Set(lines.slice(1).map((line) => /"(lid:[^"]*)"/.exec(line)?.[1]))).toEqual(expected);
    const { events } = await bench.engine.call('journal.list', { workspace, act: 'search-exported' });
    expect(events[0]?.detail).toMatchObject({ text: 'kind:file run:release', group: 'files', rows: expected.size, sha256: made.sha256 });
  });
});

describe('scripts', () => {
  it('are searched once they were read, with the line that was found', async () => {
    const word = 'fastp --thread 1 --in1 na12891_1';
    const before = await find(`"${word}"`);
    expect(before.scripts).toBe('not-read');
    expect(before.groups.some(({ group }) => group === 'scripts')).toBe(false);
    const steps: number[] = [];
    const done = await bench.job('search.scripts', { workspace, text: `"${word}"` }, ({ done: at }) => void steps.push(at));
    const expected = keysOf((_, kind, spec) => kind === 'TaskRun' && spec.script.toLowerCase().includes(word.toLowerCase()));
    expect(expected.size).toBeGreaterThan(0);
    expect(done).toEqual({ tasks: expected.size, total: keysOf((_, kind) => kind === 'TaskRun').size, unreadable: 0 });
    expect(steps.length).toBeGreaterThan(0);
    const after = await find(`"${word}"`);
    expect(after.scripts).toBe('searched');
    const hits = after.groups.find(({ group }) => group === 'scripts')?.hits ?? [];
    expect(new Set(hits.map(({ lid }) => lid))).toEqual(expected);
    for (const { detail } of hits) expect(detail.toLowerCase()).toContain(word);
    const strict = await find(`"${word}" run:cutreads`, { group: 'scripts' });
    expect(new Set(strict.groups[0]?.hits.map(({ lid }) => lid))).toEqual(
      new Set([...expected].filter((lid) => record(lid).workflowRun === `lid://${runNamed(raw.trial, 'cutreads')}`)),
    );
  });

  it('stop when they are stopped', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(bench.job('search.scripts', { workspace: 'platform', text: 'x' }, undefined, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect((await find('x', { workspace: 'platform' })).scripts).toBe('not-read');
  });
});

describe('suggestions', () => {
  const suggest = (text: string, caret = text.length) => bench.engine.call('search.suggest', { workspace, text, caret });

  it('are qualifiers, then values that the store holds with how many carry them', async () => {
    expect((await suggest('')).items.map(({ insert }) => insert)).toEqual(
      ['kind', 'label', 'tag', 'run', 'task', 'container', 'commit', 'param', 'path', 'checksum', 'before', 'after', 'verdict'].map((name) => `${name}:`),
    );
    const { at, end, items } = await suggest('kind:file label:g');
    expect([at, end]).toEqual([16, 17]);
    const gxp = items.find(({ label }) => label === 'gxp');
    expect(gxp?.count).toBe([...raw.trial.values()].filter(({ spec }) => spec.labels?.includes('gxp')).length);
    expect((await suggest('-task:ALI')).items[0]).toMatchObject({
      label: 'ALIGN',
      count: [...raw.trial.values()].filter(({ kind, spec }) => kind === 'TaskRun' && /^ALIGN\b/.test(spec.name)).length,
    });
    expect((await suggest('param:min_qual=')).items.map(({ label }) => label)).toContain('min_qual=60');
    expect((await suggest('path:')).hint).toContain('path:results/');
  });

  it('say what they counted', async () => {
    const units = async (text: string) => [...new Set((await suggest(text)).items.map(({ unit }) => unit))];
    for (const [qualifier, unit] of Object.entries({
      label: 'result',
      run: 'result',
      kind: 'result',
      verdict: 'file',
      task: 'task',
      container: 'task',
      commit: 'run',
      param: 'run',
      before: 'run',
    }))
      expect([qualifier, await units(`${qualifier}:`)]).toEqual([qualifier, [unit]]);
  });

  it('lead to as many records as they say, for every label, run, kind and verdict', async () => {
    for (const qualifier of ['label', 'run', 'kind', 'verdict']) {
      for (const { insert, count } of (await suggest(`${qualifier}:`)).items) {
        const { groups } = await find(`${qualifier}:${insert.trim()}`, { limit: 1 });
        expect([qualifier, insert, groups.reduce((sum, { total }) => sum + total, 0)]).toEqual([qualifier, insert, count]);
      }
    }
  });
});

describe('labels', () => {
  it('of Nextflow: every file and task by run, with what the newest checks say', async () => {
    const { labels } = await bench.engine.call('labels.list', { workspace });
    const expected = [...new Set([...raw.trial.values()].flatMap(({ spec }) => spec.labels ?? []))].sort();
    expect(labels.map(({ label }) => label)).toEqual(expected);
    for (const { label, nextflow, platform } of labels) {
      const carrying = [...raw.trial.values()].filter(({ spec }) => spec.labels?.includes(label));
      expect([label, nextflow, platform]).toEqual([label, carrying.length, 0]);
      const page = await bench.engine.call('labels.get', { workspace, label });
      expect(page.files).toBe(carrying.filter(({ kind }) => kind === 'FileOutput').length);
      expect(page.runs.reduce((sum, one) => sum + one.files, 0)).toBe(page.files);
      for (const { run, files, verdicts } of page.runs) {
        expect(files).toBe(carrying.filter(({ kind, spec }) => kind === 'FileOutput' && spec.workflowRun === run?.lid).length);
        expect(Object.values(verdicts).reduce((sum, count) => sum + count, 0)).toBe(files);
      }
      expect(contract['labels.get'].output.parse(page)).toEqual(page);
    }
    await expect(bench.engine.call('labels.get', { workspace, label: 'no such' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('of Platform: the runs that had it, and no record that Nextflow wrote', async () => {
    const run = `lid://${runNamed(raw.platform, 'synthetic_platform')}`;
    const { labels } = await bench.engine.call('labels.list', { workspace: 'platform' });
    expect(labels.find(({ label }) => label === 'study=SYNTHETIC-1')).toEqual({ label: 'study=SYNTHETIC-1', nextflow: 0, platform: 1 });
    const page = await bench.engine.call('labels.get', { workspace: 'platform', label: 'study=SYNTHETIC-1' });
    expect(page).toMatchObject({ files: 0, tasks: 0, counts: { nextflow: 0, platform: 1 }, runs: [{ run: { lid: run }, platform: true }] });
    const found = await bench.engine.call('search.find', { workspace: 'platform', text: 'label:study=SYNTHETIC-1' });
    expect(found.groups.map(({ group, hits }) => [group, hits.map(({ lid }) => lid)])).toEqual([['runs', [run]]]);
  });
});

describe('saved searches', () => {
  const names = async () => (await bench.engine.call('search.saved', { workspace })).searches.map(({ name }) => name);

  it('are kept with the workspace, renamed, deleted; the journal tells of each', async () => {
    await bench.engine.call('search.save', { workspace, name: 'unchecked', text: 'kind:file verdict:not-checked' });
    await bench.engine.call('search.save', { workspace, name: 'by label', text: 'label:gxp' });
    expect(await names()).toEqual(['by label', 'unchecked']);
    await expect(bench.engine.call('search.save', { workspace, name: 'unchecked', text: 'x' })).rejects.toMatchObject({ code: 'already-exists' });
    await expect(bench.engine.call('search.save', { workspace, name: 'wrong', text: 'kind:nothing' })).rejects.toMatchObject({ code: 'bad-input' });
    await expect(bench.engine.call('search.save', { workspace, name: 'new', text: 'x', was: 'old' })).rejects.toMatchObject({ code: 'not-found' });
    await bench.engine.call('search.save', { workspace, name: 'to check', text: 'kind:file verdict:not-checked', was: 'unchecked' });
    bench = await bench.restart();
    expect(await names()).toEqual(['by label', 'to check']);
    await bench.engine.call('search.unsave', { workspace, name: 'by label' });
    await expect(bench.engine.call('search.unsave', { workspace, name: 'by label' })).rejects.toMatchObject({ code: 'not-found' });
    expect(await names()).toEqual(['to check']);
    const { events } = await bench.engine.call('journal.list', { workspace, act: 'saved-search-set' });
    expect(events.map(({ detail }) => [detail.was, detail.now])).toEqual([
      [{ name: 'by label', text: 'label:gxp' }, null],
      [
        { name: 'unchecked', text: 'kind:file verdict:not-checked' },
        { name: 'to check', text: 'kind:file verdict:not-checked' },
      ],
      [null, { name: 'by label', text: 'label:gxp' }],
      [null, { name: 'unchecked', text: 'kind:file verdict:not-checked' }],
    ]);
    expect((await bench.job('evidence.verify', { workspace })).ok).toBe(true);
  });
});
