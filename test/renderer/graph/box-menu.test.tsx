/** The menu of a box: of a record as on any link to it, of an outside file by its path, of what is no record its name, of a group its members. */
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { GraphNode } from '../../../core/contract/graph';
import { ContextMenu } from '../../../renderer/shell/context-menu/context-menu';
import { BoxView } from '../../../renderer/views/graph/box-view';
import type { Box } from '../../../renderer/views/graph/boxes';
import { clear, draw, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

afterEach(clear);

const node = (lid: string, kind: GraphNode['kind'], more: Partial<GraphNode> = {}): Box => ({
  type: 'node',
  id: lid,
  level: 0,
  node: { lid, kind, title: 'x', detail: '', run: null, labels: [], verdict: null, up: 0, down: 0, depth: 0, ...more },
});

async function menuOfBox(box: Box): Promise<string[]> {
  fakeBridge({ 'files.handOver': () => ({ path: '/x', kind: 'text' }) } as never);
  const actions = { select: vi.fn(), open: vi.fn(), unfold: vi.fn(), fold: vi.fn() };
  const place = await draw(
    <>
      <BoxView box={box} hidden={undefined} selected={false} focus={false} home={false} others={0} tally={[]} findings={0} actions={actions} />
      <ContextMenu />
    </>,
  );
  await act(async () => void place.querySelector('.box-main')?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 5, clientY: 5 })));
  await settle();
  return [...document.querySelectorAll('[role=menuitem]')].map((item) => item.textContent ?? '');
}

it('offers what can be done with a task, an outside file, a container, a group', async () => {
  expect(await menuOfBox(node('lid://t', 'TaskRun'))).toEqual([
    'Open',
    'Show in the graph',
    'Compare with…',
    'What does it reach?',
    'What was done with it here',
    'Tag of this workbench…',
    'Copy LID',
  ]);
  await clear();
  const outside = await menuOfBox(node('/data/reference.fa', 'External'));
  expect(outside).toEqual(expect.arrayContaining(['Open', 'Where was this used?', 'Tag of this workbench…', 'Show the file in its folder', 'Copy path']));
  expect(outside).not.toContain('Copy LID');
  await clear();
  expect(await menuOfBox(node('lid://t/x.bam', 'FileOutput', { detail: '/data/x.bam' }))).toEqual(
    expect.arrayContaining(['Copy LID', 'Copy path', 'Open the file with its program']),
  );
  await clear();
  expect(await menuOfBox(node('container:a', 'Container', { detail: 'quay.io/a:1' }))).toEqual(['Open', 'Copy name']);
  await clear();
  expect(await menuOfBox({ type: 'group', id: 'g', kind: 'TaskRun', title: 'ALIGN', lids: ['lid://a', 'lid://b'], run: null, level: 0, shown: 0 })).toEqual([
    'Open',
    'Copy the LIDs or paths of 2',
  ]);
});
