/** The answer in sentences that claim no more than the records show: what differs lies upstream, and is never called the cause. */
import type { CauseAnswer } from '../../contract/cause';
import { goodGroundWords } from './vocabulary';

type Told = Pick<CauseAnswer, 'against' | 'ground' | 'compared' | 'causes' | 'total' | 'tasks' | 'earlierCount' | 'partingCount'>;

/** Where there is nothing to compare with. */
const whatToDo = [
  'What can be done: choose any other run that has an output of this name, be it a later one or one of another pipeline; the answer then says that it was chosen by hand.',
  'Or read the processing history of this file, which needs no second run: it names the weakest link of how it was made.',
  'If an earlier run is known, sync the store that holds its records, or turn lineage on and run again: the next run can be compared with this one.',
];

export function concludeCause({ against, ground, compared, causes, total, tasks, earlierCount, partingCount }: Told): string[] {
  if (against === null || ground === null)
    return [
      earlierCount === 0
        ? 'There is nothing to compare with: no run of the same pipeline (the same repository, else the same name) is recorded to have started earlier. This is the first one, the earlier ones ran with lineage off, or their records lie in another store.'
        : `There is nothing to compare with: of ${counted(earlierCount, 'earlier run')} of the same pipeline none has an output of this name that could be taken by the rule.`,
      ...whatToDo,
    ];
  const sentences = [differenceWords(compared)];
  const [first] = causes;
  if (first === undefined)
    sentences.push(
      tasks.behind === 0
        ? 'No record leads from the file to a task, and the two runs record nothing that differs.'
        : `Nothing that is recorded of the ${counted(tasks.behind, 'task')} behind it differs: what made a difference, if there is one, is not recorded.`,
    );
  else {
    const where =
      first.distance === null
        ? ' It is recorded of the run as a whole; no record shows that it reached this file.'
        : ` At ${first.tasks[0]?.name ?? ''}${first.taskCount > 1 ? ` and ${first.taskCount - 1} more` : ''}, ${first.distance === 1 ? 'the task that wrote it' : `${first.distance - 1} ${first.distance === 2 ? 'task' : 'tasks'} before the one that wrote it`}.`;
    sentences.push(`First by the rule, of ${counted(total, 'recorded difference')}: ${first.words}${where}`);
    sentences.push(
      first.distance === null
        ? 'It differs between the runs; that it made the difference is not shown.'
        : 'It differs, and lies upstream of the file; that it made the difference is not shown.',
    );
    if (first.effect === 'same-content') sentences.push('What that task wrote is the same by content in both runs, so what made the difference may well not be recorded.');
    const reached = first.reached;
    if (reached !== null && reached.looked > 0)
      sentences.push(
        reached.last === null
          ? `No earlier run is shown to be without it, of ${reached.looked} looked at (${reached.carry} with it, ${reached.unknown} not known).`
          : `The last earlier run without it: ${runWords(reached.last)}. Of ${reached.looked} earlier runs looked at, ${reached.without} without it, ${reached.carry} with it, ${reached.unknown} not known.`,
      );
  }
  if (partingCount > 1) sentences.push(`The two histories part at ${partingCount} tasks that have nothing differing upstream.`);
  sentences.push(`Compared with ${runWords(against)}. ${goodGroundWords[ground]}`);
  return sentences;
}

export function runWords({ name, lid, start, commit }: NonNullable<CauseAnswer['against']>): string {
  return `${name ?? lid}${start === null ? ', start not recorded' : `, started ${timeWords(start)}`}, ${commit === null ? 'commit not recorded' : `commit ${commit}`}`;
}

/** In UTC to the second; what is no ISO 8601 time stays as it is recorded. */
function timeWords(time: string): string {
  const millis = /^\d{4}-\d\d-\d\dT/.test(time) ? Date.parse(time) : Number.NaN;
  return Number.isNaN(millis) ? time : `${new Date(millis).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function differenceWords(compared: CauseAnswer['compared']): string {
  if (compared === null) return 'What the two wrote was not compared as a whole.';
  const { status, detail } = compared;
  if (status === 'identical') return `The two files have the same content, so there may be no difference to explain: ${detail}`;
  if (status === 'different') return `The two files differ: ${detail}`;
  return `Whether the content of the two files differs is not known: ${detail}`;
}

const counted = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;
