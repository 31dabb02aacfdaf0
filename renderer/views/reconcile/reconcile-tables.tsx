/** The lines of a list with what each was matched with, and what the list lacks, as tables. */
import type { ExtraRow, ReconcileRow } from '../../../core/contract/reconcile';
import { matchedWords, shaWords, stateWords } from '../../../core/verify/reconcile/words';
import { verdictWords } from '../../../core/verify/verdict';
import { type Column, DataTable } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { LidLink } from '../../parts/lid-link';
import { PathEnd } from '../../parts/path-end';
import { CheckBadge } from '../../parts/verdict-badge';
import { visibleText } from '../../parts/visible-text';
import { nouns } from '../../words/parts';
import { reconcileWords } from '../../words/reconcile';

const words = reconcileWords.columns;

function isRun({ lid, run }: { lid: string | null; run: { lid: string } | null }): boolean {
  return lid !== null && lid === run?.lid;
}

const record = {
  id: 'record',
  title: words.record,
  width: 220,
  grow: 1.4,
  value: (row: ReconcileRow | ExtraRow) => row.lid ?? row.path,
  cell: (row: ReconcileRow | ExtraRow) =>
    row.lid !== null ? <LidLink lid={row.lid} whole {...(isRun(row) && { kind: 'WorkflowRun' })} /> : row.path && <PathEnd path={row.path} />,
};
const run = { id: 'run', title: words.run, width: 90, value: (row: ReconcileRow | ExtraRow) => row.run?.name ?? row.run?.lid ?? null };
const check = {
  id: 'check',
  title: words.check,
  width: 190,
  grow: 0.6,
  value: (row: ReconcileRow | ExtraRow) => (isRun(row) ? null : verdictWords[row.check?.verdict ?? 'not-checked'].short),
  cell: (row: ReconcileRow | ExtraRow) => (isRun(row) || ('state' in row && row.state !== 'matched') ? null : <CheckBadge check={row.check} />),
};

const columns: readonly Column<ReconcileRow>[] = [
  { id: 'row', title: words.row, width: 52, align: 'right', value: (row) => row.row },
  { id: 'listed', title: words.listed, width: 180, grow: 1.2, value: (row) => row.listed, mono: true, cell: (row) => <span title={row.listed}>{row.listed}</span> },
  { id: 'state', title: words.state, width: 136, value: (row) => stateWords[row.state], cell: (row) => <span className={`reconcile-${row.state}`}>{stateWords[row.state]}</span> },
  { id: 'by', title: words.by, width: 130, value: (row) => (row.by === null ? null : matchedWords[row.by]) },
  record,
  run,
  check,
  {
    id: 'sha',
    title: words.sha,
    width: 160,
    value: (row) => (row.sha256 === null ? reconcileWords.noSha : shaWords[row.sha256.state]),
    cell: (row) =>
      row.sha256 === null ? <span className="muted">{reconcileWords.noSha}</span> : <span className={`reconcile-sha-${row.sha256.state}`}>{shaWords[row.sha256.state]}</span>,
  },
  { id: 'note', title: words.note, width: 180, grow: 1.2, value: (row) => row.note, cell: (row) => <span title={visibleText(row.note)}>{visibleText(row.note)}</span> },
  { id: 'path', title: words.path, width: 170, value: (row) => row.path, mono: true, hidden: true },
];
const extraColumns: readonly Column<ExtraRow>[] = [
  record,
  run,
  check,
  { id: 'path', title: words.path, width: 200, grow: 1.2, value: (row) => row.path, mono: true, cell: (row) => row.path && <PathEnd path={row.path} /> },
];

export function RowsTable({ rows }: { rows: readonly ReconcileRow[] }) {
  return <DataTable label={reconcileWords.rows} noun={nouns.lines} rows={rows} columns={columns} rowKey={(row) => String(row.row)} />;
}

export function ExtraTable({ rows, anyRun }: { rows: readonly ExtraRow[]; anyRun: boolean }) {
  return (
    <DataTable
      label={reconcileWords.extras}
      noun={nouns.files}
      rows={rows}
      columns={extraColumns}
      rowKey={(row) => `${row.lid ?? ''} ${row.path ?? ''}`}
      empty={<EmptyState title={anyRun ? reconcileWords.nothing : reconcileWords.noRun} />}
    />
  );
}
