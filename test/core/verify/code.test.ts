/** The parts of the check of code by themselves: objects, bundle heads, addresses, roots and the lines of scripts, hostile ones too. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AuditError } from '../../../core/errors';
import { parseCommit, parseTree } from '../../../core/verify/code/git-object';
import { judgeCode, type RecordedCode } from '../../../core/verify/code/judge-code';
import { projectRoot } from '../../../core/verify/code/project-root';
import { fileRole } from '../../../core/verify/code/reasons';
import { repositoryMatches, withoutUser } from '../../../core/verify/code/repository-url';
import { findCode } from '../../../core/verify/code/task-code';
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

test('the root: most paths that exist, then the recorded project folder, then the longest ends', async () => {
  const files = new Set(['main.nf', 'modules/a.nf', 'x/main.nf', 'x/modules/a.nf']);
  const looks = { exists: (path: string) => files.has(path), equal: async () => true, foldersWith: () => [] };
  const recorded = ['/r/x/main.nf', '/r/x/modules/a.nf'];
  expect(await projectRoot(recorded, null, looks)).toEqual({ recorded: '/r', inCommit: '' });
  expect(await projectRoot(recorded, '/r/x/', looks)).toEqual({ recorded: '/r/x', inCommit: '' });
  expect(await projectRoot(['/q/other.nf'], '/q', looks)).toBe(null);
  expect(await projectRoot([], '/q', looks)).toBe(null);
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

describe('the lines of a task', () => {
  const found = (script: string, text: string) => findCode(script, new Set([textChecksum(text)]), murmur3).get(textChecksum(text));
  test.each([
    ['behind a label', 'process A {\n  script:\n  """\n  run\n  """\n}\n', '  """\n  run\n  """\n', { from: 3, to: 5 }],
    ['on the line of its label', 'process A {\n    script: """\n    run\n    """\n}\n', '    """\n    run\n    """\n', { from: 2, to: 4 }],
    ['statements before the text', "process A {\n  script:\n  def x = 1\n  '''\n  run\n  '''\n}\n", "  def x = 1\n  '''\n  run\n  '''\n", { from: 3, to: 6 }],
    ['without label', 'process A {\n  input:\n  val x\n\n  "run"\n}\n', '  "run"\n', { from: 5, to: 5 }],
    ['Windows line endings', 'process A {\r\n  shell:\r\n  """\r\n  run\r\n  """\r\n}\r\n', '  """\n  run\n  """\n', { from: 3, to: 5 }],
    ['a branch', 'process A {\n  script:\n  // which\n  if( x )\n    "a"\n  else {\n    "b"\n  }\n}\n', '  if( x )\n    "a"\n  else {\n    "b"\n  }\n', { from: 4, to: 8 }],
  ])('%s', (_, script, text, lines) => {
    expect(found(script, text)).toEqual(lines);
  });
  test('a text that is not there, and a long script, are looked through in a moment', () => {
    const long = `${Array.from({ length: 300 }, (_, i) => `process P${i} {\n  script:\n  """\n${'  line of a script "quoted"\n'.repeat(40)}  """\n}\n`).join('\n')}`;
    expect(found(long, 'not there')).toBe(undefined);
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
