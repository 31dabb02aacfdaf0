/** Masks in the index: the digits are those of reports, two secrets are told apart, and a question by a mask or by its original finds what the index holds masked. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parameters } from '../../../core/index/queries/parameters';
import type { Ports } from '../../../core/ports';
import { openImage } from '../../index-image';
import { openWorkbench, type Workbench } from '../../workbench';
import { enclosed } from '../pdf/tools';

const workspace = 'digits';
/** A text that JSON, the search and a regular expression write otherwise. */
const [first, second] = ['s3cr3t-"FIRST\\1', 'an0ther-secret+2'] as const;
const runs = { one: '1'.repeat(32), two: '2'.repeat(32), again: '3'.repeat(32), foreign: '4'.repeat(32) } as const;
const lidOf = (run: keyof typeof runs) => `lid://${runs[run]}`;
/** As another installation, or whoever wants to be taken for the first, writes it. */
const foreignMask = (digits: string) => `[masked: named-value hmac:${digits}]`;
const host = (password: string) => `https://bot:${password}@git.example.org/p`;

let bench: Workbench;
let here: Workbench;
let shown: Record<'first' | 'second', string>;

function layStore(folder: string, forged: string): string {
  const put = (key: string, kind: string, spec: object) => {
    mkdirSync(join(folder, key), { recursive: true });
    writeFileSync(join(folder, key, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind, spec }));
  };
  const runOf = (name: keyof typeof runs, secret: string) =>
    put(runs[name], 'WorkflowRun', {
      workflow: { scriptFiles: [], repository: host(secret === first ? 'pwFIRSTx1' : 'pwSECONDx2'), commitId: 'd'.repeat(40) },
      sessionId: '1439f52e-5449-46df-8260-e412b1a3f6c7',
      name,
      params: [
        { type: 'String', name: 'db_password', value: secret },
        { type: 'Integer', name: 'access_token', value: secret === first ? 8_271_640_913 : 8_271_640_914 },
        { type: 'Map', name: 'login', value: { user: 'reader', password: secret, tries: 3 } },
        { type: 'String', name: 'note', value: `use ${secret} for both` },
        { type: 'Integer', name: 'min_qual', value: 20 },
      ],
      metadata: { runName: name, revision: 'main', start: '2026-11-21T05:08:28Z', platform: { labels: [{ name: 'api_key', value: secret }, 'plain'] } },
    });
  runOf('one', first);
  runOf('two', second);
  runOf('again', first);
  runOf('foreign', forged);
  for (let at = 0; at < 260; at++)
    put(`${runs.one}/f${at}.txt`, 'FileOutput', {
      path: `/results/f${at}.txt`,
      checksum: { value: 'c'.repeat(32), algorithm: 'nextflow', mode: 'standard' },
      source: null,
      workflowRun: lidOf('one'),
      taskRun: null,
      size: 3,
      createdAt: '2026-11-21T05:10:00Z',
      modifiedAt: '2026-11-21T05:09:00Z',
      labels: [],
    });
  return folder;
}

let keepPorts: Ports;
beforeAll(async () => {
  bench = await openWorkbench({ keepFolder: true });
  keepPorts = bench.ports;
  const digits = async (text: string) => (await bench.engine.call('masking.token', { text })).shown;
  shown = { first: foreignMask(await digits(first)), second: foreignMask(await digits(second)) };
  await bench.sync(workspace, layStore(join(bench.folder, 'store'), shown.first));
  here = bench;
}, 60_000);
afterAll(() => {
  here.close();
  rmSync(bench.folder, { recursive: true, force: true });
});
const inIndex = () => {
  const db = openImage(keepPorts, `${workspace}/index/index.db`);
  const texts = (db.prepare('SELECT text FROM string').all() as [string][]).map(([text]) => text);
  const held = parameters(db, { name: 'db_password' });
  db.close();
  return { texts, held };
};

it('the index holds the same digits as the page of a run, no original, and no digits of a mask that stands in a record', async () => {
  const { texts, held } = inIndex();
  expect(held.map(({ value }) => value).sort()).toEqual([shown.first, shown.first, shown.second, '[masked: named-value]'].map((one) => JSON.stringify(one)).sort());
  const all = readFileSync(join(bench.home, workspace, 'index/index.db')).toString('latin1') + texts.join('\n');
  for (const secret of ['s3cr3t-', 'an0ther-secret', 'pwFIRST', 'pwSECOND', '8271640913']) expect(all.includes(secret), secret).toBe(false);
  const { run } = await here.engine.call('runs.get', { workspace, lid: lidOf('one') });
  expect(run.params.find(({ name }) => name === 'db_password')?.value).toBe(shown.first);
  // No more than the digits that a mask shows is in it.
  for (const [, digits] of all.matchAll(/hmac:([0-9a-f]+)/g)) expect(digits).toHaveLength(12);
});

