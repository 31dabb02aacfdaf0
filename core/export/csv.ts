/** Two tables as CSV: every run, task, file and other record; every link. */
import { createCsv } from '../csv';
import type { FactName } from './facts';
import type { ExportFormat } from './format';
import type { ExportScope } from './scope';
import { lookedAt, provenSha256 } from './sha256';

type Cell = string | number | null;

const columns = [
  'kind',
  'id',
  'name',
  'process',
  'path',
  'size',
  'created',
  'run',
  'published',
  'output',
  'labels',
  'recorded checksum (no digest of the content to others)',
  'recorded mode',
  'verdict',
  'reason',
  'checked at',
  'checked before the record changed',
  'SHA-256 of content equal to the recorded checksum',
  'SHA-256 of what lay there when checked',
  'container',
  'conda',
  'spack',
  'architecture',
  'start',
  'pipeline',
  'revision',
  'commit',
  'user',
] as const;
type Row = Partial<Record<(typeof columns)[number], Cell>>;

function* rows({ runs, tasks, files, others }: ExportScope): Generator<Row> {
  for (const { id, recorded, name, start, pipeline, revision, commit, user } of runs)
    yield { kind: recorded ? 'WorkflowRun' : 'Missing (run)', id, name, start, pipeline, revision, commit, user };
  for (const { id, kind, name, process, run, container, conda, spack, architecture, createdAt } of tasks)
    yield { kind: kind === 'Missing' ? 'Missing (task)' : kind, id, name, process, run, created: createdAt, container, conda, spack, architecture };
  for (const file of files) yield fileRow(file);
  for (const { id, kind, title } of others) yield { kind, id, name: title };
}

function fileRow(file: ExportScope['files'][number]): Row {
  const { id, kind, name, path, size, createdAt, run, published, output, labels, recorded, check } = file;
  return {
    kind: kind === 'External' ? 'Outside file' : kind === 'Missing' ? 'Missing (file)' : kind,
    id,
    name,
    path,
    size,
    created: createdAt,
    run,
    published: published ? 'yes' : 'no',
    output,
    labels: labels.join(', '),
    'recorded checksum (no digest of the content to others)': recorded?.value ?? null,
    'recorded mode': recorded?.mode ?? null,
    verdict: check?.verdict ?? 'not-checked',
    reason: check?.reason ?? null,
    'checked at': check?.at ?? null,
    'checked before the record changed': check === null ? null : check.stale ? 'yes' : 'no',
    'SHA-256 of content equal to the recorded checksum': provenSha256(file),
    'SHA-256 of what lay there when checked': lookedAt(file)?.sha256 ?? null,
  };
}

/** The files that runs published, one line each with their verdicts: for a report to attach. */
export function* outputsCsv(scope: ExportScope): Generator<string> {
  const csv = createCsv();
  const shown = columns.filter((column) => !['process', 'container', 'conda', 'spack', 'architecture', 'start', 'pipeline', 'revision', 'commit', 'user'].includes(column));
  yield csv.line(shown);
  for (const file of scope.files) {
    if (!file.published) continue;
    const row = fileRow(file);
    yield csv.line(shown.map((column) => row[column] ?? null));
  }
}

const carried: FactName[] = [
  'runs',
  'tasks',
  'files',
  'missing',
  'others',
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
  'starts',
  'users',
];
const limits = ['cells that a spreadsheet would read as formulas begin with an apostrophe; control and direction marks are written visibly (␀, \\u{…})'];

export const csvItems: ExportFormat = {
  id: 'csv',
  title: 'Table of runs, tasks and files (CSV)',
  standard: 'RFC 4180',
  extension: 'csv',
  carries: carried,
  limits,
  *parts(scope) {
    const csv = createCsv();
    yield csv.line(columns);
    for (const row of rows(scope)) yield csv.line(columns.map((column) => row[column] ?? null));
  },
};

export const csvLinks: ExportFormat = {
  id: 'csv-links',
  title: 'Table of links (CSV)',
  standard: 'RFC 4180',
  extension: 'csv',
  carries: ['links', 'runLinks', 'otherLinks', 'inferred'],
  limits,
  *parts({ links }) {
    const csv = createCsv();
    yield csv.line(['from (upstream)', 'to (downstream)', 'relation', 'stated by']);
    for (const { from, to, relation, inferred } of links) yield csv.line([from, to, relation, inferred ? 'no record: inferred from names' : 'a record']);
  },
};
