/** What the check of a run's code found: its files, the code of its tasks, and the files that nothing covers. */
import type { CodeCheck, CodeFile, CodeOfTasks } from '../../../core/contract/code';
import { codeLimits, fileRoleWords } from '../../../core/verify/code/reasons';
import { type CodeCheckWords, codeReasonText, taskCodeText } from '../../../core/verify/code/words';
import { verdictWords } from '../../../core/verify/verdict';
import { type Column, DataTable } from '../../parts/data-table';
import { count } from '../../parts/format';
import { PathEnd } from '../../parts/path-end';
import { Size } from '../../parts/size';
import { VerdictBadge } from '../../parts/verdict-badge';
import { visibleText } from '../../parts/visible-text';
import { codeWords as words } from '../../words/code';

type Other = CodeCheck['notRecorded'][number];
const titles = words.columns;

const verdict = {
  id: 'verdict',
  title: titles.verdict,
  width: 170,
  grow: 0.8,
  value: (one: CodeFile | CodeOfTasks) => verdictWords[one.verdict].short,
  cell: (one: CodeFile | CodeOfTasks) => <VerdictBadge verdict={one.verdict} detail={one.detail} />,
};

const fileColumns: readonly Column<CodeFile>[] = [
  { id: 'file', title: titles.file, width: 170, grow: 1.2, mono: true, value: (file) => visibleText(file.path) },
  verdict,
  {
    id: 'why',
    title: titles.why,
    width: 150,
    grow: 0.8,
    value: codeReasonText,
    cell: (file) => <span title={visibleText(file.detail)}>{codeReasonText(file)}</span>,
  },
  { id: 'field', title: titles.field, width: 120, value: (file) => words.field[file.field] },
  { id: 'sha256', title: titles.sha256, width: 200, grow: 1, mono: true, value: (file) => file.sha256 },
  { id: 'size', title: titles.size, width: 84, align: 'right', value: (file) => file.size, cell: (file) => file.size !== null && <Size bytes={file.size} /> },
  {
    id: 'recorded',
    title: titles.recordedPath,
    width: 170,
    grow: 1,
    mono: true,
    value: (file) => file.recordedPath,
    cell: (file) => file.recordedPath && <PathEnd path={file.recordedPath} />,
    hidden: true,
  },
  { id: 'blob', title: titles.blob, width: 170, mono: true, value: (file) => file.blob, hidden: true },
];

const taskColumns: readonly Column<CodeOfTasks>[] = [
  { id: 'process', title: titles.process, width: 170, grow: 1, value: (task) => visibleText(task.process) },
  verdict,
  { id: 'where', title: titles.where, width: 220, grow: 1.4, value: (task) => visibleText(taskCodeText(task)) },
  { id: 'tasks', title: titles.tasks, width: 80, align: 'right', value: (task) => task.tasks, cell: (task) => count(task.tasks) },
];

const otherColumns: readonly Column<Other>[] = [
  { id: 'file', title: titles.file, width: 220, grow: 1, mono: true, value: (other) => visibleText(other.path) },
  { id: 'role', title: titles.role, width: 260, grow: 1.4, value: (other) => fileRoleWords[other.role] + (other.named ? `; ${words.named}` : '') },
];

const tableHeight = 260;

export function CodeResult({ check, said }: { check: CodeCheck; said: CodeCheckWords }) {
  return (
    <>
      <p className="wrap-anywhere">{visibleText(said.commit)}</p>
      {said.notes.length > 0 && (
        <ul className="sentences">
          {said.notes.map((note) => (
            <li key={note}>{visibleText(note)}</li>
          ))}
        </ul>
      )}
      <DataTable
        label={words.files}
        noun={words.filesNoun}
        rows={check.files}
        columns={fileColumns}
        rowKey={(file) => `${file.field} ${file.recordedPath} ${file.recorded?.value}`}
        maxHeight={tableHeight}
      />
      {check.tasks.length > 0 && (
        <>
          <h3>{words.tasks}</h3>
          <p>{said.tasks}</p>
          <DataTable
            label={words.tasks}
            noun={words.tasksNoun}
            rows={check.tasks}
            columns={taskColumns}
            rowKey={(task) => `${task.process} ${task.recorded?.value}`}
            maxHeight={tableHeight}
          />
        </>
      )}
      <h3>{words.others}</h3>
      <p>{said.notRecorded}</p>
      {check.notRecorded.length > 0 && (
        <DataTable label={words.others} noun={words.othersNoun} rows={check.notRecorded} columns={otherColumns} rowKey={(other) => other.path} maxHeight={tableHeight} />
      )}
      {check.notRecordedCount > check.notRecorded.length && <p>{words.more(check.notRecordedCount - check.notRecorded.length)}</p>}
      <h3>{words.limits}</h3>
      <ul className="sentences">
        {codeLimits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </>
  );
}
