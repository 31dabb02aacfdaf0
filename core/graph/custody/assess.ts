/** Every place of a processing history with how weak it is; the weakest of all is named by the order in weakness.ts alone. */
import { kindNumbers } from '../../index/schema';
import { type Chain, isCarriedOut } from './chain';
import { checkOf, checksumsOf, countOfSums, type HistoryFacts, has } from './facts';
import { markBits } from './marks';
import { namedAloneText } from './named-alone-text';
import { type Add, type Place, type Places, placesFound } from './places';
import { shapeBits } from './shapes';
import { isToldStep, toldWords } from './told';
import { type Weakness, weaker, weaknesses, weaknessOfCheck } from './weakness';

export interface Assessment {
  /** From the weakest; of one kind, from the nearest to the file. */
  places: Places;
  weakest: Place | null;
  counts: Map<Weakness, number>;
  /** What the counts are parts of: files on the way, records that are named, links gone along. */
  of: { files: number; records: number; links: number };
}

export function assess(chain: Chain, facts: HistoryFacts): Assessment {
  const { graph, nodes, place, stepOf } = chain;
  const { add, places } = placesFound(place, stepOf);
  const title = (node: number) => facts.say(facts.rows.get(node)?.title ?? '');
  const who = (node: number) => (node === chain.start ? 'records of this workspace' : 'steps of this history');
  const checked = new Map(weaknesses.map((one) => [one, (node: number) => `${title(node)}: ${checkWords[one] ?? ''}.`]));
  const stale = (node: number) => `${title(node)} was checked before its record changed.`;
  const contradicts = (node: number) => `The record of ${title(node)} contradicts itself.`;
  const assessOutside = outsideAssessor(facts, who, add);
  const assessRecord = recordAssessor(chain, facts, title, add);
  let files = 0;
  let records = 0;
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] ?? 0;
    const kind = graph.kinds[node];
    if (kind === kindNumbers.External) {
      files++;
      assessOutside(node);
      continue;
    }
    if (kind === kindNumbers.OutsideRun) continue;
    if (kind === kindNumbers.OutsideData) {
      files++;
      add('no-checksum', node, (one) => `${facts.say(facts.rows.get(one)?.lid ?? '')} is named by OpenLineage events alone: no record of Nextflow holds a checksum of it.`);
      continue;
    }
    records++;
    assessRecord(node);
    if (kind !== kindNumbers.FileOutput) continue;
    files++;
    const check = checkOf(facts, node, null);
    if (facts.contradicting.has(node)) add('contradicts-itself', node, contradicts);
    const weakness = weaknessOfCheck(check);
    add(weakness, node, check?.stale ? stale : (checked.get(weakness) ?? title));
  }
  for (const ring of chain.loops) {
    const names = () => ring.slice(0, 3).map((node) => facts.say(facts.rows.get(node)?.title ?? ''));
    add(
      'loop',
      ring[0] ?? chain.start,
      () =>
        `${ring.length === 1 ? `${names()[0]} names itself as what it came from` : `${names().join(', ')}${ring.length > 3 ? ` and ${ring.length - 3} more` : ''} name each other in a circle`}.`,
    );
  }
  for (const step of chain.steps) {
    const guesses = step.inputs.filter(({ inferred }) => inferred).length;
    if (guesses > 0)
      add('inferred-link', step.node, () =>
        isToldStep(chain, step)
          ? `${toldWords(chain, facts, step)} No record of Nextflow says so.`
          : `No record says where ${title(step.node)} came from: ${guesses === 1 ? 'one place is' : `${guesses} places are`} suggested by paths alone.`,
      );
    if (step.kind === 'run') add('origin-not-recorded', step.node, (one) => `${title(one)} was written by the run itself: what went into it is not recorded.`);
    if (step.kind === 'broken') add('origin-not-recorded', step.node, (one) => `The record of ${title(one)} names no task and no source.`);
  }
  for (const one of facts.named) add('named-alone', one.node, () => namedAloneText(facts, one));
  const sorted = places();
  const counts = new Map<Weakness, number>();
  for (const [weakness, count] of sorted.counts) if (count > 0) counts.set(weakness, count);
  // Of a step with several links that paths alone suggest, each counts.
  let inferredLinks = 0;
  for (let at = sorted.firstOf('inferred-link'), left = counts.get('inferred-link') ?? 0; left > 0; at++, left--)
    inferredLinks += chain.steps[sorted.step[at] ?? -1]?.inputs.filter(({ inferred }) => inferred).length ?? 1;
  if (inferredLinks > 0) counts.set('inferred-link', inferredLinks);
  return {
    places: sorted,
    weakest: sorted.length === 0 ? null : sorted.at(0),
    counts,
    of: { files, records, links: chain.links.recorded + chain.links.inferred + facts.named.length },
  };
}