describe('a question', () => {
  const found = async (text: string) => {
    const { groups } = await here.engine.call('search.find', { workspace, text, sort: 'best', offset: 0, limit: 50 });
    return (groups.find(({ group }) => group === 'runs')?.hits ?? []).map(({ title }) => title).sort();
  };
  const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

  // In a process that was shown nothing, and again when the pages of the runs were.
  it.each(['before', 'after'])('%s the masks were shown: a search by the mask and by the original', async (when) => {
    here = await here.restart();
    if (when === 'after') for (const lid of [lidOf('one'), lidOf('two')]) await here.engine.call('runs.get', { workspace, lid });
    for (const asked of [first, shown.first]) {
      expect(await found(`param:${quoted(`db_password=${asked}`)}`), asked).toEqual(['again', 'one']);
      expect(await found(`param:${quoted(`note=use ${asked} for both`)}`), asked).toEqual(['again', 'one']);
      expect(await found(`label:${quoted(`api_key=${asked}`)}`), asked).toEqual(['again', 'one']);
      expect(await found(`-param:${quoted(`db_password=${asked}`)} kind:run`), asked).toEqual(['foreign', 'two']);
    }
    expect(await found('param:access_token=8271640913')).toEqual(['again', 'one']);
    expect(await found(`param:${quoted(`login=${JSON.stringify({ user: 'reader', password: second, tries: 3 })}`)}`)).toEqual(['two']);
    expect(await found(`param:${quoted(`login=${JSON.stringify({ user: 'reader', password: second, tries: 4 })}`)}`)).toEqual([]);
    expect(await found(`param:${quoted('db_password=another')}`)).toEqual([]);
    const { groups } = await here.engine.call('search.find', { workspace, text: quoted(second), sort: 'best', offset: 0, limit: 50 });
    expect(groups.find(({ group }) => group === 'parameters')?.hits.map(({ title }) => title)).toEqual(expect.arrayContaining([`db_password=${shown.second}`]));
    const page = await here.engine.call('labels.get', { workspace, label: `api_key=${shown.first}` });
    expect(page.runs.map(({ run }) => run?.name).sort()).toEqual(['again', 'one']);
  });

  it('keeps a mask a mask: in what is said of it, in a saved search and in the journal', async () => {
    await here.engine.call('runs.get', { workspace, lid: lidOf('one') });
    // What was typed before is in the journal as it was typed.
    const kept = () =>
      ['workspace.json', 'journal/000001.log']
        .map(
          (file) =>
            readFileSync(join(bench.home, workspace, file))
              .toString('latin1')
              .split('s3cr3t-').length,
        )
        .join();
    const before = kept();
    const text = `param:${quoted(`note=use ${shown.first} for both`)}`;
    const answer = await here.engine.call('search.find', { workspace, text, settled: true, sort: 'best', offset: 0, limit: 50 });
    expect(JSON.stringify(answer.readAs)).toContain(shown.first);
    await here.engine.call('search.save', { workspace, name: 'theirs', text });
    const about = await here.engine.call('impact.summary', { workspace, asked: { by: 'param', name: 'note', value: `use ${shown.first} for both` } });
    for (const said of [answer, await here.engine.call('search.saved', { workspace }), about]) expect(JSON.stringify(said)).not.toContain('s3cr3t-');
    expect(kept()).toBe(before);
  });

  it('about the impact of a masked value: by the mask and by the original; of a mask in the record nothing is told', async () => {
    const asked = async (value: string) => (await here.engine.call('impact.summary', { workspace, asked: { by: 'param', name: 'db_password', value } })).summary;
    for (const value of [first, shown.first]) {
      const summary = await asked(value);
      expect(summary.said).toBe(`The parameter db_password = "${shown.first}"`);
      expect(summary.reached).toMatchObject({ runs: 2 });
      expect(summary.notes.join(' ')).toContain('In 1 run the value is masked as a secret');
      expect(summary.notes.join(' ')).toContain('3 different values');
    }
    expect((await asked(second)).reached).toMatchObject({ runs: 1 });
    expect((await asked('neither')).reached).toMatchObject({ runs: 0 });
    // A mask that no value has may be of another installation: nothing can be told.
    expect(await asked(foreignMask('0'.repeat(12)))).toMatchObject({ reached: { runs: 0 }, unknown: { runs: 4 } });
    for (const repository of [host('pwFIRSTx1'), host((await here.engine.call('runs.get', { workspace, lid: lidOf('one') })).run.row.repository?.match(/\[.*\]/)?.[0] ?? '')])
      expect((await here.engine.call('impact.summary', { workspace, asked: { by: 'version', repository, revision: 'main' } })).summary.reached, repository).toMatchObject({
        runs: 2,
      });
  });

  it('about a parameter in a graph: one thing for one secret, whose name holds neither mask nor original', async () => {
    const { nodes } = await here.engine.call('graph.drawn', { workspace, lids: [lidOf('one'), lidOf('two'), lidOf('again'), lidOf('foreign')], hidden: [] });
    const things = nodes.filter(({ kind, title }) => kind === 'Parameter' && title.startsWith('db_password'));
    expect(things.map(({ title }) => title).sort()).toEqual([`db_password = "${shown.first}"`, `db_password = "${shown.second}"`, 'db_password = "[masked: named-value]"'].sort());
    const of = things.find(({ title }) => title.includes(shown.first));
    expect(of?.lid).toMatch(/^thing:Parameter:db_password=#\d+$/);
    const around = await here.engine.call('graph.trace', { workspace, lid: of?.lid ?? '', direction: 'down', depth: 1, hidden: [] });
    expect(around.nodes.map(({ title }) => title).sort()).toEqual(['again', `db_password = "${shown.first}"`, 'one'].sort());
    // Of a mask that tells nothing the run is named as well.
    expect(things.find(({ title }) => title.endsWith('[masked: named-value]"'))?.lid).toMatch(/#\d+ lid:\/\/4{32}$/);
  });
});

it('two runs with two secrets differ, with two masks; a report and an export have the same digits', async () => {
  const comparison = await here.job('compare.runs', { workspace, left: lidOf('one'), right: lidOf('two') });
  const at = JSON.stringify(comparison);
  for (const one of [shown.first, shown.second]) expect(at).toContain(one);
  const out = join(bench.folder, 'one.pdf');
  await here.job('report.pdf', { workspace, about: { kind: 'run', run: lidOf('one') }, settings: { at: 'latest' }, out });
  expect(enclosed(readFileSync(out))['evidence.json']?.toString()).toContain(shown.first);
  const csv = join(bench.folder, 'one.zip');
  await here.job('export.write', { workspace, scope: { run: lidOf('one') }, format: 'openlineage', out: csv });
  expect(readFileSync(csv, 'utf8')).not.toContain('s3cr3t-');
});

it('the rules of a workspace change nothing in the index, and a secret that is allowed is still found', async () => {
  const rules = { personal: [], deny: [{ pattern: 'reader', reason: 'x' }], allow: [{ pattern: second, reason: 'public by now' }] };
  const before = inIndex();
  await here.engine.call('masking.set', { workspace, ...rules, reason: 'test' } as never);
  here = await here.restart();
  expect(inIndex()).toEqual(before);
  expect((await here.engine.call('impact.summary', { workspace, asked: { by: 'param', name: 'db_password', value: second } })).summary.reached).toMatchObject({ runs: 1 });
});

it('another key makes the index anew, and the journal says so; no key leaves the digits out', async () => {
  const told = async () => (await here.engine.call('journal.list', { workspace, act: 'index-made-anew', text: 'another masking key' })).total;
  expect(await told()).toBe(0);
  here.engine.close();
  rmSync(join(bench.home, 'keys/masking-key.hex'));
  here = await openWorkbench({ folder: bench.folder, keepFolder: true });
  const { shown: now } = await here.engine.call('masking.token', { text: first });
  await here.engine.call('workspaces.get', { workspace } as never);
  expect(await told()).toBe(1);
  expect(inIndex().held.map(({ value }) => value)).toContain(JSON.stringify(foreignMask(now)));
  expect(foreignMask(now)).not.toBe(shown.first);
  const verified = await here.job('evidence.verify', { workspace } as never);
  expect(JSON.stringify(verified)).not.toContain('index does not follow');
  here = await here.restart();
  await here.engine.call('workspaces.get', { workspace } as never);
  expect(await told()).toBe(1);
  here.engine.close();
  writeFileSync(join(bench.home, 'keys/masking-key.hex'), 'spoilt');
  here = await openWorkbench({ folder: bench.folder, keepFolder: true });
  await here.engine.call('workspaces.get', { workspace } as never);
  expect(new Set(inIndex().held.map(({ value }) => value))).toEqual(new Set([JSON.stringify('[masked: named-value]')]));
  const { summary } = await here.engine.call('impact.summary', { workspace, asked: { by: 'param', name: 'db_password', value: first } });
  expect(summary.notes.join(' ')).toContain('In 4 runs the value is masked as a secret');
});
