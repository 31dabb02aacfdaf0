/** The tables of two runs side by side: outputs, tasks, and facts such as parameters. */
import type { ComparedTask, OutputRow, SideFact } from '../../../core/contract/compare';
import { judgedByWords, outputStatusWords, taskStatusWords } from '../../../core/graph/compare/vocabulary';
import { type Column, DataTable } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { size } from '../../parts/format';
import { LidLink } from '../../parts/lid-link';
import { SafeText } from '../../parts/masked';
import { visibleText } from '../../parts/visible-text';
import { factStatusWords, compareWords as words } from '../../words/compare';
import { OutputBadge } from './status-badge';

const sizes = ({ left, right }: OutputRow) => [left, right].map((side) => (side?.size == null ? '–' : size(side.size)));
const shas = ({ left, right }: OutputRow) => [left?.sha256, right?.sha256].map((sha) => sha?.slice(0, 12) ?? '–').join(' · ');
const madeBy = (row: OutputRow) => row.left?.madeBy ?? row.right?.madeBy ?? null;

const outputColumns: readonly Column<OutputRow>[] = [
  {
    id: 'name',
    title: words.name,
    value: (row) => row.name,
    cell: (row) => {
      const lid = row.left?.lid ?? row.right?.lid;
      return lid ? <LidLink lid={lid} title={row.name} /> : visibleText(row.name);
    },
    width: 250,
    grow: 1.2,
  },
  { id: 'status', title: words.status, value: (row) => outputStatusWords[row.status].short, cell: (row) => <OutputBadge row={row} />, width: 318, grow: 0.3 },
  { id: 'by', title: words.by, value: (row) => (row.status === 'only-left' || row.status === 'only-right' ? null : judgedByWords[row.by]), width: 190, grow: 0.6 },
  {
    id: 'sizes',
    title: words.sizes,
    value: (row) => sizes(row).join(' · '),
    cell: (row) => {
      const [a, b] = sizes(row);
      return a === b ? a : `${a} · ${b}`;
    },
    width: 130,
  },
  {
    id: 'madeBy',
    title: words.madeBy,
    value: (row) => madeBy(row)?.title ?? words.theRun,
    cell: (row) => {
      const task = madeBy(row);
      return task ? <LidLink lid={task.lid} title={task.title} /> : <span className="muted">{words.theRun}</span>;
    },
    width: 150,
    grow: 0.5,
  },
  { id: 'ignored', title: words.ignored, value: (row) => row.ignored?.reason ?? null, width: 126, grow: 0.5 },
  { id: 'detail', title: words.detail, value: (row) => row.detail, width: 260, grow: 2 },
  { id: 'sha', title: words.sha, value: shas, width: 220, mono: true, hidden: true },
  { id: 'leftPath', title: words.leftFile, value: (row) => row.left?.path ?? null, width: 200, mono: true, cut: 'start', hidden: true },
  { id: 'rightPath', title: words.rightFile, value: (row) => row.right?.path ?? null, width: 200, mono: true, cut: 'start', hidden: true },
];

export function OutputsTable({ outputs }: { outputs: readonly OutputRow[] }) {
  return (
    <DataTable
      label={words.outputsTable}
      noun={words.outputNoun}
      rows={outputs}
      columns={outputColumns}
      rowKey={(row) => `${row.name} ${row.left?.lid} ${row.left?.path} ${row.right?.lid} ${row.right?.path}`}
      maxHeight={520}
      empty={<EmptyState title={words.noOutputs} />}
    />
  );
}

const differsText = ({ differs, differCount }: ComparedTask) =>
  differs.map((one) => one.words).join(' ') + (differCount > differs.length ? ` ${words.moreDiffers(differCount - differs.length)}` : '');

const taskColumns: readonly Column<ComparedTask>[] = [
  {
    id: 'name',
    title: words.task,
    value: (task) => task.name,
    cell: (task) => {
      const link = task.left ?? task.right;
      return link ? <LidLink lid={link.lid} title={task.name} /> : visibleText(task.name);
    },
    width: 170,
    grow: 1,
  },
  {
    id: 'status',
    title: words.taskStatus,
    value: (task) => (task.first ? `${taskStatusWords[task.status]}; ${words.taskFirst}` : taskStatusWords[task.status]),
    width: 220,
    grow: 0.6,
  },
  {
    id: 'differs',
    title: words.differs,
    value: differsText,
    cell: (task) => <SafeText text={differsText(task)} />,
    width: 260,
    grow: 3,
  },
  { id: 'files', title: words.files, value: ({ outputs }) => words.filesText(outputs.identical, outputs.different, outputs.unknown), width: 190, grow: 0.4 },
];

export function TasksTable({ tasks }: { tasks: readonly ComparedTask[] }) {
  return (
    <DataTable
      label={words.tasksTable}
      noun={words.taskNoun}
      rows={tasks}
      columns={taskColumns}
      rowKey={(task) => `${task.left?.lid} ${task.right?.lid}`}
      maxHeight={420}
      empty={<EmptyState title={words.partsNone} />}
    />
  );
}

function text(value: SideFact['left']): string | null {
  return value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);
}

const factColumns: readonly Column<SideFact>[] = [
  { id: 'name', title: words.fact, value: (fact) => fact.name, width: 170, grow: 0.7 },
  { id: 'status', title: words.factStatus, value: (fact) => factStatusWords[fact.status], width: 130 },
  {
    id: 'left',
    title: words.first,
    absent: words.absent,
    value: (fact) => text(fact.left),
    cell: (fact) => fact.left !== null && <SafeText text={text(fact.left) ?? ''} />,
    width: 180,
    grow: 1,
  },
  {
    id: 'right',
    title: words.second,
    absent: words.absent,
    value: (fact) => text(fact.right),
    cell: (fact) => fact.right !== null && <SafeText text={text(fact.right) ?? ''} />,
    width: 180,
    grow: 1,
  },
];

/** What differs stands first. */
export function FactsTable({ label, noun, facts }: { label: string; noun: string; facts: readonly SideFact[] }) {
  const isEqual = (fact: SideFact) => fact.status === 'same' || fact.status === 'not-recorded';
  const rows = [...facts.filter((fact) => !isEqual(fact)), ...facts.filter(isEqual)];
  return <DataTable label={label} noun={noun} rows={rows} columns={factColumns} rowKey={(fact) => fact.name} maxHeight={300} empty={<EmptyState title={words.absent} />} />;
}
