/** The parts that draw nothing: text made harmless, times, sizes, filters, copying, estimates. */
import { describe, expect, it } from 'vitest';
import { arrange, finish, newMemory } from '../../../core/table/arrange';
import { type Sort, sortKey } from '../../../core/table/values';
import { ago, duration, shortLid, size, utc } from '../../../renderer/parts/format';
import { finishInTurns } from '../../../renderer/parts/in-turns';
import { estimate } from '../../../renderer/parts/progress-estimate';
import { toTsv } from '../../../renderer/parts/tsv';
import { nextSort } from '../../../renderer/parts/use-table';
import { visibleLines, visibleName, visibleText } from '../../../renderer/parts/visible-text';
import { jobWords } from '../../../renderer/words/parts';
import { syncSentences } from '../../../renderer/words/workspaces';

describe('hostile text', () => {
  it('shows what would hide or reorder other characters', () => {
    expect(visibleText('report\u202efdp.exe')).toBe('report⟨U+202E⟩fdp.exe');
    expect(visibleText('a\u0000b\nc\u200bd')).toBe('a␀b␊c⟨U+200B⟩d');
    expect(visibleText('Gräfin 試料 👩')).toBe('Gräfin 試料 👩');
    expect([visibleName('  '), visibleName('\u00a0\u3000'), visibleName(' a '), visibleText('  ')]).toEqual(['␠␠', '␠␠', ' a ', '  ']);
    expect(visibleLines('a\n\tb\rc')).toBe('a\n\tb␍c');
  });

  it('never copies a formula into a spreadsheet', () => {
    expect(
      toTsv(
        ['a', 'b'],
        [
          ['=HYPERLINK("x")', -3],
          ['x\ty\nz', '@SUM'],
        ],
      ),
    ).toBe('a\tb\n\'=HYPERLINK("x")\t-3\nx y z\t\'@SUM\n');
  });
});

describe('times and sizes', () => {
  it('are shown in UTC whatever zone was recorded, and not at all without a zone', () => {
    expect(utc('2026-11-12T01:30:00.123456789+01:00')).toBe('2026-11-12 00:30:00 UTC');
    expect(utc('2026-11-12 08:22:33 UTC')).toBe('2026-11-12 08:22:33 UTC');
    expect(utc('2026-11-12 08:22:33 CET')).toBeNull();
    expect(utc('2026-11-12T08:22:33')).toBeNull();
    expect(utc('2026-13-45T08:22:33Z')).toBeNull();
    expect(utc('60')).toBeNull();
  });

  it('are short and exact enough', () => {
    expect([1, 1023, 1024, 158_720, 1_500_000_000].map(size)).toEqual(['1 byte', '1,023 bytes', '1.00 KiB', '155 KiB', '1.40 GiB']);
    expect([0.4, 59, 200, 7500].map(duration)).toEqual(['less than a second', '59 s', '3 min 20 s', '2 h 5 min']);
    expect([0.4, 59].map(jobWords.left)).toEqual(['less than a second left', 'about 59 s left']);
    expect(ago('2026-11-12T00:00:00Z', Date.parse('2026-11-12T02:10:00Z'))).toBe('2 hours ago');
    expect(shortLid('lid://87cf4e7e67eebdbcf18cc6b623acf905/qc/a#b')).toBe('87cf4e7e/qc/a#b');
    expect(shortLid('lid://87cf4e7e67eebdbcf18cc6b623acf905#output')).toBe('87cf4e7e#output');
  });
});

