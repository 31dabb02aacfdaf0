import { describe, expect, it } from 'vitest';
import { type KeyPlace, keyAction } from '../../../renderer/views/graph/keys';
import { made } from './made-graph';

const node = made(1).nodes[1];
if (!node) throw new Error('no node');
const place: KeyPlace = {
  box: { type: 'node', id: node.lid, node, level: 0 },
  hidden: { up: 3, down: 0, foldUp: false, foldDown: true },
  places: new Map([
    [node.lid, { x: 0, y: 0 }],
    ['next', { x: 300, y: 0 }],
  ]),
  links: [{ id: 'l', from: node.lid, to: 'next', inferred: false, count: 1, relations: ['read'] }],
};

describe('keys of the drawing', () => {
  it('go along lines, open, fold and unfold what there is to fold', () => {
    expect(keyAction('ArrowRight', place)).toEqual({ do: 'go', id: 'next' });
    expect(keyAction('ArrowLeft', place)).toEqual({ do: 'nothing' });
    expect(keyAction('Enter', place)).toEqual({ do: 'open', lid: node.lid });
    expect(keyAction('+', place)).toEqual({ do: 'unfold', lid: node.lid, sides: ['up'] });
    expect(keyAction('-', place)).toEqual({ do: 'fold', lid: node.lid, sides: ['down'] });
    expect(keyAction('Home', place)).toEqual({ do: 'home' });
  });
  it('leave other keys alone, and open a group by showing more of it', () => {
    expect(keyAction('Tab', place)).toBeNull();
    const group: KeyPlace = { ...place, box: { type: 'group', id: 'g', kind: 'TaskRun', title: 'ALIGN', run: null, lids: ['a', 'b'], level: 0, shown: 25 } };
    expect(keyAction('Enter', group)).toEqual({ do: 'more', id: 'g', shown: 25 });
    expect(keyAction('-', group)).toBeNull();
  });
});
