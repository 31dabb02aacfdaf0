/** Words of the card that writes a workspace out as Parquet tables. */
import { counted } from '../parts/format';

export const parquetWords = {
  title: 'Parquet tables',
  what: 'The whole workspace as tables for DuckDB, Trino or Amazon Athena, with their SQL: records, links, labels, parameters, and what was found. Secrets are masked. Tables prove nothing by themselves; bundles carry proofs.',
  choose: 'Write into an empty folder…',
  folderTitle: 'An empty folder for the tables',
  job: (workspace: string) => `Tables of ${workspace}`,
  done: (files: number, bytes: string) => `${counted(files, 'file')}, ${bytes}, each named by its SHA-256 in SHA256SUMS.`,
  sums: 'SHA-256 of SHA256SUMS',
  path: 'path of the folder',
  rows: (rows: readonly [string, number][]) => rows.map(([table, n]) => `${table}: ${counted(n, 'row')}`).join(' · '),
  checkpoint: (number: number | null) => (number === null ? 'There was no checkpoint yet.' : `The newest checkpoint was ${number}.`),
  masked: (n: number) => `${counted(n, 'secret-like value')} masked.`,
  left: 'What no table carries',
  stopped: 'Stopped. Nothing was left in the folder.',
};
