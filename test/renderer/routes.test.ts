import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromSegment, lidSegment, paths, recordRest, segmentLid, toSegment } from '../../renderer/routes';

describe('addresses', () => {
  it('give back any text, lone surrogates and percent signs included', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }), (text) => {
        const segment = toSegment(text);
        expect(segment).toMatch(/^[A-Za-z0-9._~-]*$/);
        expect(fromSegment(segment)).toBe(text);
      }),
    );
  });

  it('keep a LID whose name looks like an address', () => {
    for (const lid of ['lid://abc/a b#c%2Fd?e&f.txt', 'lid://abc#output', 'lid://abc/~0041', 'lid://abc/../x']) expect(segmentLid(lidSegment(lid))).toBe(lid);
  });

  it('name the tab and the version of a record', () => {
    const sha = 'a'.repeat(64);
    expect(paths.record('w', 'lid://abc')).toBe('/w/w/record/abc');
    expect(paths.record('w', 'lid://abc', 'fields', sha)).toBe(`/w/w/record/abc/fields/${sha}`);
    expect(recordRest(`raw/${sha}`)).toEqual({ tab: 'raw', version: sha });
    expect(recordRest('nonsense/not-a-digest')).toEqual({ tab: 'fields', version: null });
    expect(recordRest(undefined)).toEqual({ tab: 'fields', version: null });
  });
});
