/** The entities of an RO-Crate: root, workflow, runs and tasks as actions, files, parameters, containers. */
import { besideOf } from './beside';
import { fileEntity, folderIds } from './crate-files';
import { type Making, remarks } from './format';
import { dateTime, uriOf, wellFormed } from './names';
import type { ExportRun, ExportScope, ExportTask } from './scope';

export type Entity = Record<string, unknown> & { '@id': string; '@type': string | string[] };
interface Profile {
  id: string;
  name: string;
  version: string;
}

export const readMeName = 'README.md';
export const workflowName = 'workflow.json';

const processRun: Profile = { id: 'https://w3id.org/ro/wfrun/process/0.5', name: 'Process Run Crate', version: '0.5' };
const workflowRun: Profile = { id: 'https://w3id.org/ro/wfrun/workflow/0.5', name: 'Workflow Run Crate', version: '0.5' };
const provenanceRun: Profile = { id: 'https://w3id.org/ro/wfrun/provenance/0.5', name: 'Provenance Run Crate', version: '0.5' };
const workflowCrate: Profile = { id: 'https://w3id.org/workflowhub/workflow-ro-crate/1.0', name: 'Workflow RO-Crate', version: '1.0' };

const ref = (id: string) => ({ '@id': id });
/** A list of one is that one alone (RO-Crate 1.1, appendix JSON-LD); JSON leaves out what is undefined. */
export const many = <T>(list: readonly T[]): T | readonly T[] | undefined => (list.length > 1 ? list : list[0]);
const refs = (ids: Iterable<string>) => many([...new Set(ids)].map(ref));
const local = (kind: string, text: string) => `#${kind}/${encodeURIComponent(wellFormed(text))}`;
const value = (of: unknown) => (typeof of === 'string' ? wellFormed(of) : JSON.stringify(of));

/** The one run that the crate is about, where its record names a script; null: the crate is of processes alone. */
export function mainRun({ of, runs }: ExportScope): (ExportRun & { mainScript: string }) | null {
  const asked = runs.filter((run) => run.asked);
  const [run] = asked;
  return of.kind === 'run' && asked.length === 1 && run !== undefined && run.mainScript !== null ? { ...run, mainScript: run.mainScript } : null;
}

const executedBy = ({ tasks }: ExportScope, run: string) => tasks.filter((task) => task.run === run && task.kind !== 'Missing');

/** What the facts suffice for. */
export function profilesOf(scope: ExportScope): Profile[] {
  const run = mainRun(scope);
  if (run === null) return [processRun];
  return executedBy(scope, run.id).length > 0 ? [processRun, workflowRun, provenanceRun, workflowCrate] : [processRun, workflowRun, workflowCrate];
}

/** Each @id once. `packed`: README.md and workflow.json lie beside the metadata. */
export function* crateEntities(scope: ExportScope, making: Making, packed: boolean): Generator<Entity> {
  const known = new Set<string>();
  for (const entity of allEntities(scope, making, packed)) {
    if (known.has(entity['@id'])) continue;
    known.add(entity['@id']);
    yield entity;
  }
}

function* allEntities(scope: ExportScope, making: Making, packed: boolean): Generator<Entity> {
  const { about, of, runs, tasks, files } = scope;
  const main = mainRun(scope);
  const profiles = profilesOf(scope);
  const isProvenance = profiles.includes(provenanceRun);
  const workflowId = main === null ? null : packed ? workflowName : uriOf(main.mainScript);
  const scripts = runs.flatMap((run) => run.scripts.map(({ path }) => path));
  yield {
    '@id': 'ro-crate-metadata.json',
    '@type': 'CreativeWork',
    about: ref('./'),
    conformsTo: refs(['https://w3id.org/ro/crate/1.1', ...(main === null ? [] : [workflowCrate.id])]),
  };
  yield {
    '@id': './',
    '@type': 'Dataset',
    name: wellFormed(main === null ? of.title : `Run ${of.title}${main.pipeline === null ? '' : ` of ${main.pipeline}`}`),
    description: remarks(scope, making).map(wellFormed).join('\n'),
    datePublished: about.at,
    license: main?.license ?? 'No licence is recorded. Ask whoever runs the pipeline.',
    conformsTo: refs(profiles.map(({ id }) => id)),
    hasPart: refs([...(workflowId === null ? [] : [workflowId]), ...scripts.map(uriOf), ...files.map(({ id }) => uriOf(id)), ...(packed ? [readMeName] : [])]),
    mentions: refs([...runs.map(({ id }) => uriOf(id)), ...tasks.map(({ id }) => uriOf(id)), ...(isProvenance && main !== null ? [local('organize', main.id)] : [])]),
    ...(workflowId === null ? {} : { mainEntity: ref(workflowId) }),
  };
  for (const { id, name, version } of profiles) yield { '@id': id, '@type': 'CreativeWork', name, version };
  if (packed)
    yield {
      '@id': readMeName,
      '@type': 'File',
      name: readMeName,
      encodingFormat: 'text/markdown',
      about: ref('./'),
      description: 'What this crate is, what it cannot show and what it leaves out',
    };
  if (main !== null && workflowId !== null) yield* workflowEntities(scope, main, workflowId, isProvenance, packed);
  for (const path of scripts) yield { '@id': uriOf(path), '@type': ['File', 'SoftwareSourceCode'], name: wellFormed(path.slice(path.lastIndexOf('/') + 1)) };
  yield* actionEntities(scope, main, workflowId);
  if (isProvenance && main !== null) yield* orchestration(scope, main);
  const folders = folderIds(scope);
  for (const file of files) yield fileEntity(file, folders.has(file.id));
}

