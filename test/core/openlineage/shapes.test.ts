/** Events with the facets and the names of data that Airflow, Spark and dbt send (openlineage.io: spec 2-0-2, its facets, "Naming Conventions"): what a page shows of each, and what it joins by. */
import { expect, it } from 'vitest';
import { datasetId } from '../../../core/openlineage/dataset-id';
import { eventBytes, eventValue, readEvents } from '../../../core/openlineage/read-events';
import { tellsOf } from '../../../core/openlineage/tell-event';

const facet = (name: string, value: object) => ({ _producer: producer, _schemaURL: `https://openlineage.io/spec/facets/1-0-1/${name}.json`, ...value });
const producer = 'https://github.com/OpenLineage/OpenLineage/tree/1.38.0/integration/spark';
const ids = { run: '0195a2b0-4f1e-7a63-9d15-6f9d0c5f0001', parent: '0195a2b0-4f1e-7a63-9d15-6f9d0c5f0000' };

const spark = {
  eventType: 'FAIL',
  eventTime: '2026-03-02T08:02:00.001Z',
  producer,
  schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  run: {
    runId: ids.run,
    facets: {
      parent: facet('ParentRunFacet', { run: { runId: ids.parent }, job: { namespace: 'lab-airflow', name: 'cohort.load' } }),
      nominalTime: facet('NominalTimeRunFacet', { nominalStartTime: '2026-03-02T08:00:00Z' }),
      processing_engine: facet('ProcessingEngineRunFacet', { version: '3.5.1', name: 'spark', openlineageAdapterVersion: '1.38.0' }),
      errorMessage: facet('ErrorMessageRunFacet', { message: 'Job aborted.\nCaused by: a lost disk', programmingLanguage: 'SCALA', stackTrace: 'at org.apache…' }),
    },
  },
  job: {
    namespace: 'lab-spark',
    name: 'cohort_load.execute_insert_into_hadoop_fs_relation_command',
    facets: {
      jobType: facet('JobTypeJobFacet', { processingType: 'BATCH', integration: 'SPARK', jobType: 'SQL_JOB' }),
      documentation: facet('DocumentationJobFacet', { description: 'Loads the cohort' }),
      sql: facet('SQLJobFacet', { query: 'insert into stats select * from calls' }),
    },
  },
  inputs: [
    {
      namespace: 'abfss://cohort@lab.dfs.core.windows.net',
      name: '/calls/S1.vcf.gz',
      facets: {
        dataSource: facet('DatasourceDatasetFacet', { name: 'cohort', uri: 'abfss://cohort@lab.dfs.core.windows.net' }),
        symlinks: facet('SymlinksDatasetFacet', { identifiers: [{ namespace: 'hive://metastore:9083', name: 'cohort.calls', type: 'TABLE' }] }),
      },
      inputFacets: { dataQualityMetrics: facet('DataQualityMetricsInputDatasetFacet', { rowCount: 7 }) },
    },
  ],
  outputs: [
    {
      namespace: 'gs://lab-warehouse',
      name: 'cohort/stats.parquet',
      facets: {
        schema: facet('SchemaDatasetFacet', { fields: [{ name: 'sample', type: 'string' }] }),
        columnLineage: facet('ColumnLineageDatasetFacet', {
          fields: {
            sample: {
              inputFields: [
                { namespace: 'abfss://cohort@lab.dfs.core.windows.net', name: '/calls/S1.vcf.gz', field: 'id', transformations: [{ type: 'DIRECT', subtype: 'IDENTITY' }] },
              ],
            },
          },
        }),
      },
      outputFacets: { outputStatistics: facet('OutputStatisticsOutputDatasetFacet', { rowCount: 7, size: 1024 }) },
    },
  ],
};
const dbt = {
  ...spark,
  eventType: 'COMPLETE',
  eventTime: '2026-03-02T09:00:00+01:00',
  producer: 'https://github.com/OpenLineage/OpenLineage/tree/1.38.0/integration/dbt',
  run: { runId: ids.parent.toUpperCase(), facets: { dbt_version: facet('DbtVersionRunFacet', { version: '1.9.1' }) } },
  job: { namespace: 'lab-dbt', name: 'lims.public.trial.cohort_report', facets: {} },
  inputs: [{ namespace: 'snowflake://org-account', name: 'lims.public.calls', facets: {} }],
  outputs: [],
};
const bytes = new TextEncoder().encode(`${JSON.stringify(spark)}\r\n${JSON.stringify(dbt)}\n`);
const said = (at: number) => tellsOf(eventValue(eventBytes(bytes, 'line', new Set([at])).get(at) ?? new Uint8Array()) ?? {});

