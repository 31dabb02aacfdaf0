import { describe, expect, it } from 'vitest';
import type { GraphEdge, GraphNode } from '../../../core/contract/graph';
import { classOf, isModelFile, thingId, thingKinds, thingOf } from '../../../core/graph/things';
import { boxesOf, boxLimit } from '../../../renderer/views/graph/boxes';
import { framesOf } from '../../../renderer/views/graph/drawing';
import { drawnEdges, drawnLids, emptyModel, hiddenCounts, withOpen, withTraced } from '../../../renderer/views/graph/model';
import { hiddenAtFirst } from '../../../renderer/views/graph/view-state';
import { made } from './made-graph';

const node = (lid: string, kind: GraphNode['kind'], title = lid, run: string | null = null): GraphNode => ({
  lid,
  kind,
  title,
  detail: '',
  run,
  labels: [],
  verdict: null,
  up: 0,
  down: 0,
  depth: 0,
});
const edge = (from: string, to: string, relation: GraphEdge['relation'], inferred = false): GraphEdge => ({ from, to, relation, inferred });

/** Two files of one task of a run, with all that can stand beside them. */
const nodes = [
  node('in', 'External', 'in.fq'),
  node('task', 'TaskRun', 'ALIGN (S1)', 'run'),
  node('out', 'FileOutput', 'out.bam', 'run'),
  node('gone', 'Missing', 'gone.bam'),
  node('run', 'WorkflowRun'),
  node('thing:Container:c', 'Container'),
  node('thing:Commit:a', 'Commit'),
  node('thing:Parameter:x=1', 'Parameter'),
];
const edges = [
  edge('in', 'task', 'read'),
  edge('gone', 'task', 'read'),
  edge('task', 'out', 'produced'),
  edge('run', 'task', 'executed'),
  edge('run', 'out', 'published-by'),
  edge('in', 'run', 'parameter'),
  edge('thing:Container:c', 'task', 'container'),
  edge('thing:Commit:a', 'run', 'code'),
  edge('thing:Parameter:x=1', 'run', 'governed'),
];
const model = (hidden: typeof hiddenAtFirst, focus = 'out') =>
  withOpen(
    withTraced(emptyModel(focus, hidden), { nodes, edges }),
    'up',
    nodes.map((one) => one.lid),
    true,
  );

describe('what stands beside the flow of data', () => {
  it('is drawn where it is switched on, with what hangs on a run, and counted on no button', () => {
    const plain = model(hiddenAtFirst);
    expect([...drawnLids(plain)].sort()).toEqual(['gone', 'in', 'out', 'task']);
    const all = model(new Set());
    const drawn = drawnLids(all);
    expect([...drawn].sort()).toEqual(nodes.map((one) => one.lid).sort());
    expect(hiddenCounts(all, drawn).get('task')).toMatchObject({ up: 0, down: 0, foldUp: true });
    const relations = drawnEdges(all, drawn).map((one) => `${one.from} ${one.relation} ${one.to}`);
    expect(relations).toContain('thing:Parameter:x=1 governed run');
    expect(relations).toContain('thing:Container:c container task');
  });

  it('does not come with an outside file that a run names in a parameter', () => {
    const around = withTraced(emptyModel('in', new Set()), { nodes, edges });
    expect([...drawnLids(around)]).toEqual(['in']);
  });

  it('leads, in focus, to what names it', () => {
    const around = withOpen(withTraced(emptyModel('thing:Container:c', hiddenAtFirst), { nodes, edges }), 'down', ['thing:Container:c'], true);
    expect([...drawnLids(around)].sort()).toEqual(['task', 'thing:Container:c']);
  });
});

