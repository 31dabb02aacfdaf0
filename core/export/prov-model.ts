/** A scope in the terms of W3C PROV (PROV-DM, 2013): files are entities, tasks and runs activities, accounts and Nextflow agents. */
import type { FactName } from './facts';
import { type Making, remarks } from './format';
import { dateTime, type Uuids, uriOf, uuids } from './names';
import type { ExportFile, ExportRun, ExportScope } from './scope';
import { lookedAt, provenSha256 } from './sha256';

/** Names of things are UUIDs (version 5) of their LIDs or paths; what PROV has no term for is of our own vocabulary. */
export const prefixes = { u: 'urn:uuid:', law: 'urn:x-lineage-audit-workbench:prov#' } as const;

export type Value = { text: string } | { typed: string; type: 'xsd:long' | 'xsd:boolean' | 'xsd:anyURI' } | { name: string };
export type Attributes = [name: string, value: Value][];

export type Element = { is: 'entity' | 'agent'; id: string; attributes: Attributes } | { is: 'activity'; id: string; startTime: string | null; attributes: Attributes };

/** In the order of their arguments, as PROV-N has them; null: left out. */
export type Relation =
  | { is: 'used'; activity: string; entity: string }
  | { is: 'wasGeneratedBy'; entity: string; activity: string }
  | { is: 'wasDerivedFrom'; generatedEntity: string; usedEntity: string }
  | { is: 'wasAssociatedWith'; activity: string; agent: string; plan: string | null };

export const carried: FactName[] = [
  'runs',
  'tasks',
  'files',
  'links',
  'runLinks',
  'missing',
  'sizes',
  'times',
  'recorded',
  'verdicts',
  'proven',
  'observed',
  'labels',
  'containers',
  'environments',
  'taskTimes',
  'commits',
  'scripts',
  'parameters',
  'starts',
  'users',
];

export const limits = [
  'starts and ends of tasks, and the time at which a file came to be: times of records are attributes of ours, not times of PROV',
  'that a run executed a task: PROV has no such relation, so it is an attribute of ours (law:workflowRun)',
  'inferred links are left out: every relation of PROV would claim what no record states',
];

const text = (value: string | null): Value | null => (value === null ? null : { text: value });
const attributesOf = (pairs: readonly (readonly [string, Value | null])[]): Attributes => pairs.filter((pair): pair is [string, Value] => pair[1] !== null);

export function provOf(scope: ExportScope, making: Making): { elements(): Generator<Element>; relations(): Generator<Relation> } {
  const uuid = uuids(making.digests);
  const nameOf = (id: string) => `u:${uuid(id)}`;
  const runs = new Set(scope.runs.map(({ id }) => id));
  const activities = new Set([...runs, ...scope.tasks.map(({ id }) => id)]);
  const entities = new Set(scope.files.map(({ id }) => id));

  function* elements(): Generator<Element> {
    yield {
      is: 'entity',
      id: nameOf(`export ${scope.about.at} ${scope.of.ids.join(' ')}`),
      attributes: [['prov:type', { name: 'law:Export' }], ...remarks(scope, making).map((line): Attributes[number] => ['law:remark', { text: line }])],
    };
    for (const file of scope.files) yield { is: 'entity', id: nameOf(file.id), attributes: fileAttributes(file, nameOf) };
    for (const run of scope.runs) if (run.asked && run.recorded) yield plan(run, uuid);
    for (const run of scope.runs)
      yield {
        is: 'activity',
        id: nameOf(run.id),
        startTime: run.startFrom === 'record' ? dateTime(run.start) : null,
        attributes: attributesOf([
          ['prov:type', { name: 'law:WorkflowRun' }],
          ['prov:label', text(run.name)],
          ['law:lid', { text: run.id }],
          ['law:record', run.recorded ? null : { text: 'no record has this LID' }],
          ['law:session', text(run.session)],
          ...run.params.map(({ name, value }) => ['law:parameter', { text: `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}` }] as const),
        ]),
      };
    for (const task of scope.tasks)
      yield {
        is: 'activity',
        id: nameOf(task.id),
        startTime: null,
        attributes: attributesOf([
          ['prov:type', { name: `law:${task.kind}` }],
          ['prov:label', { text: task.name }],
          ['law:lid', { text: task.id }],
          ['law:workflowRun', task.run === null ? null : { name: nameOf(task.run) }],
          ['law:container', text(task.container)],
          ['law:conda', text(task.conda)],
          ['law:spack', text(task.spack)],
          ['law:architecture', text(task.architecture)],
          ['law:outputsRecordedAt', text(task.createdAt)],
        ]),
      };
    const agents = new Set<string>();
    for (const run of scope.runs)
      for (const [id, attributes] of agentsOf(run, nameOf)) {
        if (agents.has(id)) continue;
        agents.add(id);
        yield { is: 'agent', id, attributes };
      }
  }

  function* relations(): Generator<Relation> {
    for (const { from, to, relation, inferred } of scope.links) {
      if (inferred) continue;
      if ((relation === 'read' || relation === 'parameter') && entities.has(from) && activities.has(to)) yield { is: 'used', activity: nameOf(to), entity: nameOf(from) };
      else if (relation === 'produced' && activities.has(from) && entities.has(to)) yield { is: 'wasGeneratedBy', entity: nameOf(to), activity: nameOf(from) };
      else if (relation === 'published' && entities.has(from) && entities.has(to)) yield { is: 'wasDerivedFrom', generatedEntity: nameOf(to), usedEntity: nameOf(from) };
    }
    for (const run of scope.runs)
      for (const [agent] of agentsOf(run, nameOf)) yield { is: 'wasAssociatedWith', activity: nameOf(run.id), agent, plan: run.asked && run.recorded ? planName(run, uuid) : null };
  }

  return { elements, relations };
}

