import { describe, expect, it } from 'vitest';
import type { FileCheck } from '../../../core/contract/shared';
import { checkKey, fileName, filtersOf, matches, notesOf } from '../../../renderer/views/checks/check-rows';
import { aCheck } from './a-check';

describe('the list of checks', () => {
  it('offers the verdicts that occurred, "not checked" by what is left of the total, and what stands beside', () => {
    const filters = filtersOf({ total: 330, checked: 212, byVerdict: { 'metadata-match': 200, missing: 12 }, labelConflicts: 62, changedSinceBaseline: 1, stale: 0 });
    expect(filters).toEqual([
      { filter: 'all', count: 330 },
      { filter: 'metadata-match', count: 200 },
      { filter: 'missing', count: 12 },
      { filter: 'not-checked', count: 118 },
      { filter: 'changed', count: 1 },
      { filter: 'label-conflict', count: 62 },
    ]);
  });

  it('narrows by verdict and by what stands beside it', () => {
    const check: FileCheck = aCheck({ verdict: 'metadata-match', labelConflict: true, baseline: 'changed' });
    const shown = (['all', 'metadata-match', 'mismatch', 'label-conflict', 'changed', 'stale'] as const).filter((filter) => matches(check, filter));
    expect(shown).toEqual(['all', 'metadata-match', 'label-conflict', 'changed']);
    expect(notesOf(check)).toBe('changed since we first saw it; other mode than labelled');
    expect(notesOf(aCheck({ verdict: 'mismatch', reason: 'size-differs', stale: true }))).toBe('another size; record changed since');
  });

  it('names files by the end of the path, folders too, and else by the LID', () => {
    expect(fileName({ path: '/a/b/c.vcf', lid: null })).toBe('c.vcf');
    expect(fileName({ path: '/a/folder/', lid: null })).toBe('folder');
    expect(fileName({ path: null, lid: 'lid://ab/x.bam' })).toBe('x.bam');
  });

  it('tells two recorded checksums of one outside path apart', () => {
    const with_ = (value: string) => aCheck({ recorded: { checksum: { value, algorithm: 'nextflow', mode: 'standard' }, size: 1, modifiedAt: null } });
    expect(checkKey(with_('aa'))).not.toBe(checkKey(with_('bb')));
  });
});