const checkWords: Partial<Record<Weakness, string>> = {
  mismatch: 'the file is not what was recorded',
  changed: 'its bytes are others than at an earlier reading',
  'file-missing': 'no file was where the record says',
  unreadable: 'the file could not be read',
  'not-checkable': 'the record gives nothing to hold the file against',
  'not-checked': 'nobody has held the file against its record',
  inconclusive: 'the size is as recorded, the time is not',
  'metadata-only': 'path, size and perhaps date are as recorded; content NOT checked',
  'content-verified': 'the content was verified against the recorded checksum',
};

function outsideAssessor(facts: HistoryFacts, who: (node: number) => string, add: Add): (node: number) => void {
  const path = (node: number) => facts.say(facts.rows.get(node)?.lid ?? '');
  const none = (node: number) => `The outside file ${path(node)} is named by its path alone: none of the ${who(node)} recorded a checksum.`;
  const several = (node: number) => `${path(node)} was recorded with ${countOfSums(facts, node)} different checksums by ${who(node)}.`;
  const checked = new Map(weaknesses.map((one) => [one, (node: number) => `The outside file ${path(node)}: ${checkWords[one] ?? ''}.`]));
  return (node) => {
    const sums = countOfSums(facts, node);
    if (sums === 0) return add('no-checksum', node, none);
    if (sums > 1) add('several-contents', node, several);
    const found = facts.checks.has(node) ? checksumsOf(facts, node).map(({ value }) => weaknessOfCheck(checkOf(facts, node, value))) : [];
    const worst = found.length === 0 ? weaknessOfCheck(null) : found.reduce((a, b) => (weaker(b, a) ? b : a));
    add(worst, node, checked.get(worst) ?? path);
  };
}

function recordAssessor({ graph, place }: Chain, facts: HistoryFacts, title: (node: number) => string, add: Add): (node: number) => void {
  const isRun = (node: number) => graph.isRun[node] === 1;
  const what = (node: number) => (isRun(node) ? `run ${title(node)}` : isCarriedOut(graph, place, node) ? `task ${title(node)}` : title(node));
  const contents = (node: number) => facts.columns.contents[node] ?? 0;
  const says = {
    damaged: (node: number) => `The record of ${what(node)} cannot be read: ${facts.say(facts.states.get(node)?.unreadable ?? '')}.`,
    missing: (node: number) => `No record of ${what(node)} is here: ${isRun(node) ? 'its parameters, pipeline and commit are not known' : 'what it came from is not known'}.`,
    unknown: (node: number) => `The record of ${what(node)} is of a kind or version that is not interpreted.`,
    vanished: (node: number) => `The record of ${what(node)} is no longer in the store.`,
    changed: (node: number) => `The record of ${what(node)} was seen with ${contents(node)} different contents.`,
    nullRun: (node: number) => `${what(node)} names its run as "lid://" alone: the record of that run was never written.`,
    noRun: (node: number) => `The record of ${what(node)} names no run: parameters, pipeline and commit are not known.`,
  };
  return (node) => {
    const kind = graph.kinds[node];
    if (has(facts, node, markBits.unreadable) || facts.unreadable.has(node)) return add('damaged-record', node, says.damaged);
    if (kind === kindNumbers.Missing) return add('missing-record', node, says.missing);
    if (kind === kindNumbers.Unknown) add('unknown-record', node, says.unknown);
    if (has(facts, node, markBits.vanished)) add('vanished-record', node, says.vanished);
    if (contents(node) > 1) add('changed-record', node, says.changed);
    if (has(facts, node, markBits.noRun)) return add('missing-record', node, says.nullRun);
    if (kind !== kindNumbers.TaskRun && kind !== kindNumbers.AgentRun && kind !== kindNumbers.FileOutput) return;
    if (((facts.columns.shape[node] ?? 0) & shapeBits.namesRun) === 0) add('missing-record', node, says.noRun);
  };
}