const planName = (run: ExportRun, uuid: Uuids) => `u:${uuid(`pipeline of ${run.id}`)}`;

function plan(run: ExportRun, uuid: Uuids): Element {
  return {
    is: 'entity',
    id: planName(run, uuid),
    attributes: attributesOf([
      ['prov:type', { name: 'prov:Plan' }],
      ['prov:label', text(run.pipeline)],
      ['law:repository', text(run.repository)],
      ['law:revision', text(run.revision)],
      ['law:commit', text(run.commit)],
      ...run.scripts.map(({ path }) => ['law:script', { text: path }] as const),
    ]),
  };
}

/** An account is what the operating system knew somebody by: no person is named. */
function agentsOf({ user, nextflow }: ExportRun, nameOf: (id: string) => string): [string, Attributes][] {
  const agents: [string, Attributes][] = [];
  if (user !== null)
    agents.push([
      nameOf(`account ${user}`),
      [
        ['prov:label', { text: user }],
        ['prov:type', { name: 'law:Account' }],
      ],
    ]);
  if (nextflow !== null)
    agents.push([
      nameOf(`Nextflow ${nextflow}`),
      [
        ['prov:label', { text: `Nextflow ${nextflow}` }],
        ['prov:type', { name: 'prov:SoftwareAgent' }],
      ],
    ]);
  return agents;
}

function fileAttributes(file: ExportFile, nameOf: (id: string) => string): Attributes {
  const { id, kind, name, path, size, createdAt, recorded, check, labels, run } = file;
  const proven = provenSha256(file);
  return attributesOf([
    ['prov:type', { name: `law:${kind}` }],
    ['prov:label', { text: name }],
    [kind === 'External' ? 'law:path' : 'law:lid', { text: id }],
    ['prov:location', path === null ? null : { typed: uriOf(path), type: 'xsd:anyURI' }],
    ['law:size', size === null || !Number.isSafeInteger(size) ? null : { typed: String(size), type: 'xsd:long' }],
    ['law:recordedAt', text(createdAt)],
    ['law:workflowRun', run === null ? null : { name: nameOf(run) }],
    ['law:recordedChecksum', recorded === null ? null : { text: `${recorded.algorithm ?? 'algorithm not recorded'} ${recorded.mode ?? 'mode not recorded'} ${recorded.value}` }],
    ['law:otherContentsRecorded', file.otherContents === 0 ? null : { typed: String(file.otherContents), type: 'xsd:long' }],
    ['law:verdict', check === null ? null : { text: check.verdict }],
    ['law:checkedAt', text(check?.at ?? null)],
    ['law:checkedBeforeRecordChanged', check?.stale ? { typed: 'true', type: 'xsd:boolean' } : null],
    ['law:sha256', text(proven)],
    ['law:observedSha256', proven === null ? text(lookedAt(file)?.sha256 ?? null) : null],
    ...labels.map((label) => ['law:label', { text: label }] as const),
  ]);
}
