import { describe, expect, it } from 'vitest';
import { drawnEdges, drawnLids, emptyModel, hiddenCounts, withFolded, withOpen, withReopened, withTraced } from '../../../renderer/views/graph/model';
import { made } from './made-graph';

function opened(samples: number, up: readonly string[]) {
  const { nodes, edges, start } = made(samples);
  const all = withTraced(emptyModel(start), { nodes, edges });
  return { model: withOpen(all, 'up', up, true), start };
}

describe('folding and unfolding', () => {
  it('draws the focus alone until a side is opened, and counts what is folded', () => {
    const { nodes, start } = made(3);
    const model = withTraced(emptyModel(start), { nodes: nodes.filter((node) => node.lid === start), edges: [] });
    expect([...drawnLids(model)]).toEqual([start]);
    expect(hiddenCounts(model, drawnLids(model)).get(start)).toMatchObject({ up: 1, down: 0, foldUp: false });
  });

  it('opens one level at a time, with the count of the next', () => {
    const { model, start } = opened(3, ['lid://cohort/cohort.vcf']);
    const drawn = drawnLids(model);
    expect([...drawn].sort()).toEqual(['lid://cohort', start]);
    expect(hiddenCounts(model, drawn).get('lid://cohort')).toMatchObject({ up: 3, down: 0, foldUp: false, foldDown: false });
  });

  it('folds away what was reached through the folded node alone, and closes it', () => {
    const { model, start } = opened(3, ['lid://cohort/cohort.vcf', 'lid://cohort', 'lid://call0/S0.vcf.gz', 'lid://call0']);
    expect(drawnLids(model).size).toBe(2 + 3 + 2);
    const folded = withFolded(model, 'up', 'lid://cohort');
    expect([...drawnLids(folded)].sort()).toEqual(['lid://cohort', start]);
    expect([...folded.open.up]).toEqual([start]);
  });

  it('keeps what another opened node still reaches', () => {
    const chain = [0, 1].flatMap((i) => [`lid://call${i}/S${i}.vcf.gz`, `lid://call${i}`, `lid://align${i}/S${i}.bam`, `lid://align${i}`]);
    const { model } = opened(2, ['lid://cohort/cohort.vcf', 'lid://cohort', ...chain]);
    expect(drawnLids(model).has('/data/reference.fa')).toBe(true);
    const folded = withFolded(model, 'up', 'lid://align0');
    expect(drawnLids(folded).has('/data/S0.fastq')).toBe(false);
    expect(drawnLids(folded).has('/data/reference.fa')).toBe(true);
    expect(hiddenCounts(folded, drawnLids(folded)).get('lid://align0')).toMatchObject({ up: 1, foldUp: false });
  });

  it('takes a fold back with all that it closed, and keeps what was opened since', () => {
    const { model } = opened(3, ['lid://cohort/cohort.vcf', 'lid://cohort', 'lid://call0/S0.vcf.gz', 'lid://call0']);
    const folded = withOpen(withFolded(model, 'up', 'lid://cohort'), 'up', ['lid://call1/S1.vcf.gz'], true);
    expect(drawnLids(folded).size).toBeLessThan(drawnLids(model).size);
    const back = withReopened(folded, model);
    expect([...drawnLids(model)].every((lid) => drawnLids(back).has(lid))).toBe(true);
    expect(back.open.up.has('lid://call1/S1.vcf.gz')).toBe(true);
    expect(withReopened(folded, { ...model, focus: 'lid://other' })).toBe(folded);
  });

  it('ends on a cycle and draws no line from a node to itself', () => {
    const [first] = made(1).nodes;
    if (!first) throw new Error('no node');
    const node = (lid: string) => ({ ...first, lid });
    const ring = withTraced(emptyModel('a'), {
      nodes: ['a', 'b'].map(node),
      edges: [
        { from: 'a', to: 'b', relation: 'read', inferred: false },
        { from: 'b', to: 'a', relation: 'read', inferred: false },
        { from: 'a', to: 'a', relation: 'read', inferred: false },
      ],
    });
    const model = withOpen(withOpen(ring, 'down', ['a', 'b'], true), 'up', ['a', 'b'], true);
    expect(drawnLids(model).size).toBe(2);
    expect(drawnEdges(model, drawnLids(model))).toHaveLength(2);
  });

  it('draws a recorded edge before an inferred one of the same pair', () => {
    const { nodes, edges, start } = made(1);
    const twice = withTraced(emptyModel(start), { nodes, edges: [{ from: 'lid://cohort', to: start, relation: 'same-path', inferred: true }, ...edges] });
    const model = withOpen(twice, 'up', [start], true);
    expect(drawnEdges(model, drawnLids(model))).toEqual([{ from: 'lid://cohort', to: start, relation: 'produced', inferred: false }]);
  });
});
