/** The history in plain language: what a person who knows no pipeline reads first. Every sentence says no more than the records do. */
import { kindNumbers, relationNumbers } from '../../index/schema';
import { counted, grouped } from '../../report/words';
import { forEachLink, isInferred } from '../adjacency';
import type { Assessment } from './assess';
import type { Chain, ChainStep } from './chain';
import { fitWords } from './contents';
import type { HistoryFacts } from './facts';
import { doerWords, type Makers, readWords, runsWords, runWords } from './makers';
import { listOf, listOfSome } from './named';
import { namedAloneText } from './named-alone-text';
import { byFolders, isToldStep } from './told';

export const custodyTitle = 'Processing history (chain of custody as recorded)';
const unknownCustody = 'who held or copied it between steps is not recorded';

/** Sentences, the most important first. */
export function summaryOf(chain: Chain, facts: HistoryFacts, makers: Makers, assessment: Assessment): string[] {
  const first = opening(chain, facts, makers);
  // Of what no record leads back from there is no more to say, but under which contents it was read.
  if (chain.steps.length === 0)
    return [`${first}; who held or copied it is not recorded.`, ...readingWords(facts), ...fitWords(chain, facts), ...facts.named.map((one) => namedAloneText(facts, one))];
  return [
    `${first}; ${unknownCustody}.`,
    ...readingWords(facts),
    ...fitWords(chain, facts),
    ...behind(chain, facts, makers),
    ...breaks(
      assessment,
      chain.steps.some((step) => isToldStep(chain, step)),
    ),
  ];
}

function opening(chain: Chain, facts: HistoryFacts, makers: Makers): string {
  const { graph, start, steps } = chain;
  const at = chain.stepOf[start] ?? -1;
  const step = at < 0 ? undefined : steps[at];
  if (graph.kinds[start] === kindNumbers.External) return outsideOpening(chain, facts, step);
  if (graph.kinds[start] === kindNumbers.Missing) return missingOpening(chain, facts, step);
  if (graph.kinds[start] === kindNumbers.Unknown) return 'The record of this file cannot be read or is not understood, so where the file came from is not known';
  const run = at < 0 ? null : (makers.governed[at] ?? null);
  const runName = run === null ? null : runWords(facts, run);
  if (step === undefined) return 'The records do not say where this file came from';
  if (step.kind === 'published')
    return `According to the records, this file was published ${runName === null ? '(by which run is not recorded)' : `by ${runName}`} from ${sourceWords(chain, facts, makers, step)}`;
  if (step.kind === 'task' || step.kind === 'agent') {
    const under = runName === null ? ', under which run is not recorded' : `, under ${runName}`;
    return `According to the records, this file was written by ${doerWords(facts, step)}${taskClause(chain, facts, step)}${under}`;
  }
  if (step.kind === 'run') return `According to the records, this file was written by ${runName ?? 'a run'} itself, not by a task; what went into it is not recorded`;
  if (step.kind === 'inferred') return `No record says what this file came from; its name alone suggests ${guessWords(chain, facts, step)}`;
  return `The record of this file names ${runName === null ? 'neither a run nor a task nor a source' : `${runName}, and neither a task nor a source`}: how it came about is not recorded`;
}

/** `task FILTER (HG002), which read …`; over copies that were published again. */
function sourceWords(chain: Chain, facts: HistoryFacts, makers: Makers, step: ChainStep): string {
  const sources = step.inputs.filter(({ inferred }) => !inferred).map(({ node }) => node);
  const [source] = sources;
  if (source === undefined) return 'a source that is not recorded';
  const title = facts.say(facts.rows.get(source)?.title ?? '');
  if (sources.length > 1) return `several sources that its record names: ${listOfSome(sources, (node) => facts.say(facts.rows.get(node)?.title ?? ''))}`;
  const at = chain.stepOf[source] ?? -1;
  const maker = chain.steps[at];
  if (source === step.node) return 'itself, as its record says, which cannot be';
  if (maker?.kind === 'task' || maker?.kind === 'agent') return `${doerWords(facts, maker)}${taskClause(chain, facts, maker)}`;
  if (chain.graph.kinds[source] === kindNumbers.Missing || chain.graph.kinds[source] === kindNumbers.Unknown)
    return `${title}, of which no record can be read here: the way back breaks off there`;
  const run = at < 0 ? null : (makers.governed[at] ?? null);
  return `${title}, a file that ${run === null ? 'another run' : runWords(facts, run)} had ${maker?.kind === 'published' ? 'published' : 'written'}`;
}

