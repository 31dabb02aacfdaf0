import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImpactQuestion } from '../../core/contract/impact';
import { fromSegment, impactQuestionOf, lidSegment, paths, recordRest, segmentLid, toSegment } from '../../renderer/routes';

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

  it('carry a question of impact, whatever its text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 2, maxLength: 60 }), fc.string({ minLength: 1, maxLength: 60 }), (text, more) => {
        const asked: ImpactQuestion[] = [
          { by: 'path', path: text },
          { by: 'path', path: text, checksum: more },
          { by: 'param', name: text, value: more },
          { by: 'version', revision: text, repository: more },
          { by: 'sample', text },
          { by: 'lid', lid: `lid://${text}` },
        ];
        for (const one of asked) expect(impactQuestionOf(paths.impact('w', one).replace('/w/w/impact/', ''))).toEqual(one);
      }),
    );
    expect(impactQuestionOf('')).toBeNull();
    expect(impactQuestionOf('nonsense/x')).toBeNull();
    expect(impactQuestionOf('__proto__/x')).toBeNull();
  });
});
