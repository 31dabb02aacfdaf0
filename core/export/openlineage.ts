/** OpenLineage events, one on a line (openlineage.io, spec 2-0-2): the run, each task, each publishing of a file. */
import { besideOf } from './beside';
import { type ExportFormat, remarks } from './format';
import { jsonText } from './json-text';
import { dateTime, uriOf, uuids } from './names';
import type { ExportFile, ExportRun, ExportTask } from './scope';
import { lookedAt, provenSha256 } from './sha256';

const spec = 'https://openlineage.io/spec/2-0-2/OpenLineage.json';
const facetUrl = (version: string, name: string) => `https://openlineage.io/spec/facets/${version}/${name}.json#/$defs/${name}`;

/** OpenLineage names a file by its store and its path in it: `file` and `/data/x`, `s3://bucket` and `key`. */
function datasetName({ id, path }: ExportFile): { namespace: string; name: string } {
  const where = path ?? id;
  if (where.startsWith('/')) return { namespace: 'file', name: where };
  const [whole, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)\/?([\s\S]*)$/i.exec(where) ?? [];
  if (whole === undefined || rest === '') return { namespace: 'lineage-store', name: id };
  return scheme === 'lid' ? { namespace: 'lid', name: `${host}/${rest}` } : { namespace: `${scheme.toLowerCase()}://${host}`, name: rest };
}

