/** The parts of the check of code by themselves: objects, bundle heads, addresses, roots and the lines of scripts, hostile ones too. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AuditError } from '../../../core/errors';
import { parseCommit, parseTree } from '../../../core/verify/code/git-object';
import { judgeCode, type RecordedCode } from '../../../core/verify/code/judge-code';
import { projectRoot, type Root } from '../../../core/verify/code/project-root';
import { fileRole } from '../../../core/verify/code/reasons';
import { repositoryMatches, withoutUser } from '../../../core/verify/code/repository-url';
import { taskJudge } from '../../../core/verify/code/task-code';
import { readBundleHead } from '../../../main/ports/git/bundle-head';
import { murmur3, sha256 } from '../../../main/ports/hashes';
import { binChecksum, textChecksum } from '../../main/code/made-pipeline';
import { murmur3Reference } from './murmur3-reference';

describe('git objects', () => {
  test('bytes that are none end with an error and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          for (const { name, id } of parseTree(bytes)) expect([name.includes('/'), id.length]).toEqual([false, 40]);
        } catch (error) {
          expect((error as Error).message).toMatch(/^it (ends|holds)/);
        }
        expect(parseCommit(bytes)).toBe(null);
      }),
    );
  });
  test('a commit: its tree, and its time in UTC', () => {
    const text = `tree ${'a'.repeat(40)}\nparent ${'b'.repeat(40)}\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1772359200 +0200\n\ncommitter B <b> 5 +0000\n`;
    expect(parseCommit(new TextEncoder().encode(text))).toEqual({ tree: 'a'.repeat(40), committed: '2026-03-01T10:00:00.000Z' });
  });
});

describe('bundle heads', () => {
  const head = (text: string) => readBundleHead('b', new TextEncoder().encode(text));
  const id = 'a'.repeat(40);
  test('versions 2 and 3, with what they need', () => {
    expect(head(`# v2 git bundle\n-${id} old\n${id} refs/heads/main\n\nPACK`)).toEqual({
      version: 2,
      refs: [{ id, name: 'refs/heads/main' }],
      prerequisites: [id],
      packStart: 16 + 46 + 57 + 1,
    });
    expect(head(`# v3 git bundle\n@object-format=sha1\n@filter=blob:none\n${id} HEAD\n\n`)).toMatchObject({ version: 3, refs: [{ name: 'HEAD' }], prerequisites: [] });
  });
  test.each([
    ['# v3 git bundle\n@object-format=sha256\n\n', 'not-supported'],
    [`# v2 git bundle\n${'a'.repeat(64)} HEAD\n\n`, 'not-supported'],
    ['# v3 git bundle\n@new=1\n\n', 'not-supported'],
    ['# v4 git bundle\n\n', 'not-supported'],
    ['# v2 git bundle\nwhat\n\n', 'file-unreadable'],
    ['# v2 git bundle\n', 'file-unreadable'],
  ])('%j', (text, code) => {
    expect(() => head(text)).toThrow(expect.objectContaining({ code }));
  });
  test('any bytes behind a signature', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (rest) => {
        try {
          head(`# v2 git bundle\n${rest}`);
        } catch (error) {
          expect(error).toBeInstanceOf(AuditError);
        }
      }),
    );
  });
});

describe('addresses', () => {
  test.each([
    ['https://github.com/o/r', 'https://github.com/o/r.git', true],
    ['https://github.com/o/r', 'git@github.com:o/r.git', true],
    ['https://github.com/o/r', 'ssh://git@GitHub.com/o/r/', true],
    ['https://user:token@host.org/o/r', 'http://host.org:80/o/r', true],
    ['https://github.com/o/r', 'https://github.com/o/R', false],
    ['https://github.com/o/r', '/srv/git/r', false],
    ['/srv/git/r', '/srv/git/r/', true],
  ])('%s and %s', (recorded, remote, same) => {
    expect(repositoryMatches(recorded, [{ url: 'https://other.org/x' }, { url: remote }])).toBe(same);
  });
  test('unknown is unknown', () => {
    expect(repositoryMatches(null, [{ url: 'x' }])).toBe(null);
    expect(repositoryMatches('x', [])).toBe(null);
  });
  test('user names and passwords go', () => {
    expect(withoutUser('https://a:p@ss@host/x@y')).toBe('https://host/x@y');
    expect(withoutUser('git@host:o/r')).toBe('git@host:o/r');
  });
});

describe('the root', () => {
  const files = new Set(['main.nf', 'modules/a.nf', 'x/main.nf', 'x/modules/a.nf']);
  const recorded = ['/r/x/main.nf', '/r/x/modules/a.nf'];
  const looks = (outcome: (root: Root) => { proven: number; mismatch: number }) => ({
    exists: (path: string) => files.has(path),
    outcome: async (root: Root) => outcome(root),
    foldersWith: () => [],
  });
  const alike = looks(() => ({ proven: 2, mismatch: 0 }));
  const better = looks(({ recorded: root }) => (root === '/r/x' ? { proven: 2, mismatch: 0 } : { proven: 0, mismatch: 2 }));
  const choose = (paths: string[], path: string | null, fromGit: boolean, how = alike) => projectRoot(paths, { path, fromGit }, how);
  test('the recorded project folder wins, whatever the content; of a run from git even where nothing exists below it', async () => {
    expect(await choose(recorded, '/r/x/', false)).toEqual({ root: { recorded: '/r/x', inCommit: '' }, doubt: [] });
    expect(await choose(recorded, '/r', true, better)).toEqual({ root: { recorded: '/r', inCommit: '' }, doubt: [] });
    expect(await choose(['/r/y/main.nf'], '/r', true)).toEqual({ root: { recorded: '/r', inCommit: '' }, doubt: [] });
    expect(await choose(['/r/y/main.nf'], '/r', false)).toEqual({ root: { recorded: '/r/y', inCommit: '' }, doubt: [] });
  });
  test('in doubt the one that proves least, with all that fit; without difference the longest ends', async () => {
    expect(await choose(recorded, null, true)).toEqual({ root: { recorded: '/r', inCommit: '' }, doubt: [] });
    expect(await choose(recorded, null, true, better)).toEqual({
      root: { recorded: '/r', inCommit: '' },
      doubt: [
        { recorded: '/r', inCommit: '', proven: 0, mismatch: 2 },
        { recorded: '/r/x', inCommit: '', proven: 2, mismatch: 0 },
      ],
    });
  });
  test('a folder that leaves out a path which another explains is in no doubt', async () => {
    expect(await choose(['/r/main.nf', '/r/x/main.nf'], null, true, better)).toEqual({ root: { recorded: '/r', inCommit: '' }, doubt: [] });
  });
  test('nothing fits', async () => {
    expect(await choose(['/q/other.nf'], '/q', false)).toBe(null);
    expect(await choose([], '/q', true)).toBe(null);
  });
});

describe('the recorded value in every way that Nextflow makes one', () => {
  const hashes = { murmur3, sha256 };
  const bytes = new TextEncoder().encode('\ufeffworkflow {} // ü\n');
  const judged = (over: Partial<RecordedCode> & { value: string }) =>
    judgeCode(
      { field: 'scriptFiles', recordedPath: '/r/sub/bin/x', fromGit: true, checksum: { value: over.value, algorithm: 'nextflow', mode: 'standard' }, ...over },
      'sub/bin/x',
      bytes,
      hashes,
    );
  const text = textChecksum('\ufeffworkflow {} // ü\n');
  test.each([
    ['text, with its mark of byte order', text],
    ['in capitals', text.toUpperCase()],
    ['deep', murmur3Reference(bytes)],
    ['path and SHA-256', binChecksum('sub/bin/x', bytes)],
    ['path below the main script and SHA-256', binChecksum('bin/x', bytes)],
    ['sha256', binChecksum('', bytes)],
  ])('%s', (_, value) => {
    for (const field of ['scriptFiles', 'binEntries'] as const) expect(judged({ field, value })).toMatchObject({ verdict: 'content-verified', reason: null });
  });
  test('the path is part of the hash of a bin entry: the same content under another name is another', () => {
    expect(judged({ field: 'binEntries', value: binChecksum('bin/y', bytes) })).toMatchObject({ verdict: 'mismatch', reason: 'content-differs' });
  });
  test('a lenient hash of a bin entry says nothing of the content', () => {
    const lenient = Buffer.concat([Buffer.from('/r/sub/bin/x', 'utf16le'), Buffer.from(new BigInt64Array([BigInt(bytes.length)]).buffer)]);
    expect(judged({ field: 'binEntries', value: murmur3Reference(lenient) })).toMatchObject({ verdict: 'not-checkable', reason: 'metadata-hash' });
  });
});

describe('the text of a task', () => {
  const judged = (scripts: Record<string, string>, process: string, text: string) =>
    taskJudge({ scripts: Object.entries(scripts).map(([path, content]) => ({ path, text: content, whole: true })), complete: true, project: '' }, murmur3)(process, {
      value: textChecksum(text),
      algorithm: 'nextflow',
      mode: 'standard',
    });
  const found = (script: string, text: string) => judged({ 'main.nf': script }, 'A', text).at;
  const lines = (from: number, to: number) => ({ path: 'main.nf', from, to });
  test.each([
    ['behind a label', 'process A {\n  script:\n  """\n  run\n  """\n}\n', '  """\n  run\n  """\n', lines(3, 5)],
    ['on the line of its label', 'process A {\n    script: """\n    run\n    """\n}\n', '    """\n    run\n    """\n', lines(2, 4)],
    ['statements before the text', "process A {\n  script:\n  def x = 1\n  '''\n  run\n  '''\n}\n", "  def x = 1\n  '''\n  run\n  '''\n", lines(3, 6)],
    ['without label', 'process A {\n  input:\n  val x\n\n  "run"\n}\n', '  "run"\n', lines(5, 5)],
    ['Windows line endings', 'process A {\r\n  shell:\r\n  """\r\n  run\r\n  """\r\n}\r\n', '  """\n  run\n  """\n', lines(3, 5)],
    ['a branch', 'process A {\n  script:\n  // which\n  if( x )\n    "a"\n  else {\n    "b"\n  }\n}\n', '  if( x )\n    "a"\n  else {\n    "b"\n  }\n', lines(4, 8)],
    ['a block before another', 'process A {\n  script:\n  "run"\n\n  // none\n  stub:\n  "touch"\n}\n', '  "run"\n', lines(3, 3)],
    [
      'braces and quotes within texts',
      'x = "${ y ? "}" : \'{\' }" =~ /{"/\nprocess A {\n  script:\n  """\n  } ${ z ? """}""" : "{" } \\"""\n  """\n}\n',
      '  """\n  } ${ z ? """}""" : "{" } \\"""\n  """\n',
      lines(4, 6),
    ],
  ])('%s', (_, script, text, at) => {
    expect(found(script, text)).toEqual(at);
  });
  const run = (name: string, what: string) => `process ${name} {\n  script:\n  """\n  ${what}\n  """\n}\n`;
  const text = (what: string) => `  """\n  ${what}\n  """\n`;
  test.each([
    ['a comment of many lines', `/*\n${run('A', 'x')}*/\n`],
    ['comments of one line', run('A', 'x').replaceAll(/^/gm, '// ')],
    ['a text', `y = '''\n${run('A', 'x')}'''\n`],
    ['a comment within the process', `process A {\n  script:\n  /*\n${text('x')}  */\n  template 'x'\n}\n`],
    ['another text of the process', `process A {\n  beforeScript\n${text('x')}\n  script:\n  template 'x'\n}\n`],
    ['a part of the block', `process A {\n  script:\n${text('x')}  .stripIndent() + """\n  y\n  """\n}\n`],
    ['a function', `def A() {\n${text('x')}}\n`],
  ])('what stands in %s is not its code', (_, script) => {
    expect(judged({ 'main.nf': script }, 'A', text('x'))).toMatchObject({ verdict: 'not-checkable', reason: 'not-located', at: null });
  });
  test('the text of another process: a mismatch where its own is known, else not to be checked, with whose it is', () => {
    const other = run('CALL', 'call');
    const own = "process FILTER {\n  script:\n  template 'x'\n}\n";
    expect(judged({ 'm.nf': other + run('FILTER', 'x') }, 'W:FILTER', text('call'))).toMatchObject({ verdict: 'mismatch', reason: 'content-differs', inProcess: 'CALL', at: null });
    expect(judged({ 'm.nf': other }, 'W:FILTER', text('call'))).toMatchObject({ verdict: 'not-checkable', reason: 'other-process', inProcess: 'CALL', at: null });
    expect(judged({ 'm.nf': other + own }, 'FILTER', text('call'))).toMatchObject({ verdict: 'not-checkable', reason: 'other-process' });
  });
  test.each([
    ["include { CALL as FILTER } from './modules/m'", true],
    ["include {\n  X // one\n  CALL as FILTER\n} from './modules/m.nf'", true],
    ['include { X ; CALL as FILTER } from "$'.concat('{projectDir}/modules/m"'), true],
    ["include { CALL as FILTER } from './modules/other'", false],
    ["include { X as FILTER } from './modules/m'", false],
    ["// include { CALL as FILTER } from './modules/m'", false],
    ['y = "include { CALL as FILTER } from \'./modules/m\'"', false],
  ])('under another name: %s', (include, proven) => {
    expect(judged({ 'main.nf': `${include}\nworkflow { FILTER() }\n`, 'modules/m.nf': run('CALL', 'call') }, 'FILTER', text('call'))).toMatchObject(
      proven ? { verdict: 'content-verified', inProcess: 'CALL', at: { path: 'modules/m.nf', from: 3, to: 5 } } : { verdict: 'not-checkable', reason: 'other-process', at: null },
    );
  });
  test('any script, and a long one, is looked through in a moment', () => {
    const long = `${Array.from({ length: 300 }, (_, i) => `process P${i} {\n  script:\n  """\n${'  line of a script "quoted"\n'.repeat(40)}  """\n}\n`).join('\n')}`;
    expect(found(long, 'not there')).toBe(null);
    const piece = fc.constantFrom('process A {', '}', '{', '"""', "'''", "'", '"', '${', '/', '$/', '/$', '//', '/*', '*/', '\n', '\\', 'script:', 'include {', ' ', 'from', 'x');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(found(pieces.join(''), 'not there')).toBe(null);
      }),
    );
  });
});

test.each([
  ['main.nf', 'script'],
  ['conf/base.config', 'config'],
  ['modules/x/resources/usr/bin/run', 'bin'],
  ['modules/x/templates/a.R', 'template'],
  ['lib/Utils.groovy', 'library'],
  ['nextflow_schema.json', 'parameters'],
  ['docs/usage.md', 'other'],
] as const)('the role of %s', (path, role) => {
  expect(fileRole(path)).toBe(role);
});
