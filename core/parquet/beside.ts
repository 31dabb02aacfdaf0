/** What lies beside the tables: the manifest, and SQL for the engines, made from the same columns. */
import type { MaskedBy } from '../contract/masking';
import comparedOutputs from './queries/compared-outputs.sql?raw';
import comparedParameters from './queries/compared-parameters.sql?raw';
import comparedTasks from './queries/compared-tasks.sql?raw';
import madeFrom from './queries/made-from.sql?raw';
import notProven from './queries/not-proven.sql?raw';
import parametersBehind from './queries/parameters-behind.sql?raw';
import reachedFrom from './queries/reached-from.sql?raw';
import views from './queries/views.sql?raw';
import { type Column, type Table, tableNames, tables } from './tables';

const queries: Readonly<Record<string, string>> = {
  'made-from': madeFrom,
  'parameters-behind': parametersBehind,
  'reached-from': reachedFrom,
  'compared-outputs': comparedOutputs,
  'compared-parameters': comparedParameters,
  'compared-tasks': comparedTasks,
  'not-proven': notProven,
};

/** Trino stops at max_recursion_depth, which is 10 by default and cannot be raised in Athena; DuckDB goes on until nothing is new. */
const mostSteps = { duckdb: 1000, trino: 9 } as const;

/** Files by name below the folder. */
export function besideTables(): [name: string, text: string][] {
  const files: [string, string][] = [
    ['sql/duckdb/0-tables.sql', duckdbTables()],
    ['sql/athena/0-tables.sql', athenaTables()],
    ['sql/trino/0-tables.sql', trinoTables()],
  ];
  for (const [engine, folder] of [
    ['duckdb', 'duckdb'],
    ['trino', 'athena'],
    ['trino', 'trino'],
  ] as const) {
    files.push([`sql/${folder}/1-views.sql`, views]);
    for (const [name, text] of Object.entries(queries)) files.push([`sql/${folder}/${name}.sql`, text.replaceAll('MOST_STEPS', String(mostSteps[engine]))]);
  }
  return files;
}

export interface AboutTables {
  product: string;
  version: string;
  workspace: string;
  asOf: string | null;
  store: string;
  /** What is not known of the store as not all of it was synced; absent: all was. */
  coverage?: string;
  at: string;
  checkpoint: { number: number; size: number; root: string } | null;
  maskedBy: MaskedBy;
  masked: number;
  rows: Record<string, number>;
  notCarried: readonly string[];
}

/** `files`: all but the manifest and SHA256SUMS; rows null for what is no table. */
export function manifestOf(about: AboutTables, files: readonly { name: string; bytes: number; sha256: string; rows: number | null }[]): string {
  const { product, version, ...rest } = about;
  const manifest = {
    format: 'lineage-audit-tables/1',
    what: 'A workspace as tables: what this program read from a lineage store, and what it found. Tables prove nothing by themselves; evidence bundles carry proofs. NULL is unknown.',
    check: 'sha256sum -c SHA256SUMS',
    madeBy: { product, version },
    ...rest,
    files: [...files].sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ rows, ...file }) => (rows === null ? file : { ...file, rows })),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

const types = {
  hive: { text: 'STRING', integer: 'BIGINT', instant: 'TIMESTAMP', boolean: 'BOOLEAN' },
  trino: { text: 'VARCHAR', integer: 'BIGINT', instant: 'TIMESTAMP(3)', boolean: 'BOOLEAN' },
} as const;

function columnLines({ columns }: Table, of: Readonly<Record<Column['type'], string>>): string[] {
  return Object.entries(columns).map(([name, { type }]) => `  ${name} ${of[type]}`);
}

function duckdbTables(): string {
  const one = (name: (typeof tableNames)[number]) => {
    const { partition } = tables[name];
    const place = partition === null ? `${name}/*.parquet` : `${name}/*/*.parquet`;
    return `CREATE OR REPLACE VIEW ${name} AS SELECT * FROM read_parquet('${place}'${partition === null ? '' : ', hive_partitioning = true, hive_types_autocast = false'});\n`;
  };
  return `-- DuckDB, begun in the folder that holds manifest.json:  duckdb -init sql/duckdb/0-tables.sql\n${tableNames.map(one).join('')}`;
}

function athenaTables(): string {
  const one = (name: (typeof tableNames)[number]) => {
    const table = tables[name];
    const lines = columnLines(table, types.hive).map((line) => line.replace(/^ {2}(\w+)/, '  `$1`'));
    const { partition } = table;
    return [
      `CREATE EXTERNAL TABLE IF NOT EXISTS ${name} (\n${lines.join(',\n')}\n)`,
      ...(partition === null ? [] : [`PARTITIONED BY (\`${partition.name}\` STRING)`]),
      'STORED AS PARQUET',
      `LOCATION 's3://BUCKET/PREFIX/${name}/'`,
      ...(partition === null
        ? []
        : [
            `TBLPROPERTIES ('projection.enabled' = 'true', 'projection.${partition.name}.type' = 'enum', 'projection.${partition.name}.values' = '${partition.values.join(',')}', 'storage.location.template' = 's3://BUCKET/PREFIX/${name}/${partition.name}=\${${partition.name}}/')`,
          ]),
    ].join('\n');
  };
  return `-- Amazon Athena: put your bucket and prefix in place of s3://BUCKET/PREFIX, copy the folder there, run one statement after the other.\n${tableNames.map((name) => `${one(name)};\n`).join('\n')}`;
}

function trinoTables(): string {
  const one = (name: (typeof tableNames)[number]) => {
    const table = tables[name];
    const { partition } = table;
    const lines = [...columnLines(table, types.trino), ...(partition === null ? [] : [`  ${partition.name} VARCHAR`])];
    const made = `CREATE TABLE IF NOT EXISTS ${name} (\n${lines.join(',\n')}\n)\nWITH (external_location = 's3://BUCKET/PREFIX/${name}/', format = 'PARQUET'${partition === null ? '' : `, partitioned_by = ARRAY['${partition.name}']`});\n`;
    return partition === null ? made : `${made}CALL system.sync_partition_metadata('SCHEMA', '${name}', 'FULL');\n`;
  };
  return `-- Trino with its Hive connector: put your place in place of s3://BUCKET/PREFIX, and your schema in place of SCHEMA.\n${tableNames.map(one).join('\n')}`;
}
