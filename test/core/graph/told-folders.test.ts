/** Files in folders that events name, held against the same said plainly over texts. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createByteNames } from '../../../core/graph/byte-names';
import { comparedPath } from '../../../core/graph/infer';
import { inferToldFolders } from '../../../core/graph/told-folders';
import { pathBytes } from '../../../core/index/key-bytes';
import { kindNumbers, relationNumbers } from '../../../core/index/schema';
import { isFolderToJoin } from '../../../core/openlineage/dataset-id';
import { atOnce } from '../../../core/pause';

const { FileOutput, External, OutsideData, OutsideRun } = kindNumbers;
const { 'told-read': read, 'told-produced': produced, 'told-within': within, 'told-into': into } = relationNumbers;

/** `text`: of a FileOutput its recorded path; of a run its id. Nodes are named by their place. */
interface Node {
  kind: number;
  text: string;
}
type Link = readonly [from: number, to: number, relation: number];

function links(nodes: readonly Node[], told: readonly Link[]): string[] {
  const [outside, paths] = [createByteNames(), createByteNames()];
  const [nodeOfOutside, nodeOfPath]: [number[], number[]] = [[], []];
  nodes.forEach(({ kind, text }, at) => {
    if (kind === External || kind === OutsideData) {
      outside.add(pathBytes(text));
      nodeOfOutside.push(at);
    }
    if (kind !== FileOutput) return;
    paths.add(comparedPath(new TextEncoder().encode(text)));
    nodeOfPath.push(at);
  });
  const column = (of: 0 | 1 | 2) => told.map((link) => link[of]);
  const found = new Set<string>();
  const named = { kinds: Uint8Array.from(nodes, ({ kind }) => kind), outside, nodeOfOutside: Int32Array.from(nodeOfOutside), paths, nodeOfPath: Int32Array.from(nodeOfPath) };
  const edges = { from: Int32Array.from(column(0)), to: Int32Array.from(column(1)), relation: Uint8Array.from(column(2)) };
  atOnce(inferToldFolders(named, edges, (from, to, relation) => void found.add(String([from, to, relation]))));
  return [...found].sort();
}

function plainly(nodes: readonly Node[], told: readonly Link[]): string[] {
  const found = new Set<string>();
  const bare = (text: string) => text.replace(/(?<=.)\/+$/, '');
  nodes.forEach((folder, at) => {
    if (folder.kind !== External && folder.kind !== OutsideData) return;
    if (!isFolderToJoin(bare(folder.text))) return;
    const isRead = told.some(([from, , relation]) => relation === read && from === at);
    const writers = told.flatMap(([from, to, relation]) => (relation === produced && to === at ? [from] : []));
    nodes.forEach((file, is) => {
      if (is === at || file.kind === OutsideRun) return;
      const isInside = bare(file.text).startsWith(`${bare(folder.text)}/`);
      const isSame = bare(file.text) === bare(folder.text) && (file.kind !== FileOutput || folder.text !== bare(folder.text));
      if (!isInside && !isSame) return;
      const others = file.kind === OutsideData;
      const isWritten = told.some(([, to, relation]) => relation === produced && to === is);
      const isFileRead = told.some(([from, , relation]) => relation === read && from === is);
      if (isRead && (!others || isWritten)) found.add(String([is, at, within]));
      if (file.kind !== FileOutput && (!others || isFileRead)) for (const run of writers) found.add(String([run, is, into]));
    });
  });
  return [...found].sort();
}

it('finds in the bytes of the index what the names say as texts', () => {
  const text = fc
    .tuple(
      fc.constantFrom('', '/', 's3://b/', 's3://b', 'hdfs://host:1/', 'postgres/'),
      fc.array(fc.constantFrom('a', 'b', 'ä', 'ab', ''), { maxLength: 4 }),
      fc.constantFrom('', '/', '//'),
    )
    .map(([start, parts, end]) => start + parts.join('/') + end);
  const node = fc.record({ kind: fc.constantFrom(FileOutput, External, OutsideData), text });
  const world = fc.record({
    nodes: fc.uniqueArray(node, { minLength: 2, maxLength: 12, selector: ({ kind, text: one }) => (kind === FileOutput ? Symbol() : one) }),
    seed: fc.array(fc.nat(), { maxLength: 16 }),
  });
  fc.assert(
    fc.property(world, ({ nodes: data, seed }) => {
      const nodes = [...data, { kind: OutsideRun, text: '1' }, { kind: OutsideRun, text: '2' }];
      const told = seed.map((n): Link => {
        const [one, run] = [n % data.length, data.length + (Math.floor(n / data.length) % 2)];
        return Math.floor(n / 64) % 2 === 0 ? [one, run, read] : [run, one, produced];
      });
      expect(links(nodes, told)).toEqual(plainly(nodes, told));
    }),
    { numRuns: 2000 },
  );
});

it('a prefix of letters, a whole bucket, a whole disk and what is no path join with nothing', () => {
  const join = (folder: string, file: string) =>
    links(
      [
        { kind: OutsideData, text: folder },
        { kind: FileOutput, text: file },
        { kind: OutsideRun, text: '1' },
      ],
      [[0, 2, read]],
    ).length;
  expect(join('/data/ref', '/data/ref/x.fa')).toBe(1);
  expect(join('/data/ref/', 'file:///data/ref/x.fa')).toBe(1);
  expect(join('s3://bucket/results', 's3://bucket/results/a/b.vcf')).toBe(1);
  expect(join('/data/ref', '/data/reference.fa')).toBe(0);
  expect(join('s3://bucket/res', 's3://bucket/results/b.vcf')).toBe(0);
  for (const wide of ['s3://bucket/', 's3://bucket', '/', '/data', '/data/', 'hdfs://host:1/']) expect([wide, join(wide, `${wide.replace(/\/+$/, '')}/x/y`)]).toEqual([wide, 0]);
  expect(join('dbt/models', 'dbt/models/x')).toBe(0);
});

it('of a folder that many write and that holds many files, what it holds is linked by way of it', () => {
  const [files, runs] = [2000, 100];
  const nodes = [
    { kind: OutsideData, text: '/data/lake' },
    ...Array.from({ length: files }, (_, n) => ({ kind: External, text: `/data/lake/${n}` })),
    ...Array.from({ length: runs }, (_, n) => ({ kind: OutsideRun, text: String(n) })),
  ];
  const told = Array.from({ length: runs }, (_, n): Link => [1 + files + n, 0, produced]);
  expect(links(nodes, told)).toHaveLength(files);
  expect(links(nodes, told.slice(0, 50))).toHaveLength(files * 50);
});
