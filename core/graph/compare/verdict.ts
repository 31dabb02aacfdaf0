/** The answer about two runs, in one word of the closed vocabulary and in sentences that claim no more than was compared. */
import type { ComparedTask, OutputCounts, RunComparison } from '../../contract/compare';
import type { IndexFiles } from './index-files';
import { type RunVerdict, runVerdictWords, unshownReasons, unshownWords } from './vocabulary';

/** `diverged` wins over all, softer where index files alone differ: it needs one difference alone. Equal contents of none prove nothing; of bytes that are not shown to be those of the runs, not all. */
export function judgeRuns(isOneRun: boolean, counts: OutputCounts, tasks: readonly ComparedTask[], indexes: IndexFiles): RunVerdict {
  if (isOneRun) return 'same-run';
  if (counts.different + counts.onlyLeft + counts.onlyRight > 0) return indexes.alone ? 'diverged-in-index-files' : 'diverged';
  const isWhole = counts.total > 0 && counts.identical === counts.total;
  const isShown = isWhole && Object.keys(counts.unshown).length === 0;
  if (tasks.some(({ first }) => first)) return isShown ? 'same-results-made-otherwise' : 'made-otherwise';
  if (isShown) return 'reproduced';
  return counts.identical > 0 ? 'reproduced-as-far-as-known' : 'not-comparable';
}

const toldDifferences = 5;

const of = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** The answer first, then the counts with their denominator, then where the runs part. */
export function conclude({ verdict, counts, firstDivergence, hashed, tasks }: Pick<RunComparison, 'verdict' | 'counts' | 'firstDivergence' | 'hashed' | 'tasks'>): string[] {
  const { different, indexFiles } = counts;
  const { short, sentence } = runVerdictWords[verdict];
  const sentences = [`${short}: ${lower(sentence)}`];
  if (verdict === 'same-run') return sentences;
  const alone = counts.onlyLeft + counts.onlyRight;
  const bySize = counts.identical + counts.different - counts.byContent;
  const open = counts.metadataOnly + counts.notComparable;
  sentences.push(
    counts.total === 0
      ? `There is no output to compare${counts.ignored > 0 ? ' but those ignored' : ''}.`
      : [
          `${counts.byContent} of ${of(counts.total, 'output')} compared by content: ${counts.identical} identical${unshownText(counts)}, ${counts.different - bySize} different`,
          bySize === 0 ? null : `${bySize} different by the recorded sizes`,
          alone === 0 ? null : `${alone} in one run alone`,
          open === 0 ? null : `${open} not compared by content${counts.metadataOnly === 0 ? '' : ` (${counts.metadataOnly} with equal metadata)`}`,
        ]
          .filter((part) => part !== null)
          .join('; ')
          .concat('.'),
  );
  if (indexFiles > 0) {
    const share = `${indexFiles} of ${of(different, 'output that differs is an index file', 'outputs that differ are index files')}`;
    sentences.push(
      verdict === 'diverged-in-index-files'
        ? `${share}. Whether they differ in more than places, paths and versions is not told: open them to see.`
        : `${share}. That index files alone differ is said only where every other output is the same by content.`,
    );
  }
  if (counts.ignored > 0) sentences.push(`${of(counts.ignored, 'output')} ignored by rule, listed with the reason and counted apart.`);
  if (firstDivergence !== null) {
    const also = firstDivergence.also.length;
    const own = firstDivergence.differs.filter(({ derived }) => !derived);
    const told = own.slice(0, toldDifferences).map(({ words }) => words);
    const more = own.length - told.length;
    sentences.push(
      `The tasks part first at ${firstDivergence.task}${also === 0 ? '' : ` (and ${of(also, 'other task')} with nothing differing upstream)`}: ${told.join(' ')}${more > 0 ? ` And ${of(more, 'difference')} more.` : ''}`,
    );
  } else if (tasks.length > 0)
    sentences.push(`No task was found to differ in what is recorded of it${tasks.some(({ status }) => status === 'order') ? ', but for the order of inputs' : ''}.`);
  if (!hashed && counts.total - counts.byContent > alone)
    sentences.push('This is from results at hand: no file was read for it. Read the files of both runs first for a stronger answer.');
  return sentences;
}

/** The file of either side, or of both. */
function unshownText({ unshown }: OutputCounts): string {
  const parts = unshownReasons.flatMap((reason) => (unshown[reason] === undefined ? [] : [`${unshown[reason]} of them by files ${unshownWords[reason]}`]));
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
