/** `timeline`, `path-history`: what happened when, and what was published under one path over the runs. */
import { type PathRow, type Timeline, type TimelineItem, timelineKinds } from '../../../core/contract/time';
import { AuditError } from '../../../core/errors';
import { timelineTitles } from '../../../core/time/words';
import { type Column, table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { counted, countText, notRecorded, timeText, verdictText } from '../words';

interface Options {
  from?: string;
  to?: string;
  kind?: string[];
  limit: string;
}

const columns: Column<TimelineItem>[] = [
  { title: 'time', text: (one) => timeText(one.at), whole: true },
  { title: 'whose', text: (one) => (one.clock === 'recorded' ? 'recorded' : 'this computer'), whole: true },
  { title: 'what', text: (one) => timelineTitles[one.kind], whole: true },
  { title: 'title', text: (one) => one.title },
  { title: 'detail', text: (one) => one.detail },
];

const pathColumns: Column<PathRow>[] = [
  { title: 'recorded', text: (row) => timeText(row.createdAt), whole: true },
  { title: 'run', text: (row) => row.run?.name ?? row.run?.lid ?? notRecorded },
  { title: 'bytes', text: (row) => (row.size === null ? notRecorded : countText(row.size)), right: true },
  { title: 'checksum', text: (row) => row.checksum?.value ?? notRecorded },
  { title: 'verdict', text: (row) => `${verdictText(row)}${row.stale ? ' (before the record changed)' : ''}` },
  { title: 'baseline', text: (row) => row.baseline ?? 'none' },
  { title: 'content as before', text: (row) => row.same },
  { title: 'lid', text: (row) => row.lid, whole: true },
];

export const timeVerbs: Verb = (program, act) => {
  program
    .command('timeline')
    .description('runs, syncs, checks, findings and sign-offs in the order of their times, newest first')
    .option('--from <time>', 'with its zone: 2026-11-20T00:00Z')
    .option('--to <time>', 'up to this time')
    .option('--kind <kind>', `only these, may be repeated: ${timelineKinds.join(', ')}`, (one: string, before: string[] = []) => [...before, one])
    .option('--limit <n>', 'how many at most, up to 1000', '100')
    .action(
      act(async (session, { from, to, kind, limit }: Options) => {
        const kinds = kind?.map((one) => {
          const known = timelineKinds.find((name) => name === one);
          if (known === undefined) throw new AuditError('bad-input', `There is no kind "${one}". There are: ${timelineKinds.join(', ')}.`);
          return known;
        });
        const { timeline } = await session.call('time.timeline', { workspace: await session.workspace(), from, to, kinds, limit: Number(limit) });
        return { json: timeline, text: timelineText(timeline, session.width) };
      }),
    );

  program
    .command('path-history <path>')
    .description('each run that published this path (or the file of this LID), and, apart, the same name below other output folders')
    .action(
      act(async (session, path: string) => {
        const answer = await session.call('time.pathHistory', { workspace: await session.workspace(), path });
        const { rows, elsewhere, elsewhereCount, name, task } = answer;
        const parts = [
          `${visibleLine(answer.path ?? path)}\n${table(rows, pathColumns, session.width)}${counted(rows.length, 'published file')} under this path, by their recorded times. "Content as before" is unknown unless both contents were proven or their sizes differ.\n`,
          task > 0 ? `${counted(task, "task's own file", "tasks' own files")} with this path, which no run published, ${task === 1 ? 'is' : 'are'} not listed.\n` : '',
          elsewhereCount > 0
            ? `\nThe same name, ${visibleLine(name ?? '')}, below other output folders:\n${table(elsewhere, pathColumns, session.width)}${counted(elsewhereCount, 'published file')}${elsewhereCount > elsewhere.length ? `, the first ${countText(elsewhere.length)} shown` : ''}.\n`
            : '',
        ];
        return { json: answer, text: parts.join('') };
      }),
    );
};

function timelineText({ items, total, undated, from, to }: Timeline, width: number | null): string {
  const without = Object.entries(undated).map(([kind, count]) => `${countText(count)} × ${timelineTitles[kind as TimelineItem['kind']]}`);
  const span = from === null ? '' : ` between ${timeText(from)} and ${timeText(to)}`;
  return `${table(items, columns, width)}${countText(items.length)} of ${countText(total)} shown${span}.${without.length > 0 ? ` Without a time: ${without.join(', ')}.` : ''} Times of runs are claims of their records; all others are this computer's clock.\n`;
}
