/** Lists as they come, and hostile ones: what is taken for what; and a table that no spreadsheet reads as formulas. */
import { describe, expect, test } from 'vitest';
import type { Reconciliation } from '../../../core/contract/reconcile';
import { reconciliationCsv } from '../../../core/verify/reconcile/csv';
import { readList } from '../../../core/verify/reconcile/read-list';

const read = (text: string, column?: string) => readList(new TextEncoder().encode(text), 'l', column);
const sha = 'A1'.repeat(32);

describe('what is read of a list', () => {
  test('a CSV by the words of its head, in any case and order; unknown columns are shown as not used', () => {
    const { form, columns, entries } = read(`Sample;SHA-256;File name;Run\r\nHG002;${sha};"a;b.vcf";release\r\n\r\nx;;/data/c.vcf;\r\n`);
    expect(form).toBe('csv');
    expect(columns.map(({ header, as }) => [header, as])).toEqual([
      ['Sample', null],
      ['SHA-256', 'sha256'],
      ['File name', 'path'],
      ['Run', 'run'],
    ]);
    expect(entries).toEqual([
      { row: 2, sha256: sha.toLowerCase(), name: 'a;b.vcf', run: 'release' },
      { row: 4, path: '/data/c.vcf' },
    ]);
  });
  test('a TSV has no quotes; a byte order mark and UTF-16 are read', () => {
    expect(read('\uFEFFpath\tmd5\n/a"b\td41d8cd98f00b204e9800998ecf8427e\n')).toMatchObject({ form: 'tsv', entries: [{ row: 2, path: '/a"b' }] });
    const utf16 = Uint8Array.from([0xff, 0xfe, ...[...'lid\nlid://ab\n'].flatMap((sign) => [sign.charCodeAt(0), 0])]);
    expect(readList(utf16, 'l', undefined).entries).toEqual([{ row: 2, lid: 'lid://ab' }]);
  });
  test('a sha256sum file, with what is broken told by line', () => {
    const list = read(`${sha}  ./a b.vcf\nnot a line\n${sha} *c.vcf\n${sha}  d\n`);
    expect(list).toMatchObject({ form: 'sha256sum', notes: [expect.stringContaining('Line 2')] });
    expect(list.entries.map(({ path, name }) => path ?? name)).toEqual(['./a b.vcf', 'c.vcf', 'd']);
  });
  test('one a line, each by its looks', () => {
    expect(read(`release\nlid://ab/c\n${'0'.repeat(32)}\n/a/b\n6f1e2d3c-0000-4000-8000-000000000000\n`).entries).toEqual([
      { row: 1, word: 'release' },
      { row: 2, lid: 'lid://ab/c' },
      { row: 3, lid: '0'.repeat(32) },
      { row: 4, path: '/a/b' },
      { row: 5, run: '6f1e2d3c-0000-4000-8000-000000000000' },
    ]);
  });
  test('without a head, by what most cells of a column are', () => {
    expect(read(`x,/a/b,${sha}\ny,/a/c,${sha}\n`).columns.map(({ as }) => as)).toEqual([null, 'path', 'sha256']);
  });
  test('a checksum that is no SHA-256 is told and held against nothing', () => {
    expect(read('file,checksum\na.vcf,d41d8cd98f00b204e9800998ecf8427e\n')).toMatchObject({
      entries: [{ row: 2, name: 'a.vcf' }],
      notes: [expect.stringContaining('1 checksum is no SHA-256')],
    });
  });
  test('a broken digest stays with its line, in a table and in a sha256sum file; not where another column or line has a SHA-256', () => {
    const why = 'The digest in the list is no SHA-256.';
    expect(read(`file,sha256,hash\na.vcf,dead\u202ebeef,\nb.vcf,deadbeef,${sha}\n`).entries).toEqual([
      { row: 2, name: 'a.vcf', unusable: { text: 'dead⟨U+202E⟩beef', why } },
      { row: 3, name: 'b.vcf', sha256: sha.toLowerCase() },
    ]);
    const other = 'b2'.repeat(32);
    const sums = [
      `${sha}  a`,
      'deadbeef  b',
      `SHA512 (a) = ${'0'.repeat(128)}`,
      `SHA512 (c) = ${'0'.repeat(128)}`,
      `${sha}  d`,
      `${other}  d`,
      `${sha}  e`,
      `${sha}  f`,
      `${sha}  g`,
      `${'O0'.repeat(32)}  h`,
      `${sha}  i`,
    ];
    expect(read(sums.join('\n')).entries.map(({ row, name, sha256, unusable }) => [row, name, sha256?.slice(0, 2) ?? unusable?.why])).toEqual([
      [1, 'a', 'a1'],
      [2, 'b', expect.stringMatching(/^In the list, its checksum is a CRC by its length/)],
      [4, 'c', expect.stringContaining('of the algorithm SHA512')],
      [5, 'd', expect.stringContaining('lines 5, 6 with different digests')],
      [7, 'e', 'a1'],
      [8, 'f', 'a1'],
      [9, 'g', 'a1'],
      [10, 'h', expect.stringContaining('no line of a checksum list')],
      [11, 'i', 'a1'],
    ]);
  });
  test('--column by head or number overrides the guess, the SHA-256 beside it stays', () => {
    const text = `Artikel,file,sha256\n/a/b,x.vcf,${sha}\n`;
    expect(read(text, 'artikel').entries).toEqual([{ row: 2, path: '/a/b', sha256: sha.toLowerCase() }]);
    expect(read(text, '1').entries[0]).toMatchObject({ path: '/a/b' });
    expect(() => read(text, 'nope')).toThrow(/has no column "nope". Its columns are: "Artikel", "file", "sha256"/);
    expect(() => read('Artikel,Menge\na,1\n', '9')).toThrow(/no column "9"/);
  });
  test.each([
    ['binary', 'a\0b'],
    ['empty', '\n\n'],
  ])('%s is refused with a reason', (_what, text) => {
    expect(() => read(text)).toThrow(/"l"/);
  });
  test('quotes that do not pair up are told', () => {
    expect(read('file,run\n"a.vcf,release\n').notes).toEqual([expect.stringContaining('quotes')]);
  });
});

