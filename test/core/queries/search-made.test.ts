/** Search and impact on a small store of our own: values of parameters of every type, and copies of copies of what a task wrote. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isParameterValue } from '../../../core/record/parameter-value';
import { openWorkbench, type Workbench } from '../../workbench';
import { lid, makeStore, outside } from '../custody/made-store';

let bench: Workbench;
const values: [run: string, value: unknown][] = [
  ['number', 20],
  ['text', '20'],
  ['fraction', 20.5],
  ['empty', ''],
  ['nothing', null],
  ['textnull', 'null'],
  ['yes', true],
  ['textyes', 'true'],
  ['list', ['a', 'b']],
  ['other-order', ['b', 'a']],
  ['big', 'x'],
];

/** Equally good hits for `alike`, in the order in which they are to come; two of them are of one instant. */
const alike: [key: string, createdAt: string | null][] = [
  ['z-alike.txt', '2026-03-03T10:00:00Z'],
  ['b-alike.txt', '2026-03-02T10:00:00Z'],
  ['c-alike.txt', '2026-03-02T12:00:00+02:00'],
  ['a-alike.txt', '2026-03-01T10:00:00Z'],
  ['d-alike.txt', null],
  ['e-alike.txt', null],
];

beforeAll(async () => {
  bench = await openWorkbench();
  const folder = join(bench.folder, 'store');
  const store = makeStore(folder);
  for (const [run, value] of values) store.run(`run-${run}`, run, [{ type: 'X', name: 'p', value }]);
  store.run('run-without', 'without', [{ type: 'X', name: 'q', value: 20 }]);
  store.run('run-absent', 'absent', [{ type: 'X', name: 'p' }]);
  store.task('t1', 'MAKE (a)', 'run-number', [outside('/in/a.txt')]);
  store.file('t1/a.txt', { taskRun: lid('t1'), workflowRun: lid('run-number') });
  store.file('run-number/a.txt', { source: lid('t1/a.txt'), workflowRun: lid('run-number') });
  store.file('run-text/a.txt', { source: lid('run-number/a.txt'), workflowRun: lid('run-text') });
  store.file('run-list/a.txt', { source: lid('run-text/a.txt'), workflowRun: lid('run-list') });
  store.file('run-list/round.txt', { source: lid('run-list/turn.txt'), workflowRun: lid('run-list') });
  store.file('run-list/turn.txt', { source: lid('run-list/round.txt'), workflowRun: lid('run-list') });
  store.file('run-text/alike', { workflowRun: lid('run-text'), createdAt: '2020-01-01T00:00:00Z' });
  for (const [key, createdAt] of alike) store.file(`run-text/${key}`, { workflowRun: lid('run-text'), ...(createdAt === null ? {} : { createdAt }) });
  await bench.sync('w', folder);
}, 60_000);
afterAll(() => bench?.close());

const cases: [typed: string, runs: string[]][] = [
  ['20', ['number', 'text']],
  ['20.0', ['number']],
  ['2e1', ['number']],
  ['"20"', ['text']],
  ['20.50', ['fraction']],
  ['', ['empty']],
  ['""', ['empty']],
  ['null', ['absent', 'nothing', 'textnull']],
  ['"null"', ['textnull']],
  ['true', ['textyes', 'yes']],
  ['"true"', ['textyes']],
  ['TRUE', []],
  ['["a","b"]', ['list']],
  ['["a", "b"]', ['list']],
  ['[ "b" , "a" ]', ['other-order']],
  ['["a"]', []],
  ['[', []],
];

describe('values of parameters', () => {
  it.each(cases)('param:p=%s finds the runs that record it, in the search and in impact', async (typed, runs) => {
    const quoted = `"p=${typed.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
    const { groups } = await bench.engine.call('search.find', { workspace: 'w', text: `kind:run param:${quoted}`, limit: 100 });
    expect(groups.flatMap(({ group, hits }) => (group === 'runs' ? hits.map(({ title }) => title) : [])).sort()).toEqual(runs);
    const asked = { by: 'param' as const, name: 'p', value: typed };
    if (runs.length === 0) await expect(bench.engine.call('impact.summary', { workspace: 'w', asked })).rejects.toMatchObject({ code: 'not-found' });
    else expect((await bench.engine.call('impact.summary', { workspace: 'w', asked })).summary.starts.first.map(({ title }) => title).sort()).toEqual(runs);
  });

  it('numbers past what is held for certain are compared as they are written', () => {
    expect(isParameterValue('9007199254740993', '9007199254740992')).toBe(false);
    expect(isParameterValue('9007199254740993', '9007199254740993')).toBe(true);
    expect(isParameterValue('[9007199254740993]', '[9007199254740992]')).toBe(false);
    expect(isParameterValue('1000', '1e3')).toBe(true);
    expect(isParameterValue('20', '0x14')).toBe(false);
  });
});

it('task: follows copies of copies of what a task wrote, and ends in a circle', async () => {
  const { groups } = await bench.engine.call('search.find', { workspace: 'w', text: 'task:MAKE kind:file', limit: 100 });
  expect(groups.flatMap(({ hits }) => hits.map((hit) => hit.lid)).sort()).toEqual(['run-list/a.txt', 'run-number/a.txt', 'run-text/a.txt', 't1/a.txt'].map(lid).sort());
});

it('of equally good hits the newest comes first, what has no recorded time last, and names break what is left', async () => {
  const keys = async (sort: 'best' | 'newest' | 'oldest') => {
    const { groups } = await bench.engine.call('search.find', { workspace: 'w', text: 'alike', sort, limit: 100 });
    return groups.flatMap(({ hits }) => hits.map(({ value }) => value.split('/').at(-1)));
  };
  const expected = alike.map(([key]) => key);
  // The better hit is the oldest.
  expect(await keys('best')).toEqual(['alike', ...expected]);
  expect(await keys('newest')).toEqual([...expected.slice(0, 4), 'alike', ...expected.slice(4)]);
  expect(await keys('oldest')).toEqual(['alike', ...['a', 'b', 'c', 'z', 'd', 'e'].map((one) => `${one}-alike.txt`)]);
});
