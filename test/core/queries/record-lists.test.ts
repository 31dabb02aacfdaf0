/** Long lists of a record's page: the first entries with their count, and every entry in pages, searched and sorted. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../../core/contract';
import { openWorkbench, type Workbench } from '../../workbench';

const files = 300;
const task = 'c'.repeat(32);
const lid = `lid://${task}`;
const masking = 'd'.repeat(32);
const secret = 'glpat-Zx9Qw7Er5Ty3Ui1Op2As';
const fileLid = (at: number) => `lid://${'f'.repeat(32)}/part ${at}.txt`;
const workspace = 'w';
let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench();
  const store = join(bench.folder, 'store');
  const save = (key: string, kind: string, spec: object) => {
    mkdirSync(join(store, key), { recursive: true });
    writeFileSync(join(store, key, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
  };
  const read = Array.from({ length: files }, (_, at) => fileLid(at));
  save(task, 'TaskRun', {
    name: 'GATHER (all)',
    input: [
      { type: 'path', name: 'parts', value: read },
      { type: 'val', name: 'odd', value: ['x'.repeat(5000), null, '', 7, { token: secret }, `see ${secret}`, 'lid://'] },
    ],
    globalVars: JSON.parse(`{${Array.from({ length: 9 }, (_, at) => `"member ${at}": ${at}`).join(',')}, "__proto__": "mine", "about ${secret}": ["a", "b", "c", "d"]}`),
  });
  save(masking, 'TaskRun', { name: 'MASK', globalVars: { [`about ${secret}`]: ['a', 'b', 'c', 'd'] } });
  // The last of them have no record.
  for (let at = 0; at < files - 5; at++) save(`${'f'.repeat(32)}/part ${at}.txt`, 'FileOutput', { path: `/work/part ${at}.txt`, taskRun: lid, checksum: null });
  await bench.sync(workspace, store);
}, 120_000);
afterAll(() => bench?.close());

const parts = ['input', '0', 'value'];
const get = async (first?: number) => (await bench.engine.call('records.get', { workspace, lid, ...(first && { first }) })).record;
const entries = (within: string[], page?: object) => bench.engine.call('records.entries', { workspace, lid, within, ...(page && { page: { offset: 0, limit: 100, ...page } }) });

describe('a record with long lists', () => {
  it('is given by its first entries, which say how many there are; without a bound it is whole', async () => {
    const whole = await get();
    expect(whole.cut).toEqual([]);
    expect(whole.links).toHaveLength(files);
    const short = await get(7);
    expect(short.cut).toEqual(
      expect.arrayContaining([
        { within: parts, count: files, list: true },
        { within: ['globalVars'], count: 11, list: false },
      ]),
    );
    expect(short.cut).toHaveLength(2);
    expect(short.links.map((link) => link.lid)).toEqual(Array.from({ length: 7 }, (_, at) => fileLid(at)));
    expect(short.masked).toBe(whole.masked);
    expect(short.masked).toBeGreaterThan(0);
    const { fields: _a, cut: _b, links: _c, ...left } = short;
    expect(whole).toMatchObject(left);
    const { input, ...others } = short.fields as { input: { value: unknown[] }[]; globalVars: object };
    expect(input.map(({ value }) => value.length)).toEqual([7, 7]);
    expect(Object.keys(others.globalVars)).toHaveLength(7);
    expect(await get(1000)).toEqual(whole);
    expect(contract['records.get'].output.parse({ record: short })).toEqual({ record: short });
  });

  it('gives every entry in pages, in the order of the record, with what its LIDs lead to', async () => {
    const { entries: all, total } = await entries(parts);
    expect(total).toBe(files);
    expect(all.map((one) => one.text)).toEqual(Array.from({ length: files }, (_, at) => fileLid(at)));
    expect(all.map((one) => one.link)).toEqual((await get()).links);
    expect(all.at(-1)?.link).toMatchObject({ kind: 'Missing', present: false });
    expect((await entries(parts, { offset: 250 })).entries).toEqual(all.slice(250));
    const found = await entries(parts, { filter: 'PART', filters: { text: '29' }, sort: [{ id: 'number', descending: true }] });
    expect(found).toMatchObject({ total: 13, all: files });
    expect(found.entries.map((one) => one.number)).toEqual([300, 299, 298, 297, 296, 295, 294, 293, 292, 291, 230, 130, 30]);
    expect((await entries(parts, { sort: [{ id: 'text', descending: false }], limit: 3 })).entries.map((one) => one.number)).toEqual([1, 2, 3]);
  });

  it('gives of a long text its start and length, of other values their JSON, and hides what is hidden elsewhere', async () => {
    const { entries: odd } = await entries(['input', '1', 'value']);
    expect(odd.map(({ text, length }) => [text?.length ?? null, length])).toMatchObject([
      [2000, 5000],
      [null, 0],
      [0, 0],
      [1, 1],
      [expect.any(Number), expect.any(Number)],
      {},
      [6, 6],
    ]);
    expect(odd[3]?.text).toBe('7');
    expect(odd.map((one) => one.link)).toEqual(Array(7).fill(null));
    expect(JSON.stringify(odd)).not.toContain(secret);
    expect(odd[5]?.text).toMatch(/^see .+/);
  });

  it('names the members of an object, and is asked by masked names as they were shown', async () => {
    const { entries: members } = await entries(['globalVars']);
    expect(members.map((one) => [one.name, one.text]).slice(8, 10)).toEqual([
      ['member 8', '8'],
      ['__proto__', 'mine'],
    ]);
    const name = members[10]?.name ?? '';
    expect(name).toMatch(/^about ./);
    expect(name).not.toContain(secret);
    expect((await get(3)).cut.map((one) => one.within)).not.toContainEqual(['globalVars', name]); // not among the first
    const short = (await bench.engine.call('records.get', { workspace, lid: `lid://${masking}`, first: 3 })).record;
    expect(short.cut).toEqual([{ within: ['globalVars', name], count: 4, list: true }]);
    expect(Object.keys((short.fields as { globalVars: object }).globalVars)).toEqual([name]);
    const asked = await bench.engine.call('records.entries', { workspace, lid: `lid://${masking}`, within: ['globalVars', name] });
    expect(asked.entries.map((one) => one.text)).toEqual(['a', 'b', 'c', 'd']);
  });

  it.each([[['nothing']], [['name']], [['input', '-1']], [['input', 'length']], [['globalVars', 'constructor']]])('has no list at %j', async (within) => {
    await expect(entries(within)).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('has no list at') });
  });

  it('tells all that name a record, in pages', async () => {
    const naming = (page?: object) => bench.engine.call('records.naming', { workspace, lid, ...(page && { page: { offset: 0, limit: 10, ...page } }) });
    const { referencedBy, referencedByCount } = await get();
    const { links, total } = await naming();
    expect([referencedBy.length, referencedByCount, total, links.length]).toEqual([100, files - 5, files - 5, files - 5]);
    expect(links.slice(0, 100)).toEqual(referencedBy);
    expect((await naming({ offset: 290 })).links).toEqual(links.slice(290));
    const found = await naming({ filter: 'part 10', sort: [{ id: 'title', descending: true }] });
    expect(found).toMatchObject({ total: 13, all: files - 5 });
    expect(found.links.map((link) => link.title)).toEqual([210, 110, 109, 108, 107, 106, 105, 104, 103, 102].map((at) => `part ${at}.txt`));
    await expect(bench.engine.call('records.naming', { workspace, lid: 'lid://nobody' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
