import { describe, expect, it } from 'vitest';
import type { SearchHit } from '../../../core/contract/search';
import { fromSegment, paths } from '../../../renderer/routes';
import { hitAddress, hitDetail, impactOfHit, searchSegment } from '../../../renderer/views/search/hits';

const hit = (change: Partial<SearchHit>): SearchHit => ({
  lid: null,
  value: 'gxp',
  kind: null,
  title: 'gxp',
  detail: '',
  count: 3,
  parameter: null,
  query: 'label:gxp',
  run: null,
  time: null,
  verdict: null,
  present: true,
  ...change,
});

describe('search hits', () => {
  it('open runs, records and labels on their pages, and search on for values that many records carry', () => {
    expect(hitAddress('w', 'runs', hit({ lid: 'lid://ab', kind: 'WorkflowRun' }))).toBe(paths.run('w', 'lid://ab'));
    expect(hitAddress('w', 'files', hit({ lid: 'lid://ab/x y.bam', kind: 'FileOutput' }))).toBe(paths.record('w', 'lid://ab/x y.bam'));
    expect(hitAddress('w', 'labels', hit({}))).toBe(paths.label('w', 'gxp'));
    expect(hitAddress('w', 'containers', hit({ value: 'quay.io/x', query: 'container:quay.io/x' }))).toBe(paths.search('w', 'container:quay.io/x'));
  });

  it('open an outside file on its page, by a path that reads back as it is', () => {
    const path = '/data/a "b" \\ c.fa';
    const address = hitAddress('w', 'outside', hit({ lid: path, value: path, kind: 'External' }));
    expect(address).toBe(paths.custody('w', path));
    expect(fromSegment(address.split('/').at(-1) ?? '')).toBe(path);
  });

  it('have an address from which any text is read back, with or without a group', () => {
    for (const text of ['quay.io/x:1--h_2', 'a b#c%25?&/é', '<img src=x>', 'lid://ab/ü', 'label:"a/b"']) {
      expect(fromSegment(searchSegment(paths.search('w', text)))).toBe(text);
      expect(fromSegment(searchSegment(paths.search('w', text, 'files')))).toBe(text);
    }
    expect(searchSegment('/w/a/search')).toBe('');
  });

  it('lead to the impact of a parameter whose name or value holds an equals sign', () => {
    const parameter = { name: 'a=b', value: 'x=y' };
    expect(impactOfHit('parameters', hit({ value: 'a=b=x=y', parameter }))).toEqual({ by: 'param', ...parameter });
    expect(impactOfHit('labels', hit({}))).toBeNull();
  });

  it('tell records of one name apart by the beginning of the LID', () => {
    expect(hitDetail(hit({ lid: 'lid://0123456789abcdef0123', kind: 'TaskRun', title: 'ALIGN (S1)', detail: 'ALIGN' }))).toBe('01234567');
    expect(hitDetail(hit({ lid: 'lid://ab/x', kind: 'FileOutput', title: 'x', detail: '/data/x' }))).toBe('/data/x');
  });
});
