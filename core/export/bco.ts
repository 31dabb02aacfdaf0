/** BioCompute object (IEEE 2791-2020) of one run. */
import canonicalize from 'canonicalize';
import { besideOf } from './beside';
import { type ExportFormat, type Making, remarks } from './format';
import { jsonText } from './json-text';
import { uriOf, uuidOf, wellFormed } from './names';
import type { ExportFile, ExportScope } from './scope';
import { stepNumbers } from './steps';

const specVersion = 'https://w3id.org/ieee/ieee-2791-schema/2791object.json';
const licenceUnknown = 'No licence is recorded. Ask whoever runs the pipeline.';

/** Of the object as it stands in the file. */
export interface Bco {
  object_id: string;
  spec_version: string;
  etag: string;
  [domain: string]: unknown;
}

/**
 * IEEE 2791-2020, 4.1: everything but `object_id`, `spec_version` and `etag` goes into the etag, by SHA-256. The standard names no serialisation;
 * ours is the canonical one of RFC 8785 (JCS), so that an object written anew with other spaces or another order keeps its etag.
 */
export function etagOf(object: Record<string, unknown>, { sha256 }: Making['digests']): string {
  const { object_id: _, spec_version: __, etag: ___, ...domains } = object;
  return sha256(new TextEncoder().encode(canonicalize(domains) ?? ''));
}

const pathUri = ({ path, id, name }: ExportFile) => ({ filename: wellFormed(name), uri: absolute(path ?? id) });
/** The schema asks for a URI with a scheme. */
const absolute = (id: string) => (uriOf(id).startsWith('#') ? `urn:x-lineage-audit-workbench:${uriOf(id).slice(1)}` : uriOf(id));

export const bco: ExportFormat = {
  id: 'bco',
  title: 'BioCompute object (IEEE 2791)',
  standard: 'IEEE 2791-2020',
  extension: 'json',
  carries: ['runs', 'tasks', 'files', 'commits', 'scripts', 'parameters', 'containers', 'starts'],
  limits: [
    'it is a draft for a person to complete: its purpose (usability), keywords, reviewers, contributors and licence stand in no record, and nothing is invented for them',
    'LIDs of files, links between single files, verdicts, sizes and checksums: it has a place for SHA-1 alone, which nobody computed',
    'the parameters that are not defaults: a record holds all of them, and not which are',
    'media types of outputs: application/octet-stream stands for "not recorded"',
    'steps are numbered by recorded links: a step comes after those whose files it read',
  ],
  refuses: ({ of, runs }) =>
    of.kind === 'run' && runs.filter(({ asked }) => asked).length === 1
      ? null
      : 'A BioCompute object describes one pipeline run. Export a run in this format, and files or a selection in another.',
  *parts(scope, making) {
    yield `${jsonText(bcoOf(scope, making))}\n`;
  },
};

export function bcoOf(scope: ExportScope, making: Making): Bco {
  const { about, tasks, files, of } = scope;
  const run = scope.runs.find(({ asked }) => asked);
  const beside = besideOf(scope);
  const steps = stepNumbers(scope);
  const inputs = files.filter(({ kind }) => kind === 'External' || kind === 'Missing').filter((file) => !file.published);
  const uris = (list: readonly ExportFile[]) => list.map(pathUri);
  const containers = [...new Map(tasks.flatMap(({ container, pinned }) => (container === null ? [] : [[container, pinned] as const])))];
  const domains = {
    provenance_domain: {
      name: wellFormed(run?.pipeline === null || run?.pipeline === undefined ? of.title : `${run.pipeline}, run ${of.title}`),
      version: '1.0.0',
      created: about.at,
      modified: about.at,
      contributors: [
        { name: wellFormed(about.by), contribution: ['createdBy'] },
        { name: `${about.product} ${about.version}`, contribution: ['createdWith'] },
      ],
      license: run?.license ?? licenceUnknown,
    },
    usability_domain: [...(run?.description ? [run.description] : []), ...remarks(scope, making), ...(run?.notRecorded ?? [])].map(wellFormed),
    description_domain: {
      keywords: [],
      platform: [run?.nextflow ? `Nextflow ${run.nextflow}` : 'Nextflow, version not recorded'],
      pipeline_steps: [...tasks]
        .sort((a, b) => (steps.get(a.id) ?? 0) - (steps.get(b.id) ?? 0))
        .map((task) => ({
          step_number: steps.get(task.id) ?? 1,
          name: wellFormed(task.process),
          description: wellFormed(
            `${task.name}, ${task.id}${task.kind === 'Missing' ? ', no record' : ''}${task.run !== null && task.run !== run?.id ? `, executed by ${task.run} and reused` : ''}`,
          ),
          input_list: uris(beside.inputs(task.id)),
          output_list: uris(beside.outputs(task.id)),
        })),
    },
    execution_domain: {
      script: (run?.scripts ?? []).map(({ path }) => ({ uri: { uri: absolute(path), filename: wellFormed(path.slice(path.lastIndexOf('/') + 1)) } })),
      script_driver: 'nextflow',
      software_prerequisites: [
        { name: 'Nextflow', version: run?.nextflow ?? 'not recorded', uri: { uri: 'https://www.nextflow.io/' } },
        ...(run?.repository
          ? [{ name: wellFormed(run.pipeline ?? 'pipeline'), version: run.commit ?? run.revision ?? 'not recorded', uri: { uri: absolute(run.repository) } }]
          : []),
        ...containers.map(([container, pinned]) => ({
          name: wellFormed(container),
          version: pinned === 'digest' ? wellFormed(container.slice(container.indexOf('@') + 1)) : 'by tag only: it may point elsewhere today',
          uri: { uri: absolute(container.includes('://') ? container : container.startsWith('/') ? container : `docker://${container}`) },
        })),
      ],
      external_data_endpoints: [],
      environment_variables: {},
    },
    parametric_domain: (run?.params ?? []).map(({ name, value }) => ({
      param: wellFormed(name),
      value: wellFormed(typeof value === 'string' ? value : JSON.stringify(value)),
      step: 'of the run: no record says which steps read it',
    })),
    io_domain: {
      input_subdomain: inputs.map((file) => ({ uri: pathUri(file) })),
      output_subdomain: files.filter(({ published }) => published).map((file) => ({ mediatype: 'application/octet-stream', uri: pathUri(file) })),
    },
  };
  const etag = etagOf(domains, making.digests);
  return { object_id: `urn:uuid:${uuidOf(`${of.ids.join(' ')} ${etag}`, making.digests)}`, spec_version: specVersion, etag, ...domains };
}