const byReference = 'The code of the pipeline stands in no record: this file names its repository, commit and scripts, and holds none of it.';

const parameterTypes: Record<string, string> = { string: 'Text', boolean: 'Boolean' };
const typeOfValue = (of: unknown) => parameterTypes[typeof of] ?? (typeof of === 'number' ? (Number.isInteger(of) ? 'Integer' : 'Float') : 'Text');

function* workflowEntities(scope: ExportScope, run: ExportRun & { mainScript: string }, id: string, isProvenance: boolean, packed: boolean): Generator<Entity> {
  const processes = [...new Set(scope.tasks.map(({ process }) => process))];
  const version = run.commit ?? run.revision;
  yield {
    '@id': id,
    '@type': ['File', 'SoftwareSourceCode', 'ComputationalWorkflow', ...(isProvenance ? ['HowTo'] : [])],
    name: wellFormed(run.pipeline ?? run.mainScript.slice(run.mainScript.lastIndexOf('/') + 1)),
    programmingLanguage: ref('#nextflow-language'),
    input: refs(run.params.map(({ name }) => local('parameter', name))),
    ...(run.repository === null ? {} : { codeRepository: wellFormed(run.repository) }),
    ...(version === null ? {} : { version: wellFormed(version) }),
    description: wellFormed([run.description ?? '', packed ? byReference : ''].filter((line) => line !== '').join('\n')) || undefined,
    ...(packed ? { encodingFormat: 'application/json', isBasedOn: ref(uriOf(run.mainScript)) } : {}),
    ...(isProvenance ? { hasPart: refs(processes.map((name) => local('process', name))), step: refs(processes.map((name) => local('step', name))) } : {}),
  };
  yield { '@id': '#nextflow-language', '@type': 'ComputerLanguage', name: 'Nextflow', url: ref('https://www.nextflow.io/'), identifier: 'https://www.nextflow.io/' };
  for (const { name, value: of } of run.params) {
    yield {
      '@id': local('parameter', name),
      '@type': 'FormalParameter',
      name: wellFormed(name),
      additionalType: typeOfValue(of),
      workExample: ref(local('value', name)),
      conformsTo: ref('https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE'),
    };
    yield { '@id': local('value', name), '@type': 'PropertyValue', name: wellFormed(name), value: value(of), exampleOfWork: ref(local('parameter', name)) };
  }
  if (run.params.length > 0)
    yield { '@id': 'https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE', '@type': 'CreativeWork', name: 'Bioschemas FormalParameter', version: '1.0-RELEASE' };
  if (isProvenance) for (const name of processes) yield { '@id': local('step', name), '@type': 'HowToStep', name: wellFormed(name), workExample: ref(local('process', name)) };
}

