/** What the fields of the impact page offer, on a real store: values that lead to an answer, and none that the store does not hold. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImpactQuestion } from '../../../core/contract/impact';
import type { Workbench } from '../../workbench';
import { openStores } from './real-stores';

let bench: Workbench;
beforeAll(async () => {
  ({ bench } = await openStores('trial'));
}, 120_000);
afterAll(() => bench?.close());

const offered = async (by: ImpactQuestion['by'], typed: string, of?: string) =>
  (await bench.engine.call('impact.suggest', { workspace: 'trial', by, typed, ...(of !== undefined && { of }) })).items;
const values = async (...asked: Parameters<typeof offered>) => (await offered(...asked)).map(({ value }) => value);

describe('impact.suggest', () => {
  it('offers the outside file first, by a part of its name', async () => {
    expect((await offered('path', 'reference'))[0]).toMatchObject({ value: '/data/trial-042/inputs/reference.fa', detail: 'outside file' });
  });

  it('offers only what the question then finds', async () => {
    const questions: ImpactQuestion[] = [
      ...(await values('path', 'HG002')).map((path) => ({ by: 'path', path }) as const),
      ...(await values('lid', 'HG002.vcf')).map((lid) => ({ by: 'lid', lid }) as const),
      ...(await values('container', '')).map((container) => ({ by: 'container', container }) as const),
      ...(await values('commit', '')).map((commit) => ({ by: 'commit', commit }) as const),
      ...(await values('version', '')).map((revision) => ({ by: 'version', revision }) as const),
      ...(await values('param', '', 'min_qual')).map((value) => ({ by: 'param', name: 'min_qual', value }) as const),
    ];
    expect(questions.map(({ by }) => by).filter((by, at, all) => all.indexOf(by) === at)).toEqual(['path', 'lid', 'container', 'commit', 'version', 'param']);
    for (const asked of questions)
      expect((await bench.engine.call('impact.summary', { workspace: 'trial', asked })).summary.starts.count, JSON.stringify(asked)).toBeGreaterThan(0);
  });

  it('counts what carries a value, and narrows the second field by the first', async () => {
    expect(await offered('version', 'v1.3')).toEqual([{ value: 'v1.3.0', detail: 'runs of it', count: 3 }]);
    expect(await values('version', '', 'v1.3.0')).toEqual(['http://git.example.org/trial/germline']);
    expect(await values('version', '', 'v9')).toEqual([]);
    expect(await values('param', 'min')).toEqual(['min_depth', 'min_qual']);
    expect(await values('param', '', 'no such parameter')).toEqual([]);
    expect(await values('param', '', 'protocol')).toEqual(['TRIAL-042']);
  });

  it('takes nothing typed for a question of the search', async () => {
    for (const typed of ['label:gxp', '"', '-nothing', 'kind:file', '\u0000', '(', '*'.repeat(1000)]) expect(await values('path', typed)).toEqual([]);
    expect(await values('sample', 'HG002')).toEqual([]);
    expect(await values('path', '')).toEqual([]);
  });

  it('is no act: the journal says nothing of what was only typed', async () => {
    const before = (await bench.engine.call('journal.list', { workspace: 'trial' })).total;
    await offered('path', 'NA12878');
    expect((await bench.engine.call('journal.list', { workspace: 'trial' })).total).toBe(before);
  });
});