describe('rows', () => {
  const rows = [{ name: 'chr10.bam' }, { name: 'Chr2.bam' }, { name: null }];
  const columns = [{ id: 'name', title: 'Name', width: 1, value: (row: { name: string | null }) => row.name }];

  const all = (filter: string, sort: readonly Sort[] = [], filters: Record<string, string> = {}) => finish(arrange(rows, columns, { filter, filters, sort }, newMemory()));

  it('sort as people expect, in both directions, the absent last', () => {
    const byName = (descending: boolean) => all('', [{ id: 'name', descending }]).map((row) => row.name);
    expect(byName(false)).toEqual(['Chr2.bam', 'chr10.bam', null]);
    expect(byName(true)).toEqual(['chr10.bam', 'Chr2.bam', null]);
    expect(all('')).toBe(rows);
  });

  it('are filtered by every word, wherever it stands', () => {
    expect(all('BAM chr2')).toEqual([rows[1]]);
    expect(all('  ')).toBe(rows);
    expect(all('bam no')).toEqual([]);
  });

  it('are filtered by a column alone, by words or by a bound', () => {
    const sized = [
      { name: 'a', size: 5 },
      { name: '5', size: 1200 },
      { name: 'b', size: null },
    ];
    const both = [
      { id: 'name', title: 'Name', width: 1, value: (row: (typeof sized)[number]) => row.name },
      { id: 'size', title: 'Size', width: 1, value: (row: (typeof sized)[number]) => row.size },
    ];
    const by = (filters: Record<string, string>) => finish(arrange(sized, both, { filter: '', filters, sort: [] }, newMemory())).map(({ name }) => name);
    expect(by({ name: '5' })).toEqual(['5']);
    expect(by({ size: '5' })).toEqual(['a']);
    expect(by({ size: '>=1,200' })).toEqual(['5']);
    expect(by({ size: '<10' })).toEqual(['a']);
    expect(by({ size: '<10', name: 'b' })).toEqual([]);
    expect(by({ size: '  ' })).toHaveLength(3);
  });

  it('are sorted by several columns, each in its own direction', () => {
    const pairs = [
      { a: 'x', b: 1 },
      { a: 'y', b: 2 },
      { a: 'x', b: 3 },
      { a: null, b: 9 },
    ];
    const both = (['a', 'b'] as const).map((id) => ({ id, title: id, width: 1, value: (row: (typeof pairs)[number]) => row[id] }));
    const by = [
      { id: 'a', descending: false },
      { id: 'b', descending: true },
    ];
    expect(finish(arrange(pairs, both, { filter: '', filters: {}, sort: by }, newMemory())).map(({ b }) => b)).toEqual([3, 1, 2, 9]);
    expect(nextSort(by, 'b', true)).toEqual([{ id: 'a', descending: false }]);
    expect(nextSort(by, 'b', false)).toEqual([]);
    expect(nextSort([], 'a', false)).toEqual([{ id: 'a', descending: false }]);
  });

  it('are the same in turns as at once, and as a plain sort has them', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ name: index % 7 === 0 ? null : `s${(index * 7919) % 997}.vcf` }));
    const wanted = { filter: 's1', filters: {}, sort: [{ id: 'name', descending: true }] };
    const plain = many
      .filter((row) => row.name?.includes('s1'))
      .map((row, index) => ({ row, index, key: String(sortKey(row.name)) }))
      .sort((a, b) => (a.key < b.key ? 1 : a.key > b.key ? -1 : a.index - b.index))
      .map(({ row }) => row);
    const inTurns = await finishInTurns(arrange(many, columns, wanted, newMemory()), new AbortController().signal, 0);
    expect(finish(arrange(many, columns, wanted, newMemory()))).toEqual(plain);
    expect(inTurns).toEqual(plain);
  });

  it('are given up when others are wanted', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await finishInTurns(arrange(rows, columns, { filter: 'x', filters: {}, sort: [] }, newMemory()), stop.signal, -1)).toBeNull();
  });
});

describe('progress', () => {
  it('estimates by bytes where they are known, and guesses nothing in the first second', () => {
    expect(estimate({ phase: 'x', done: 1, total: 10, bytes: { done: 50, total: 100 } }, 10)).toEqual({ fraction: 0.5, perSecond: 0.1, bytesPerSecond: 5, secondsLeft: 10 });
    expect(estimate({ phase: 'x', done: 5, total: null }, 10)).toMatchObject({ fraction: null, secondsLeft: null });
    expect(estimate({ phase: 'x', done: 5, total: 10 }, 0.5)).toMatchObject({ perSecond: null, secondsLeft: null });
  });
});

describe('a sync in words', () => {
  const result = {
    sync: 2,
    startedAt: '2026-11-12T00:00:00Z',
    finishedAt: '2026-11-12T00:00:10Z',
    complete: true,
    listed: 680,
    records: 666,
    new: 0,
    changed: 1,
    unchanged: 665,
    vanished: 2,
    reappeared: 0,
    history: 8,
    quarantined: 1,
    ignored: 5,
    fetched: 1,
    runs: 8,
    seconds: 10,
  };

  it('adds up, and says what vanished only after a whole listing', () => {
    expect(syncSentences(result)[0]).toBe(
      '680 objects listed: 666 records (1 changed, 665 unchanged), 8 history lines, 1 that could not be read and are kept, 5 ignored (folder markers and other files).',
    );
    expect(syncSentences(result)[2]).toBe('2 records vanished from the store.');
    expect(syncSentences({ ...result, complete: false, vanished: 0 })[2]).toMatch(/not known what is no longer in the store/);
  });
});
