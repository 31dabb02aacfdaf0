/** What was published under one path over the runs, and, told apart, under the same name below other output folders. */
import type { Output } from '../../../core/contract';
import type { PathRow } from '../../../core/contract/time';
import { type Column, DataTable } from '../../parts/data-table';
import { Instant } from '../../parts/instant';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { Size } from '../../parts/size';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { VerdictBadge } from '../../parts/verdict-badge';
import { visibleText } from '../../parts/visible-text';
import { partsWords } from '../../words/parts';
import { pathHistoryWords as words } from '../../words/time';

const columns: readonly Column<PathRow>[] = [
  { id: 'created', title: words.recorded, value: (row) => row.createdAt, cell: (row) => <Instant value={row.createdAt} />, width: 190 },
  {
    id: 'run',
    title: words.run,
    value: (row) => row.run?.name ?? row.run?.lid ?? null,
    cell: (row) => row.run && <LidLink lid={row.run.lid} title={row.run.name} kind="WorkflowRun" />,
    absent: words.noRun,
    width: 110,
    grow: 0.3,
  },
  { id: 'size', title: words.size, value: (row) => row.size, cell: (row) => <Size bytes={row.size} />, width: 90, align: 'right' },
  { id: 'checksum', title: words.checksum, value: (row) => row.checksum?.value ?? null, absent: partsWords.notRecorded, width: 100, grow: 0.3, mono: true },
  { id: 'verdict', title: words.verdict, value: (row) => row.verdict, cell: (row) => <VerdictBadge verdict={row.verdict} stale={row.stale} />, width: 150 },
  { id: 'baseline', title: words.baseline, value: (row) => row.baseline, width: 104, tip: words.baselineTip },
  { id: 'same', title: words.same, value: (row) => words.states[row.same], width: 116, tip: words.sameTip },
  { id: 'why', title: words.why, value: (row) => row.why, width: 200, grow: 2.2 },
  {
    id: 'lid',
    title: words.file,
    value: (row) => row.lid,
    cell: (row) => (
      <>
        <LidLink lid={row.lid} />
        {row.vanished && <span className="muted"> ({words.gone})</span>}
      </>
    ),
    width: 110,
    grow: 0.4,
  },
  { id: 'seen', title: words.seen, value: (row) => row.firstSeen?.at ?? null, cell: (row) => row.firstSeen && <Instant value={row.firstSeen.at} />, width: 190, hidden: true },
  { id: 'path', title: words.path, value: (row) => row.path, width: 220, cut: 'start', hidden: true },
];
const withPath = columns.map((column) => (column.id === 'path' ? { ...column, hidden: false } : column));

export function PathHistoryView({ workspace, path }: { workspace: string; path: string }) {
  const query = useCall('time.pathHistory', { workspace, path });
  useOpened(workspace, 'time.pathHistory', { path });
  return (
    <Page title={words.title}>
      <Loaded query={query}>{(answer) => <Answer answer={answer} />}</Loaded>
    </Page>
  );
}

function Answer({ answer }: { answer: Output<'time.pathHistory'> }) {
  const { path, name, rows, elsewhere, elsewhereCount, task } = answer;
  return (
    <>
      <p className="mono wrap-anywhere">{visibleText(path ?? '')}</p>
      <p className="muted">{words.hint}</p>
      <Section title={words.here} rows={rows} columns={columns} />
      {task > 0 && <p className="muted">{words.tasks(task)}</p>}
      <h2>{words.elsewhere}</h2>
      <p className="wrap-anywhere">
        {words.name}: <span className="mono">{visibleText(name ?? '')}</span>
      </p>
      {elsewhereCount === 0 ? (
        <p className="muted">{words.noElsewhere}</p>
      ) : (
        <>
          <p className="muted">
            {words.elsewhereHint} {elsewhereCount > elsewhere.length && words.more(elsewhere.length, elsewhereCount)}
          </p>
          <Section title={words.elsewhere} rows={elsewhere} columns={withPath} />
        </>
      )}
    </>
  );
}

function Section({ title, rows, columns: shown }: { title: string; rows: readonly PathRow[]; columns: readonly Column<PathRow>[] }) {
  return <DataTable label={title} noun={words.noun} rows={rows} columns={shown} rowKey={(row) => row.lid} maxHeight={360} />;
}
