/** Of an outside file that was recorded with several checksums: which of them fits the file that is there now, as far as anybody looked, and who recorded it. */
import type { Custody } from '../../contract/custody';
import { minuteText } from '../../verify/standing';
import { type Verdict, verdictShort } from '../../verify/verdict';
import type { Chain } from './chain';
import { checkOf, type HistoryFacts, type Reading } from './facts';
import { checkShown, nameOf } from './files-of';
import type { History } from './history';
import { runsWords } from './makers';
import { listOf } from './named';

const mostRuns = 20;

type Fit = Custody['contents'][number]['fits'];

/** `metadata-match` speaks for path, size and time alone; what is neither for nor against a checksum is `unknown`. */
const fitOf: Record<Verdict, Fit> = {
  'content-verified': 'yes',
  'metadata-match': 'yes',
  mismatch: 'no',
  missing: 'no',
  inconclusive: 'unknown',
  unreadable: 'unknown',
  'not-checkable': 'unknown',
  'not-checked': 'not-looked',
};

function lookedAt({ start }: Chain, facts: HistoryFacts, { checksum }: Reading) {
  const check = checkOf(facts, start, checksum.value);
  return { check, fits: check === null || check.stale ? ('not-looked' as const) : fitOf[check.verdict] };
}

export function contentsOf(history: History): Custody['contents'] {
  const { chain, facts } = history;
  return facts.readings.map((reading) => {
    const { check, fits } = lookedAt(chain, facts, reading);
    return {
      checksum: reading.checksum,
      tasks: reading.tasks,
      runs: reading.runs.slice(0, mostRuns).map((run) => nameOf(history, run)),
      runCount: reading.runs.length,
      check: checkShown(check),
      fits,
    };
  });
}

/** One sentence where several checksums were recorded; else none. */
export function fitWords(chain: Chain, facts: HistoryFacts): string[] {
  if (facts.readings.length < 2) return [];
  const looked = facts.readings.map((reading) => ({ reading, ...lookedAt(chain, facts, reading) }));
  const of = (fits: Fit) => looked.filter((one) => one.fits === fits);
  if (of('not-looked').length === looked.length) return ['Which of these checksums the file that is there now fits is not known: nobody has looked.'];
  const at = looked
    .flatMap(({ check }) => check?.at ?? [])
    .sort()
    .at(-1);
  const said = ({ reading: { checksum, runs } }: (typeof looked)[number]) => `${facts.say(checksum.value)}${runs.length === 0 ? '' : ` (recorded by ${runsWords(facts, runs)})`}`;
  const fitting = of('yes');
  const parts = [
    fitting.length === 0
      ? 'the file that was there fits none of these checksums'
      : `the file that was there fits ${listOf(fitting.map((one) => `${said(one)}, which says: ${one.check === null ? '' : verdictShort(one.check)}`))}`,
    ...(of('no').length === 0 ? [] : [`it does not fit ${listOf(of('no').map(said))}`]),
    ...(of('unknown').length === 0 ? [] : [`it speaks neither for nor against ${listOf(of('unknown').map(said))}`]),
    ...(of('not-looked').length === 0 ? [] : [`against ${listOf(of('not-looked').map(said))} nobody has held it`]),
  ];
  if (looked.every(({ check }) => check?.verdict === 'missing')) return [`No file was there when it was last looked for${at === undefined ? '' : ` (${minuteText(at)})`}.`];
  return [`Last looked at${at === undefined ? '' : ` ${minuteText(at)}`}: ${parts.join('; ')}. What was there when the tasks read it is not shown by that.`];
}
