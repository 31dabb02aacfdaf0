/** Comparing runs that were tampered with, half recorded, or hard to match: never more is said than is shown. */
import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunComparison } from '../../../core/contract/compare';
import { runVerdictWords } from '../../../core/graph/compare/vocabulary';
import { openWorkbench, type Workbench } from '../../workbench';
import { left, type MadeRuns, madeRuns, right } from './made-runs';

let made: MadeRuns;
let bench: Workbench;
let isAdded: boolean;
const workspace = 'w';
beforeEach(async () => {
  bench = await openWorkbench();
  made = madeRuns(bench.ports.murmur3);
  made.run(left);
  made.run(right);
  isAdded = false;
});
afterEach(() => {
  bench.close();
  made.remove();
});

async function compare(more: object = {}): Promise<RunComparison> {
  if (isAdded) await bench.job('sync.run', { workspace });
  else await bench.sync(workspace, made.store);
  isAdded = true;
  return bench.job('compare.runs', { workspace, left: `lid://${left}`, right: `lid://${right}`, ...more });
}
const only = (answer: RunComparison) => answer.outputs[0];
const files = (a: string | null, b: string | null, spec: [object, object] = [{}, {}], paths: [string?, string?] = []) => {
  made.file(`${left}/r.txt`, a, spec[0] as Record<string, unknown>, ...(paths[0] === undefined ? [] : [paths[0]]));
  made.file(`${right}/r.txt`, b, spec[1] as Record<string, unknown>, ...(paths[1] === undefined ? [] : [paths[1]]));
};

