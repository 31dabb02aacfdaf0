/** `root-cause`: why is this file different? What differs upstream, against an earlier run of the same pipeline. */
import { InvalidArgumentError } from 'commander';
import type { CauseAnswer, EarlierRun, RankedCause } from '../../../core/contract/cause';
import { causeEffectWords, causeKindWords, causeRoleWords, causeStandingWords, notTakenWords } from '../../../core/graph/cause/vocabulary';
import { outputStatusWords } from '../../../core/graph/compare/vocabulary';
import { exitCodes } from '../exit-codes';
import { type Column, table } from '../table';
import type { Verb } from '../verb';
import { visibleLine, visibleText } from '../visible';
import { counted, notRecorded, timeText } from '../words';

interface Options {
  against?: string;
  limit: number;
}

const shownCauses = 50;

export const rootCauseVerb: Verb = (program, act) => {
  program
    .command('root-cause <lid>')
    .description('why is this file different? What differs upstream of it, ranked, against an earlier run of the same pipeline; it never says what the cause was')
    .option('--against <run>', 'the run to compare with; else a rule chooses, and the answer says on what the choice rests')
    .option('--limit <n>', 'so many differences at the most', limit, shownCauses)
    .action(
      act(async (session, typed: string, { against, limit: most }: Options) => {
        const workspace = await session.workspace();
        const input = { workspace, lid: await session.lid(typed), limit: most, ...(against === undefined ? {} : { against: await session.lid(against) }) };
        const answer = await session.job('cause.find', input);
        const code = answer.against === null ? exitCodes.failed : answer.total > 0 ? exitCodes.findings : exitCodes.fine;
        return { json: answer, text: causeText(answer, session.width), code };
      }),
    );
};

const runColumns: Column<EarlierRun>[] = [
  { title: 'run', text: ({ name, lid }) => name ?? lid, whole: true },
  { title: 'start', text: ({ start }) => timeText(start), whole: true },
  { title: 'commit', text: ({ commit }) => commit?.slice(0, 10) ?? notRecorded },
  { title: 'its file', text: ({ compared, notTaken }) => (notTaken === null ? (compared === null ? '' : outputStatusWords[compared.status].short) : notTakenWords[notTaken]) },
  { title: 'lid', text: ({ lid }) => lid, whole: true },
];

function causeText(answer: CauseAnswer, width: number | null): string {
  const { file, run, against, causes, total, notShown, earlier, earlierCount } = answer;
  const parts = [
    `${answer.conclusion.map(visibleLine).join('\n')}\n`,
    `File:   ${visibleLine(file.name)}  ${visibleLine(file.lid)}\nSecond: ${visibleLine(run.name ?? run.lid)}  ${visibleLine(run.lid)}\n${against === null ? '' : `First:  ${visibleLine(against.name ?? against.lid)}  ${visibleLine(against.lid)}\n`}`,
    causes.length === 0
      ? null
      : `${counted(total, 'difference')} upstream, ranked${total > causes.length ? `; the first ${causes.length}` : ''}:\n${causes.map(oneCause).join('')}`,
    notShown.length === 0 ? null : `What the records cannot show, and can be the cause too:\n${notShown.map((sentence) => `- ${visibleLine(sentence)}`).join('\n')}\n`,
    earlier.length === 0 ? null : `${counted(earlierCount, 'earlier run')} of the same pipeline:\n${table(earlier, runColumns, width)}`,
  ];
  return parts.filter((part) => part !== null).join('\n');
}

function oneCause({ rank, kind, words, role, effect, standing, distance, tasks, taskCount, reached, diff }: RankedCause): string {
  const where =
    tasks.length === 0
      ? 'the run as a whole'
      : `${tasks
          .map(({ name }) => name)
          .slice(0, 4)
          .join(', ')}${taskCount > 4 ? `, and ${taskCount - 4} more` : ''}; distance ${distance ?? 'not known'}`;
  const last = reached?.last ?? null;
  const lines = [
    `${String(rank).padStart(3)}. ${causeKindWords[kind]}: ${visibleLine(words)}`,
    `     at ${visibleLine(where)}`,
    `     ${causeRoleWords[role]}; ${causeStandingWords[standing]}${distance === null ? '' : `; ${causeEffectWords[effect]}`}.`,
    last === null ? null : `     last earlier run without it: ${visibleLine(last.name ?? last.lid)}, commit ${visibleLine(last.commit ?? notRecorded)}`,
  ];
  return `${lines.filter((line) => line !== null).join('\n')}\n${diff === null ? '' : `${visibleText(diff).replace(/^/gm, '       ')}\n`}`;
}

function limit(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('A number from 1 to 9999.');
  return Number(text);
}
