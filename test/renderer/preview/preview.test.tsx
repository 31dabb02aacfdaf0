import { describe, expect, it } from 'vitest';
import type { Preview } from '../../../core/contract/verify';
import { shownWords } from '../../../renderer/views/preview/file-preview';
import { jsonOf } from '../../../renderer/views/preview/json-content';
import { looksLikeHeading } from '../../../renderer/views/preview/table-content';
import { drawnLines } from '../../../renderer/views/preview/text-lines';

const preview = (change: Partial<Preview>): Preview => ({
  name: 'x',
  checkedPath: '/x',
  size: 10,
  shown: 10,
  truncated: false,
  form: 'text',
  text: '',
  rows: null,
  base64: null,
  mediaType: null,
  note: null,
  ...change,
});

describe('what is said of a cut file', () => {
  it('names both sizes, and says when all is shown', () => {
    expect(shownWords(preview({ truncated: true, shown: 1024 * 1024, size: 12 * 1024 * 1024 }))).toBe('Shown: the first 1.00 MiB of 12.0 MiB.');
    expect(shownWords(preview({}))).toBe('Shown in full.');
    expect(shownWords(preview({ truncated: true, shown: 500, size: 500 }))).toBe('Shown: the first part of what was unpacked.');
    expect(shownWords(preview({ form: 'none' }))).toBeNull();
  });
});

describe('JSON', () => {
  it('keeps numbers as they are written, and leaves what is no JSON to be shown as text', () => {
    expect(jsonOf('{"a": 20.0, "b": 12345678901234567890}')).toEqual({ value: { a: '20.0', b: '12345678901234567890' } });
    expect(jsonOf('{"a": ')).toBeNull();
  });
  it('reads a key named __proto__ as a key', () => {
    const value = jsonOf('{"__proto__": {"polluted": "yes"}}')?.value;
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    expect(value === null || typeof value === 'object').toBe(true);
  });
});

describe('text', () => {
  it('is split at every kind of line end, and cut visibly where a line is too long to draw', () => {
    expect(drawnLines('a\r\nb\rc\n')).toEqual(['a', 'b', 'c']);
    expect(drawnLines('')).toEqual(['']);
    const [long] = drawnLines('x'.repeat(6000));
    expect(long?.length).toBeLessThan(5100);
    expect(long).toContain('1,000 more characters in this line');
  });
});

describe('tables', () => {
  it('take a first row for a heading only if it looks like one', () => {
    expect(looksLikeHeading(['protocol', 'sample', 'snvs'])).toBe(true);
    expect(looksLikeHeading(['NA12878', '/data/results/NA12878.bam'])).toBe(false);
    expect(looksLikeHeading(['sample', '12'])).toBe(false);
    expect(looksLikeHeading(['a', 'a'])).toBe(false);
    expect(looksLikeHeading(['a', ''])).toBe(false);
    expect(looksLikeHeading([])).toBe(false);
  });
});
