/** Every place of a processing history with how weak it is; the weakest of all is named by the order in weakness.ts alone. */
import { kindNumbers, relationNumbers } from '../../index/schema';
import { forEachLink } from '../adjacency';
import { type Chain, isCarriedOut } from './chain';
import { checkOf, checksumsOf, countOfSums, type HistoryFacts, has } from './facts';
import { markBits } from './marks';
import { named } from './named';
import { namedAloneText } from './named-alone-text';
import { isToldStep, toldWords } from './told';
import { type Weakness, weaker, weaknesses, weaknessOfCheck } from './weakness';

export interface Place {
  weakness: Weakness;
  /** By number of the graph. */
  node: number;
  /** Index of the step it belongs to; -1: none, the file stands alone. */
  step: number;
  /** What is so there, in one sentence: made when it is shown, as of thousands of places few are. */
  text(): string;
}

export interface Assessment {
  /** From the weakest; of one kind, from the nearest to the file. */
  places: Place[];
  weakest: Place | null;
  counts: Map<Weakness, number>;
  /** What the counts are parts of: files on the way, records that are named, links gone along. */
  of: { files: number; records: number; links: number };
}

export function assess(chain: Chain, facts: HistoryFacts): Assessment {
  const places: Place[] = [];
  const { graph, nodes, place, stepOf } = chain;
  const add: Add = (weakness, node, text) => void places.push({ weakness, node, step: stepOf[node] ?? -1, text });
  let files = 0;
  let records = 0;
  for (const node of nodes) {
    const kind = graph.kinds[node];
    if (kind === kindNumbers.External) {
      files++;
      assessOutside(facts, node, node === chain.start ? 'records of this workspace' : 'steps of this history', add);
      continue;
    }
    if (kind === kindNumbers.OutsideRun) continue;
    if (kind === kindNumbers.OutsideData) {
      files++;
      add('no-checksum', node, () => `${named(facts.rows.get(node)?.lid ?? '')} is named by OpenLineage events alone: no record of Nextflow holds a checksum of it.`);
      continue;
    }
    records++;
    const title = () => named(facts.rows.get(node)?.title ?? '');
    assessRecord(chain, facts, node, title, add);
    if (kind !== kindNumbers.FileOutput) continue;
    files++;
    const check = checkOf(facts, node, null);
    if (facts.contradicting.has(node)) add('contradicts-itself', node, () => `The record of ${title()} contradicts itself.`);
    add(weaknessOfCheck(check), node, () => (check?.stale ? `${title()} was checked before its record changed.` : `${title()}: ${checkWords[weaknessOfCheck(check)] ?? ''}.`));
  }
  for (const ring of chain.loops) {
    const names = () => ring.slice(0, 3).map((node) => named(facts.rows.get(node)?.title ?? ''));
    add(
      'loop',
      ring[0] ?? chain.start,
      () =>
        `${ring.length === 1 ? `${names()[0]} names itself as what it came from` : `${names().join(', ')}${ring.length > 3 ? ` and ${ring.length - 3} more` : ''} name each other in a circle`}.`,
    );
  }
  for (const step of chain.steps) {
    const title = () => named(facts.rows.get(step.node)?.title ?? '');
    const guesses = step.inputs.filter(({ inferred }) => inferred).length;
    if (guesses > 0)
      add('inferred-link', step.node, () =>
        isToldStep(chain, step)
          ? `${toldWords(chain, facts, step)} No record of Nextflow says so.`
          : `No record says where ${title()} came from: ${guesses === 1 ? 'one place is' : `${guesses} places are`} suggested by paths alone.`,
      );
    if (step.kind === 'run') add('origin-not-recorded', step.node, () => `${title()} was written by the run itself: what went into it is not recorded.`);
    if (step.kind === 'broken') add('origin-not-recorded', step.node, () => `The record of ${title()} names no task and no source.`);
  }
  for (const one of facts.named) add('named-alone', one.node, () => namedAloneText(facts, one));
  const ofKind = new Map<Weakness, Place[]>(weaknesses.map((one) => [one, []]));
  for (const one of places) ofKind.get(one.weakness)?.push(one);
  const sorted = [...ofKind.values()].flatMap((some) => some.sort((a, b) => (place[a.node] ?? 0) - (place[b.node] ?? 0)));
  const counts = new Map<Weakness, number>();
  for (const { weakness, step } of sorted) {
    const links = weakness === 'inferred-link' ? (chain.steps[step]?.inputs.filter(({ inferred }) => inferred).length ?? 1) : 1;
    counts.set(weakness, (counts.get(weakness) ?? 0) + links);
  }
  return { places: sorted, weakest: sorted[0] ?? null, counts, of: { files, records, links: chain.links.recorded + chain.links.inferred + facts.named.length } };
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

type Add = (weakness: Weakness, node: number, text: () => string) => void;

function assessOutside(facts: HistoryFacts, node: number, who: string, add: Add): void {
  const path = () => named(facts.rows.get(node)?.lid ?? '');
  const sums = countOfSums(facts, node);
  if (sums === 0) return add('no-checksum', node, () => `The outside file ${path()} is named by its path alone: none of the ${who} recorded a checksum.`);
  if (sums > 1) add('several-contents', node, () => `${path()} was recorded with ${sums} different checksums by ${who}.`);
  const found = facts.checks.has(node) ? checksumsOf(facts, node).map(({ value }) => weaknessOfCheck(checkOf(facts, node, value))) : [];
  const worst = found.length === 0 ? weaknessOfCheck(null) : found.reduce((a, b) => (weaker(b, a) ? b : a));
  add(worst, node, () => `The outside file ${path()}: ${checkWords[worst] ?? ''}.`);
}

function assessRecord({ graph, place }: Chain, facts: HistoryFacts, node: number, title: () => string, add: Add): void {
  const isRun = graph.isRun[node] === 1;
  const what = () => (isRun ? `run ${title()}` : isCarriedOut(graph, place, node) ? `task ${title()}` : title());
  if (has(facts, node, markBits.unreadable) || facts.unreadable.has(node))
    return add('damaged-record', node, () => `The record of ${what()} cannot be read: ${named(facts.states.get(node)?.unreadable ?? '')}.`);
  if (graph.kinds[node] === kindNumbers.Missing)
    return add('missing-record', node, () => `No record of ${what()} is here: ${isRun ? 'its parameters, pipeline and commit are not known' : 'what it came from is not known'}.`);
  if (graph.kinds[node] === kindNumbers.Unknown) add('unknown-record', node, () => `The record of ${what()} is of a kind or version that is not interpreted.`);
  if (has(facts, node, markBits.vanished)) add('vanished-record', node, () => `The record of ${what()} is no longer in the store.`);
  const contents = facts.columns.contents[node] ?? 0;
  if (contents > 1) add('changed-record', node, () => `The record of ${what()} was seen with ${contents} different contents.`);
  if (has(facts, node, markBits.noRun)) return add('missing-record', node, () => `${what()} names its run as "lid://" alone: the record of that run was never written.`);
  const kind = graph.kinds[node];
  if (kind !== kindNumbers.TaskRun && kind !== kindNumbers.AgentRun && kind !== kindNumbers.FileOutput) return;
  let hasRun = false;
  forEachLink(graph.up, node, (from, relation) => (hasRun ||= graph.isRun[from] === 1 || relation === relationNumbers.executed));
  if (!hasRun) add('missing-record', node, () => `The record of ${what()} names no run: parameters, pipeline and commit are not known.`);
}
