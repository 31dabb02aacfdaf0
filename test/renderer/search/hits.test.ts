import { describe, expect, it } from 'vitest';
import type { SearchHit } from '../../../core/contract/records';
import { fromSegment, paths } from '../../../renderer/routes';
import { exactValues, hitAddress, hitDetail, searchSegment } from '../../../renderer/views/search/hits';

const hit = (change: Partial<SearchHit>): SearchHit => ({ lid: null, value: 'gxp', kind: null, title: 'gxp', detail: '', count: 3, ...change });

describe('search hits', () => {
  it('open runs and records on their pages, and search on for values that many records carry', () => {
    expect(hitAddress('w', hit({ lid: 'lid://ab', kind: 'WorkflowRun' }))).toBe(paths.run('w', 'lid://ab'));
    expect(hitAddress('w', hit({ lid: 'lid://ab/x y.bam', kind: 'FileOutput' }))).toBe(paths.record('w', 'lid://ab/x y.bam'));
    expect(hitAddress('w', hit({}))).toBe(paths.search('w', 'gxp'));
    expect(hitAddress('w', hit({ lid: '/data/reference.fa', value: '/data/reference.fa', kind: 'External' }))).toBe(paths.search('w', '/data/reference.fa'));
  });

  it('have an address from which any text is read back', () => {
    for (const text of ['quay.io/x:1--h_2', 'a b#c%25?&/é', '<img src=x>', 'lid://ab/ü']) {
      expect(fromSegment(searchSegment(paths.search('w', text)))).toBe(text);
    }
    expect(searchSegment('/w/a/search')).toBe('');
  });

  it('tell records of one name apart by the beginning of the LID', () => {
    expect(hitDetail(hit({ lid: 'lid://0123456789abcdef0123', kind: 'TaskRun', title: 'ALIGN (S1)', detail: 'ALIGN' }))).toBe('01234567');
    expect(hitDetail(hit({ lid: 'lid://ab/x', kind: 'FileOutput', title: 'x', detail: '/data/x' }))).toBe('/data/x');
  });

  it('name the labels, containers and commits that are exactly what was typed', () => {
    const groups = [
      { group: 'labels' as const, total: 2, hits: [hit({}), hit({ value: 'gxp-2' })] },
      { group: 'files' as const, total: 1, hits: [hit({ lid: 'lid://ab/gxp', value: 'gxp' })] },
    ];
    expect(exactValues(groups, ' gxp ')).toEqual([{ group: 'labels', value: 'gxp', count: 3 }]);
    expect(exactValues(groups, 'gx')).toEqual([]);
  });
});
