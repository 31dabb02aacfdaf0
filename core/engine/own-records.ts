/** Records of files against themselves: the counts of a run or of all, with the sentence that says what they are worth. */
import type { EngineHandlers, Output } from '../contract';
import type { Finding } from '../contract/findings';
import { findNode } from '../index/queries/nodes';
import { ownCandidates, shownToBeContent } from '../index/queries/own-records';
import { fileOutputs } from '../index/queries/recorded-files';
import type { Ports } from '../ports';
import { type OwnRecordCounts, ownRecordsSentence } from '../verify/own-record-words';
import { ownRecord } from '../verify/recorded-value';
import { ownRecordWords } from '../verify/standing';
import { whatWouldFit } from '../verify/would-fit';
import { allFiles, filesBelow, ownStates } from './all-files';
import type { EngineContext, OpenWorkspace } from './context';
import { findRun } from './runs/find-run';

export function ownRecordHandlers(context: EngineContext): Pick<EngineHandlers, 'records.own'> {
  return {
    'records.own': ({ workspace: name, run, lid }) => {
      const workspace = context.open(name);
      if (lid !== undefined) return oneRecord(workspace, context.ports.murmur3, lid);
      const counts = ownRecordCounts(workspace, run === undefined ? null : findRun(workspace, run));
      return { ...counts, sentence: ownRecordsSentence(counts) };
    },
  };
}

/** Of all FileOutputs, or of those that name this run or lie below its key. */
export function ownRecordCounts(workspace: OpenWorkspace, run: { node: number; key: string } | null): OwnRecordCounts {
  const { nodes, own, runs } = allFiles(workspace);
  const below = new Set(run === null ? [] : filesBelow(workspace, run.key));
  const counts = { total: 0, consistent: 0, contradicts: 0, unknown: 0 };
  /** A check can show that only the label is wrong: asked once it matters, of the index as it is now. */
  let content: ReadonlySet<number> | null = null;
  for (const [at, node] of nodes.entries()) {
    if (run !== null && runs[at] !== run.node && !below.has(node)) continue;
    counts.total++;
    if (own[at] === ownStates.consistent) counts.consistent++;
    else if (own[at] !== ownStates.seemsToContradict) counts.unknown++;
    else {
      content ??= shownToBeContent(workspace.db);
      counts[content.has(node) ? 'unknown' : 'contradicts']++;
    }
  }
  return counts;
}

/** Trying other values costs a few look-ups each. */
const explained = 100;

/** Findings of records that contradict themselves, with the one other value that would fit where other records offer it; the first of a page alone. */
export function withWhatFits(workspace: OpenWorkspace, murmur3: Ports['murmur3'], findings: readonly Finding[]): Finding[] {
  let left = explained;
  return findings.map((finding) => {
    if (finding.type !== 'record-contradicts-itself' || finding.lid === null || left-- <= 0) return finding;
    const fits = whatFits(workspace, murmur3, finding.lid);
    return fits.length === 0 ? finding : { ...finding, detail: `${finding.detail}. ${fits.join(' ')}` };
  });
}

/** Counts of one, or of none where the LID is no file's; the words say what would fit. */
function oneRecord(workspace: OpenWorkspace, murmur3: Ports['murmur3'], lid: string): Output<'records.own'> {
  const node = findNode(workspace.db, lid);
  const [target] = node === undefined ? [] : fileOutputs(workspace.db, [node.id]);
  const counts = { total: 0, consistent: 0, contradicts: 0, unknown: 0 };
  if (target === undefined) return { ...counts, sentence: '' };
  const state = ownRecord(target.recorded, murmur3);
  const fits = state === 'contradicts' ? whatWouldFit(target.recorded, ownCandidates(workspace.db, target.node), murmur3) : [];
  const unknown = 'Whether the record agrees with itself cannot be told: it says too little, or its label leaves open a hash of the content.';
  return { ...counts, total: 1, [state]: 1, sentence: [ownRecordWords({ ownRecord: state }) ?? unknown, ...fits].join(' ') };
}

function whatFits(workspace: OpenWorkspace, murmur3: Ports['murmur3'], lid: string): string[] {
  const node = findNode(workspace.db, lid);
  const [target] = node === undefined ? [] : fileOutputs(workspace.db, [node.id]);
  return target === undefined ? [] : whatWouldFit(target.recorded, ownCandidates(workspace.db, target.node), murmur3);
}
