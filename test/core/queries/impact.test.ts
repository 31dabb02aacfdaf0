/** Impact on real stores: answers known from the raw records, pages and filters, the files it writes, and hostile questions. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ImpactList, type ImpactQuestion, type ImpactRow, impactColumns, impactLists } from '../../../core/contract/impact';
import { kindText } from '../../../core/graph/impact/kind-text';
import { doubtWords } from '../../../core/graph/impact/reasons';
import { compareKeys, sortKey } from '../../../core/table/values';
import type { Workbench } from '../../workbench';
import { openStores, type RawStore, runNamed, type StoreName } from './real-stores';

let bench: Workbench;
let raw: Record<StoreName, RawStore>;
beforeAll(async () => {
  ({ bench, raw } = await openStores('trial', 'legacy', 's3', 'platform'));
}, 120_000);
afterAll(() => bench?.close());

const reference = '/data/trial-042/inputs/reference.fa';
const old = '5ad194a8f94d0b18d823954ad90e49f5';
const replaced = '1535809033c2d615ff311934791e2a86';
const summary = async (asked: ImpactQuestion, workspace: StoreName = 'trial') => (await bench.engine.call('impact.summary', { workspace, asked })).summary;
const rows = async (asked: ImpactQuestion, list: ImpactList, more: object = {}, workspace: StoreName = 'trial') =>
  (await bench.engine.call('impact.list', { workspace, asked, list, limit: 2000, ...more })).rows;
const titles = (list: ImpactRow[]) => list.map(({ title }) => title).sort();
const lidOf = (name: string) => `lid://${runNamed(raw.trial, name)}`;

describe('impact', () => {
  it('tells that reference.fa had two contents, and which four runs each reached, re-used tasks among them', async () => {
    const { byChecksum, contents, reached, of } = await summary({ by: 'path', path: `file://${reference}` });
    expect(contents).toBe(2);
    const runs = Object.fromEntries(byChecksum.map((one) => [one.checksum, one.runs.map(({ title }) => title).sort()]));
    // strict and v13 read no reference themselves: they rely on the tasks of reproduce.
    expect(runs).toEqual({ [old]: ['release', 'reproduce', 'strict', 'v13'], [replaced]: ['cutreads', 'deepmode', 'failed', 'newref'] });
    expect([reached.runs, of.runs]).toEqual([8, 8]);
    expect(titles(await rows({ by: 'path', path: reference, checksum: replaced }, 'runs'))).toEqual(['cutreads', 'deepmode', 'failed', 'newref']);
  });

  it('of a published copy it says which file tasks went on from, for what these made is not reached from the copy', async () => {
    const release = lidOf('release');
    const published = `${release}/variants/HG002/HG002.vcf.gz`;
    const record = await bench.engine.call('records.get', { workspace: 'trial', lid: published });
    const copy = await summary({ by: 'lid', lid: published });
    const [source] = copy.copiedFrom.first;
    expect([copy.copiedFrom.count, source?.title, JSON.stringify(record).includes(source?.lid ?? '?')]).toEqual([1, 'HG002.vcf.gz', true]);
    expect(copy.notes[0]).toMatch(/^What is asked about is a published copy of 1 file that tasks read/);
    const cohort = `${release}/cohort/cohort.tsv`;
    const reachedBy = async (lid: string) => (await rows({ by: 'lid', lid }, 'files')).map((row) => row.lid);
    expect([(await reachedBy(published)).includes(cohort), (await reachedBy(source?.lid ?? '')).includes(cohort)]).toEqual([false, true]);
    // Not of what nobody read besides, nor where the source is among what was reached.
    expect((await summary({ by: 'lid', lid: cohort })).copiedFrom.count).toBe(0);
    expect((await summary({ by: 'lid', lid: source?.lid ?? '' })).copiedFrom.count).toBe(0);
    expect((await summary({ by: 'sample', text: 'HG002.vcf.gz' })).copiedFrom.count).toBe(0);
  });

  it('begins with the same counts, whatever is asked about, and an answer that is begun is one act with its whole', async () => {
    const kinds: ImpactQuestion[] = [
      { by: 'path', path: reference },
      { by: 'path', path: reference, checksum: old },
      { by: 'lid', lid: lidOf('release') },
      { by: 'sample', text: 'HG002' },
    ];
    const acts = async () => (await bench.engine.call('journal.list', { workspace: 'trial', act: 'impact-asked', limit: 1 })).total;
    for (const asked of kinds) {
      const before = await acts();
      const { begun } = await bench.engine.call('impact.begin', { workspace: 'trial', asked });
      const { byChecksum, ...counts } = await summary(asked);
      expect(begun).toEqual(counts);
      expect(byChecksum.length > 0).toBe(asked.by === 'path');
      expect((await acts()) - before).toBe(1);
    }
  });

  it('a list is sorted and filtered by what stands in its columns, in pages, as by hand', async () => {
    const asked: ImpactQuestion = { by: 'path', path: reference };
    const all = await rows(asked, 'files');
    const arranged = {
      sort: [
        { id: 'run', descending: true },
        { id: 'lid', descending: false },
      ],
      filter: 'BAM published',
      filters: { run: 'v13', distance: '>2' },
    };
    const page = (offset: number, limit: number) => bench.engine.call('impact.list', { workspace: 'trial', asked, list: 'files', offset, limit, arranged });
    const byHand = all
      .filter((row) => row.published && row.run?.title === 'v13' && (row.distance ?? 0) > 2 && `${row.title} ${row.lid}`.includes('bam'))
      .sort((a, b) => (a.lid < b.lid ? -1 : 1));
    expect(byHand.length).toBeGreaterThan(4);
    const first = await page(0, 3);
    expect([first.total, first.all]).toEqual([byHand.length, all.length]);
    expect([...first.rows, ...(await page(3, 1000)).rows]).toEqual(byHand);
    const descending = await bench.engine.call('impact.list', {
      workspace: 'trial',
      asked,
      list: 'files',
      limit: 2000,
      arranged: { sort: [{ id: 'distance', descending: true }] },
    });
    expect(descending.rows.map(({ distance }) => distance)).toEqual(all.map(({ distance }) => distance).sort((a, b) => (b ?? 0) - (a ?? 0)));
  });

  it('narrowed, calls what read the path with the other checksum unknown, never unaffected', async () => {
    const asked: ImpactQuestion = { by: 'path', path: reference, checksum: replaced };
    const { unaffected, byReason } = await summary(asked);
    expect(unaffected).toEqual({ runs: 0, tasks: 0, files: 0, published: 0 });
    expect(byReason.map(({ reason }) => reason)).toContain('same-path-other-checksum');
    const unknown = await rows(asked, 'unknown', { as: 'task', reason: 'same-path-other-checksum' });
    expect(unknown.length).toBeGreaterThan(0);
    expect(new Set(unknown.map(({ reason }) => reason?.at?.lid))).toEqual(new Set([reference]));
  });

  it('a list of samples that only parameters name reaches its runs, and leaves all they did unknown', async () => {
    const { reached, unknown } = await summary({ by: 'path', path: '/data/trial-042/inputs/samples.csv' });
    expect(reached).toEqual({ runs: 7, tasks: 0, files: 0, published: 0 });
    expect(unknown.tasks).toBe(98);
  });

  it('a parameter governs what its run executed and published, and no task that it re-used', async () => {
    const asked: ImpactQuestion = { by: 'param', name: 'min_qual', value: '60' };
    expect(titles(await rows(asked, 'runs'))).toEqual(['strict']);
    expect(new Set((await rows(asked, 'tasks')).map(({ run }) => run?.title))).toEqual(new Set(['strict']));
    expect((await rows(asked, 'files', { published: true })).length).toBe(23);
    expect((await summary({ by: 'param', name: 'min_qual', value: '"high"' })).starts.first.map(({ title }) => title)).toEqual(['failed']);
  });

  it('a run whose tasks others re-used reaches those others', async () => {
    expect(titles(await rows({ by: 'lid', lid: lidOf('reproduce') }, 'runs'))).toEqual(['reproduce', 'strict', 'v13']);
    expect(titles(await rows({ by: 'lid', lid: lidOf('release') }, 'runs'))).toEqual(['release']);
    const unaffected = titles(await rows({ by: 'lid', lid: lidOf('release') }, 'unaffected', { as: 'run' }));
    expect(unaffected).toContain('newref');
  });

  it('a commit, abbreviated or whole, a version and a container begin at what carries them', async () => {
    const commit = '210821e5b11fcb63fb3f2bb433897c356773aadb';
    for (const typed of [commit, commit.slice(0, 7)]) expect(titles(await rows({ by: 'commit', commit: typed }, 'runs'))).toEqual(['deepmode', 'failed', 'v13']);
    expect((await summary({ by: 'version', revision: 'v1.3.0' })).starts.count).toBe(3);
    const container = 'quay.io/biocontainers/bwa:0.7.17--he4a0461_11';
    const carrying = [...raw.trial.values()].filter(({ kind, spec }) => kind === 'TaskRun' && spec.container === container).length;
    expect((await summary({ by: 'container', container })).starts.count).toBe(carrying);
    const indexFiles = await rows({ by: 'container', container }, 'unknown');
    expect(new Set(indexFiles.map(({ reason }) => reason?.code))).toEqual(new Set(['written-by-run']));
  });

  it('a text is told as a match of text', async () => {
    const { notes, starts } = await summary({ by: 'sample', text: 'hg002' });
    expect(starts.count).toBeGreaterThan(50);
    expect(notes.join(' ')).toContain('A match of text, not a link');
  });

  it.each(['trial', 'legacy', 's3', 'platform'] as StoreName[])('%s: from every record on, every count adds up, and the pages of a list are the list', async (store) => {
    const lids = [...raw[store].keys()].filter((_, at) => store !== 'trial' || at % 40 === 0).map((key) => `lid://${key}`);
    for (const lid of lids) {
      const asked: ImpactQuestion = { by: 'lid', lid };
      const { reached, unknown, unaffected, of, byDistance } = await summary(asked, store);
      for (const kind of ['runs', 'tasks', 'files', 'published'] as const) {
        expect(reached[kind] + unknown[kind] + unaffected[kind]).toBe(of[kind]);
        expect(byDistance.reduce((sum, one) => sum + one[kind], 0)).toBe(reached[kind]);
      }
      for (const list of ['runs', 'tasks', 'files'] as const) expect((await rows(asked, list, {}, store)).length).toBe(reached[list]);
    }
    const asked: ImpactQuestion = { by: 'lid', lid: lids[0] ?? '' };
    for (const list of ['files', 'unknown', 'unaffected'] as const) {
      const whole = await rows(asked, list, {}, store);
      const pages: ImpactRow[] = [];
      for (let offset = 0; offset < whole.length; offset += 7) pages.push(...(await rows(asked, list, { offset, limit: 7 }, store)));
      expect(pages).toEqual(whole);
      // Published first, then the nearest.
      if (list === 'files') expect(whole.map(({ published }) => published)).toEqual([...whole.map(({ published }) => published)].sort((a, b) => Number(b) - Number(a)));
    }
  });

  it('filters by label and by run', async () => {
    const asked: ImpactQuestion = { by: 'path', path: reference };
    const labelled = await rows(asked, 'files', { label: 'alignment' });
    expect(labelled.length).toBe((await summary(asked)).byLabel.find(({ label }) => label === 'alignment')?.files);
    expect(labelled.every(({ labels }) => labels.includes('alignment'))).toBe(true);
    const strict = await rows(asked, 'files', { run: lidOf('strict') });
    expect(new Set(strict.map(({ run }) => run?.title))).toEqual(new Set(['strict']));
  });

  it('writes every row of a list as CSV; the report of it is of a checkpoint, as every report is', async () => {
    const asked: ImpactQuestion = { by: 'path', path: reference };
    const out = join(bench.folder, 'impact.csv');
    const saved = await bench.job('impact.save', { workspace: 'trial', asked, list: 'files', out });
    const lines = readFileSync(out, 'utf8').trimEnd().split('\r\n');
    expect(lines.length - 1).toBe((await summary(asked)).reached.files);
    expect(saved.rows).toBe(lines.length - 1);
    const report = await bench.job('report.pdf', { workspace: 'trial', about: { kind: 'impact', asked }, out: join(bench.folder, 'impact.pdf') });
    expect(report.pages).toBeGreaterThan(3);
    expect(report.checkpoint).not.toBeNull();
    const { events: acts } = await bench.engine.call('journal.list', { workspace: 'trial' });
    expect(acts.filter(({ act }) => act === 'impact-saved' || act === 'report').map(({ act }) => act)).toEqual(['report', 'impact-saved']);
  });

  it.each([
    { by: 'path', path: "'; DROP TABLE node; --" },
    { by: 'path', path: '/data/%\u202e\u0000' },
    { by: 'container', container: '=cmd|calc' },
    { by: 'commit', commit: '%%%%%%%' },
    { by: 'checksum', checksum: 'f'.repeat(64) },
    { by: 'param', name: '__proto__', value: 'constructor' },
    { by: 'sample', text: '\ud800_%' },
    { by: 'lid', lid: 'lid://#output' },
  ] as ImpactQuestion[])('says that no record speaks of $by, in words, and goes on', async (asked) => {
    await expect(summary(asked)).rejects.toMatchObject({ code: 'not-found' });
    expect((await summary({ by: 'path', path: reference })).reached.runs).toBe(8);
  });
});

describe('each column of a list', () => {
  const shown: Record<(typeof impactColumns)[number], (row: ImpactRow) => string | number | null> = {
    distance: (row) => row.distance,
    kind: kindText,
    title: (row) => row.title,
    run: (row) => row.run?.title ?? null,
    labels: (row) => row.labels.join(' '),
    lid: (row) => row.lid,
    checksum: (row) => row.checksum,
    why: (row) => row.reason && doubtWords[row.reason.code].short,
    at: (row) => row.reason?.at?.title ?? null,
    published: (row) => row.holds?.published ?? null,
    files: (row) => row.holds?.files ?? null,
    tasks: (row) => row.holds?.tasks ?? null,
  };
  const asked: ImpactQuestion = { by: 'path', path: reference, checksum: old };

  it.each(impactLists)('of %s is read alone as the rows have it', async (list) => {
    const all = await rows(asked, list);
    for (const id of impactColumns) {
      const keys = all.map((row) => sortKey(shown[id](row)));
      const places = [...keys.keys()].sort((a, b) => {
        const [left, right] = [keys[a], keys[b]];
        return left === right ? a - b : left === undefined ? 1 : right === undefined ? -1 : compareKeys(left, right);
      });
      const sorted = await rows(asked, list, { arranged: { sort: [{ id, descending: false }] } });
      expect(sorted).toEqual(places.map((place) => all[place]));
    }
    // A word is looked for in all columns.
    const word = all[0]?.title.toLowerCase().split(' ')[0] ?? '';
    const holding = all.filter((row) =>
      Object.values(shown)
        .map((of) => of(row) ?? '')
        .join('\n')
        .toLowerCase()
        .includes(word),
    );
    expect(await rows(asked, list, { arranged: { filter: word } })).toEqual(holding);
  });
});