/** RFC 4180 where every cell is quoted, read without our own library. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, cell = '', end] of text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    rows.at(-1)?.push(cell.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('the CSV guards every cell that a spreadsheet would run, says how many, and is read back as it was', () => {
  const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\uFF1D1', '"quoted"', 'a,b', 'line\nfeed', 'plain'];
  const answer: Reconciliation = {
    list: { name: 'l', sha256: 'e', size: 1, form: 'csv', columns: [], notes: [] },
    of: 'files',
    runs: [],
    rows: hostile.map((listed, i) => ({ row: i + 2, listed, state: 'not-matched', by: null, lid: null, path: null, run: null, check: null, sha256: null, note: '' })),
    extra: [{ lid: null, path: '=extra', run: { lid: 'lid://a', name: '@run' }, check: null }],
    counts: {
      rows: 9,
      byState: { matched: 0, ambiguous: 0, 'not-matched': 9, 'without-lineage': 0 },
      extra: 1,
      extraOf: 1,
      sha256: { listed: 0, equal: 0, differs: 0, notNow: 0, notRead: 0, unusable: 0 },
      checked: 0,
      findings: 0,
    },
    at: '',
  };
  const { text, guarded } = reconciliationCsv(answer, 'trial');
  expect(guarded).toBe(7);
  const data = rowsOf(text);
  expect(data.map((row) => row.length)).toEqual(Array(11).fill(14));
  expect(data.slice(1, 10).map(([, listed]) => listed)).toEqual(["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\uFF1D1", '"quoted"', 'a,b', 'line\nfeed', 'plain']);
  for (const cell of data.flat()) expect(cell).not.toMatch(/^[=+\-@\uFF1D\t\r]/);
});
