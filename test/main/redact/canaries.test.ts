/** Nothing that is masked leaves the program in any report, attachment, export, table, picture, bundle or answer, in whatever form. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportAbout } from '../../../core/contract/reports';
import { formatIds } from '../../../core/export/format';
import type { MaskingRules } from '../../../core/redact/policy';
import { openWorkbench, type Workbench } from '../../workbench';
import { filesBelow, readTables } from '../export/read-tables';
import { enclosed } from '../pdf/tools';
import { canaries, foundIn, foundInPdf, layCanaryStore, needles, other, run } from './canary-store';

const workspace = 'canary';
const rules: MaskingRules = {
  personal: ['email', 'home-folder', 'person', 'personal-number', 'sample'],
  deny: [{ pattern: 'CNRY-####', reason: 'numbers of subjects' }],
  allow: [],
};
let bench: Workbench;
let file: string;
const lid = `lid://${run}`;

beforeAll(async () => {
  bench = await openWorkbench();
  await bench.sync(workspace, layCanaryStore(join(bench.folder, 'store')));
  await bench.engine.call('masking.set', { workspace, ...rules, reason: 'protocol' });
  await bench.job('verify.run', { workspace, run: lid });
  file = (await bench.engine.call('runs.outputs', { workspace, lid })).outputs.find((one) => one.lid?.includes('.vcf'))?.lid ?? '';
}, 60_000);
afterAll(() => bench.close());
const out = (name: string) => join(bench.folder, name);

it('would find them: the store holds each', async () => {
  const raw = await Promise.all([lid, `lid://${'b'.repeat(32)}`].map((one) => bench.engine.call('records.raw', { workspace, lid: one })));
  const all = new Set([
    ...foundIn(Buffer.from(JSON.stringify(raw))),
    ...foundIn(readFileSync(out(`store/.history/${run}`))),
    ...foundIn(Buffer.from(JSON.stringify(await rawFiles()))),
  ]);
  expect([...all].sort()).toEqual([...needles].sort());
  // In each form that is searched.
  const needle = needles[0] ?? '';
  for (const form of [
    Buffer.from(needle, 'utf16le'),
    Buffer.from(Buffer.from(needle).toString('base64')),
    Buffer.from(Buffer.from(`x${needle}`).toString('base64url')),
    Buffer.from(Buffer.from(needle).toString('hex')),
  ])
    expect(foundIn(form)).toEqual([needle]);
});
async function rawFiles() {
  const found = await bench.engine.call('runs.outputs', { workspace, lid });
  return Promise.all(found.outputs.flatMap((one) => (one.lid === null ? [] : [bench.engine.call('records.raw', { workspace, lid: one.lid })])));
}

it('names a file by what the window was shown', async () => {
  expect(file).toMatch(/^lid:\/\/a+\/\[masked: denied hmac:[0-9a-f]{12}\]\.vcf$/);
  const { record } = await bench.engine.call('records.get', { workspace, lid: file });
  expect(record.lid).toBe(file);
});

describe('a report', () => {
  const kinds: [string, () => ReportAbout][] = [
    ['run', () => ({ kind: 'run', run: lid })],
    ['environment', () => ({ kind: 'environment', run: lid })],
    ['file', () => ({ kind: 'file', lid: file })],
    ['comparison', () => ({ kind: 'comparison', left: lid, right: `lid://${other}` })],
    ['impact', () => ({ kind: 'impact', asked: { by: 'lid', lid: file } })],
    ['subject', () => ({ kind: 'subject', text: 'ALIGN' })],
    ['subject that is denied itself', () => ({ kind: 'subject', text: 'CNRY-0042' })],
    ['findings', () => ({ kind: 'findings', from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' })],
  ];
  it.each(kinds)('of kind %s', async (name, about) => {
    const path = out(`${name.slice(0, 12)}.pdf`);
    const asked = about();
    await bench.job('report.pdf', { workspace, about: asked, settings: { at: 'latest' }, out: path });
    const bytes = readFileSync(path);
    const files = enclosed(bytes);
    expect(Object.keys(files)).toContain('evidence.json');
    expect(foundInPdf(path, files, bytes)).toEqual({});
    const { outline } = await bench.engine.call('report.outline', { workspace, about: asked });
    expect(foundIn(Buffer.from(JSON.stringify(outline)))).toEqual([]);
    expect(files['evidence.json']?.toString()).toContain('[masked: ');
  });
});

it.each(formatIds)('an export as %s', async (format) => {
  const scopes = { run: { run: lid }, ...(format === 'bco' ? {} : { file: { file }, chosen: { lids: [lid, file, `lid://${other}`] } }) };
  for (const [name, scope] of Object.entries(scopes)) {
    const result = await bench.job('export.write', { workspace, scope: scope as { run: string }, format, out: out(`${name}.${format}`) });
    expect(foundIn(readFileSync(result.path)), name).toEqual([]);
    expect(foundIn(Buffer.from(JSON.stringify(result)))).toEqual([]);
  }
});

it('a workspace as Parquet tables, unpacked and as they lie there', async () => {
  const folder = out('parquet');
  const result = await bench.job('export.tables', { workspace, folder });
  expect(foundIn(Buffer.from(JSON.stringify({ ...result, path: '' })))).toEqual([]);
  for (const name of filesBelow(folder)) expect([...foundIn(readFileSync(join(folder, name))), ...foundIn(Buffer.from(name))], name).toEqual([]);
  const read = await readTables(folder);
  const texts = JSON.stringify(read, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  expect(foundIn(Buffer.from(texts))).toEqual([]);
  expect(texts).toContain('[masked: person hmac:');
  // A masked LID is the one that the window shows, and joins.
  expect(read.records?.filter((row) => row.lid === file)).toHaveLength(1);
  expect(read.edges?.filter((row) => row.target === file && row.relation === 'published')).toHaveLength(1);
  expect(result.masked).toBeGreaterThan(20);
});

it('tables', async () => {
  const forms = [
    bench.job('search.export', { workspace, text: 'ALIGN', group: 'tasks', out: out('found.csv') }),
    bench.job('custody.save', { workspace, lid: file, form: 'csv', out: out('history.csv') }),
    bench.job('custody.save', { workspace, lid: file, form: 'text', out: out('history.txt') }),
    bench.job('impact.save', { workspace, asked: { by: 'lid', lid: file }, out: out('impact.csv') }),
    bench.job('journal.export', { workspace, form: 'csv', out: out('journal.csv') }),
  ];
  for (const { path } of await Promise.all(forms)) expect(foundIn(readFileSync(path ?? '')), path ?? '').toEqual([]);
});

it('a picture of the graph: what the window draws, and what it drew before the rules were changed', async () => {
  const { nodes, edges } = await bench.engine.call('graph.trace', { workspace, lid: `lid://${'b'.repeat(32)}`, direction: 'down' });
  const box = (id: string, title: string, detail: string) => ({
    ...{ id, lid: id, kind: 'file', title, detail, check: '', note: '', tone: 'plain' as const, shape: 'M 0 0 L 9 9', focus: false, ghost: false, folded: [] },
    ...{ x: 0, y: 0, width: 90, height: 30, notDrawn: { up: 0, down: 0 }, labels: [title], findings: 0 },
  });
  const link = (from: string, to: string, word: string) => ({ from, to, word, inferred: false, count: 1, path: 'M 0 0 L 9 9', at: { x: 1, y: 1 } });
  const shown = {
    title: nodes[0]?.title ?? '',
    focus: nodes[0]?.lid ?? '',
    boxes: nodes.map(({ lid: id, title, detail }) => box(id, title, detail)),
    links: edges.map(({ from, to, relation }) => link(from, to, relation)),
    frames: [],
    hidden: [],
  };
  // Of each original, with what its rule knows it by.
  const raw = needles.filter((needle) => /^(CNRY|ghp_|AKIA|shpat_)/.test(needle)).concat(`/data/token=${canaries.path}`, `/home/${canaries.home}/x`);
  const before = { ...shown, title: raw.join(' '), boxes: raw.map((one, at) => box(String(at), one, one)), links: raw.slice(1).map((one, at) => link('0', String(at + 1), one)) };
  // One pixel, as any program draws it.
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  for (const [name, picture] of Object.entries({ shown, before }))
    for (const form of ['svg', 'csv', 'png'] as const) {
      const { path } = await bench.job('graph.save', { workspace, picture, form, out: out(`${name}.${form}`), ...(form === 'png' ? { png } : {}) });
      const bytes = readFileSync(path);
      expect(foundIn(bytes), `${name}.${form}`).toEqual([]);
      expect(bytes.toString('latin1'), `${name}.${form}`).toContain('[masked: ');
    }
});

it('answers, which the window and the command line show', async () => {
  const { engine } = bench;
  const at = { workspace, lid };
  await bench.job('search.scripts', { workspace, text: 'script:align' });
  const answers = {
    runs: await engine.call('runs.list', { workspace }),
    run: await engine.call('runs.get', at),
    outputs: await engine.call('runs.outputs', at),
    inputs: await engine.call('runs.inputs', at),
    tasks: await engine.call('runs.tasks', at),
    environment: await engine.call('runs.environment', at),
    record: await engine.call('records.get', at),
    task: await engine.call('records.get', { workspace, lid: `lid://${'b'.repeat(32)}` }),
    custody: await engine.call('custody.get', { workspace, lid: file }),
    impact: await engine.call('impact.summary', { workspace, asked: { by: 'lid', lid: file } }),
    graph: await engine.call('graph.trace', { workspace, lid: file, direction: 'up' }),
    overview: await engine.call('overview.get', { workspace }),
    found: await engine.call('search.find', { workspace, text: 'a' }),
    labels: await engine.call('labels.list', { workspace }),
    findings: await engine.call('findings.list', { workspace }),
    journal: await engine.call('journal.list', { workspace }),
    compare: await bench.job('compare.runs', { workspace, left: lid, right: `lid://${other}` }),
    ...Object.fromEntries(
      await Promise.all(
        ['container:', 'param:', 'run:', 'label:', 'task:'].map(async (text) => [text, await engine.call('search.suggest', { workspace, text, caret: text.length })]),
      ),
    ),
    error: await engine.call('records.get', { workspace, lid: 'lid://none' }).catch((error: Error) => error.message),
  };
  for (const [name, answer] of Object.entries(answers)) expect(foundIn(Buffer.from(JSON.stringify(answer))), name).toEqual([]);
  expect(JSON.stringify(answers.run)).toContain('[masked: person hmac:');
});

it('a redacted bundle', async () => {
  const made = await bench.job('evidence.bundle', { workspace, run: lid, out: out('bundle.zip'), redacted: true });
  expect(foundIn(readFileSync(made.path))).toEqual([]);
}, 60_000);

it('a report made again after the rules were changed says that it is they', async () => {
  const path = out('again.pdf');
  await bench.job('report.pdf', { workspace, about: { kind: 'run', run: lid }, settings: { at: 'latest' }, out: path });
  expect(await bench.job('report.again', { workspace, file: path })).toMatchObject({ same: true, reason: 'same' });
  const allow = [{ pattern: 'CNRY-0044', reason: 'a control, no person' }];
  await bench.engine.call('masking.set', { workspace, ...rules, allow, reason: 'control' });
  expect(JSON.stringify(await bench.engine.call('runs.inputs', { workspace, lid }))).toContain('/data/CNRY-0044/reads.fq');
  const again = await bench.job('report.again', { workspace, file: path });
  expect(again).toMatchObject({ same: false, reason: 'other-masking' });
  expect(again.message).toMatch(/masked by the rules [0-9a-f]{16}, and those of the workspace are [0-9a-f]{16} now/);
  await bench.engine.call('masking.set', { workspace, ...rules, reason: 'as it was' });
  expect(await bench.job('report.again', { workspace, file: path })).toMatchObject({ same: true });
}, 60_000);

it('tells what rules would mask and sets nothing; the digits are those of masks', async () => {
  const before = await bench.engine.call('masking.get', { workspace });
  const tried = await bench.job('masking.try', { workspace, personal: [], deny: [{ pattern: 'CNRY-0042', reason: '' }], allow: [] });
  const denied = tried.found.find(({ rule }) => rule === 'denied');
  expect(denied).toMatchObject({ texts: 1 });
  expect(denied?.places).toBeGreaterThan(3);
  expect(foundIn(Buffer.from(JSON.stringify(tried.found)))).toEqual([]);
  expect(tried.found.map(({ rule }) => rule)).not.toContain('email');
  expect(await bench.engine.call('masking.get', { workspace })).toEqual(before);
  const { shown } = await bench.engine.call('masking.token', { text: 'CNRY-0042' });
  expect(file).toContain(`hmac:${shown}]`);
});
