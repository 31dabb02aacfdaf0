/** GraphML (graphml.graphdrawing.org, XML): every run, task, file and other record as a node with its facts, every link as an edge. */

import { linksBetween, numbers } from './drawn';
import { type ExportFormat, remarks } from './format';
import type { ExportScope } from './scope';
import { lookedAt, provenSha256 } from './sha256';
import { xmlComment, xmlText } from './xml';

type Value = string | number | boolean | null;

/** Attribute → the type that GraphML knows it by, and what it means. */
const nodeKeys = {
  id: ['string', 'LID, or the recorded path of an outside file'],
  kind: ['string', 'kind of the record; External: an outside file; Missing: named by records, without one'],
  name: ['string', ''],
  process: ['string', 'of a task'],
  path: ['string', 'as recorded'],
  size: ['long', 'bytes, as recorded'],
  createdAt: ['string', 'as recorded; of a task: of its outputs'],
  run: ['string', 'LID of the run that the record names'],
  published: ['boolean', 'by a run that was asked for'],
  recordedChecksum: ['string', 'by Nextflow: no digest of the content to other programs'],
  recordedMode: ['string', 'label of that checksum'],
  verdict: ['string', 'of the newest check'],
  checkedAt: ['string', ''],
  stale: ['boolean', 'the record has changed since that check'],
  sha256: ['string', 'ours, of content equal to the recorded checksum'],
  observedSha256: ['string', 'ours, of what lay at the path then, whatever it was'],
  container: ['string', 'as configured'],
  conda: ['string', ''],
  spack: ['string', ''],
  architecture: ['string', ''],
  start: ['string', 'of a run, as recorded'],
  pipeline: ['string', ''],
  repository: ['string', ''],
  revision: ['string', ''],
  commit: ['string', ''],
  user: ['string', ''],
} as const;
type NodeKey = keyof typeof nodeKeys;
const keyIds = new Map(Object.keys(nodeKeys).map((name, at) => [name, `d${at}`]));

interface Node {
  id: string;
  facts: Partial<Record<NodeKey, Value>>;
}

function* nodesOf({ runs, tasks, files, others }: ExportScope): Generator<Node> {
  for (const { id, recorded, name, start, pipeline, repository, revision, commit, user } of runs)
    yield { id, facts: { kind: recorded ? 'WorkflowRun' : 'Missing', name, start, pipeline, repository, revision, commit, user } };
  for (const { id, kind, name, process, run, container, conda, spack, architecture, createdAt } of tasks)
    yield { id, facts: { kind, name, process, run, container, conda, spack, architecture, createdAt } };
  for (const file of files) {
    const { id, kind, name, path, size, createdAt, run, published, recorded, check } = file;
    const proven = provenSha256(file);
    yield {
      id,
      facts: {
        kind,
        name,
        path,
        size,
        createdAt,
        run,
        published,
        recordedChecksum: recorded?.value ?? null,
        recordedMode: recorded?.mode ?? null,
        verdict: check?.verdict ?? null,
        checkedAt: check?.at ?? null,
        stale: check?.stale ?? null,
        sha256: proven,
        observedSha256: proven === null ? (lookedAt(file)?.sha256 ?? null) : null,
      },
    };
  }
  for (const { id, kind, title } of others) yield { id, facts: { kind, name: title } };
}

export const graphml: ExportFormat = {
  id: 'graphml',
  title: 'Graph with its facts (GraphML)',
  standard: 'GraphML 1.0',
  extension: 'graphml',
  carries: [
    'runs',
    'tasks',
    'files',
    'links',
    'runLinks',
    'otherLinks',
    'inferred',
    'missing',
    'others',
    'sizes',
    'times',
    'recorded',
    'verdicts',
    'proven',
    'observed',
    'containers',
    'environments',
    'taskTimes',
    'commits',
    'starts',
    'users',
  ],
  limits: ['characters that XML 1.0 cannot hold are written as \\u{…}'],
  *parts(scope, making) {
    yield '<?xml version="1.0" encoding="UTF-8"?>\n';
    for (const line of remarks(scope, making)) yield xmlComment(line);
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n';
    for (const [name, [type, meaning]] of Object.entries(nodeKeys))
      yield `  <key id="${keyIds.get(name)}" for="node" attr.name="${name}" attr.type="${type}">${meaning === '' ? '' : `<desc>${xmlText(meaning)}</desc>`}</key>\n`;
    yield '  <key id="e0" for="edge" attr.name="relation" attr.type="string"/>\n';
    yield '  <key id="e1" for="edge" attr.name="inferred" attr.type="boolean"><desc>names suggest it, no record states it</desc></key>\n';
    yield '  <graph id="lineage" edgedefault="directed">\n';
    for (const [at, { id, facts }] of numbered(nodesOf(scope))) {
      yield `    <node id="${at}"><data key="${keyIds.get('id')}">${xmlText(id)}</data>`;
      for (const [name, value] of Object.entries(facts)) if (value !== null && value !== undefined) yield `<data key="${keyIds.get(name)}">${xmlText(String(value))}</data>`;
      yield '</node>\n';
    }
    for (const { source, target, relation, inferred } of linksBetween(scope.links, numbers(nodesOf(scope))))
      yield `    <edge source="${source}" target="${target}"><data key="e0">${relation}</data><data key="e1">${inferred}</data></edge>\n`;
    yield '  </graph>\n</graphml>\n';
  },
};

function* numbered(nodes: Iterable<Node>): Generator<[string, Node]> {
  let at = 0;
  for (const node of nodes) yield [`n${at++}`, node];
}