export const openlineage: ExportFormat = {
  id: 'openlineage',
  title: 'OpenLineage events (JSON lines)',
  standard: 'OpenLineage 2-0-2',
  extension: 'jsonl',
  carries: [
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
    'parameters',
    'starts',
    'users',
  ],
  limits: [
    'run ids are UUIDs, version 5, of LIDs in the URL namespace: the same LID gives the same id everywhere',
    'no COMPLETE, FAIL or ABORT: no record says how a run or a task ended, so events are START (a run whose start is recorded) and OTHER',
    'where no time is recorded, eventTime is that of this export, and the facet says so',
    'inferred links are left out',
  ],
  *parts(scope, making) {
    const uuid = uuids(making.digests);
    const { about } = scope;
    const producer = `urn:x-lineage-audit-workbench:${encodeURIComponent(about.version)}`;
    const facet = (url: string, members: object) => ({ _producer: producer, _schemaURL: url, ...members });
    const own = (of: string, members: object) => facet(`${spec}#/$defs/${of}`, members);
    const beside = besideOf(scope);
    const runs = new Map(scope.runs.map((run) => [run.id, run]));
    const pipelineOf = (run: ExportRun | undefined) => run?.pipeline ?? run?.repository ?? 'pipeline not recorded';

    const dataset = (file: ExportFile, side: 'input' | 'output' | null) => {
      const proven = provenSha256(file);
      const { check } = file;
      const size = file.size !== null && Number.isSafeInteger(file.size) ? { size: file.size, fileCount: 1 } : null;
      const statistics =
        size === null || side === null
          ? {}
          : side === 'input'
            ? { inputFacets: { inputStatistics: facet(facetUrl('1-0-0', 'InputStatisticsInputDatasetFacet'), size) } }
            : { outputFacets: { outputStatistics: facet(facetUrl('1-0-2', 'OutputStatisticsOutputDatasetFacet'), size) } };
      return {
        ...datasetName(file),
        facets: {
          datasetType: facet(facetUrl('1-0-1', 'DatasetTypeDatasetFacet'), { datasetType: 'FILE' }),
          ...(file.kind === 'External' ? {} : { symlinks: facet(facetUrl('1-0-1', 'SymlinksDatasetFacet'), { identifiers: [{ namespace: 'lid', name: file.id, type: 'LID' }] }) }),
          lineageAudit_record: own('DatasetFacet', {
            kind: file.kind,
            uri: uriOf(file.path ?? file.id),
            recordedAt: file.createdAt,
            recordedChecksum: file.recorded,
            labels: file.labels,
            check: check === null ? null : { verdict: check.verdict, at: check.at, stale: check.stale },
            sha256: proven,
            observedSha256: proven === null ? (lookedAt(file)?.sha256 ?? null) : null,
          }),
        },
        ...statistics,
      };
    };
    const job = (name: string, jobType: string, more: object = {}) => ({
      namespace: 'nextflow',
      name,
      facets: { jobType: facet(facetUrl('2-0-4', 'JobTypeJobFacet'), { processingType: 'BATCH', integration: 'NEXTFLOW', jobType }), ...more },
    });
    const event = (eventType: 'START' | 'OTHER', recorded: string | null, run: object, rest: object) => ({
      eventTime: recorded ?? about.at,
      producer,
      schemaURL: `${spec}#/$defs/RunEvent`,
      eventType,
      run,
      ...rest,
    });
    const timeIs = (recorded: string | null, what: string) => (recorded === null ? 'of this export: no time is recorded' : what);
    const parent = (run: ExportRun | undefined, id: string | null) =>
      id === null ? {} : { parent: facet(facetUrl('1-2-0', 'ParentRunFacet'), { run: { runId: uuid(id) }, job: { namespace: 'nextflow', name: pipelineOf(run) } }) };

    const runEvents = function* (run: ExportRun): Generator<object> {
      const start = run.startFrom === 'record' ? dateTime(run.start) : null;
      const written = dateTime(run.outputCreatedAt);
      const version = run.commit ?? undefined;
      const url = run.repository === null ? null : uriOf(run.repository);
      const source =
        url === null || url.startsWith('#')
          ? {}
          : {
              sourceCodeLocation: facet(facetUrl('1-1-0', 'SourceCodeLocationJobFacet'), {
                type: 'git',
                url,
                repoUrl: run.repository,
                ...(version === undefined ? {} : { version }),
                ...(run.revision === null ? {} : { tag: run.revision }),
              }),
            };
      const facets = (is: string) => ({
        ...(run.nextflow === null ? {} : { processing_engine: facet(facetUrl('1-1-1', 'ProcessingEngineRunFacet'), { name: 'Nextflow', version: run.nextflow }) }),
        ...(run.params.length === 0
          ? {}
          : {
              executionParameters: facet(facetUrl('1-0-0', 'ExecutionParametersRunFacet'), {
                parameters: run.params.map(({ name, value }) => ({ key: name, value: typeof value === 'string' ? value : JSON.stringify(value) })),
              }),
            }),
        lineageAudit_record: own('RunFacet', {
          lid: run.id,
          runIdIs: 'UUID version 5 of the LID, URL namespace',
          recorded: run.recorded,
          name: run.name,
          user: run.user,
          session: run.session,
          eventTimeIs: is,
          ...(run.asked ? { remarks: remarks(scope, making), notRecorded: run.notRecorded } : {}),
        }),
      });
      const rest = { job: job(pipelineOf(run), 'WORKFLOW', source), inputs: beside.inputs(run.id).map((file) => dataset(file, 'input')) };
      if (start !== null) yield event('START', start, { runId: uuid(run.id), facets: facets('the start, as recorded') }, { ...rest, outputs: [] });
      if (!run.asked && start !== null) return;
      const outputs = beside.outputs(run.id).map((file) => dataset(file, 'output'));
      yield event('OTHER', written, { runId: uuid(run.id), facets: facets(timeIs(written, 'when the #output record of the run was written')) }, { ...rest, outputs });
    };

    const taskEvent = (task: ExportTask): object => {
      const run = task.run === null ? undefined : runs.get(task.run);
      const written = dateTime(task.createdAt);
      const facets = {
        ...parent(run, task.run),
        lineageAudit_record: own('RunFacet', {
          lid: task.id,
          runIdIs: 'UUID version 5 of the LID, URL namespace',
          recorded: task.kind !== 'Missing',
          kind: task.kind,
          name: task.name,
          container: task.container,
          containerPinned: task.pinned,
          conda: task.conda,
          spack: task.spack,
          architecture: task.architecture,
          eventTimeIs: timeIs(written, 'when the #output record of the task was written'),
        }),
      };
      return event(
        'OTHER',
        written,
        { runId: uuid(task.id), facets },
        {
          job: job(`${pipelineOf(run)}.${task.process}`, 'TASK'),
          inputs: beside.inputs(task.id).map((file) => dataset(file, 'input')),
          outputs: beside.outputs(task.id).map((file) => dataset(file, 'output')),
        },
      );
    };

    const publishing = (file: ExportFile, sources: readonly ExportFile[]): object => {
      const run = file.run === null ? undefined : runs.get(file.run);
      const written = dateTime(file.createdAt);
      const facets = {
        ...parent(run, file.run),
        lineageAudit_record: own('RunFacet', {
          runIdIs: 'UUID version 5 of "publishing of" and the LID of the file, URL namespace',
          published: file.id,
          eventTimeIs: timeIs(written, 'when the file was recorded'),
        }),
      };
      return event(
        'OTHER',
        written,
        { runId: uuid(`publishing of ${file.id}`), facets },
        { job: job(`${pipelineOf(run)}.publish`, 'PUBLISH'), inputs: sources.map((source) => dataset(source, 'input')), outputs: [dataset(file, 'output')] },
      );
    };

    for (const run of scope.runs) for (const one of runEvents(run)) yield `${jsonText(one)}\n`;
    const told = new Set<string>();
    for (const task of scope.tasks) {
      for (const file of [...beside.inputs(task.id), ...beside.outputs(task.id)]) told.add(file.id);
      yield `${jsonText(taskEvent(task))}\n`;
    }
    for (const run of scope.runs) for (const file of [...beside.inputs(run.id), ...beside.outputs(run.id)]) told.add(file.id);
    for (const file of scope.files) {
      const sources = beside.sources(file.id);
      if (sources.length === 0) continue;
      for (const one of [file, ...sources]) told.add(one.id);
      yield `${jsonText(publishing(file, sources))}\n`;
    }
    for (const file of scope.files)
      if (!told.has(file.id))
        yield `${jsonText({ eventTime: dateTime(file.createdAt) ?? about.at, producer, schemaURL: `${spec}#/$defs/DatasetEvent`, dataset: dataset(file, null) })}\n`;
  },
};
