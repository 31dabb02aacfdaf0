/** Manifests of folders: one text whatever the order of the walk, accepted by the real sha256sum, and differences by path. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byBytes, filesOfManifest, manifestDifferences, manifestOf, type ReadEntry } from '../../../core/verify/folder-manifest';

const digest = (letter: string) => letter.repeat(64);
const file = (path: string, sha256 = digest('a')): ReadEntry => ({ path, kind: 'file', size: 1, identity: '', sha256 });
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('lines by the bytes of their paths, everything that is no file as a comment', () => {
  const entries: ReadEntry[] = [
    file('b'),
    { path: 'l', kind: 'link', target: '../x\n' },
    file('a\nb'),
    { path: 'd', kind: 'folder' },
    { path: 'p', kind: 'other', what: 'FIFO' },
    { path: 'q', kind: 'unreadable', message: 'denied' },
    file('d//not-utf-8:caf\\xe9'),
  ];
  expect(text(manifestOf(entries)).split('\n')).toEqual([
    '# manifest of a folder, version 1',
    `\\${digest('a')}  ./a\\nb`,
    `${digest('a')}  ./b`,
    '# folder "d"',
    `# file ${digest('a')} "d//not-utf-8:caf\\\\xe9"`,
    '# link "l" "../x\\n"',
    '# other "p" "FIFO"',
    '# unreadable "q" "denied"',
    '',
  ]);
  expect(filesOfManifest(manifestOf(entries))).toEqual({
    files: [
      { path: 'a\nb', sha256: digest('a') },
      { path: 'b', sha256: digest('a') },
    ],
    leftOut: 1,
  });
});

test('the order of the walk does not matter, and the order is that of the bytes', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((one) => !/[/\0]/.test(one));
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 20 }), fc.nat(), (names, turn) => {
      const turned = [...names.slice(turn % (names.length + 1)), ...names.slice(0, turn % (names.length + 1))];
      expect(text(manifestOf(turned.map((one) => file(one))))).toBe(text(manifestOf(names.map((one) => file(one)))));
      expect(manifestDifferences(manifestOf(names.map((one) => file(one))), manifestOf(turned.map((one) => file(one))))).toEqual({ added: [], removed: [], changed: [] });
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => Math.sign(byBytes(a, b)) === Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)))),
  );
});

test('added, removed, changed: content, a link’s target, a kind', () => {
  const first = manifestOf([file('same'), file('content'), file('gone'), file('kind'), { path: 'l', kind: 'link', target: 'a' }, { path: 'empty', kind: 'folder' }]);
  const now = manifestOf([file('same'), file('content', digest('b')), file('new'), { path: 'kind', kind: 'other', what: 'FIFO' }, { path: 'l', kind: 'link', target: 'b' }]);
  expect(manifestDifferences(first, now)).toEqual({ added: ['new'], removed: ['empty', 'gone'], changed: ['content', 'kind', 'l'] });
});

test('what cannot be read now is no difference, nor what lies below it', () => {
  const first = manifestOf([file('a/x'), { path: 'a', kind: 'folder' }, file('b'), file('c')]);
  const now = manifestOf([{ path: 'a', kind: 'unreadable', message: 'denied' }, { path: 'b', kind: 'unreadable', message: 'denied' }, file('c', digest('b'))]);
  expect(manifestDifferences(first, now)).toEqual({ added: [], removed: [], changed: ['c'] });
});

test('the real sha256sum takes it in that folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  const names = ['a\nb', '-', '*x', ' y ', '#z', 'ü'];
  for (const name of names) writeFileSync(join(folder, name), '');
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const told = execFileSync('sha256sum', ['-c', '--strict', '--quiet'], { cwd: folder, input: manifestOf(names.map((name) => file(name, empty))), encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(told).toBe('');
});