function* actionEntities(scope: ExportScope, main: ExportRun | null, workflowId: string | null): Generator<Entity> {
  const beside = besideOf(scope);
  const uris = (list: readonly { id: string }[]) => list.map(({ id }) => uriOf(id));
  for (const run of scope.runs) {
    const isMain = run.id === main?.id && workflowId !== null;
    const start = run.startFrom === 'record' ? dateTime(run.start) : null;
    const published = isMain ? scope.files.filter((file) => file.published) : beside.outputs(run.id);
    const inputs = isMain ? scope.files.filter(({ kind, published: out }) => !out && kind !== 'FileOutput') : beside.inputs(run.id);
    yield {
      '@id': uriOf(run.id),
      '@type': 'CreateAction',
      name: wellFormed(run.name === null ? `Run ${run.id}` : `Run ${run.name}`),
      identifier: wellFormed(run.id),
      instrument: ref(isMain ? workflowId : local('pipeline', run.id)),
      object: refs([...uris(inputs), ...(isMain ? run.params.map(({ name }) => local('value', name)) : [])]),
      result: refs(uris(published)),
      ...(start === null ? {} : { startTime: start }),
      ...(run.user === null ? {} : { agent: ref(local('account', run.user)) }),
      description: wellFormed(
        [run.recorded ? '' : 'No record of this run could be read.', run.commandLine === null ? '' : `Command line: ${run.commandLine}`, ...run.notRecorded]
          .filter((line) => line !== '')
          .join('\n'),
      ),
    };
    if (!isMain) yield { '@id': local('pipeline', run.id), '@type': 'SoftwareApplication', name: wellFormed(run.pipeline ?? 'pipeline not recorded') };
    if (run.user !== null)
      yield { '@id': local('account', run.user), '@type': 'Person', name: wellFormed(run.user), description: 'The account that the record names; nobody verified who that is' };
  }
  const told = new Set<string>();
  const isNew = (id: string) => !told.has(id) && told.add(id);
  for (const task of scope.tasks) {
    yield {
      '@id': uriOf(task.id),
      '@type': 'CreateAction',
      name: wellFormed(task.name),
      identifier: wellFormed(task.id),
      instrument: ref(local('process', task.process)),
      object: refs(uris(beside.inputs(task.id))),
      result: refs(uris(beside.outputs(task.id))),
      ...(task.container === null ? {} : { containerImage: ref(local('container', task.container)) }),
      description: wellFormed(said(task)),
    };
    if (isNew(`process ${task.process}`)) yield { '@id': local('process', task.process), '@type': 'SoftwareApplication', name: wellFormed(task.process) };
    if (task.container !== null && isNew(`container ${task.container}`)) yield containerEntity(task.container, task.pinned);
  }
}

function said({ kind, run, createdAt, conda, spack, architecture }: ExportTask): string {
  return [
    kind === 'Missing' ? 'No record has this LID: files name it as what wrote them.' : '',
    run === null ? '' : `Executed by ${run}.`,
    createdAt === null ? '' : `Its outputs were recorded ${createdAt}.`,
    conda === null ? '' : `conda: ${conda}`,
    spack === null ? '' : `Spack: ${spack}`,
    architecture === null ? '' : `Architecture: ${architecture}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function containerEntity(container: string, pinned: ExportTask['pinned']): Entity {
  const digest = /@sha256:([0-9a-f]{64})$/.exec(container)?.[1];
  const tag = /:([^:/@]+)(?:@|$)/.exec(container)?.[1];
  const registry = /^(?:docker:\/\/)?([^/]+[.:][^/]*)\//.exec(container)?.[1];
  return {
    '@id': local('container', container),
    '@type': 'ContainerImage',
    name: wellFormed(container),
    description: pinned === 'digest' ? 'As configured, by digest' : 'As configured, by tag: it may point elsewhere today',
    ...(registry === undefined ? {} : { registry: wellFormed(registry) }),
    ...(tag === undefined ? {} : { tag: wellFormed(tag) }),
    ...(digest === undefined ? {} : { sha256: digest }),
  };
}

/** Nextflow and the steps that it started, of this run alone: what was reused, another run started. */
function* orchestration(scope: ExportScope, run: ExportRun): Generator<Entity> {
  const executed = executedBy(scope, run.id);
  yield {
    '@id': local('organize', run.id),
    '@type': 'OrganizeAction',
    name: wellFormed(`Nextflow executing ${run.name ?? run.id}`),
    instrument: ref('#nextflow'),
    object: refs(executed.map(({ id }) => local('control', id))),
    result: ref(uriOf(run.id)),
    ...(run.startFrom === 'record' && dateTime(run.start) !== null ? { startTime: run.start } : {}),
  };
  yield {
    '@id': '#nextflow',
    '@type': 'SoftwareApplication',
    name: 'Nextflow',
    url: ref('https://www.nextflow.io/'),
    ...(run.nextflow === null ? {} : { softwareVersion: run.nextflow }),
  };
  for (const { id, name, process } of executed)
    yield { '@id': local('control', id), '@type': 'ControlAction', name: wellFormed(`Start of ${name}`), instrument: ref(local('step', process)), object: ref(uriOf(id)) };
}
