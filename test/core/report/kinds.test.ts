import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../core/contract';
import type { ReportAbout, ReportOutline } from '../../../core/contract/reports';
import { reportKinds } from '../../../core/contract/reports';
import { orderOf, reportSections } from '../../../core/report/section-order';

import { unsealed } from '../../main/pdf/tools';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

const release = 'lid://743f3d10fce32490142d3833990f2427';
const reproduce = 'reproduce';
const vcf = `${release}/cohort/cohort.vcf.gz`;
const workspace = 'trial';
const sha256Hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let bench: Workbench;
let store: string;
let file: string;
let second: string;
const outlineOf = async (about: ReportAbout, settings: Input<'report.outline'>['settings'] = {}) =>
  (await bench.engine.call('report.outline', { workspace, about, settings })).outline;
const words = (value: unknown) => JSON.stringify(value);
const section = (outline: ReportOutline, id: string) => outline.sections.find((one) => one.id === id);

beforeAll(async () => {
  bench = await openWorkbench();
  store = join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'unpacked')), 'lineage');
  await bench.sync(workspace, store);
  const { outputs } = await bench.engine.call('runs.outputs', { workspace, lid: release });
  file = outputs.find(({ lid }) => lid === vcf)?.lid ?? outputs.find(({ name }) => name.endsWith('.vcf.gz') || name.endsWith('.vcf'))?.lid ?? outputs[0]?.lid ?? '';
  const { runs } = await bench.engine.call('runs.list', { workspace });
  second = runs.find(({ name }) => name === reproduce)?.lid ?? '';
}, 60_000);
afterAll(() => bench.close());

function everyKind(): ReportAbout[] {
  return [
    { kind: 'run', run: release },
    { kind: 'file', lid: file },
    { kind: 'comparison', left: release, right: second },
    { kind: 'impact', asked: { by: 'lid', lid: file } },
    { kind: 'environment', run: release },
    { kind: 'subject', text: 'HG002' },
    { kind: 'findings', from: '2026-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' },
  ];
}

