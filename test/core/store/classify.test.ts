/** What each object of a store is, from its path: real layouts, and everything hostile or half-made that can lie beside. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyOfLid, lidOfKey } from '../../../core/record/lid';
import { classify, looksLikeLineage, sampleOf } from '../../../core/store/classify';

const hash = '0f'.repeat(16);

describe('classify', () => {
  test.each([
    [`${hash}/.data.json`, hash],
    [`${hash}#output/.data.json`, `${hash}#output`],
    [`${hash}/a b/100%20#1?&+é🧬.vcf/.data.json`, `${hash}/a b/100%20#1?&+é🧬.vcf`],
    ['null/multiqc/report.html/.data.json', 'null/multiqc/report.html'],
    ['__proto__/.data.json', '__proto__'],
    ['.history/x/.data.json', '.history/x'],
    [`${hash}/..hidden/...txt/.data.json`, `${hash}/..hidden/...txt`],
    [`${hash}/two\nlines/.data.json`, `${hash}/two\nlines`],
    [`${hash}/caf\ufffd/.data.json`, `${hash}/caf\ufffd`],
    ['lid:x/.data.json', 'lid:x'],
  ])('a record: %j', (path, key) => {
    expect(classify(path, 100)).toEqual({ class: 'record', key });
  });

  test('an empty record file is a record still: its emptiness is told when it is read', () => {
    expect(classify(`${hash}/.data.json`, 0)).toEqual({ class: 'record', key: hash });
  });

  test.each([
    ['.data.json', 'without a key'],
    ['/.data.json', 'without a key'],
    ['//.data.json', 'empty part'],
    ['/etc/passwd/.data.json', 'empty part'],
    [`${hash}//x/.data.json`, 'empty part'],
    [`${hash}//.data.json`, 'empty part'],
    ['../outside/.data.json', '".."'],
    [`${hash}/../../x/.data.json`, '".."'],
    ['./x/.data.json', '"."'],
    ['a\0b/.data.json', 'NUL'],
    ['a\ud800/.data.json', 'Unicode'],
    ['lid:/x/.data.json', 'no LID can name its key'],
    ['lid://x/.data.json', 'empty part'],
    [`${hash}/.data.json.tmp`, '.data.json.tmp'],
    ['x//not-utf-8:caf\\xe9/.data.json', 'not UTF-8'],
    ['.history//not-utf-8:\\xff', 'not UTF-8'],
  ])('set aside with the reason: %j', (path, words) => {
    expect(classify(path, 10)).toMatchObject({ class: 'quarantined', reason: expect.stringContaining(words) });
  });

  test('history, markers and strangers', () => {
    expect(classify(`.history/${hash}`, 110)).toEqual({ class: 'history', name: hash });
    expect(classify('', 0)).toMatchObject({ class: 'ignored', reason: expect.stringContaining('marker of the store') });
    expect(classify('.history/', 0)).toEqual({ class: 'ignored', reason: 'a folder marker' });
    expect(classify(`${hash}/`, 0)).toEqual({ class: 'ignored', reason: 'a folder marker' });
    expect(classify(`${hash}/`, 5)).toMatchObject({ class: 'ignored', reason: expect.stringContaining('with content') });
    expect(classify('README.md', 5)).toMatchObject({ class: 'ignored' });
    expect(classify('.history', 5)).toMatchObject({ class: 'ignored' });
    expect(classify('.history/a/b', 5)).toMatchObject({ class: 'ignored' });
    expect(classify(`${hash}/x.data.json`, 5)).toMatchObject({ class: 'ignored' });
    expect(classify(`${hash}/.data.json`, 5, 'a pipe, not a file')).toEqual({ class: 'ignored', reason: 'a pipe, not a file' });
  });

  test('whatever the path: it never throws, and a record key is the path itself and comes back from its LID', () => {
    const part = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '.', '..', 'lid:', '.data.json', '.history', hash));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), fc.boolean(), fc.nat(), (parts, record, size) => {
        const path = parts.join('/') + (record ? '/.data.json' : '');
        const said = classify(path, size);
        if (said.class !== 'record') return;
        expect(`${said.key}/.data.json`).toBe(path);
        expect(keyOfLid(lidOfKey(said.key))).toBe(said.key);
        expect(said.key.split('/')).not.toContain('..');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('does it look like lineage', () => {
  const objects = (...paths: string[]) => paths.map((path) => ({ path, size: 1, tag: '', modifiedMillis: 0 }));
  test('by a record under a hash, or by the history', () => {
    expect(looksLikeLineage(objects('README', `${hash}/.data.json`))).toBe(true);
    expect(looksLikeLineage(objects(`${hash}#output/.data.json`))).toBe(true);
    expect(looksLikeLineage(objects(`.history/${hash}`))).toBe(true);
    expect(looksLikeLineage([])).toBe(false);
    expect(looksLikeLineage(objects('README'))).toBe(false);
    expect(looksLikeLineage(objects(`.lineage/${hash}/.data.json`)), 'the folder around a store').toBe(false);
  });
  test('a record is tried first, then the history, then any file', () => {
    expect(sampleOf(objects('x', '.history/a', 'a/.data.json'))?.path).toBe('a/.data.json');
    expect(sampleOf(objects('x', '.history/a'))?.path).toBe('.history/a');
    expect(sampleOf(objects('x'))?.path).toBe('x');
    expect(sampleOf([])).toBeUndefined();
  });
});
