/** Lists of checksums: every usual form, what real `sha256sum` writes for hostile names, and broken lines told by number. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checksumLine, checksumListText, parseChecksumList } from '../../../core/verify/checksum-list';

const a = 'a'.repeat(64);
const b = 'b'.repeat(64);
const pathsOf = (text: string) => parseChecksumList(text).entries.map(({ path }) => path);

test.each([
  ['text mode', `${a}  x/y.bam`, 'x/y.bam'],
  ['binary mode', `${a} *x`, 'x'],
  ['one space (sha256 -r)', `${a} x`, 'x'],
  ['upper case', `${a.toUpperCase()}  x`, 'x'],
  ['indented', `  ${a}  x`, 'x'],
  ['a path with spaces at its ends', `${a}   x `, ' x '],
  ['a path that begins with a star', `${a}  *x`, '*x'],
  ['escapes', `\\${a}  a\\nb\\\\n\\r`, 'a\nb\\n\r'],
  ['backslashes without escape', `${a}  a\\nb`, 'a\\nb'],
  ['BSD tag', `SHA256 (x (1).txt) = ${a}`, 'x (1).txt'],
  ['BSD tag escaped', `\\SHA256 (a\\nb) = ${a}`, 'a\nb'],
  ['OpenSSL', `SHA256(x)= ${a}`, 'x'],
  ['OpenSSL 3', `SHA2-256(x)= ${a}`, 'x'],
  ['byte order mark', `\uFEFF${a}  x`, 'x'],
  ['CR LF', `${a}  x\r\n`, 'x'],
])('%s', (_, text, path) => {
  expect(parseChecksumList(text)).toEqual({ entries: [{ line: 1, path, sha256: a }], problems: [] });
});

test('comments and blank lines are skipped, and lines keep their numbers', () => {
  expect(parseChecksumList(`# by release\r\n\r\n${a}  x\r\n`).entries).toEqual([{ line: 3, path: 'x', sha256: a }]);
  expect(parseChecksumList('')).toEqual({ entries: [], problems: [] });
});

test('broken lines and other algorithms are told by number, and the rest goes on', () => {
  const lines = [
    'hello',
    `${'c'.repeat(32)}  md5.txt`,
    `MD5 (x) = ${'c'.repeat(32)}`,
    `SHA512 (x) = ${'c'.repeat(128)}`,
    `${'c'.repeat(63)}  short`,
    `${a}  -`,
    `${a}  a\0b`,
    `\\${a}  a\\xb`,
    `SHA256 (x) = ${'c'.repeat(40)}`,
    `${a}  \uFFFD`,
    a,
    `${a}  good`,
  ];
  const { entries, problems } = parseChecksumList(lines.join('\n'));
  expect(entries).toEqual([{ line: 12, path: 'good', sha256: a }]);
  expect(problems.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(problems[1]?.message).toContain('MD5');
  expect(problems[3]?.message).toContain('SHA512');
});

test('a path twice: once where the digests agree, not at all where they differ', () => {
  const { entries, problems } = parseChecksumList([`${a}  x`, `${a.toUpperCase()} *x`, `${a}  y`, `${b}  y`, `${a}  y`].join('\n'));
  expect(entries).toEqual([{ line: 1, path: 'x', sha256: a }]);
  expect(problems).toEqual([{ line: 3, message: expect.stringContaining('lines 3, 4') }]);
});

test('messages show no control character', () => {
  const { problems } = parseChecksumList(`\u001b[31mred\u202e\n\\${a}  q\\nq\n\\${b}  q\\nq`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
  for (const { message } of problems) expect(message).not.toMatch(/[\u0000-\u001f\u202e]/);
  expect(problems).toHaveLength(2);
});

test('reads what the real sha256sum writes for hostile names, and writes the same', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sums-'));
  const names = ['a\nb', 'a\\b', ' lead', '*star', 'tail ', 'ü#%', 'SHA256 (x) = y', 'a(b)'];
  for (const name of names) writeFileSync(join(folder, name), name);
  const written = execFileSync('sha256sum', ['--', ...names], { cwd: folder, encoding: 'utf8' });
  const tagged = execFileSync('sha256sum', ['--tag', '--', ...names], { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(pathsOf(written)).toEqual(names);
  expect(pathsOf(tagged)).toEqual(names);
  const { entries } = parseChecksumList(written);
  expect(`${entries.map(({ path, sha256 }) => checksumLine(path, sha256)).join('\n')}\n`).toBe(written);
});

test('bytes: UTF-8, and UTF-16 by its mark', () => {
  const utf16 = Buffer.from(`\uFEFF${a}  ü`, 'utf16le');
  expect(pathsOf(checksumListText(utf16))).toEqual(['ü']);
  expect(pathsOf(checksumListText(utf16.swap16()))).toEqual(['ü']);
  expect(parseChecksumList(checksumListText(Buffer.concat([Buffer.from(`${a}  `), Buffer.from([0xff, 0x41])]))).problems).toHaveLength(1);
});