it('reads who sent it, its parent, its error, and the facets of run, job, inputs and outputs', () => {
  const { events, refused } = readEvents(bytes);
  expect(refused).toEqual([]);
  expect(events.map(({ sender, run, type }) => [sender, run, type])).toEqual([
    ['spark', ids.run, 'FAIL'],
    ['dbt', ids.parent, 'COMPLETE'],
  ]);
  expect(said(1)).toEqual({
    producer,
    parent: `lab-airflow · cohort.load · ${ids.parent}`,
    error: 'Job aborted.',
    inputs: [{ namespace: 'abfss://cohort@lab.dfs.core.windows.net', name: '/calls/S1.vcf.gz', others: ['TABLE · hive://metastore:9083 · cohort.calls'], byColumns: false }],
    outputs: [{ namespace: 'gs://lab-warehouse', name: 'cohort/stats.parquet', others: [], byColumns: false }],
    facets: [
      'run.parent',
      'run.nominalTime',
      'run.processing_engine',
      'run.errorMessage',
      'job.jobType',
      'job.documentation',
      'job.sql',
      'input.dataSource',
      'input.symlinks',
      'input.dataQualityMetrics',
      'output.schema',
      'output.columnLineage',
      'output.outputStatistics',
    ],
  });
  expect(said(2)).toMatchObject({ parent: null, error: null, facets: ['run.dbt_version'] });
});

it('names data as records would: one name for each, whatever slashes and spellings of the scheme', () => {
  const named: [string, string, string][] = [
    ['s3://lab', 'a/b.bam', 's3://lab/a/b.bam'],
    ['s3a://lab/', '/a/b.bam', 's3://lab/a/b.bam'],
    ['S3N://lab', 'a/b.bam', 's3://lab/a/b.bam'],
    ['gs://lab', 'a/b.bam', 'gs://lab/a/b.bam'],
    ['hdfs://namenode:8020', '/a/b.bam', 'hdfs://namenode:8020/a/b.bam'],
    ['abfss://c@acc.dfs.core.windows.net', '/a/b.bam', 'abfss://c@acc.dfs.core.windows.net/a/b.bam'],
    ['file', '/a/b.bam', '/a/b.bam'],
    ['file:///', 'file:/a/b.bam', '/a/b.bam'],
    ['file://localhost', '/a/b.bam', '/a/b.bam'],
    ['file://node7.lab', '/a/b.bam', 'file:node7.lab/a/b.bam'],
    ['postgres://db:5432', 'lims.public.calls', 'postgres://db:5432/lims.public.calls'],
    ['bigquery', 'project.set.table', 'bigquery/project.set.table'],
  ];
  for (const [namespace, name, id] of named) expect(datasetId(namespace, name), `${namespace} ${name}`).toBe(id);
});

it('gives each event back byte for byte: lines with their ends, elements of an array and of a page of Marquez', () => {
  const [one = '', two = ''] = [JSON.stringify(spark, null, 1), JSON.stringify(dbt)];
  const at = (text: string, unit: 'line' | 'element', n: number) => new TextDecoder().decode(eventBytes(new TextEncoder().encode(text), unit, new Set([n])).get(n));
  expect(at(`[ ${one} ,\n${two}]`, 'element', 1)).toBe(one);
  expect(at(`[ ${one} ,\n${two}]`, 'element', 2)).toBe(two);
  expect(at(`{"totalCount":1,"note":"\\"events\\":[1]","events":[],"\\u0065vents" : [${two},${one}]}`, 'element', 2)).toBe(one);
  expect(at(one, 'element', 1)).toBe(one);
  expect(at(`\n${two} \r\n`, 'line', 2)).toBe(`${two} \r`);
});

