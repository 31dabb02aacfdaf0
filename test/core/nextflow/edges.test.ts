/** Records at the edges of the format, and the 25.04 shape: the same answers as Nextflow's own code gives. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diffText } from '../../../core/nextflow/diff';
import { parseTerm } from '../../../core/nextflow/term';
import { fixtures, openWorkbench, unpack, type Workbench } from '../../workbench';

interface Answer {
  args: string[];
  stdout?: string;
  mermaid?: string;
}
const read = (name: string) => JSON.parse(readFileSync(join(fixtures, 'nextflow', name), 'utf8'));
const odd = read('odd-records.json') as { files: Record<string, string>; answers: Answer[] };
const legacy = read('assay-legacy-answers.json') as { answers: Answer[] };
const renders = read('trial-042-renders.json') as { answers: Answer[] };
const run = 'lid://0123456789abcdef0123456789abcdef';
const task = 'lid://fedcba9876543210fedcba9876543210';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
  const folder = join(bench.folder, 'odd');
  for (const [path, text] of Object.entries(odd.files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  await bench.sync('odd', folder);
  await bench.sync('legacy', join(unpack('assay-legacy.tar.gz', join(bench.folder, 'legacy')), 'lineage'));
  await bench.sync('trial', join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'trial')), 'lineage'));
});
afterAll(() => bench.close());

async function ask(workspace: string, [verb, first = '', second = '', ...more]: string[]): Promise<string> {
  const { engine } = bench;
  if (verb === 'list') return (await engine.call('lineage.list', { workspace })).text;
  if (verb === 'view') return (await engine.call('lineage.view', { workspace, lid: first })).text;
  if (verb === 'diff') return (await engine.call('lineage.diff', { workspace, left: first, right: second })).text;
  if (verb === 'render') return (await engine.call('lineage.render', { workspace, lid: first })).mermaid;
  const terms = [first, second, ...more].filter(Boolean).map(parseTerm);
  return (await engine.call('lineage.find', { workspace, terms })).lids.map((lid) => `${lid}\n`).join('');
}

const sortedLines = (text: string) => [...new Set(text.split('\n').filter(Boolean))].sort();

describe.each([
  ['odd', odd.answers],
  ['legacy', legacy.answers],
  ['trial', renders.answers],
] as const)('%s', (workspace, answers) => {
  it.each(answers.map((answer) => [answer.args.join(' '), answer] as const))('%s', async (_name, { args, stdout, mermaid }) => {
    const ours = await ask(workspace, args);
    if (mermaid !== undefined) expect(sortedLines(ours)).toEqual(sortedLines(mermaid));
    else if (args[0] === 'find') expect(sortedLines(ours)).toEqual(sortedLines(stdout ?? ''));
    else expect(ours).toBe(stdout);
  });
});

describe('where Nextflow fails, ours answers', () => {
  it('finds what counts as nothing in Groovy', async () => {
    const zero = await ask('odd', ['find', 'size=0']);
    expect(sortedLines(zero)).toEqual(['a b#c%20d?é.txt', 'dir/sub.txt', 'null', 'plain.txt'].map((name) => `${run}/${name}`));
    expect(await ask('odd', ['find', 'params.value=false'])).toBe(`${run}\n`);
  });
  it('finds numbers as written and as Java writes them', async () => {
    expect(await ask('odd', ['find', 'config.process.cpus=4'])).toBe(`${run}\n`);
    expect(await ask('odd', ['find', 'config.process.cpus=4.0'])).toBe(`${run}\n`);
    expect(await ask('odd', ['find', 'config.process.cpus=40'])).toBe('');
  });
  it('finds values in lists within lists', async () => {
    expect(await ask('odd', ['find', `input.value=lid://aaaaaaaaaaaaaaaa1111111111111111/in%20file.txt`])).toBe(`${task}\n`);
  });
  it('views LIDs with spaces, #, %, ? and accents, and their parts', async () => {
    const lid = `${run}/a b#c%20d?é.txt`;
    expect(JSON.parse(await ask('odd', ['view', lid])).spec.path).toBe('/r/a b#c%20d?é.txt');
    expect(await ask('odd', ['view', `${lid}#checksum.value`])).toBe('"v"\n');
  });
  it('views fields that Nextflow has no word for', async () => {
    expect(await ask('odd', ['view', `${run}#config.process`])).toBe('{\n  "cpus": 4.0,\n  "withName:FOO": {\n    "cpus": 8.0\n  }\n}\n');
    expect(await ask('odd', ['view', `${run}#kind`])).toBe('"WorkflowRun"\n');
  });
  it('views a record by the start of its LID and says so', async () => {
    const answer = await bench.engine.call('lineage.view', { workspace: 'odd', lid: 'lid://fedcba98' });
    expect(answer.lid).toBe(task);
    expect(answer.note).toContain(`was read as ${task}`);
    const part = await bench.engine.call('lineage.view', { workspace: 'odd', lid: 'lid://fedcba98#container' });
    expect(part.text).toBe('"img:1+2"\n');
  });
  it('names the candidates of a start that several LIDs have', async () => {
    await expect(bench.engine.call('lineage.view', { workspace: 'odd', lid: `${run}/p` })).resolves.toMatchObject({ lid: `${run}/plain.txt` });
    await expect(bench.engine.call('lineage.resolve', { workspace: 'trial', text: 'lid://743f3d10fce32490142d3833990f2427/variants' })).rejects.toThrow(/several records/);
  });
  it('refuses to render what Nextflow refuses, in its words', async () => {
    await expect(bench.engine.call('lineage.render', { workspace: 'odd', lid: `${task}#output` })).rejects.toMatchObject({
      code: 'nextflow-refuses',
      message: expect.stringContaining('Cannot render lineage for type TaskOutput'),
    });
  });
});

describe('diff', () => {
  const pairs = read('jgit-diffs.json') as { a: string; b: string; diff: string }[];
  it(`chooses the edits that JGit chooses (${pairs.length} pairs)`, () => {
    for (const { a, b, diff } of pairs) expect(diffText({ key: 'x', text: a }, { key: 'y', text: b })).toBe(`diff --git x y\n--- x\n+++ y\n${diff}\n`);
  });
});