describe('each kind of report', () => {
  it('has its sections in their order, says of which checkpoint it is, and refers to sections that are there', async () => {
    expect(everyKind().map(({ kind }) => kind)).toEqual([...reportKinds]);
    for (const about of everyKind()) {
      const outline = await outlineOf(about);
      expect(outline.kind).toBe(about.kind);
      expect(outline.sections.map(({ id }) => id)).toEqual(orderOf(about.kind));
      expect(outline.checkpoint?.number).toBe(1);
      expect(words(outline.sections[0])).toContain('checkpoint 1 of the log');
      for (const [, number] of words(outline).matchAll(/section (\d+)/g)) expect(Number(number)).toBeLessThanOrEqual(outline.sections.length);
      for (const one of outline.sections) expect(one.blocks.length, `${about.kind} ${one.id}`).toBeGreaterThan(0);
      expect(words(outline), about.kind).not.toContain('left out of this report');
      expect(words(outline), about.kind).not.toMatch(/\b(validated|successfully|certified|guarantee\w*)\b/i);
    }
  });

  it('says on its first page what is not proven, beside what is shown and where', async () => {
    for (const about of everyKind()) {
      const blocks = (await outlineOf(about)).sections[0]?.blocks ?? [];
      const at = (text: string) => blocks.findIndex((block) => block.type === 'heading' && block.text === text);
      expect(at('What is not proven'), about.kind).toBeGreaterThan(at('The answer'));
      expect(at('What is not proven'), about.kind).toBeLessThan(at('Contents'));
      const table = blocks.find((block) => block.type === 'table' && block.caption === 'Not proven, beside what is shown');
      const rows = table?.type === 'table' ? table.rows : [];
      expect(rows.filter(([left]) => left?.text !== '').length, about.kind).toBeGreaterThan(1);
      expect(rows[0]?.[1]?.text, about.kind).toMatch(/./);
      expect(words(rows), about.kind).toMatch(/The limits in full are in section \d+/);
    }
  });

  it('of a run is held against the newest earlier run of its pipeline, or the one chosen, and says so where there is none', async () => {
    const { runs } = await bench.engine.call('runs.list', { workspace });
    const dated = runs.flatMap(({ lid, start }) => (start === null ? [] : [{ lid, start }])).sort((a, b) => (a.start < b.start ? -1 : 1));
    const [first, next] = dated.map(({ lid }) => lid) as [string, string];
    const of = async (run: string, against?: string) => section(await outlineOf({ kind: 'run', run }, against === undefined ? {} : { against }), 'comparison');
    expect(words(await of(first))).toContain('no run of the same pipeline');
    expect(words(await of(next))).toContain(`(${first})`);
    expect(words(await of(next))).toContain('It is the newest of 1 run of the same pipeline');
    const chosen = await of(release, second);
    const comparison = await bench.job('compare.runs', { workspace, left: second, right: release });
    expect(words(chosen)).toContain('It was chosen by hand');
    for (const sentence of comparison.conclusion) expect(words(chosen)).toContain(JSON.stringify(sentence).slice(1, -1));
    const differing = comparison.outputs.filter(({ status }) => status !== 'identical').length;
    expect(chosen?.blocks.find((block) => block.type === 'table' && block.caption.startsWith('Outputs that are not identical'))?.type === 'table').toBe(differing > 0);
    await expect(of(release, release)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('itself') });
    await expect(outlineOf({ kind: 'file', lid: file }, { against: second })).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('of a run tells the histories of its outputs as one: as weak as the weakest of them', async () => {
    const told = section(await outlineOf({ kind: 'run', run: release }), 'custody');
    const { outputs } = await bench.engine.call('runs.outputs', { workspace, lid: release });
    const alone = await Promise.all(outputs.map(({ lid }) => bench.engine.call('custody.get', { workspace, lid: lid ?? '', limit: 0 })));
    const first = (ranks: (typeof alone)[number]['ranks']) => ranks.findIndex(({ count }) => count > 0);
    const weakest = Math.min(...alone.map(({ ranks }) => first(ranks)));
    const [ranks] = told?.blocks.flatMap((block) => (block.type === 'table' && block.caption.startsWith('What the histories rest on') ? [block] : [])) ?? [];
    expect(ranks?.rows[0]?.[0]?.text).toBe(alone[0]?.ranks[weakest]?.short);
    expect(words(told)).toContain(`The processing histories of ${outputs.length} published files`);
    expect(words(told)).toContain('report --file LID');
  });

  it('tells an impact only where it is asked for', async () => {
    const usual = await outlineOf({ kind: 'run', run: release });
    expect(section(usual, 'impact')).toBeUndefined();
    expect(words(usual.sections[0])).not.toContain('Left out of this report by choice');
    for (const about of [
      { kind: 'run' as const, run: release },
      { kind: 'file' as const, lid: file },
    ]) {
      const asked = section(await outlineOf(about, { sections: [...orderOf(about.kind), 'impact'] }), 'impact');
      const { summary } = await bench.engine.call('impact.summary', { workspace, asked: { by: 'lid', lid: about.kind === 'run' ? about.run : about.lid } });
      expect(words(asked)).toContain(`Published files reached: ${summary.reached.published}`);
    }
  });

  it('of a file has each step of its history with its task, and names the weakest link first', async () => {
    const outline = await outlineOf({ kind: 'file', lid: file });
    const { custody } = { custody: await bench.engine.call('custody.get', { workspace, lid: file, limit: 200 }) };
    const headings = section(outline, 'history')?.blocks.flatMap((block) => (block.type === 'heading' ? [block.text] : []));
    expect(headings).toEqual(custody.steps.map((step) => `Step ${step.number}: ${step.title}`));
    expect(custody.steps.length).toBeGreaterThan(2);
    expect(words(section(outline, 'summary'))).toContain('who held or copied it between steps is not recorded');
    expect(words(section(outline, 'summary'))).toContain(JSON.stringify(custody.weakest?.text).slice(1, -1));
  });

  it('of a file that is in no record of its own, as its path is recorded', async () => {
    const path = '/data/trial-042/inputs/reference.fa';
    const outline = await outlineOf({ kind: 'file', lid: path });
    expect(outline.subject).toContain(path);
    const { contents } = await bench.engine.call('custody.get', { workspace, lid: path });
    expect(contents.length).toBe(2);
    for (const { checksum } of contents) expect(words(section(outline, 'outside')), checksum.value).toContain(checksum.value);
    const out = join(bench.folder, 'outside.pdf');
    expect((await bench.job('report.pdf', { workspace, about: { kind: 'file', lid: path }, out })).pages).toBeGreaterThan(2);
    expect(await bench.job('report.again', { workspace, file: out })).toMatchObject({ same: true });
  });

  it('of the software of a run asks and answers what it ran with, and not whether its files are as recorded', async () => {
    const outline = await outlineOf({ kind: 'environment', run: release });
    const first = words(section(outline, 'summary'));
    const { tasks, run } = await bench.engine.call('runs.environment', { workspace, lid: release });
    expect(first).toContain('With which Nextflow, containers, scripts and code');
    expect(first).toContain(`${tasks.filter(({ pinned }) => pinned === 'tag-only').length} of ${tasks.length} tasks name their container by tag only`);
    expect(first).toContain(`Nextflow ${run.nextflow}`);
    expect(first).toContain('nobody has held its code against a repository');
    expect(first).not.toMatch(/published file/);
  });

  it('of findings says where its period goes on after the state that it is of', async () => {
    const of = async (to: string) => words(section(await outlineOf({ kind: 'findings', from: '2026-01-01T00:00:00Z', to }), 'summary'));
    expect(await of('2099-01-01T00:00:00Z')).toContain('The period goes on after');
    expect(await of('2026-01-02T00:00:00Z')).not.toContain('The period goes on after');
  });

  it('that prints no SHA-256 of files does not say that none was read', async () => {
    for (const about of everyKind()) {
      const told = words(section(await outlineOf(about), 'verify-yourself'));
      const prints = about.kind === 'run' || about.kind === 'file' || about.kind === 'environment';
      expect(told.includes('This report prints no SHA-256 of files'), about.kind).toBe(!prints);
      expect(told.includes('No published file has been read yet'), about.kind).toBe(prints);
    }
  });

  it('of a comparison gives every output with what its status rests on, and its counts add up', async () => {
    const outline = await outlineOf({ kind: 'comparison', left: release, right: second });
    const [table] = section(outline, 'outputs')?.blocks.filter((block) => block.type === 'table') ?? [];
    expect(table?.rows).toHaveLength(23);
    const counts = section(outline, 'summary')?.blocks.find((block) => block.type === 'counts');
    const sum = counts?.items.reduce((total, { value }) => total + Number(value.split(' of ')[0]), 0);
    expect(counts?.items[0]?.value.split(' of ')[1]).toBe(String(sum));
  });

  it('of a data subject lists what a match of text and recorded links lead to, and says what cannot be known', async () => {
    const outline = await outlineOf({ kind: 'subject', text: 'HG002' });
    const { summary } = await bench.engine.call('impact.summary', { workspace, asked: { by: 'sample', text: 'HG002' } });
    const [published] = section(outline, 'published')?.blocks.filter((block) => block.type === 'table') ?? [];
    expect(published?.rows).toHaveLength(summary.reached.published);
    expect(words(section(outline, 'not-known'))).toContain('under names without “HG002”');
  });

  it('of findings says that nobody looked where no sync ended in the period', async () => {
    const none = await outlineOf({ kind: 'findings', from: '2001-01-01T00:00:00Z', to: '2001-02-01T00:00:00Z' });
    expect(words(section(none, 'summary'))).toContain('nobody looked, so nothing is known of it');
    await expect(outlineOf({ kind: 'findings', from: '2002-01-01T00:00:00Z', to: '2001-02-01T00:00:00Z' })).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('what is chosen', () => {
  it('leaves sections out, says which, and keeps those that a report may not lack', async () => {
    const outline = await outlineOf({ kind: 'run', run: release }, { sections: ['parameters'], classification: 'Internal', organisation: 'Example Trials' });
    const ids = outline.sections.map(({ id }) => id);
    expect(ids).toContain('parameters');
    for (const [id, one] of Object.entries(reportSections.run)) expect(ids.includes(id), id).toBe(id === 'parameters' || 'required' in one);
    expect(words(outline.sections[0])).toContain('Left out of this report by choice: Counts, ');
    expect(words(outline)).toContain('left out of this report');
    expect(outline.classification).toBe('Internal');
    expect(words(outline.sections[0])).toContain('Example Trials');
    await expect(outlineOf({ kind: 'run', run: release }, { sections: ['conclusions'] })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('conclusions'),
    });
  });

  it('is kept under a name, is an act in the journal, and goes again', async () => {
    const template = { name: 'Release', kind: 'run' as const, settings: { sections: ['parameters'], classification: 'Internal' } };
    const { templates } = await bench.engine.call('report.template-set', { workspace, template });
    expect(templates).toEqual([template]);
    const { events } = await bench.engine.call('journal.list', { workspace, limit: 1 });
    expect(events[0]).toMatchObject({ act: 'report-template-set', detail: { was: null, now: template } });
    bench = await bench.restart();
    expect((await bench.engine.call('report.templates', { workspace })).templates).toEqual([template]);
    expect((await bench.engine.call('report.template-removed', { workspace, name: 'Release' })).templates).toEqual([]);
    await expect(bench.engine.call('report.template-removed', { workspace, name: 'Release' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('of a checkpoint', () => {
  const about = { kind: 'run', run: release } as const;
  const pdf = async (name: string, chosen: Input<'report.pdf'>['settings']) => {
    const settings = { sections: ['journal'], ...chosen };
    const out = join(bench.folder, name);
    const answer = await bench.job('report.pdf', { workspace, about, settings, out });
    return { ...answer, digest: sha256Hex(unsealed(readFileSync(out))) };
  };

  it('is the same to the byte when it is made again, whatever was looked at or came in between', async () => {
    const first = await pdf('first.pdf', {});
    const number = first.checkpoint?.number ?? 0;
    await bench.engine.call('records.get', { workspace, lid: release });
    expect((await pdf('again.pdf', {})).digest).toBe(first.digest);
    rmSync(join(store, release.slice('lid://'.length), '.data.json'));
    await bench.job('sync.run', { workspace });
    const newest = await pdf('newest.pdf', {});
    expect(newest.checkpoint?.number).toBeGreaterThan(number);
    expect(newest.id).not.toBe(first.id);
    const replayed = await pdf('replayed.pdf', { at: number });
    expect(replayed).toMatchObject({ id: first.id, digest: first.digest, checkpoint: first.checkpoint });
    await expect(pdf('none.pdf', { at: 99 })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('“latest” signs one now, over the journal as well', async () => {
    const before = (await outlineOf(about)).checkpoint?.number ?? 0;
    await bench.engine.call('workspaces.setMaps', { workspace, maps: [{ from: '/data', to: '/mnt/data' }] });
    const newest = await outlineOf(about);
    expect(newest.checkpoint?.number).toBe(before);
    expect(words(section(newest, 'journal'))).not.toContain('/mnt/data');
    const latest = await outlineOf(about, { at: 'latest' });
    expect(latest.checkpoint?.number).toBe(before + 1);
    expect(words(section(latest, 'journal'))).toContain('/mnt/data');
  });

  it('supersedes an earlier one by id and reason, which stays and says so', async () => {
    const first = await pdf('v1.pdf', {});
    const next = await pdf('v2.pdf', { supersedes: { id: first.id, reason: 'A file was checked since.' } });
    expect(next.version).toBe(first.version + 1);
    const { reports } = await bench.engine.call('report.saved', { workspace });
    expect(reports[0]).toMatchObject({ id: next.id, version: 2, supersedes: first.id, reason: 'A file was checked since.', supersededBy: null });
    expect(reports.find(({ id, sha256 }) => id === first.id && sha256 === first.sha256)?.supersededBy).toBe(next.id);
    expect(sha256Hex(readFileSync(join(bench.folder, 'v1.pdf')))).toBe(first.sha256);
    await expect(pdf('v3.pdf', { supersedes: { id: 'LAR-0000000000000000', reason: 'x' } })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('many at once', () => {
  it('stopped on the way says which were made and which were not', async () => {
    const folder = join(bench.folder, 'stopped');
    mkdirSync(folder);
    const stop = new AbortController();
    const { runs } = await bench.engine.call('runs.list', { workspace });
    const settings = { sections: [] };
    const answer = await bench.job('report.batch', { workspace, runs: null, settings, folder }, ({ done }) => void (done === 2 && stop.abort()), stop.signal);
    expect(answer).toMatchObject({ stopped: true, failed: [] });
    expect(answer.written).toHaveLength(2);
    expect(answer.notMade).toHaveLength(runs.length - 2);
    expect(readdirSync(folder).sort()).toEqual(answer.written.map(({ path }) => basename(path)).sort());
  });

  it('writes one for each run, and goes on after one that fails', async () => {
    const folder = join(bench.folder, 'of many', 'batch');
    const seen: number[] = [];
    const answer = await bench.job(
      'report.batch',
      { workspace, runs: [second, 'lid://nothing', release], settings: { sections: [] }, folder },
      ({ done, total }) => total === 3 && seen.push(done),
    );
    expect(answer.failed).toEqual([{ run: 'lid://nothing', message: expect.stringContaining('lid://nothing') }]);
    expect(answer.written).toHaveLength(2);
    expect(readdirSync(folder).sort()).toEqual(answer.written.map(({ path }) => path.slice(folder.length + 1)).sort());
    expect(new Set(seen)).toEqual(new Set([0, 1, 2]));
    await expect(bench.job('report.batch', { workspace, runs: [second], folder: join(answer.written[0]?.path ?? '', 'below') })).rejects.toMatchObject({ code: 'disk' });
    await expect(bench.job('report.pdf', { workspace, about: { kind: 'run', run: second }, out: join(bench.folder, 'nowhere', 'r.pdf') })).rejects.toMatchObject({
      code: 'disk',
      message: expect.stringContaining('the folder that it is to lie in is not there'),
    });
    await expect(bench.job('report.batch', { workspace, runs: [second], folder: join(store, 'reports') })).rejects.toMatchObject({ code: 'bad-input' });
    expect(existsSync(join(store, 'reports'))).toBe(false);
  });
});
