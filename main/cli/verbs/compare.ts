/** `compare`: two runs, output by output and down to the first task where they part; two tasks, "why did it run again?"; or any two records. */
import type { Output } from '../../../core/contract';
import type { Difference, IgnoreRule, OutputRow, RunComparison, SideFact } from '../../../core/contract/compare';
import { AuditError } from '../../../core/errors';
import { cacheCoverWords, judgedByWords, outputStatusWords, type RunVerdict, taskStatusWords } from '../../../core/graph/compare/vocabulary';
import { type ExitCode, exitCodes } from '../exit-codes';
import { type Column, table } from '../table';
import type { Verb } from '../verb';
import { visibleLine, visibleText } from '../visible';
import { counted, notRecorded } from '../words';

interface Options {
  verify?: boolean;
  work?: boolean;
  ignore?: string[];
}

const outputColumns: Column<OutputRow>[] = [
  { title: 'output', text: ({ name }) => name, whole: true },
  { title: 'status', text: ({ status }) => `${outputStatusWords[status].sign} ${outputStatusWords[status].short}`, whole: true },
  { title: 'judged by', text: ({ status, by }) => (status === 'only-left' || status === 'only-right' ? '' : judgedByWords[by]) },
  { title: 'ignored', text: ({ ignored }) => ignored?.reason ?? '' },
];

const factColumns: Column<SideFact>[] = [
  { title: 'name', text: ({ name }) => name },
  { title: 'first', text: ({ left }) => valueText(left) },
  { title: 'second', text: ({ right }) => valueText(right) },
];

/** Nothing compared is no answer: a script that goes on after 0 must not take it for one. */
const codes: Record<RunVerdict, ExitCode> = {
  'same-run': exitCodes.fine,
  reproduced: exitCodes.fine,
  'reproduced-as-far-as-known': exitCodes.fine,
  'same-results-made-otherwise': exitCodes.findings,
  'made-otherwise': exitCodes.findings,
  'diverged-in-index-files': exitCodes.findings,
  diverged: exitCodes.findings,
  'not-comparable': exitCodes.failed,
};

export const compareVerb: Verb = (program, act) => {
  program
    .command('compare <left> <right>')
    .description('two runs: each output, and the first task where they part; two tasks: why did it run again? or any two records, field by field')
    .option('--verify', 'hash the published files of both runs first; else results at hand are used')
    .option('--work', 'with --verify: the files of their tasks as well')
    .option('--ignore <glob=reason>', 'leave outputs of this name out, and say why; may be given several times', (one: string, before: string[] = []) => [...before, one])
    .action(
      act(async (session, left: string, right: string, { verify = false, work = false, ignore = [] }: Options) => {
        if (work && !verify) throw new AuditError('bad-input', '--work goes with --verify.');
        const rules = ignore.map(ruleOf);
        const workspace = await session.workspace();
        const sides = { left: await session.lid(left), right: await session.lid(right) };
        const kinds = await Promise.all([sides.left, sides.right].map(async (text) => (await session.call('lineage.resolve', { workspace, text })).kind));
        if (kinds.every((kind) => kind === 'TaskRun' || kind === 'AgentRun')) {
          if (verify || rules.length > 0) throw new AuditError('bad-input', '--verify and --ignore go with two runs; two tasks are compared by their records.');
          const answer = await session.call('compare.tasks', { workspace, ...sides });
          return { json: answer, text: tasksText(answer), code: answer.same ? exitCodes.fine : exitCodes.findings };
        }
        if (kinds.some((kind) => kind === 'FileOutput' || kind === 'WorkflowOutput' || kind === 'TaskOutput' || kind === 'TaskRun' || kind === 'AgentRun' || kind === 'Unknown')) {
          if (verify || rules.length > 0) throw new AuditError('bad-input', '--verify and --ignore go with two runs; two records are compared as they are.');
          const answer = await session.call('compare.records', { workspace, ...sides });
          return { json: answer, text: recordsText(answer, session.width), code: answer.same ? exitCodes.fine : exitCodes.findings };
        }
        const answer = await session.job('compare.runs', { workspace, ...sides, verify, work, ignore: rules });
        return { json: answer, text: runsText(answer, session.width), code: answer.stopped ? exitCodes.stopped : codes[answer.verdict] };
      }),
    );
};

