/** Search on a real store: what is found is worked out from the raw records. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Output } from '../../../core/contract';
import type { Workbench } from '../../workbench';
import { openStores, type RawStore, runNamed, type StoreName } from './real-stores';

let bench: Workbench;
let raw: Record<StoreName, RawStore>;
beforeAll(async () => {
  ({ bench, raw } = await openStores('trial', 'legacy'));
}, 120_000);
afterAll(() => bench?.close());

type Groups = Output<'search.find'>['groups'];
const search = async (text: string, more: { limit?: number; group?: Groups[number]['group'] } = {}) =>
  (await bench.engine.call('search.find', { workspace: 'trial', text, ...more })).groups;
const lids = (groups: Groups, group: string) => new Set(groups.find((one) => one.group === group)?.hits.map((hit) => hit.lid));
const all = { limit: 1000 };
const keysOf = (accept: (key: string, kind: string, spec: RawStore extends Map<string, { spec: infer S }> ? S : never) => boolean) =>
  new Set([...raw.trial].filter(([key, { kind, spec }]) => accept(key, kind, spec)).map(([key]) => `lid://${key}`));

describe('search.find', () => {
  it('finds a whole LID first, and all below it', async () => {
    const key = runNamed(raw.trial, 'release');
    for (const text of [`lid://${key}`, key, key.toUpperCase(), `lid://lid:/${key}`]) {
      const groups = await search(text, all);
      expect([text, groups[0]?.group, groups[0]?.hits[0]]).toEqual([text, 'runs', expect.objectContaining({ lid: `lid://${key}`, title: 'release', kind: 'WorkflowRun' })]);
      expect(lids(groups, 'files')).toEqual(keysOf((one, kind) => kind === 'FileOutput' && one.startsWith(`${key}/`)));
      expect(lids(groups, 'records')).toEqual(new Set([`lid://${key}#output`]));
    }
  });

  it('finds the beginning of a hash', async () => {
    const prefix = '7c6';
    const groups = await search(prefix, all);
    const found = new Set(['runs', 'tasks', 'files', 'records'].flatMap((group) => [...lids(groups, group)]));
    for (const lid of keysOf((key) => key.startsWith(prefix))) expect(found).toContain(lid);
  });

  it('finds tasks and files by a part of their name or path, whatever the case', async () => {
    for (const text of ['align (na', 'ALIGN (NA'])
      expect(lids(await search(text, all), 'tasks')).toEqual(keysOf((_, kind, spec) => kind === 'TaskRun' && spec.name.startsWith('ALIGN (NA')));
    expect(lids(await search('RESULTS/strict', all), 'files')).toEqual(keysOf((_, kind, spec) => kind === 'FileOutput' && spec.path.includes('results/strict')));
    const outside = (await search('reference.fa', all)).find((one) => one.group === 'outside')?.hits;
    expect(outside?.map((hit) => hit.lid)).toEqual(['/data/trial-042/inputs/reference.fa']);
  });

  it('ranks the whole name before its beginning, a word, a part', async () => {
    const hits = (await search('cohort.tsv', all)).find((one) => one.group === 'files')?.hits ?? [];
    const exact = hits.filter((hit) => hit.title === 'cohort.tsv').length;
    expect(exact).toBe([...raw.trial.keys()].filter((key) => key.endsWith('/cohort.tsv')).length);
    expect(hits.slice(0, exact).every((hit) => hit.title === 'cohort.tsv')).toBe(true);
    const found = (await search('re', all)).find((one) => one.group === 'runs')?.hits ?? [];
    const runs = found.map((hit) => hit.title);
    // Equally good: the newer comes first.
    expect(runs.slice(0, 2)).toEqual(['reproduce', 'release']);
    expect(Date.parse(found[0]?.time ?? '')).toBeGreaterThan(Date.parse(found[1]?.time ?? ''));
    expect(runs.indexOf('newref')).toBeGreaterThan(1);
  });

  it('puts what is called exactly so before what merely holds it, whatever its kind, and published files before those of work folders', async () => {
    const groups = await search('reference.fa', all);
    expect(groups.slice(0, 2).map(({ group, hits }) => [group, hits[0]?.title])).toEqual([
      ['outside', 'reference.fa'],
      ['tasks', 'INDEX_REFERENCE (reference.fa)'],
    ]);
    const paths = (await search('HG002.vcf.gz', all)).find(({ group }) => group === 'files')?.hits.map((hit) => [hit.title, hit.detail] as const) ?? [];
    const own = paths.filter(([title]) => title === 'HG002.vcf.gz').map(([, path]) => path.includes('/results/'));
    expect(own.filter(Boolean)).toHaveLength(
      [...raw.trial].filter(([key, { kind, spec }]) => kind === 'FileOutput' && key.endsWith('/HG002.vcf.gz') && spec.path.includes('/results/')).length,
    );
    expect(own).toEqual(own.toSorted((a, b) => Number(b) - Number(a)));
  });

  it('finds labels, containers and commits with how many carry them', async () => {
    const labelled = [...raw.trial.values()].filter(({ spec }) => spec.labels?.includes('gxp')).length;
    expect((await search('GXP')).find((one) => one.group === 'labels')?.hits).toEqual([
      expect.objectContaining({ lid: null, value: 'gxp', title: 'gxp', detail: `${labelled} records (Nextflow)`, count: labelled, query: 'label:gxp' }),
    ]);
    expect(lids(await search('gxp', all), 'files')).toEqual(keysOf((_, kind, spec) => kind === 'FileOutput' && spec.labels?.includes('gxp')));
    const containers = (await search('biocontainers/fastp')).find((one) => one.group === 'containers')?.hits;
    expect(containers?.[0]?.count).toBe([...raw.trial.values()].filter(({ kind, spec }) => kind === 'TaskRun' && spec.container.includes('biocontainers/fastp')).length);
    const commit = raw.trial.get(runNamed(raw.trial, 'v13'))?.spec.workflow.commitId;
    expect((await search(commit.slice(0, 8))).find((one) => one.group === 'commits')?.hits[0]).toMatchObject({
      value: commit,
      count: [...raw.trial.values()].filter(({ kind, spec }) => kind === 'WorkflowRun' && spec.workflow.commitId === commit).length,
    });
  });

  it('finds who knows a checksum', async () => {
    const [, { spec }] = [...raw.trial].find(([key]) => key.endsWith('/cohort.tsv')) ?? ['', { spec: null }];
    const value = spec.checksum.value;
    const knows = keysOf((_, kind, one) => kind === 'FileOutput' && one.checksum.value === value);
    for (const text of [value, value.slice(0, 12).toUpperCase()]) {
      const hit = (await search(text, all)).find((one) => one.group === 'checksums')?.hits[0];
      expect([text, hit?.value, hit?.count]).toEqual([text, value, knows.size]);
      expect(lids(await search(hit?.query ?? '', all), 'files')).toEqual(knows);
    }
  });

  it('takes wildcards of SQL and regular expressions for what they are', async () => {
    for (const text of ['%', '_%_%', '.*', '[a', "' OR 1=1 --", '\\', '*']) {
      const groups = await search(text, all);
      // Runs are found by more than a line shows.
      for (const { group, hits } of groups)
        if (group !== 'runs')
          for (const hit of hits) for (const word of text.toLowerCase().split(' ')) expect(`${hit.title} ${hit.value} ${hit.detail}`.toLowerCase()).toContain(word);
    }
    expect(await search('   ')).toEqual([]);
    expect(await search('lid://')).toEqual([]);
    expect(await search('no such thing anywhere')).toEqual([]);
  });

  it('shows at most `limit` and says how many there are; a group may be asked for alone', async () => {
    const groups = await search('NA12878', { limit: 3 });
    for (const { hits, total } of groups) expect(hits.length).toBe(Math.min(3, total));
    const files = await search('NA12878', { limit: 3, group: 'files' });
    expect(files).toEqual(groups.filter((one) => one.group === 'files'));
    const answer = await bench.engine.call('search.find', { workspace: 'trial', text: 'NA12878' });
    expect(contract['search.find'].output.parse(answer)).toEqual(answer);
  });
});
