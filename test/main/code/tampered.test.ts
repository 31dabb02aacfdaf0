/** Made pipelines and made tampering: what each shows, and what a repository that lies is caught at. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CodeCheck } from '../../../core/contract/code';
import { allProven, codeCheckWords, taskCodeText } from '../../../core/verify/code/words';
import { openWorkbench, type Workbench } from '../../workbench';
import { commitFiles, git, makeRepository } from './git-program';
import { binChecksum, type MadeRun, madeRun, textChecksum, writeStore } from './made-pipeline';

const main = "include { SAY } from './modules/say.nf'\nworkflow { SAY() }\n";
const say = "process SAY {\n    script:\n    '''\n    say.sh\n    '''\n}\n";
const bin = '#!/bin/sh\necho hello\n';
const files = { 'main.nf': main, 'modules/say.nf': say, 'bin/say.sh': bin, 'nextflow.config': 'process.cpus = 1\n', 'README.md': '# made\n', 'modules/templates/t.sh': 'echo t\n' };
const at = '/home/a/.nextflow/assets/made/pipeline';

let folder: string;
let repo: string;
let commit: string;
let bench: Workbench;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tampered-code-'));
  repo = join(folder, 'repo');
  commit = makeRepository(repo, files);
  bench = await openWorkbench();
});
afterEach(() => {
  bench.close();
  rmSync(folder, { recursive: true, force: true });
});

const honest = (): MadeRun => ({
  commit,
  scripts: { [`${at}/main.nf`]: textChecksum(main), [`${at}/modules/say.nf`]: textChecksum(say) },
  bins: { [`${at}/bin/say.sh`]: binChecksum('bin/say.sh', bin) },
  codeChecksum: textChecksum("    '''\n    say.sh\n    '''\n"),
});
async function prove(run: Partial<MadeRun> = {}, options: { repo?: string; commit?: string } = {}): Promise<CodeCheck> {
  const store = join(folder, 'store');
  const isNew = readdirSync(folder).every((one) => one !== 'store');
  writeStore(store, { ...honest(), ...run });
  if (isNew) {
    await bench.sync('made', store);
    // Where files lie is compared as it is, home folders too.
    await bench.engine.call('masking.set', { workspace: 'made', personal: [], deny: [], allow: [] });
  } else await bench.job('sync.run', { workspace: 'made' });
  return bench.job('code.verify', { workspace: 'made', run: madeRun, repo: options.repo ?? repo, ...(options.commit === undefined ? {} : { commit: options.commit }) });
}
const verdicts = (check: CodeCheck) => check.files.map(({ path, verdict, reason }) => [path, verdict, reason]);
const proven = ['content-verified', null];
const objectPath = (id: string) => join(repo, '.git/objects', id.slice(0, 2), id.slice(2));
const idOf = (path: string) => git(repo, 'rev-parse', `HEAD:${path}`);
function replaceObject(id: string, bytes: Uint8Array) {
  rmSync(objectPath(id), { force: true });
  writeFileSync(objectPath(id), bytes);
}

test('as it was recorded: all proven, and what no record names', async () => {
  const check = await prove();
  expect(verdicts(check)).toEqual([
    ['main.nf', ...proven],
    ['modules/say.nf', ...proven],
    ['bin/say.sh', ...proven],
  ]);
  expect(check.tasks).toMatchObject([{ process: 'SAY', tasks: 1, verdict: 'content-verified', at: { path: 'modules/say.nf', from: 3, to: 5 } }]);
  expect(check.notRecorded).toEqual([
    { path: 'modules/templates/t.sh', role: 'template', named: false },
    { path: 'nextflow.config', role: 'config', named: false },
    { path: 'README.md', role: 'other', named: false },
  ]);
  expect(check).toMatchObject({ root: at, notInCommit: [], summary: { files: 3, proven: 3, mayExecute: 2 } });
  expect(codeCheckWords(check)).toMatchObject({ tone: 'good', answer: expect.stringContaining('3 of 3') });
});

describe('the commit holds something else than was recorded', () => {
  test('a script, a bin entry and the code of a task edited before the commit was made', async () => {
    const edited = commitFiles(repo, { 'modules/say.nf': say.replace('say.sh', 'say.sh --all'), 'bin/say.sh': `${bin}# more\n` });
    const check = await prove({ commit: edited });
    expect(verdicts(check)).toEqual([
      ['main.nf', ...proven],
      ['modules/say.nf', 'mismatch', 'content-differs'],
      ['bin/say.sh', 'mismatch', 'content-differs'],
    ]);
    expect(check.tasks).toMatchObject([{ verdict: 'mismatch', reason: 'content-differs', at: null }]);
    expect(codeCheckWords(check)).toMatchObject({
      tone: 'bad',
      answer: '2 files NOT as recorded; 1 task text NOT as recorded; 1 of 3 recorded files of code proven; 0 of 1 task text found, 1 not.',
    });
  });

  test('one byte of a comment', async () => {
    const edited = commitFiles(repo, { 'main.nf': `${main} ` });
    expect(verdicts(await prove({ commit: edited }))[0]).toEqual(['main.nf', 'mismatch', 'content-differs']);
  });

  test('amended since: the recorded commit is proven where it is kept, and told where it is gone', async () => {
    writeFileSync(join(repo, 'main.nf'), 'amended');
    git(repo, 'commit', '-qa', '--amend', '-m', 'amended');
    expect((await prove()).summary.proven).toBe(3);
    const fresh = join(folder, 'fresh');
    git(folder, 'clone', '-q', '--depth', '1', `file://${repo}`, fresh);
    await expect(prove({}, { repo: fresh })).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining(commit) });
  });

  test('a file renamed: not in the commit, with where its content stands now', async () => {
    git(repo, 'mv', 'modules/say.nf', 'modules/speak.nf');
    const renamed = commitFiles(repo, {});
    const check = await prove({ commit: renamed });
    expect(check.notInCommit).toEqual([`${at}/modules/say.nf`]);
    expect(check.files[1]).toMatchObject({ verdict: 'missing', reason: 'not-in-commit', detail: expect.stringContaining('"modules/speak.nf"') });
  });

  test('line endings: the bytes of the commit count, and the difference is named', async () => {
    const windows = (text: string) => text.replaceAll('\n', '\r\n');
    const check = await prove({ scripts: { [`${at}/main.nf`]: textChecksum(windows(main)) }, bins: { [`${at}/bin/say.sh`]: binChecksum('bin/say.sh', windows(bin)) } });
    expect(verdicts(check)).toEqual([
      ['main.nf', 'mismatch', 'line-endings'],
      ['bin/say.sh', 'mismatch', 'line-endings'],
    ]);
    const crlf = commitFiles(repo, { 'main.nf': windows(main) });
    expect(verdicts(await prove({ commit: crlf, scripts: { [`${at}/main.nf`]: textChecksum(main) } }))[0]).toEqual(['main.nf', 'mismatch', 'line-endings']);
    expect(verdicts(await prove({ commit: crlf, scripts: { [`${at}/main.nf`]: textChecksum(windows(main)) } }))[0]).toEqual(['main.nf', ...proven]);
  });

  test('a folder where a file was', async () => {
    rmSync(join(repo, 'main.nf'));
    const made = commitFiles(repo, { 'main.nf/inner.nf': main });
    expect(verdicts(await prove({ commit: made }))[0]).toEqual(['main.nf', 'mismatch', 'content-differs']);
  });
});

describe('the code of a task', () => {
  const bye = say.replace('SAY', 'BYE').replace('say.sh', 'bye.sh');
  const byeText = textChecksum("    '''\n    bye.sh\n    '''\n");
  const scripts = (over: Record<string, string>) =>
    Object.fromEntries(Object.entries({ 'main.nf': main, 'modules/say.nf': say, ...over }).map(([path, text]) => [`${at}/${path}`, textChecksum(text)]));

  test('that of another process is a mismatch, told with whose it is', async () => {
    const made = commitFiles(repo, { 'modules/bye.nf': bye });
    const check = await prove({ commit: made, scripts: scripts({ 'modules/bye.nf': bye }), codeChecksum: byeText });
    expect(check.tasks).toMatchObject([{ process: 'SAY', verdict: 'mismatch', reason: 'content-differs', inProcess: 'BYE', at: null }]);
    expect(check.tasks.map(taskCodeText)).toEqual(['the recorded text is that of process BYE, not SAY']);
    expect(codeCheckWords(check)).toMatchObject({
      tone: 'bad',
      answer: '1 task text NOT as recorded; 4 of 4 recorded files of code proven; 0 of 1 task text found, 1 not.',
    });
    expect(allProven(check)).toBe(false);
  });

  test('that of a process included under the name of the task is proven, and told as that', async () => {
    const aliased = "include { BYE as SAY } from './modules/bye'\nworkflow { SAY() }\n";
    const made = commitFiles(repo, { 'main.nf': aliased, 'modules/bye.nf': bye });
    const check = await prove({ commit: made, scripts: scripts({ 'main.nf': aliased, 'modules/bye.nf': bye }), codeChecksum: byeText });
    expect(check.tasks.map(taskCodeText)).toEqual(['modules/bye.nf, lines 3–5, found in process BYE, included under another name']);
    expect(allProven(check)).toBe(true);
  });

  test('what no record names is no code of the run', async () => {
    const check = await prove({ scripts: { [`${at}/main.nf`]: textChecksum(main) } });
    expect(check.tasks).toMatchObject([{ verdict: 'not-checkable', reason: 'not-located', at: null }]);
    expect(check.summary).toMatchObject({ files: 2, proven: 2, taskTexts: { recorded: 1, found: 0 } });
    expect(codeCheckWords(check)).toMatchObject({ tone: 'caution', answer: '2 of 2 recorded files of code proven; 0 of 1 task text found, 1 not.' });
    expect(allProven(check)).toBe(false);
  });
});

describe('a repository that is damaged or lies', () => {
  test('the blob of a script replaced by another one: caught by its SHA-1', async () => {
    replaceObject(idOf('main.nf'), deflateSync(Buffer.concat([Buffer.from(`blob ${main.length}\0`), Buffer.from(main.replace('SAY()', 'BAD()'))])));
    const check = await prove();
    expect(verdicts(check)[0]).toEqual(['main.nf', 'unreadable', 'object-damaged']);
    expect(check.damaged).toEqual([{ id: idOf('main.nf'), type: 'blob', path: 'main.nf', computed: expect.stringMatching(/^[0-9a-f]{40}$/) }]);
    expect(codeCheckWords(check)).toMatchObject({ tone: 'bad', answer: expect.stringContaining('DAMAGED OR FORGED') });
  });

  test('even one that has the recorded checksum is not taken: the record was edited to fit a forged file', async () => {
    const forged = main.replace('SAY()', 'BAD()');
    replaceObject(idOf('main.nf'), deflateSync(Buffer.from(`blob ${forged.length}\0${forged}`)));
    const check = await prove({ scripts: { [`${at}/main.nf`]: textChecksum(forged) } });
    expect(verdicts(check)[0]).toEqual(['main.nf', 'unreadable', 'object-damaged']);
  });

  test('a folder object replaced: nothing below it is believed', async () => {
    const other = git(repo, 'rev-parse', 'HEAD:bin');
    const bytes = execFileSync('git', ['cat-file', 'tree', other], { cwd: repo });
    replaceObject(git(repo, 'rev-parse', 'HEAD:modules'), deflateSync(Buffer.concat([Buffer.from(`tree ${bytes.length}\0`), bytes])));
    const check = await prove();
    expect(verdicts(check)).toEqual([
      ['main.nf', ...proven],
      ['modules/say.nf', 'unreadable', 'object-damaged'],
      ['bin/say.sh', ...proven],
    ]);
    expect(check.damaged).toMatchObject([{ type: 'tree', path: 'modules' }]);
  });

  test('the commit itself replaced by another: nothing is proven', async () => {
    const other = commitFiles(repo, { 'main.nf': 'bad' });
    const bytes = execFileSync('git', ['cat-file', 'commit', other], { cwd: repo });
    replaceObject(commit, deflateSync(Buffer.concat([Buffer.from(`commit ${bytes.length}\0`), bytes])));
    const check = await prove();
    expect(check).toMatchObject({ summary: { proven: 0, byVerdict: { unreadable: 3 } }, damaged: [{ id: commit, type: 'commit' }] });
  });

  test('garbage and a lost object: unreadable, the others go on', async () => {
    replaceObject(idOf('main.nf'), Buffer.from([1, 2, 3]));
    rmSync(objectPath(idOf('modules/say.nf')), { force: true });
    const check = await prove();
    expect(verdicts(check)).toEqual([
      ['main.nf', 'unreadable', 'object-unreadable'],
      ['modules/say.nf', 'unreadable', 'object-unreadable'],
      ['bin/say.sh', ...proven],
    ]);
    expect(check.files[1]?.detail).toContain('does not hold');
  });

  test('an id that names a file instead of a commit', async () => {
    await expect(prove({ commit: idOf('main.nf') })).rejects.toMatchObject({ code: 'file-unreadable', message: expect.stringContaining('is a blob and no commit') });
  });
});

describe('what cannot be proven is told as that', () => {
  test('a submodule, and links inside and out of the commit', async () => {
    const other = join(folder, 'other');
    makeRepository(other, { 'tool.nf': say });
    git(repo, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', other, 'sub');
    symlinkSync('modules', join(repo, 'linked'));
    symlinkSync('../../etc', join(repo, 'out'));
    symlinkSync('loop', join(repo, 'loop'));
    const made = commitFiles(repo, {});
    const scripts = { 'main.nf': main, 'linked/say.nf': say, 'sub/tool.nf': say, 'out/passwd.nf': say, 'loop/x.nf': say };
    const check = await prove({ commit: made, bins: {}, scripts: Object.fromEntries(Object.entries(scripts).map(([path, text]) => [`${at}/${path}`, textChecksum(text)])) });
    expect(verdicts(check)).toEqual([
      ['main.nf', ...proven],
      ['linked/say.nf', ...proven],
      ['sub/tool.nf', 'not-checkable', 'submodule'],
      ['out/passwd.nf', 'not-checkable', 'link-outside'],
      ['loop/x.nf', 'not-checkable', 'link-outside'],
    ]);
    expect(check.submodules).toEqual(['sub']);
    expect(codeCheckWords(check)).toMatchObject({ tone: 'caution', answer: '3 files not provable; 2 of 5 recorded files of code proven; 1 of 1 task text found.' });
  });

  test('a script that is not UTF-8, equal or not', async () => {
    const latin = Buffer.from('// gr\xfcn\nworkflow {}\n', 'latin1');
    const made = commitFiles(repo, { 'main.nf': latin });
    const text = new TextDecoder().decode(latin);
    for (const value of [textChecksum(text), textChecksum('other')])
      expect(verdicts(await prove({ commit: made, scripts: { [`${at}/main.nf`]: value } }))[0]).toEqual(['main.nf', 'not-checkable', 'not-utf8']);
  });

  test('no checksum, another algorithm, a path outside the project', async () => {
    expect(verdicts(await prove({ bins: {}, scripts: { [`${at}/main.nf`]: null, '/elsewhere/plugin.nf': textChecksum('x') } }))).toEqual([
      ['main.nf', 'not-checkable', 'no-checksum'],
      ['/elsewhere/plugin.nf', 'missing', 'not-in-commit'],
    ]);
    expect(verdicts(await prove({ bins: {}, algorithm: 'md5' })).map(([, , reason]) => reason)).toEqual(['unknown-algorithm', 'unknown-algorithm']);
  });

  test('a record without commit: only against one that is named, and told as that', async () => {
    await expect(prove({ commit: null })).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('names no commit') });
    const check = await prove({ commit: null, bins: { [`${at}/bin/say.sh`]: 'f'.repeat(32) } }, { commit });
    expect(check).toMatchObject({ commitFrom: 'asked', commit });
    expect(verdicts(check)).toEqual([
      ['main.nf', ...proven],
      ['modules/say.nf', ...proven],
      ['bin/say.sh', 'not-checkable', 'metadata-hash'],
    ]);
    expect(codeCheckWords(check).commit).toContain('NOT named by the record');
    for (const bad of ['main', 'abc123', '../..', `${'a'.repeat(64)}`])
      await expect(prove({ commit: null }, { commit: bad })).rejects.toMatchObject({ code: /^a{64}/.test(bad) ? 'not-supported' : 'bad-input' });
  });
});

describe('recorded paths', () => {
  test.each([
    ['in an asset folder', '/home/a/.nextflow/assets/o/r'],
    ['as a file address', 'file:///data/some folder/r'],
    ['as the address of the file on a web site', `https://github.com/o/r/tree/${'c'.repeat(40)}`],
    ['with a folder of the same name above', '/modules/modules/bin'],
  ])('%s', async (_, root) => {
    const check = await prove({
      scripts: { [`${root}/main.nf`]: textChecksum(main), [`${root}/modules/say.nf`]: textChecksum(say) },
      bins: { [`${root}/bin/say.sh`]: binChecksum('bin/say.sh', bin) },
    });
    expect(check.summary).toMatchObject({ files: 3, proven: 3 });
    expect(check.root).toBe(root.replace('file://', ''));
  });

  test('the recorded project folder wins over a file of the recorded content that stands elsewhere', async () => {
    const made = commitFiles(repo, { 'pipelines/main.nf': 'workflow {}\n' });
    const run = { bins: {}, scripts: { [`${at}/pipelines/main.nf`]: textChecksum(main) }, projectDir: at };
    const check = await prove({ ...run, commit: made });
    expect(verdicts(check)).toEqual([['pipelines/main.nf', 'mismatch', 'content-differs']]);
    expect(check).toMatchObject({ root: at, rootDoubt: [], summary: { files: 1, proven: 0 } });
    // Where the commit has no such file at all.
    const missing = await prove(run);
    expect(verdicts(missing)).toEqual([['pipelines/main.nf', 'missing', 'not-in-commit']]);
    expect(codeCheckWords(missing).notes.join(' ')).toContain('may be another repository');
  });

  test('the same file names in two folders, and no project folder: the worse answer, and that it is in doubt', async () => {
    const made = commitFiles(repo, { 'old/main.nf': 'workflow {}\n', 'old/modules/say.nf': '// old\n' });
    const check = await prove({ commit: made, bins: {}, scripts: { '/x/old/main.nf': textChecksum('workflow {}\n'), '/x/old/modules/say.nf': textChecksum('// old\n') } });
    expect(verdicts(check)).toEqual([
      ['main.nf', 'mismatch', 'content-differs'],
      ['modules/say.nf', 'mismatch', 'content-differs'],
    ]);
    expect(codeCheckWords(check).notes.join(' ')).toContain(
      'The answer told is the worst: "/x/old" as the root of the repository (0 files proven, 2 not as recorded). Not taken: "/x" as the root of the repository (2 files proven',
    );
  });

  test('a main script in a folder of the repository, recorded as if that were its root', async () => {
    const made = commitFiles(repo, { 'flows/a/start.nf': main, 'flows/a/bin/say.sh': bin });
    const check = await prove({ commit: made, scripts: { '/assets/r/start.nf': textChecksum(main) }, bins: { '/assets/r/bin/say.sh': binChecksum('bin/say.sh', bin) } });
    expect(verdicts(check)).toEqual([
      ['flows/a/start.nf', ...proven],
      ['flows/a/bin/say.sh', ...proven],
    ]);
  });

  test('names with spaces, accents and turned text', async () => {
    const names = ['modules/grün 検体.nf', 'modules/a\u202eb.nf', "modules/it's.nf"];
    const made = commitFiles(repo, Object.fromEntries(names.map((name) => [name, say])));
    const check = await prove({
      commit: made,
      bins: {},
      scripts: Object.fromEntries(['main.nf', ...names].map((name, i) => [`${at}/${name}`, textChecksum(i === 0 ? main : say)])),
    });
    expect(check.summary).toMatchObject({ files: 4, proven: 4 });
  });
});

test('a partial bundle: what was left out is told file by file', async () => {
  const partial = join(folder, 'partial.bundle');
  git(repo, 'bundle', 'create', '-q', '--version=3', partial, '--filter=blob:none', '--all');
  const check = await prove({}, { repo: partial });
  expect(check.summary).toMatchObject({ files: 3, proven: 0, byVerdict: { unreadable: 3 } });
});

test('a tree that no checkout could have is not followed', async () => {
  const blob = Buffer.from(idOf('main.nf'), 'hex');
  const entry = (name: string) => Buffer.concat([Buffer.from(`100644 ${name}\0`), blob]);
  for (const names of [['main.nf', 'main.nf'], ['../main.nf'], ['main.nf', '..']]) {
    mkdirSync(join(folder, 'trees'), { recursive: true });
    const tree = execFileSync('git', ['hash-object', '-w', '--literally', '-t', 'tree', '--stdin'], { cwd: repo, input: Buffer.concat(names.map(entry)) })
      .toString()
      .trim();
    const made = git(repo, 'commit-tree', '-m', 'hostile', tree);
    expect(verdicts(await prove({ commit: made, bins: {}, scripts: { [`${at}/main.nf`]: textChecksum(main) } }))).toEqual([
      ['/home/a/.nextflow/assets/made/pipeline/main.nf', 'unreadable', 'object-damaged'],
    ]);
  }
});