/** `GLOB=REASON`; a glob holds no `=` of its own here, the reason may. */
function ruleOf(text: string): IgnoreRule {
  const at = text.indexOf('=');
  const [pattern, reason] = [text.slice(0, at), text.slice(at + 1).trim()];
  if (at < 1 || reason === '')
    throw new AuditError('bad-input', `--ignore ${text}: write GLOB=REASON. A rule to ignore needs a reason, such as --ignore '**/index.csv=names the paths of its run'.`);
  return { pattern, reason };
}

function runsText(answer: RunComparison, width: number | null): string {
  const { left, right, outputs, firstDivergence, params, code, environment, tasks, notes } = answer;
  const differing = (facts: readonly SideFact[]) => facts.filter(({ status }) => status !== 'same' && status !== 'not-recorded');
  const facts = (title: string, rows: readonly SideFact[]) => {
    const shown = differing(rows);
    return shown.length === 0 ? null : `${title}\n${table(shown, factColumns, width)}`;
  };
  const counts = new Map<string, number>();
  for (const { status } of tasks) counts.set(taskStatusWords[status], (counts.get(taskStatusWords[status]) ?? 0) + 1);
  const parts = [
    `${answer.conclusion.map(visibleLine).join('\n')}\n`,
    `First:  ${visibleLine(left.title)}  ${visibleLine(left.lid)}\nSecond: ${visibleLine(right.title)}  ${visibleLine(right.lid)}\n`,
    firstDivergence === null ? null : `Where they part: ${visibleLine(firstDivergence.task)}\n${differencesText(firstDivergence.differs)}`,
    firstDivergence === null || firstDivergence.also.length === 0 ? null : `Also, with nothing differing upstream: ${firstDivergence.also.map(visibleLine).join(', ')}\n`,
    table(outputs, outputColumns, width) || null,
    facts('Parameters that differ', params),
    facts(`Code that differs${code.same === true ? ' (the scripts are the same)' : ''}`, code.facts),
    facts('Environment that differs', environment),
    tasks.length === 0 ? null : `${counted(tasks.length, 'task')}: ${[...counts].map(([status, count]) => `${count} ${status}`).join(', ')}.\n`,
    notes.length === 0 ? null : `${notes.map((note) => `- ${visibleLine(note)}`).join('\n')}\n`,
  ];
  return parts.filter((part) => part !== null).join('\n');
}

function tasksText({ left, right, conclusion, differs, upstream }: Output<'compare.tasks'>): string {
  const [first, ...others] = upstream;
  const parts = [
    `${conclusion.map(visibleLine).join('\n')}\n`,
    `First:  ${visibleLine(left.title)}  ${visibleLine(left.lid)}\nSecond: ${visibleLine(right.title)}  ${visibleLine(right.lid)}\n`,
    differs.length === 0 ? null : differs.map((one) => `${differencesText([one])}    ${cacheCoverWords[one.cache]}\n`).join(''),
    first === undefined ? null : `Upstream they part first at ${visibleLine(first.task)}:\n${differencesText(first.differs)}`,
    others.length === 0 ? null : `Upstream also at: ${others.map(({ task }) => visibleLine(task)).join(', ')}\n`,
  ];
  return parts.filter((part) => part !== null).join('\n');
}

function recordsText({ left, right, same, how, changes, changeCount, content }: Output<'compare.records'>, width: number | null): string {
  const parts = [
    same
      ? 'The two records are the same, byte for byte.\n'
      : how === 'bytes'
        ? 'At least one of them is no JSON that can be compared field by field.\n'
        : `${counted(changeCount, 'field differs', 'fields differ')}.\n`,
    content === null ? null : `The two files: ${outputStatusWords[content.status].short}. ${visibleLine(content.detail)}\n`,
    `First:  ${left.kind}  ${visibleLine(left.lid)}\nSecond: ${right.kind}  ${visibleLine(right.lid)}\n`,
    table(
      changes,
      [
        { title: 'field', text: ({ path }) => path, whole: true },
        { title: 'first', text: ({ old }) => old ?? 'not in it' },
        { title: 'second', text: (one) => one.new ?? 'not in it' },
      ],
      width,
    ) || null,
  ];
  return parts.filter((part) => part !== null).join('\n');
}

function differencesText(differs: readonly Difference[]): string {
  return differs
    .map(({ words, diff, derived }) => {
      const script = diff === null ? '' : `${visibleText(diff).replace(/^/gm, '      ')}\n`;
      return `  ${derived ? '· ' : '* '}${visibleLine(words)}\n${script}`;
    })
    .join('');
}

function valueText(value: unknown): string {
  return value === null || value === undefined ? notRecorded : typeof value === 'string' ? value : JSON.stringify(value);
}