describe('outputs', () => {
  test('none at all: not comparable, and never reproduced', async () => {
    const answer = await compare({ verify: true });
    expect(answer).toMatchObject({ verdict: 'not-comparable', counts: { total: 0, byContent: 0 }, outputs: [] });
    expect(answer.conclusion.join(' ')).toContain('There is no output to compare');
    expect(answer.notes.join(' ')).toContain('No task is recorded');
  });

  test('the same bytes, read; the same size, not read', async () => {
    files('same', 'same');
    expect(only(await compare())).toMatchObject({ status: 'metadata-only', by: 'recorded-size', detail: expect.stringContaining('The first was not read yet.') });
    const read = await compare({ verify: true });
    expect(read.verdict).toBe('reproduced');
    expect(only(read)).toMatchObject({ status: 'identical', by: 'baseline', detail: expect.stringMatching(/The first was read \d{4}-\d\d-\d\d \d\d:\d\d UTC/) });
  });

  test('index files alone: said so only while what they index is identical by content, and nothing else differs', async () => {
    const pair = (name: string, a: string, b: string) => {
      made.file(`${left}/${name}`, a);
      made.file(`${right}/${name}`, b);
    };
    pair('x.bam', 'reads', 'reads');
    pair('x.bam.bai', 'places 1', 'places 2');
    pair('y.vcf.gz', 'calls', 'calls');
    pair('y.vcf.gz.tbi', 'places 3', 'places 33');
    expect(await compare()).toMatchObject({ verdict: 'diverged', counts: { different: 1, indexFiles: 0 } });
    const read = await compare({ verify: true });
    expect(read).toMatchObject({ verdict: 'diverged-in-index-files', counts: { total: 4, identical: 2, different: 2, indexFiles: 2 } });
    expect(runVerdictWords[read.verdict].tone).not.toBe('good');
    pair('z.bai', 'of nothing', 'that is here');
    expect(await compare({ verify: true })).toMatchObject({ verdict: 'diverged', counts: { different: 3, indexFiles: 2 } });
    made.file(`${right}/y.vcf.gz`, 'other');
    pair('z.bai', 'same', 'same');
    expect(await compare({ verify: true })).toMatchObject({ verdict: 'diverged', counts: { different: 4, indexFiles: 1 } });
  });

  test('another size is different without reading; a folder by its look is not', async () => {
    files('longer', 'short');
    expect(only(await compare())).toMatchObject({ status: 'different', by: 'recorded-size' });
    made.file(`${left}/r.txt`, 'x', { path: '/out/folder', size: 4096 });
    made.file(`${right}/r.txt`, 'x', { path: '/out2/folder', size: 8192 });
    expect(only(await compare())).toMatchObject({ status: 'not-comparable', by: 'nothing', detail: expect.stringContaining('folder') });
  });

  test('folders by our manifest of what is inside, once they were read', async () => {
    for (const key of [left, right]) {
      mkdirSync(made.at(`${key}/qc`), { recursive: true });
      writeFileSync(made.at(`${key}/qc/x.txt`), 'same');
      made.write(`${key}/qc`, 'FileOutput', { path: made.at(`${key}/qc`), checksum: null, size: 4096, workflowRun: `lid://${key}` });
    }
    expect(only(await compare())).toMatchObject({ status: 'not-comparable', by: 'nothing' });
    expect(only(await compare({ verify: true }))).toMatchObject({ status: 'identical', by: 'baseline', detail: expect.stringContaining('manifest of what is inside') });
    writeFileSync(made.at(`${right}/qc/x.txt`), 'other');
    expect(only(await compare({ verify: true }))).toMatchObject({ status: 'different', by: 'baseline' });
  });

  test('two runs that published to one path: one file, two records, whatever was read', async () => {
    files('first', 'other', [{}, {}], ['out/r.txt', 'out/r.txt']);
    const answer = await compare({ verify: true });
    expect(only(answer)).toMatchObject({ status: 'not-comparable', by: 'one-path', detail: expect.stringContaining('One file, two records') });
    expect(answer.verdict).toBe('not-comparable');
    expect(answer.notes.join(' ')).toContain('one and the same path');
  });

  test('one of them read alone, and one missing', async () => {
    files('same', 'same');
    await compare();
    await bench.job('verify.run', { workspace, run: `lid://${left}` });
    expect(only(await compare())).toMatchObject({ status: 'metadata-only', detail: expect.stringContaining('The second was not read yet.') });
    made.file(`${right}/r.txt`, 'same', { path: '/nowhere/r.txt' });
    const answer = await compare({ verify: true });
    expect(only(answer)).toMatchObject({ status: 'metadata-only', detail: expect.stringContaining('The second is missing.') });
    expect(answer.verdict).toBe('not-comparable');
  });

  test('a file that is not what was recorded says nothing of what the run wrote', async () => {
    files('same', 'same');
    writeFileSync(made.at(`${right}/r.txt`), 'forged longer');
    const answer = await compare({ verify: true });
    expect(only(answer)).toMatchObject({ status: 'metadata-only', by: 'recorded-size', detail: expect.stringContaining('is not what was recorded (size-differs)') });
    expect(answer.counts.byContent).toBe(0);
  });

  test('a copy over a file that was other when first read is not passed off as the same', async () => {
    files('AAAA', 'BBBB');
    await compare({ verify: true });
    writeFileSync(made.at(`${right}/r.txt`), 'AAAA');
    expect(only(await compare({ verify: true }))).toMatchObject({
      status: 'different',
      by: 'first-baseline',
      detail: expect.stringContaining('though what is there now is the same'),
    });
  });

  test('a check made before the record changed is not used', async () => {
    files('same', 'same');
    await compare({ verify: true });
    made.file(`${right}/r.txt`, 'same', { labels: ['new'] });
    const answer = await compare();
    expect(only(answer)).toMatchObject({ status: 'metadata-only', detail: expect.stringContaining('has changed since it was checked') });
    expect(answer.notes.join(' ')).toContain('1 check was made before the record changed');
  });

  test('recorded hashes of the content count, and say that they are not cryptographic; a label alone does not', async () => {
    const deep = (value: string) => ({ checksum: { value, algorithm: 'nextflow', mode: 'deep' } });
    files('same', 'same', [deep('1'.repeat(32)), deep('1'.repeat(32))]);
    expect(only(await compare())).toMatchObject({ status: 'identical', by: 'recorded-content-hash', detail: expect.stringContaining('not cryptographic') });
    files('same', 'same', [deep('1'.repeat(32)), deep('2'.repeat(32))]);
    expect(only(await compare())).toMatchObject({ status: 'different', by: 'recorded-content-hash' });
    // As Nextflow up to 26.04.6 labels: the value is that of path, size and time.
    files('same', 'same', [{ mode: 'deep' }, { mode: 'deep' }]);
    expect(only(await compare())).toMatchObject({ status: 'metadata-only', by: 'recorded-size' });
  });

  const deep = { checksum: { value: '1'.repeat(32), algorithm: 'nextflow', mode: 'deep' } };

  test('a label is no hash of the content where the Nextflow of the run is known to hash none', async () => {
    for (const key of [left, right]) made.run(key, { metadata: { nextflow: { version: '26.04.6' } } });
    files('same', 'same', [deep, deep]);
    expect(only(await compare())).toMatchObject({ status: 'metadata-only', by: 'recorded-size' });
  });

  test('equal recorded hashes are not enough where a check found something else', async () => {
    files('same', 'same', [deep, deep]);
    const other = await compare({ verify: true });
    expect(only(other)).toMatchObject({ status: 'not-comparable', by: 'nothing', detail: expect.stringContaining('The first is not what was recorded (content-differs)') });
    writeFileSync(made.at(`${right}/r.txt`), 'evil');
    expect(only(await compare({ verify: true }))).toMatchObject({ status: 'different', by: 'baseline', detail: expect.stringContaining('Our SHA-256 is another for each') });
    rmSync(made.at(`${right}/r.txt`));
    expect(only(await compare({ verify: true }))).toMatchObject({ status: 'not-comparable', detail: expect.stringContaining('The second is missing.') });
    // The record written anew makes that check stale, and not undone.
    made.file(`${right}/r.txt`, 'same', { ...deep, labels: ['new'] });
    expect(only(await compare())).toMatchObject({ status: 'not-comparable', by: 'nothing' });
  });

  test('equal recorded hashes with our SHA-256 at hand for a record that was written anew: said to be at hand', async () => {
    const ofContent = (text: string) => {
      const hash = bench.ports.murmur3();
      hash.update(Buffer.from(text));
      return { checksum: { value: hash.hex(), algorithm: 'nextflow', mode: 'deep' } };
    };
    files('same', 'same', [ofContent('same'), ofContent('same')]);
    expect(only(await compare({ verify: true }))).toMatchObject({ status: 'identical', by: 'baseline' });
    made.file(`${right}/r.txt`, 'same', { ...ofContent('same'), labels: ['new'] });
    const { detail } = only(await compare()) ?? { detail: '' };
    expect(detail).toContain('at hand, and is not used. The record of the second has changed since it was checked');
  });

  test.each([
    ['absolute', (path: string) => path],
    ['relative', () => `../${left}/r.txt`],
  ])('a file that is a link (%s) to that of the other run is one file', async (_, to) => {
    files('same', 'same');
    rmSync(made.at(`${right}/r.txt`));
    symlinkSync(to(made.at(`${left}/r.txt`)), made.at(`${right}/r.txt`));
    const answer = await compare({ verify: true });
    expect(only(answer)).toMatchObject({ status: 'not-comparable', by: 'one-path', detail: expect.stringContaining('a symbolic link leads there') });
    expect(answer.verdict).toBe('not-comparable');
    const { checks } = await bench.engine.call('verify.listed', { workspace, run: `lid://${right}` });
    expect(checks[0]?.link).toBe(to(made.at(`${left}/r.txt`)));
  });

  test('path maps, and dots in paths, that lead to one place are one file', async () => {
    files('same', 'same', [{}, { path: `${made.at(right)}/../${left}/./r.txt` }]);
    expect(only(await compare({ verify: true }))).toMatchObject({ status: 'not-comparable', by: 'one-path', detail: expect.stringContaining('both lead to') });
  });

  test('a file of another time than recorded is not shown to be what the run wrote: as far as known at most', async () => {
    files('same', 'same');
    utimesSync(made.at(`${right}/r.txt`), 1e9, 1e9);
    const answer = await compare({ verify: true });
    expect(answer).toMatchObject({ verdict: 'reproduced-as-far-as-known', counts: { identical: 1, byContent: 1, unshown: { 'other-time': 1 } } });
    expect(only(answer)).toMatchObject({
      status: 'identical',
      by: 'baseline',
      unshown: 'other-time',
      detail: expect.stringContaining('The time of the second is another than recorded'),
    });
    expect(answer.conclusion.join(' ')).toContain('1 identical (1 of them by files whose time is another than recorded, as after a copy), 0 different');
    expect(answer.notes.join(' ')).toContain('1 output was compared by files whose time is another than recorded');
    made.file(`${right}/r.txt`, 'same', { checksum: null });
    expect(await compare({ verify: true })).toMatchObject({ verdict: 'reproduced-as-far-as-known', counts: { unshown: { 'not-checkable': 1 } } });
  });

  test('copies, and tasks made otherwise: not called the same results', async () => {
    files('same', 'same');
    made.task(left, 1, 'A', { container: 'x:1' });
    made.task(right, 1, 'A', { container: 'x:2' });
    expect((await compare({ verify: true })).verdict).toBe('same-results-made-otherwise');
    utimesSync(made.at(`${right}/r.txt`), 1e9, 1e9);
    expect((await compare({ verify: true })).verdict).toBe('made-otherwise');
  });

  test('a list that others made is told, and is neither a first fingerprint nor a change', async () => {
    files('same', 'same');
    await compare();
    await bench.engine.call('baseline.import', { workspace, run: `lid://${left}`, name: 'others.sha256', text: `${'9'.repeat(64)}  ${made.at(`${left}/r.txt`)}\n` });
    const answer = await compare({ verify: true });
    expect(answer.verdict).toBe('reproduced');
    expect(only(answer)).toMatchObject({ status: 'identical', by: 'baseline', left: { firstSha256: null } });
    const notes = answer.notes.join(' ');
    expect(notes).toContain('A list that others made holds another digest for 1 file');
    expect(notes).not.toContain('changed since the first fingerprint');
    writeFileSync(made.at(`${right}/r.txt`), 'evil');
    expect(only(await compare({ verify: true }))).toMatchObject({ status: 'not-comparable', detail: expect.stringContaining('cannot be held against each other') });
  });

  test('outputs in one run alone; hostile names stay text', async () => {
    made.file(`${left}/a/\u001b[31mx`, 'x');
    const answer = await compare({ verify: true });
    expect(answer).toMatchObject({ verdict: 'diverged', counts: { onlyLeft: 1, total: 1 } });
  });

  test('a rule needs a reason, and the run must be there', async () => {
    await compare();
    const bad = { workspace, left: `lid://${left}`, right: `lid://${right}`, ignore: [{ pattern: '*', reason: ' ' }] };
    await expect(bench.job('compare.runs', bad)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('needs a reason') });
    await expect(bench.job('compare.runs', { workspace, left: `lid://${left}`, right: 'lid://nosuch' })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('stopped while hashing: says so, and claims no reading', async () => {
    files('same', 'same');
    await compare();
    const stop = new AbortController();
    stop.abort();
    const answer = await bench.job('compare.runs', { workspace, left: `lid://${left}`, right: `lid://${right}`, verify: true }, undefined, stop.signal);
    expect(answer).toMatchObject({ stopped: true, hashed: false, counts: { byContent: 0 } });
  });
});

describe('tasks', () => {
  const outside = (path: string, checksum: string | null = '9'.repeat(32)) => ({
    path,
    checksum: checksum === null ? null : { value: checksum, algorithm: 'nextflow', mode: 'standard' },
  });
  const reads = (...value: unknown[]) => ({ input: [{ type: 'path', name: 'in', value }] });
  const statuses = (answer: RunComparison) => answer.tasks.map(({ name, status }) => `${name}: ${status}`).sort();

  test('each kind of difference is named', async () => {
    made.task(left, 1, 'A', {
      container: 'x:1',
      conda: 'c1',
      spack: 's1',
      architecture: 'amd64',
      globalVars: { v: 1 },
      moduleId: 'm1',
      eval: { e: 'a' },
      binEntries: [{ path: '/p/bin/x.py', checksum: { value: '1' } }],
      input: [{ type: 'val', name: 'gone', value: 1 }],
    });
    made.task(right, 1, 'A', {
      container: 'x:2',
      conda: 'c2',
      spack: 's2',
      architecture: 'arm64',
      globalVars: { v: 2 },
      moduleId: 'm2',
      eval: { e: 'b' },
      binEntries: [{ path: '/q/bin/x.py', checksum: { value: '2' } }],
    });
    const answer = await compare();
    expect(new Set(answer.firstDivergence?.differs.map(({ what }) => what))).toEqual(
      new Set(['input', 'container', 'conda', 'spack', 'architecture', 'variable', 'eval', 'module', 'bin']),
    );
    expect(answer.verdict).toBe('made-otherwise');
  });

  test('a bin script in the folder of another commit, with the same content, is the same', async () => {
    made.task(left, 1, 'A', { binEntries: [{ path: '/clones/abc/bin/x.py', checksum: { value: '1' } }] });
    made.task(right, 1, 'A', { binEntries: [{ path: '/clones/def/bin/x.py', checksum: { value: '1' } }] });
    expect(statuses(await compare())).toEqual(['A: alike']);
  });

  test('recorded alike, other outputs: not deterministic or not recorded; what follows is not blamed', async () => {
    const [a, b] = [made.task(left, 1, 'A'), made.task(right, 1, 'A')];
    made.file(`${a}/o.txt`, 'one');
    made.file(`${b}/o.txt`, 'three');
    made.task(left, 2, 'B', reads(`lid://${a}/o.txt`));
    made.task(right, 2, 'B', reads(`lid://${b}/o.txt`));
    const answer = await compare();
    expect(statuses(answer)).toEqual(['A: other-outputs', 'B: downstream']);
    expect(answer.firstDivergence).toMatchObject({ task: 'A', differs: [{ what: 'outputs', words: expect.stringContaining('not deterministic, or not recorded') }] });
  });

  test('the most upstream difference is the first, however deep; a touched file says that it may be the time alone', async () => {
    let [a, b] = [made.task(left, 1, 'T 1', reads(outside('/in/x', '1'.repeat(32)))), made.task(right, 1, 'T 1', reads(outside('/in/x', '2'.repeat(32))))];
    for (let i = 2; i < 40; i++) [a, b] = [made.task(left, i, `T ${i}`, reads(`lid://${a}/o`)), made.task(right, i, `T ${i}`, { ...reads(`lid://${b}/o`), container: 'other' })];
    const answer = await compare();
    expect(answer.firstDivergence).toMatchObject({ task: 'T 1', also: [], differs: [{ what: 'file', words: expect.stringContaining('its time alone was') }] });
    expect(answer.tasks.map(({ name }) => Number(name.slice(2)))).toEqual(Array.from({ length: 39 }, (_, i) => i + 1));
  });

  test('numbered and repeated names are matched by their inputs, not by their numbers', async () => {
    const pairs: [string, string][] = [
      ['A (1)', 'A (2)'],
      ['A (2)', 'A (1)'],
      ['SAME', 'SAME'],
      ['SAME', 'SAME'],
    ];
    pairs.forEach(([name, other], i) => {
      const a = made.task(left, i + 1, name, reads(outside(`/in/${i}`, String(i).repeat(32))));
      const b = made.task(right, 10 - i, other, reads(outside(`/in/${i}`, String(i).repeat(32))));
      made.task(left, i + 21, 'NEXT', reads(`lid://${a}/o`));
      made.task(right, 40 - i, 'NEXT', reads(`lid://${b}/o`));
    });
    const answer = await compare();
    expect(answer.tasks.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 'alike'));
  });

  test('repeated names that nothing tells apart are called ambiguous', async () => {
    for (const i of [1, 2]) {
      made.task(left, i, 'A', { input: [{ type: 'val', name: 'x', value: i }] });
      made.task(right, i, 'A', { input: [{ type: 'val', name: 'x', value: i + 10 }] });
    }
    const answer = await compare();
    expect(statuses(answer)).toEqual(Array.from({ length: 4 }, () => 'A: ambiguous'));
    expect(answer.notes.join(' ')).toContain('4 tasks could not be matched');
  });

  test('a file of the same hash under another folder is the same input; another name, or another checksum, is not', async () => {
    made.task(left, 1, 'A', reads(outside('/old/x.fa')));
    made.task(right, 1, 'A', reads(outside('/new/x.fa')));
    expect(statuses(await compare())).toEqual(['A: alike']);
    made.task(right, 1, 'A', reads(outside('/new/y.fa')));
    expect((await compare()).firstDivergence?.differs[0]?.words).toContain('of another name');
  });

  test('secrets are masked in what differs, and a difference inside one is still told', async () => {
    made.task(left, 1, 'A', { script: 'curl --token abcdef123456', codeChecksum: null });
    made.task(right, 1, 'A', { script: 'curl --token zyxwvu654321', codeChecksum: null });
    made.run(left, { params: [{ type: 'String', name: 'api_key', value: 'abcdef123456' }] });
    made.run(right, { params: [{ type: 'String', name: 'api_key', value: 'zyxwvu654321' }] });
    const answer = await compare();
    expect(JSON.stringify(answer)).not.toMatch(/abcdef123456|zyxwvu654321/);
    expect(answer.firstDivergence?.differs).toMatchObject([
      { what: 'script', diff: expect.stringMatching(/-curl --token \[masked: named-value hmac:(\w{12})\]\n\+curl --token \[masked: named-value hmac:(?!\1)\w{12}\]/) },
    ]);
    expect(answer.params).toMatchObject([{ name: 'api_key', status: 'differs', masked: true }]);
  });

  test('records that are half written, forged into a ring, or gone: an answer, no crash', async () => {
    made.task(left, 1, 'A', reads('lid://c0000000000000000000000000000002/o'));
    made.task(left, 2, 'B', reads('lid://c0000000000000000000000000000001/o'));
    made.task(right, 1, 'A', { input: [null, 3, { name: 7, value: [[[{ path: 5 }]]] }], script: 9, globalVars: [], binEntries: {} });
    made.write(right, 'WorkflowRun', { params: 'none', workflow: 4, config: [] });
    const answer = await compare();
    expect(answer.tasks).toHaveLength(2);
    expect(answer.code.same).toBe(null);
  });
});
