/** The graph in typed arrays against plain sets of links, on graphs of any shape, cycles among them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countNeighbours, forEachLink } from '../../../core/graph/adjacency';
import { createByteNames, hashOf } from '../../../core/graph/byte-names';
import { neighbourTasks } from '../../../core/graph/effective';
import { comparedPath, createInferFromKeys, hashesLookedFor, inferFromPaths } from '../../../core/graph/infer';
import { reached, walk } from '../../../core/graph/walk';
import { isPathKey, keyBytes, keyText, pathBytes } from '../../../core/index/key-bytes';
import { kindNumbers, relationNumbers } from '../../../core/index/schema';
import { plainPath } from '../../../core/record/lid';
import { type Edge, graphOfLists } from './graph-of';

const graphs = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }).chain((ids) =>
  fc.record({
    nodes: fc.constant([...ids].sort((a, b) => a - b).map((id): [number, number] => [id, kindNumbers.FileOutput])),
    edges: fc.uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids), fc.constantFrom(1, 2, 3)), { maxLength: 60, selector: String }),
    /** So many of them are recorded, the rest inferred. */
    recorded: fc.nat(60),
  }),
);

describe('walk', () => {
  it('reaches what repeated joining of links reaches, each node once, at its least distance; cycles end', () => {
    fc.assert(
      fc.property(graphs, fc.constantFrom('up' as const, 'down' as const), fc.integer({ min: 0, max: 8 }), ({ nodes, edges }, direction, depth) => {
        const graph = graphOfLists(nodes, edges);
        const start = nodes[0]?.[0] ?? 0;
        const walked = walk(graph, [graph.at(start)], { direction, depth });
        const expected = new Map([[start, 0]]);
        for (let step = 1; step <= depth; step++) {
          for (const [from, to] of edges) {
            const [near, far] = direction === 'down' ? [from, to] : [to, from];
            if (expected.get(near) === step - 1 && !expected.has(far)) expected.set(far, step);
          }
        }
        expect(new Map(walked.nodes.map((node, i) => [graph.ids[node], walked.depths[i]]))).toEqual(expected);
        expect(walked.nodes.length).toBe(expected.size);
        expect(reached(graph, [graph.at(start)], { direction, depth })).toEqual(walked.nodes);
      }),
    );
  });

  it('reaches thousands of nodes once each, over ways that meet again and again', () => {
    const count = 3000;
    const nodes = Array.from({ length: count }, (_, i): [number, number] => [i + 1, kindNumbers.FileOutput]);
    const edges = nodes.flatMap(([id]): Edge[] => [1, 7, 501].flatMap((further): Edge[] => (id + further <= count ? [[id, id + further, 1]] : [[id, 1, 2]])));
    const graph = graphOfLists(nodes, edges);
    const nodesAlone = reached(graph, [0, 0], { direction: 'down' });
    const walked = walk(graph, [0, 0], { direction: 'down' });
    expect(nodesAlone).toEqual(walked.nodes);
    expect([...nodesAlone].sort((a, b) => a - b)).toEqual(nodes.map(([id]) => id - 1));
    expect(reached(graph, [count - 1], { direction: 'down', follow: (_, relation) => relation !== 2 })).toEqual([count - 1]);
  });

  it('keeps every link, in both directions, and counts different neighbours', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges, recorded }) => {
        const graph = graphOfLists(nodes, edges.slice(0, recorded), edges.slice(recorded));
        for (const direction of ['down', 'up'] as const) {
          const found: string[] = [];
          for (let node = 0; node < graph.count; node++) {
            forEachLink(
              graph[direction],
              node,
              (other, relation) => void found.push(String(direction === 'down' ? [graph.ids[node], graph.ids[other], relation] : [graph.ids[other], graph.ids[node], relation])),
            );
            const links: string[] = [];
            forEachLink(graph[direction], node, (other, relation) => void links.push(`${String(other).padStart(3)} ${relation}`));
            expect(links).toEqual([...links].sort());
            const neighbours = new Set(
              edges.filter(([from, to]) => (direction === 'down' ? from : to) === graph.ids[node]).map(([from, to]) => (direction === 'down' ? to : from)),
            );
            expect(countNeighbours(graph[direction], node, () => true)).toBe(neighbours.size);
          }
          expect(found.sort()).toEqual(edges.map(String).sort());
        }
      }),
    );
  });

  it('keeps a limit and says so only when something was left out', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 25 }), ({ nodes, edges }, limit) => {
        const graph = graphOfLists(nodes, edges);
        const whole = walk(graph, [0], { direction: 'down' });
        const part = walk(graph, [0], { direction: 'down', limit });
        expect(part.nodes).toEqual(whole.nodes.slice(0, limit));
        expect(part.truncated).toBe(whole.nodes.length > limit);
      }),
    );
  });
});