function taskClause(chain: Chain, facts: HistoryFacts, step: ChainStep): string {
  const kind = chain.graph.kinds[step.node];
  if (kind === kindNumbers.Missing) return ', of which no record is here: what it read is not known';
  const read = readWords(chain, facts, step);
  return read === null ? ', which read no file that its record names' : `, which read ${read}`;
}

function outsideOpening(chain: Chain, facts: HistoryFacts, step: ChainStep | undefined): string {
  const { graph, start } = chain;
  let tasks = 0;
  let runs = 0;
  forEachLink(graph.down, start, (_, relation) => {
    if (relation === relationNumbers.read) tasks++;
    if (relation === relationNumbers.parameter) runs++;
  });
  const users = [...(tasks > 0 ? [`${counted(tasks, 'task')} read it`] : []), ...(runs > 0 ? [`${counted(runs, 'run')} named it in a parameter`] : [])].join(' and ');
  const contents = facts.readings.length;
  const several = contents > 1 ? `; ${contents} different checksums were recorded` : contents === 0 ? '; no checksum was recorded' : '; all checksums recorded are the same';
  const guess =
    step?.kind === 'inferred'
      ? `; ${isToldStep(chain, step) ? 'OpenLineage events of others, joined by path, or equal paths' : 'equal paths'} alone suggest ${guessWords(chain, facts, step)}`
      : '; no record says where it came from';
  return `This file came from outside: the records name it by its path alone (${users === '' ? 'nothing read it' : users}${several})${guess}`;
}

/** Which content an outside file had for whom, where that was not always the same. */
function readingWords(facts: HistoryFacts): string[] {
  if (facts.readings.length < 2) return [];
  const each = facts.readings.map(
    ({ checksum, tasks, runs }) => `${facts.say(checksum.value)} for ${counted(tasks, 'task')}${runs.length === 0 ? '' : ` of ${runsWords(facts, runs)}`}`,
  );
  return [`It was recorded as ${listOf(each, 5)}: under this one path lay different files, or one file with different times.`];
}

function missingOpening(chain: Chain, facts: HistoryFacts, step: ChainStep | undefined): string {
  const { graph, start } = chain;
  let namedBy = 0;
  forEachLink(graph.down, start, (_, relation) => (isInferred(relation) ? 0 : namedBy++));
  const unreadable = facts.states.get(start)?.unreadable;
  const what = unreadable == null ? 'No record of this file is here' : `The record of this file cannot be read (${facts.say(unreadable)})`;
  const guess = step?.kind === 'inferred' ? `; its address alone suggests ${guessWords(chain, facts, step)}` : '; where it came from is not known';
  return `${what}: ${counted(namedBy, 'record')} ${namedBy === 1 ? 'names' : 'name'} it${guess}`;
}

function guessWords(chain: Chain, facts: HistoryFacts, step: ChainStep): string {
  const say = ({ node }: ChainStep['inputs'][number]) => {
    const row = facts.rows.get(node);
    const title = facts.say(row?.title ?? '');
    return row?.kind === 'WorkflowRun'
      ? `run ${title}`
      : row?.kind === 'TaskRun'
        ? `task ${title}`
        : row?.kind === 'AgentRun'
          ? `agent ${title}`
          : row?.kind === 'OutsideRun'
            ? `${title}, a run that OpenLineage events tell of`
            : title;
  };
  const { inside } = byFolders(chain, step.node);
  if (inside.size > 0 && step.inputs.every(({ node }) => inside.has(node)))
    return `that it is a folder, and that what lies inside it by path went into it (${listOfSome(step.inputs, say)}), which is inferred and not recorded`;
  return `${step.inputs.length > 1 ? 'one of ' : ''}${listOfSome(step.inputs, say)} as its origin, which is inferred and not recorded`;
}