it('reads the files of one event each that dbt-ol 1.40 writes: its own run, a model, a test of data, each with the facets of its client', () => {
  const dbtOl = 'https://github.com/OpenLineage/OpenLineage/tree/1.40.0/integration/dbt';
  const client = (schema: string, value: object) => ({ _producer: 'https://github.com/OpenLineage/OpenLineage/tree/1.40.0/client/python', _schemaURL: schema, ...value });
  const ofDbt = (name: string) => `https://github.com/OpenLineage/OpenLineage/tree/main/integration/common/openlineage/schema/${name}-run-facet.json`;
  const table = (name: string, more: object = {}) => ({ namespace: 'postgres://lims-db:5432', name: `lims.public.${name}`, ...more });
  const assertions = facet('DataQualityAssertionsDatasetFacet', { assertions: [{ assertion: 'unique_cohort_report_sample', success: false }] });
  const event = (runId: string, jobType: string, name: string, data: object, parent: object = {}) =>
    new TextEncoder().encode(
      // As Python writes it: a space after each comma and colon, keys in their order, a line end.
      `${JSON.stringify({
        eventTime: '2026-03-02T09:04:21.094242+00:00',
        eventType: 'COMPLETE',
        inputs: [],
        job: { facets: { jobType: client('x', { integration: 'DBT', jobType, processingType: 'BATCH' }) }, name, namespace: 'dbt' },
        outputs: [],
        producer: dbtOl,
        run: {
          facets: {
            dbt_run: client(ofDbt('dbt-run'), { dbt_runtime: 'core', invocation_id: ids.parent, project_name: 'trial', project_version: '1.0.0' }),
            dbt_version: client(ofDbt('dbt-version'), { version: '1.10.15' }),
            ...parent,
            processing_engine: client('x', { name: 'dbt', openlineageAdapterVersion: '1.40.0', version: '1.10.15' }),
            tags: client('x', { tags: [{ key: 'openlineage_client_version', source: 'OPENLINEAGE_CLIENT', value: '1.40.0' }] }),
          },
          runId,
        },
        schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
        ...data,
      }).replace(/([,:])(?=["{[])/g, '$1 ')}\n`,
    );
  const parent = { parent: client('x', { job: { name: 'dbt-run-trial', namespace: 'dbt' }, run: { runId: ids.parent } }) };
  const columnLineage = facet('ColumnLineageDatasetFacet', { dataset: [], fields: { sample: { inputFields: [{ ...table('raw_calls'), field: 'id', transformations: [] }] } } });
  const model = event(ids.run, 'MODEL', 'lims.public.trial.cohort_report', { inputs: [table('calls')], outputs: [table('cohort_report', { facets: { columnLineage } })] }, parent);
  const test = event(
    ids.run,
    'TEST',
    'lims.public.trial.cohort_report.test',
    { inputs: [table('cohort_report', { facets: { dataQualityAssertions: assertions }, inputFacets: { dataQualityAssertions: assertions } })] },
    parent,
  );
  for (const [file, read, wrote] of [
    [event(ids.parent, 'JOB', 'dbt-run-trial', {}), [], []],
    [model, ['lims.public.calls', 'lims.public.raw_calls'], ['lims.public.cohort_report']],
    [test, ['lims.public.cohort_report'], []],
  ] as const) {
    const { events, refused } = readEvents(file);
    expect(refused).toEqual([]);
    expect(events).toMatchObject([{ sender: 'dbt', type: 'COMPLETE' }]);
    const told = tellsOf(JSON.parse(new TextDecoder().decode(file)));
    expect(told?.inputs.map(({ name }) => name)).toEqual(read);
    expect(told?.outputs.map(({ name }) => name)).toEqual(wrote);
  }
});

it('reads what columns alone name as read, each once, whatever else stands there', () => {
  const s3 = (name: string, more: object = {}) => ({ namespace: 's3://lab', name, ...more });
  const symlinks = facet('SymlinksDatasetFacet', { identifiers: [{ namespace: 'hive://m', name: 'db.a', type: 'TABLE' }] });
  const outputs = (columnLineage: unknown) => [s3('out', { facets: { columnLineage } }), s3('other', { facets: null })];
  const names = (columnLineage: unknown) => {
    const event = { ...dbt, inputs: [s3('a', { facets: { symlinks } })], outputs: outputs(columnLineage) } as Parameters<typeof tellsOf>[0];
    const { events, refused } = readEvents(new TextEncoder().encode(JSON.stringify(event)));
    expect(refused).toEqual([]);
    const told = tellsOf(event).inputs.map(({ namespace, name, byColumns }) => [datasetId(namespace, name), byColumns]);
    expect(events[0]?.inputs.map(({ id }) => id)).toEqual(told.map(([id]) => id));
    return told.slice(1);
  };
  const field = (namespace: unknown, name: unknown) => ({ namespace, name, field: 'x' });
  const origins = [
    field('s3a://lab', '/a'),
    field('hive://m', 'db.a'),
    field('s3://lab', 'b'),
    field('s3n://lab', 'b'),
    field('', 'c'),
    field('s3://lab', 7),
    field('s3://lab', 'n'.repeat(5000)),
    null,
  ];
  expect(names({ fields: { one: { inputFields: origins }, two: { inputFields: [field('s3://lab', 'b')] } }, dataset: [field('s3://lab', 'joined')] })).toEqual([
    ['s3://lab/b', true],
    ['s3://lab/joined', true],
  ]);
  for (const strange of [null, 'x', [], { fields: [] }, { fields: { one: null, two: { inputFields: 'x' } }, dataset: {} }]) expect(names(strange)).toEqual([]);
});
