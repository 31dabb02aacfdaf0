import { describe, expect, it } from 'vitest';
import type { FileCheck } from '../../../core/contract/shared';
import { fitsFilter } from '../../../core/verify/check-filter';
import { onS3 } from '../../../core/verify/on-s3';
import { checkKey, fileName, filtersOf, notesOf } from '../../../renderer/views/checks/check-rows';
import { checksWords } from '../../../renderer/words/checks';
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
    const shown = (['all', 'metadata-match', 'mismatch', 'label-conflict', 'changed', 'stale'] as const).filter((filter) => fitsFilter(check, filter));
    expect(shown).toEqual(['all', 'metadata-match', 'label-conflict', 'changed']);
    expect(notesOf(check)).toBe('other bytes than its fingerprint; other mode than labelled');
    expect(notesOf(aCheck({ verdict: 'mismatch', reason: 'size-differs', stale: true }))).toBe('another size; record changed since');
    expect(notesOf(aCheck({ verdict: 'mismatch', reason: 'size-differs', ownRecord: 'contradicts' }))).toBe('another size; record contradicts itself');
  });

  it('says what reading the files on S3 would cost, each path once, and nothing where none is there', () => {
    const at = (checkedPath: string, size: number | null) => aCheck({ checkedPath, recorded: { checksum: null, size, modifiedAt: null } });
    expect(onS3([at('/data/a', 5)])).toBeNull();
    expect(onS3([at('/data/a', 5), at('s3://b/x', 7), at('s3://b/x', 7), at('s3://b/y', null), at('s3://b/z', 1)])).toEqual({ files: 3, bytes: 8, unknown: 1 });
    expect(checksWords.content({ files: 3, bytes: 8, unknown: 1 })).toBe('read files on S3 as well (3 files, 8 bytes by their records, the size of 1 not recorded)');
    expect(checksWords.content({ files: 1, bytes: 0, unknown: 1 })).toBe('read files on S3 as well (1 file, their size is not recorded)');
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