/** How much lies behind, and under which runs. */
function behind(chain: Chain, facts: HistoryFacts, { governed, reliedOnBy }: Makers): string[] {
  const byRun = new Map<number | null, number>();
  let tasks = 0;
  let relied = 0;
  const relying = new Set<number>();
  chain.steps.forEach(({ kind }, at) => {
    if (kind !== 'task' && kind !== 'agent') return;
    tasks++;
    const run = governed[at] ?? null;
    byRun.set(run, (byRun.get(run) ?? 0) + 1);
    for (const one of reliedOnBy[at] ?? []) relying.add(one);
    if ((reliedOnBy[at]?.length ?? 0) > 0) relied++;
  });
  const outside = chain.outside.filter((node) => node !== chain.start);
  const steered = outside.filter((node) => isParameterAlone(chain, node)).length;
  const steer = steered === 0 ? '' : ` (${steered === outside.length ? '' : `${grouped(steered)} of them `}named by a parameter of a run alone)`;
  const ends = outside.length === 0 ? 'no outside file that a record names' : `${counted(outside.length, 'outside file')}${steer}`;
  const unknown = byRun.get(null) ?? 0;
  const runs = [...byRun].flatMap(([run, count]) => (run === null ? [] : [{ run, count }])).sort((a, b) => b.count - a.count);
  const shares = [
    ...runs.slice(0, 5).map(({ run, count }) => `${tasks === count ? '' : `${grouped(count)} of them `}executed under ${runWords(facts, run)}`),
    ...(unknown > 0 ? [`${tasks === unknown ? '' : `${grouped(unknown)} of them `}executed under a run that is not recorded`] : []),
    ...runs.slice(5).map(() => ''),
  ];
  const total = `Behind it lie ${tasks === 0 ? 'no recorded task' : `${counted(tasks, 'task')}, ${listOf(shares, 4)},`} and ${ends}.`;
  if (relied === 0) return [total];
  return [
    total,
    `${counted(relied, 'of these tasks was', 'of these tasks were')} executed under another run than ${runsWords(facts, [...relying])}, which relied on what ${relied === 1 ? 'it' : 'they'} had left (as with -resume): the parameters and the code of the run that executed a task are those that governed it.`,
  ];
}

/** Does no task of this history read it, and only a run's parameter name it? */
export function isParameterAlone({ graph, place }: Pick<Chain, 'graph' | 'place'>, node: number): boolean {
  let parameter = false;
  let other = false;
  forEachLink(graph.down, node, (user, relation) => {
    if ((place[user] ?? -1) < 0) return;
    if (relation === relationNumbers.parameter) parameter = true;
    else other = true;
  });
  return parameter && !other;
}

function breaks({ counts }: Assessment, told: boolean): string[] {
  const missing = (counts.get('missing-record') ?? 0) + (counts.get('damaged-record') ?? 0) + (counts.get('unknown-record') ?? 0);
  const parts = [
    ...(missing > 0 ? [`${counted(missing, 'record')} on the way ${missing === 1 ? 'is' : 'are'} missing or cannot be read`] : []),
    ...((counts.get('origin-not-recorded') ?? 0) > 0
      ? [`for ${counted(counts.get('origin-not-recorded') ?? 0, 'file')} no record says what went into ${counts.get('origin-not-recorded') === 1 ? 'it' : 'them'}`]
      : []),
    ...((counts.get('inferred-link') ?? 0) > 0
      ? [`${counted(counts.get('inferred-link') ?? 0, 'link is', 'links are')} inferred from paths${told ? ' or told by OpenLineage events alone' : ''}`]
      : []),
    ...((counts.get('named-alone') ?? 0) > 0
      ? [`${counted(counts.get('named-alone') ?? 0, 'path is', 'paths are')} named as text or read as a folder, so that more may have gone in than is recorded as read`]
      : []),
    ...((counts.get('loop') ?? 0) > 0 ? ['records name each other in a circle'] : []),
  ];
  return parts.length === 0
    ? ['The recorded way goes back to its ends without a missing record or an inferred link; that says nothing of whether the records are true.']
    : [`This history is not whole: ${parts.join('; ')}.`];
}
