import { act } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { GraphNode } from '../../../core/contract/graph';
import { SearchView } from '../../../renderer/views/search/search-view';
import { clear, draw, giveSizes, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

beforeEach(giveSizes);
afterEach(clear);

const node: GraphNode = { lid: 'lid://ab/report.html', kind: 'FileOutput', title: 'report.html', detail: '', run: null, labels: ['gxp'], verdict: null, up: 0, down: 0, depth: 0 };

it('shows the records that carry the label searched for', async () => {
  window.location.hash = '#/w/w/search/gxp';
  const bridge = fakeBridge({
    'search.find': () => ({ groups: [{ group: 'labels', total: 1, hits: [{ lid: null, value: 'gxp', kind: null, title: 'gxp', detail: '1 record', count: 1 }] }] }),
    'lineage.find': () => ({ lids: [node.lid] }),
    'graph.subgraph': () => ({ nodes: [node], edges: [] }),
  });
  const place = await draw(<SearchView workspace="w" />);
  await settle();
  expect(place.textContent).toContain('Records with label gxp');
  expect(place.textContent).toContain('report.html');
  expect(bridge.calls.find(({ name }) => name === 'lineage.find')?.input).toEqual({ workspace: 'w', terms: [{ key: 'label', value: 'gxp' }] });
});

it('never shows the hits of another text than the one in the address, however late they come', async () => {
  window.location.hash = '#/w/w/search/first';
  const late: (() => void)[] = [];
  const hit = (title: string) => ({
    groups: [{ group: 'files' as const, total: 1, hits: [{ lid: `lid://ab/${title}`, value: title, kind: 'FileOutput' as const, title, detail: '', count: null }] }],
  });
  fakeBridge({ 'search.find': ({ text }) => (text === 'first' ? new Promise((resolve) => late.push(() => resolve(hit('of-first')))) : hit('of-second')) });
  const place = await draw(<SearchView workspace="w" />);
  await act(async () => {
    window.location.hash = '#/w/w/search/second';
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  });
  await settle();
  expect(place.textContent).toContain('of-second');
  for (const answer of late) answer();
  await settle();
  expect(place.textContent).toContain('of-second');
  expect(place.textContent).not.toContain('of-first');
  expect(place.querySelector('input')?.value).toBe('second');
});