describe('what is inferred from names', () => {
  const { FileOutput, Missing, TaskRun, External, WorkflowRun } = kindNumbers;
  const named = (id: number, kind: number, key: string) => ({ id, kind, key });
  type Node = ReturnType<typeof named>;

  /** Of nodes whose ids are 1, 2, 3 …, as of the index. */
  function inferred(nodes: readonly Node[], paths: readonly (readonly [id: number, path: string])[]): Edge[] {
    const kinds = Uint8Array.from(nodes, ({ kind }) => kind);
    const edges: Edge[] = [];
    const add = (source: number, target: number, relation: number) => void edges.push([source + 1, target + 1, relation]);
    const [outside, plain] = [createByteNames(), createByteNames()];
    const nodeOfOutside: number[] = [];
    const fromKey = createInferFromKeys(kinds, add);
    const inOrder = nodes.map(({ kind, key }, node) => ({ node, key: kind === External ? pathBytes(key) : keyBytes(key) })).sort((a, b) => Buffer.compare(a.key, b.key));
    for (const { node, key } of inOrder) {
      if (!isPathKey(key)) {
        fromKey(node, key);
        continue;
      }
      outside.add(key);
      nodeOfOutside.push(node);
    }
    const looksFor = hashesLookedFor({ outside, nodeOfOutside: Int32Array.from(nodeOfOutside) });
    const kept = paths.map(([id, path]) => [id, comparedPath(new TextEncoder().encode(path))] as const).filter(([, path]) => looksFor.has(hashOf(path)));
    for (const [, path] of kept) plain.add(path);
    const all = { outside, nodeOfOutside: Int32Array.from(nodeOfOutside), paths: plain, nodeOfPath: Int32Array.from(kept, ([id]) => id - 1) };
    // In two portions: a portion looks at the names of all.
    const half = nodeOfOutside.length >> 1;
    for (const [from, to] of [[0, half] as const, [half, nodeOfOutside.length] as const]) inferFromPaths(all, from, to, add);
    return edges;
  }

  /** The same said plainly: of texts, one folder after another. */
  function plainly(nodes: readonly Node[], paths: readonly (readonly [id: number, path: string])[]): Set<string> {
    const edges = new Set<string>();
    const foldersOf = (name: string) =>
      name
        .split('/')
        .map((_, at, parts) => parts.slice(0, at).join('/'))
        .filter(Boolean)
        .reverse();
    const compared = paths.map(([id, path]) => [id, plainPath(path).replace(/(?<=.)\/+$/, '')] as const);
    const filesAt = (path: string) => compared.flatMap(([id, one]) => (one === path ? [id] : []));
    for (const { id, kind, key } of nodes) {
      if (kind === External) {
        for (const file of filesAt(key)) edges.add(String([file, id, relationNumbers['same-path']]));
        for (const file of filesAt(foldersOf(key).find((folder) => filesAt(folder).length > 0) ?? '')) edges.add(String([file, id, relationNumbers.inside]));
        continue;
      }
      const near = foldersOf(key).flatMap((folder) => nodes.filter((one) => one.kind !== External && one.key === folder))[0];
      const isFolder = near?.kind === FileOutput || (kind === Missing && (near?.kind === TaskRun || near?.kind === WorkflowRun));
      if ((kind === FileOutput || kind === Missing) && near !== undefined && isFolder) edges.add(String([near.id, id, relationNumbers.inside]));
    }
    return edges;
  }

  it('finds in the bytes of the index what the names say as texts', () => {
    // A hash in hexadecimal is packed in the index, here to bytes of which some are those of a slash.
    const part = fc.constantFrom('a', 'b', 'ä', '2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f', 'a#output', '');
    const key = fc
      .array(part, { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join('/'))
      .filter((text) => text !== '');
    const scheme = fc.constantFrom('', 'file:', 'file:/', 'file://', 's3:/');
    const node = fc.record({
      kind: fc.constantFrom(FileOutput, Missing, TaskRun, External, WorkflowRun),
      key: fc.tuple(key, fc.boolean()).map(([text, rooted]) => (rooted ? `/${text}` : text)),
    });
    const nodes = fc
      .uniqueArray(node, { minLength: 1, maxLength: 12, selector: ({ kind, key: one }) => `${kind === External} ${one}` })
      .map((list) => list.map((one, at) => named(at + 1, one.kind, one.key)));
    const worlds = nodes.chain((list) => {
      const files = list.filter(({ kind }) => kind === FileOutput).map(({ id }) => id);
      const path = fc.tuple(scheme, key, fc.constantFrom('', '/', '//')).map(([before, text, after]) => `${before}/${text}${after}`);
      return fc.record({ list: fc.constant(list), paths: fc.tuple(...files.map((id) => path.map((one) => [id, one] as const))) });
    });
    fc.assert(
      fc.property(worlds, ({ list, paths }) => {
        for (const { kind, key: one } of list) if (kind !== External) expect(keyText(keyBytes(one))).toBe(one);
        expect(new Set(inferred(list, paths).map(String))).toEqual(plainly(list, paths));
      }),
      { numRuns: 500 },
    );
  });

  it('finds equal paths and paths inside recorded folders, nearest folder first, and nothing else', () => {
    const nodes = [
      named(1, FileOutput, 'run/a'),
      named(2, FileOutput, 'run/a/b'),
      named(3, External, '/out/a/b/c.txt'),
      named(4, External, '/out/a'),
      named(5, External, '/out/ab'),
      named(6, External, '/elsewhere'),
    ];
    const edges = inferred(nodes, [
      [1, 'file:///out/a/'],
      [2, '/out/a/b'],
    ]);
    expect(new Set(edges.map(String))).toEqual(
      new Set(
        [
          [1, 2, relationNumbers.inside],
          [2, 3, relationNumbers.inside],
          [1, 4, relationNumbers['same-path']],
        ].map(String),
      ),
    );
  });

  it('a LID without record is named as a file of its folder, task or run; a record that is there is not', () => {
    const nodes = [
      named(1, TaskRun, 't'),
      named(2, Missing, 't/x.txt'),
      named(3, FileOutput, 't/y.txt'),
      named(4, WorkflowRun, 'r'),
      named(5, Missing, 'r/z'),
      named(6, Missing, 'gone/z'),
      named(7, Missing, 'gone'),
    ];
    expect(new Set(inferred(nodes, []).map(String))).toEqual(new Set(['1,2,9', '4,5,9']));
  });

  it('looks only so far up a hostile name', () => {
    const start = performance.now();
    inferred([named(1, External, `/${'a/'.repeat(200_000)}`)], [[1, '/a']]);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('neighbourTasks', () => {
  it('ends where a cycle of records closes', () => {
    const { TaskRun, FileOutput } = kindNumbers;
    const { read, produced } = relationNumbers;
    const graph = graphOfLists(
      [
        [1, TaskRun],
        [2, FileOutput],
        [3, TaskRun],
        [4, FileOutput],
      ],
      [
        [1, 2, produced],
        [2, 3, read],
        [3, 4, produced],
        [4, 1, read],
      ],
    );
    expect(neighbourTasks(graph, graph.at(1), 'up')).toEqual([graph.at(3)]);
    expect(neighbourTasks(graph, graph.at(1), 'down')).toEqual([graph.at(3)]);
  });
});
