/** Tables, progress and words: what people read. */
import { describe, expect, it } from 'vitest';
import { createProgressLine, progressText } from '../../../main/cli/progress-line';
import { table } from '../../../main/cli/table';
import { visibleJson, visibleLine, visibleText } from '../../../main/cli/visible';
import { bytesText, durationText, summaryText, timeText } from '../../../main/cli/words';

describe('tables', () => {
  const columns = [
    { title: 'lid', text: (row: string[]) => row[0] ?? '', whole: true },
    { title: 'name', text: (row: string[]) => row[1] ?? '' },
    { title: 'n', text: (row: string[]) => row[2] ?? '', right: true },
  ];
  const rows = [
    ['lid://0123456789', 'a name that is rather long and goes on', '1'],
    ['lid://x', 'b\tc', '22'],
  ];
  it('align, and are whole when piped', () => {
    expect(table(rows, columns, null)).toBe(
      [
        'LID               NAME                                     N',
        'lid://0123456789  a name that is rather long and goes on   1',
        'lid://x           b␉c                                     22',
        '',
      ].join('\n'),
    );
  });
  it('fit the terminal by cutting what may be cut, and say so', () => {
    const lines = table(rows, columns, 40).trimEnd().split('\n');
    expect(lines.every((line) => line.length <= 40)).toBe(true);
    expect(lines[1]).toContain('lid://0123456789');
    expect(lines[1]).toContain('…');
  });
  it('without rows are nothing', () => expect(table([], columns, 80)).toBe(''));
});

describe('control characters', () => {
  it('become signs', () => {
    expect(visibleLine('a\u001b[2J\n\u0085\u007f\u2066')).toBe('a␛[2J␊⟨U+0085⟩␡⟨U+2066⟩');
    expect(visibleText('a\tb\n\u0007')).toBe('a\tb\n␇');
  });
  it('are escaped in JSON, which then means the same', () => {
    const text = JSON.stringify({ a: '\u009b31m\u202e' }, null, 2);
    expect(visibleJson(text)).toBe('{\n  "a": "\\u009b31m\\u202e"\n}');
    expect(JSON.parse(visibleJson(text))).toEqual(JSON.parse(text));
  });
});

describe('progress', () => {
  const progress = { phase: 'reading', done: 250, total: 1000 };
  it('has counts, rate and time left, once there is a rate', () => {
    expect(progressText(progress, 500)).toBe('reading: 250 of 1,000 (25%)');
    expect(progressText({ ...progress, bytes: { done: 1_500_000, total: 6_000_000 } }, 2000)).toBe('reading: 250 of 1,000 (25%), 1.5 MB of 6.0 MB, 125/s, 6 s left');
    expect(progressText({ phase: 'listing', done: 5000, total: null }, 2000)).toBe('listing: 5,000, 2,500/s');
  });
  const show = (isTTY: boolean) => {
    const written: string[] = [];
    let time = 0;
    const stream = { isTTY, columns: 60, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream;
    const line = createProgressLine(false, stream, () => time);
    for (let done = 0; done <= 1000; done += 10) {
      time += 100;
      line.show({ phase: 'reading\u001b[2J', done, total: 1000 });
    }
    line.end();
    return written;
  };
  it('is one line written over on a terminal, and taken away at the end', () => {
    const written = show(true);
    expect(written.length).toBeGreaterThan(50);
    expect(written.every((text) => text.startsWith('\r\u001b[K') && !text.includes('\n') && !text.slice(4).includes('\u001b'))).toBe(true);
    expect(written.at(-1)).toBe('\r\u001b[K');
  });
  it('is a plain line every few seconds elsewhere', () => {
    const written = show(false);
    expect(written.length).toBeGreaterThanOrEqual(2);
    expect(written.length).toBeLessThanOrEqual(4);
    expect(written.every((text) => text.endsWith('\n') && !text.includes('\u001b') && !text.includes('\r'))).toBe(true);
  });
});

describe('words', () => {
  it('sizes, durations, times', () => {
    expect([bytesText(999), bytesText(1000), bytesText(12_345_678)]).toEqual(['999 B', '1.0 kB', '12.3 MB']);
    expect([durationText(0.2), durationText(59.5), durationText(61), durationText(7300)]).toEqual(['1 s', '60 s', '2 min', '2 h 2 min']);
    expect(timeText('2026-11-21T05:08:28.651119700+01:00')).toBe('2026-11-21 04:08:28 UTC');
    expect(timeText('2026-11-21 05:08:31 CET')).toBe('2026-11-21 05:08:31 CET');
    expect(timeText(null)).toBe('not recorded');
  });
  it('every count has its denominator', () => {
    const text = summaryText({
      total: 330,
      checked: 212,
      byVerdict: { 'content-verified': 200, mismatch: 12, 'not-checked': 118 },
      labelConflicts: 1,
      changedSinceBaseline: 2,
      stale: 0,
    });
    expect(text).toBe(
      '212 of 330 files checked, 118 not: 200 × Content verified; 12 × Mismatch. 1 checksum made in another mode than the label says. 2 files with other bytes than the fingerprint.',
    );
  });
});
