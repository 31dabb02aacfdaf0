/** `runs`, `run`, `tasks`: what was run, and what each run executed and relied on. */
import type { RunPage, RunRow, TaskRow } from '../../../core/contract/runs';
import { type Column, table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { counted, countText, notRecorded, summaryText, timeText } from '../words';

const runColumns: Column<RunRow>[] = [
  { title: 'lid', text: (run) => run.lid, whole: true },
  { title: 'name', text: (run) => run.name ?? notRecorded },
  { title: 'start', text: (run) => timeText(run.start), whole: true },
  { title: 'pipeline', text: (run) => run.pipeline ?? notRecorded },
  { title: 'revision', text: (run) => run.revision ?? notRecorded },
  { title: 'commit', text: (run) => run.commit?.slice(0, 10) ?? notRecorded },
  { title: 'tasks', text: (run) => countText(run.executedTasks), right: true },
  { title: 'outputs', text: (run) => countText(run.outputs), right: true },
  { title: 'checked', text: (run) => `${countText(run.checks.checked)}/${countText(run.checks.total)}`, right: true },
  { title: 'marks', text: (run) => run.marks.join(' ') },
];

const taskColumns: Column<TaskRow>[] = [
  { title: 'lid', text: (task) => task.lid, whole: true },
  { title: 'name', text: (task) => task.name },
  { title: 'executed by', text: (task) => task.runName ?? task.run ?? notRecorded },
  { title: 'reused', text: (task) => (task.reused ? 'yes' : 'no') },
  { title: 'inputs', text: (task) => countText(task.inputs), right: true },
  { title: 'outputs', text: (task) => countText(task.outputs), right: true },
  { title: 'container', text: (task) => task.container ?? notRecorded },
];

export const runVerbs: Verb = (program, act) => {
  program
    .command('runs')
    .description('every run, newest first')
    .action(
      act(async (session) => {
        const { runs } = await session.call('runs.list', { workspace: await session.workspace() });
        return { json: { runs }, text: `${table(runs, runColumns, session.width)}${counted(runs.length, 'run')}. Success and end time: not recorded.\n` };
      }),
    );

  program
    .command('run <lid>')
    .description('one run: identity, pipeline, folders, parameters, and what no record can show')
    .action(
      act(async (session, typed: string) => {
        const workspace = await session.workspace();
        const { run } = await session.call('runs.get', { workspace, lid: await session.lid(typed) });
        return { json: { run }, text: runText(run) };
      }),
    );

  program
    .command('tasks <lid>')
    .description('the tasks a run executed')
    .option('--effective', 'and those it relied on, reused from other runs: walked back from its outputs')
    .action(
      act(async (session, typed: string, { effective = false }: { effective?: boolean }) => {
        const workspace = await session.workspace();
        const { tasks } = await session.call('runs.tasks', { workspace, lid: await session.lid(typed), effective });
        const reused = tasks.filter((task) => task.reused).length;
        const sum = effective
          ? `${counted(tasks.length, 'task')}: ${countText(tasks.length - reused)} executed by this run, ${countText(reused)} reused from other runs.`
          : `${counted(tasks.length, 'task')} executed by this run.`;
        return { json: { tasks }, text: `${table(tasks, taskColumns, session.width)}${sum}\n` };
      }),
    );
};

function runText({ row, groups, params, notRecorded: missing }: RunPage): string {
  const line = (name: string, value: unknown, masked = false) =>
    `  ${visibleLine(name)}: ${value === null || value === undefined ? notRecorded : visibleLine(typeof value === 'string' ? value : JSON.stringify(value))}${masked ? ' (masked)' : ''}`;
  const parts = [
    `${visibleLine(row.name ?? 'A run without a name')}  ${visibleLine(row.lid)}`,
    ...groups.map(({ title, facts }) => [visibleLine(title), ...facts.map((fact) => line(fact.name, fact.value, fact.masked))].join('\n')),
    ['Parameters', ...(params.length > 0 ? params.map((param) => line(param.name, param.value, param.masked)) : [`  ${notRecorded}`])].join('\n'),
    ['Checks', `  ${summaryText(row.checks)}`].join('\n'),
    ['Not recorded', ...missing.map((sentence) => `  ${visibleLine(sentence)}`)].join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}