describe('hiding', () => {
  it('joins files over the hidden task, ghosts as well, and counts them', () => {
    const files = model(new Set([...hiddenAtFirst, 'task']));
    const drawn = drawnLids(files);
    expect([...drawn].sort()).toEqual(['gone', 'in', 'out']);
    expect(drawnEdges(files, drawn)).toEqual([edge('in', 'out', 'derived'), edge('gone', 'out', 'derived')]);
    const folded = withTraced(emptyModel('out', files.hidden), { nodes, edges });
    expect(hiddenCounts(folded, drawnLids(folded)).get('out')).toMatchObject({ up: 2 });
  });
  it('never hides the focus, nor what is not here', () => {
    const nothing = model(new Set(['run', 'task', 'data', 'model', 'outside', 'code', 'container', 'parameter', 'outputs']));
    expect([...drawnLids(nothing)].sort()).toEqual(['gone', 'out']);
  });
});

describe('runs as frames', () => {
  it('hold what names them as its run, a reused task that of the run which executed it; groups are of one run', () => {
    const { nodes: many, edges: links } = made(30);
    const own = new Map(many.map((one, i) => [one.lid, one.kind === 'External' ? { ...one, run: null } : { ...one, run: i % 2 ? 'lid://first' : 'lid://second' }]));
    const { boxes } = boxesOf(own, links, { keep: new Set(), opened: new Map(), grouping: 'process', byRun: true });
    const frames = framesOf(boxes, new Map([['lid://first', 'first']]));
    expect(frames.map((frame) => frame.title).sort()).toEqual(['first', 'lid://second']);
    for (const box of boxes) {
      const frame = frames.find((one) => one.boxes.includes(box.id));
      for (const lid of box.type === 'node' ? [box.id] : box.lids) expect(frame?.run ?? null).toBe(own.get(lid)?.run ?? null);
    }
  });
});

describe('folding', () => {
  it('by process puts even two tasks into one box', () => {
    const { nodes: few, edges: links } = made(2);
    const titles = (grouping: 'wide' | 'process') =>
      boxesOf(new Map(few.map((one) => [one.lid, one])), links, { keep: new Set(), opened: new Map(), grouping, byRun: false })
        .boxes.filter((box) => box.type === 'group')
        .map((box) => box.title);
    expect(titles('wide')).toEqual([]);
    expect(titles('process')).toContain('ALIGN');
  });

  it('keeps its limit whatever was taken out, and the name of a group when one of its members is', () => {
    const { nodes: many, edges: links } = made(90);
    const map = new Map(many.map((one) => [one.lid, one]));
    const options = { opened: new Map<string, number>(), grouping: 'wide', byRun: true } as const;
    expect(boxesOf(map, links, { ...options, keep: new Set(map.keys()) }).boxes.length).toBeLessThanOrEqual(boxLimit);
    const ids = (keep: ReadonlySet<string>) =>
      boxesOf(map, links, { ...options, keep })
        .boxes.filter((box) => box.type === 'group')
        .map((box) => box.id)
        .sort();
    expect(ids(new Set(['lid://align0', 'lid://align7']))).toEqual(ids(new Set()));
  });
});

describe('things', () => {
  it('have names that are read back, and records are none', () => {
    for (const kind of thingKinds) for (const text of ['', 'a:b', 'x=1', 'thing:Container:x']) expect(thingOf(thingId({ kind, text }))).toEqual({ kind, text });
    for (const text of ['lid://thing:Container:x', 'thing:', 'thing:Nothing:x', '/thing:Container:x']) expect(thingOf(text)).toBeNull();
  });
  it('are models by the ending of the name alone', () => {
    expect(['net.pt', 'A.ONNX', 'w.h5', 'clf.pkl'].every(isModelFile)).toBe(true);
    expect(['.pt', 'ptx', 'a.pt.gz', 'model', 'x.vcf.gz'].some(isModelFile)).toBe(false);
    expect(classOf({ kind: 'External', title: 'net.pt' })).toBe('model');
    expect(classOf({ kind: 'TaskRun', title: 'TRAIN net.pt' })).toBe('task');
    expect(classOf({ kind: 'Missing', title: 'net.pt' })).toBe('missing');
  });
});
