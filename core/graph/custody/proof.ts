/** What a processing history proves and what it does not, each with what it is counted of: the second is never left out. */
import { pinnedBy } from '../../engine/runs/environment';
import { kindNumbers } from '../../index/schema';
import { counted, grouped } from '../../report/words';
import { minuteText } from '../../verify/standing';
import type { Assessment } from './assess';
import type { Chain } from './chain';
import { checkOf, checksumsOf, containerOf, countOfSums, type HistoryFacts, has } from './facts';
import { markBits } from './marks';

export function proofOf(chain: Chain, facts: HistoryFacts, assessment: Assessment): { proven: string[]; notProven: string[] } {
  const { counts, of } = assessment;
  const count = (weakness: Parameters<typeof counts.get>[0]) => counts.get(weakness) ?? 0;
  const verified = count('content-verified');
  const unchanged = chain.nodes.filter((node) => isUnchanged(chain, facts, node)).length;
  const share = (some: number, all: number, what: string) => `${grouped(some)} of ${counted(all, what)}`;
  const seen = firstSeen(chain, facts);
  const tasks = chain.steps.filter(({ kind }) => kind === 'task' || kind === 'agent');
  const pinned = { digest: 0, 'tag-only': 0, none: 0 };
  const pins = new Map<number, ReturnType<typeof pinnedBy>>();
  let unknown = 0;
  for (const { node } of tasks) {
    if (chain.graph.kinds[node] === kindNumbers.Missing || has(facts, node, markBits.unreadable)) {
      unknown++;
      continue;
    }
    const container = facts.columns.container[node] ?? -1;
    const pin = pins.get(container) ?? pinnedBy(containerOf(facts, node));
    pins.set(container, pin);
    pinned[pin]++;
  }
  const outside = chain.outside.length;
  const withSum = chain.outside.filter((node) => countOfSums(facts, node) > 0).length;
  const first = seen[0];
  const last = seen[seen.length - 1];
  const read = of.records - count('missing-record') - count('damaged-record') - count('unknown-record');
  const since = first === last ? minuteText(first ?? '') : `${minuteText(first ?? '')} at the earliest and ${minuteText(last ?? '')} at the latest`;
  return {
    proven: [
      ...(verified === 0
        ? []
        : [
            `Content: verified for ${share(verified, of.files, 'file')} on the way: the recorded checksum was computed again over the bytes and is the same. That rules out accidental change, not a deliberate one.`,
          ]),
      ...(unchanged === 0
        ? []
        : [
            `Our own SHA-256: the same for ${share(unchanged, of.files, 'file')} as when the file was first read here, or as in a list that was read in. That speaks of the time since then alone.`,
          ]),
      ...(read === 0
        ? []
        : [
            `Records: ${share(read, of.records, 'record')} that this history names ${read === 1 ? 'is' : 'are'} kept here byte for byte${first === undefined ? '' : `, since ${since}`}.`,
          ]),
      ...(of.links === 0 ? [] : [`Links: ${share(chain.links.recorded, of.links, 'link')} ${chain.links.recorded === 1 ? 'is' : 'are'} stated by a record.`]),
      ...(verified + unchanged === 0 ? ['Of the content of the files on the way: nothing.'] : []),
    ],
    notProven: [
      'Who held, copied, moved or could change a file between two steps: not recorded.',
      'That any task or run succeeded, and when it ended: not recorded in a lineage store.',
      `That the records were true when written, and unaltered before they were first seen here${first === undefined ? '' : ` (${minuteText(first)} at the earliest)`}: a LID does not prove it.`,
      `Content of ${share(of.files - verified, of.files, 'file')}: not verified. Path, size and date say nothing of the bytes.`,
      ...(tasks.length === 0
        ? []
        : [
            `What was in the containers: ${share(pinned.digest, tasks.length, 'task')} ${pinned.digest === 1 ? 'names' : 'name'} theirs by digest, ${grouped(pinned['tag-only'])} by tag only, which can name another image every day; ${grouped(pinned.none)} ${pinned.none === 1 ? 'names' : 'name'} none${unknown === 0 ? '' : `; of ${grouped(unknown)} no record can be read, so that it is not known`}.`,
          ]),
      outside === 0
        ? 'Where the first data came from: no record names an outside file.'
        : `Where ${counted(outside, 'outside file')} came from: not recorded; a checksum was recorded for ${grouped(withSum)} of ${grouped(outside)}.`,
      ...(facts.named.length === 0 ? [] : [`Whether ${counted(facts.named.length, 'path')} named as text or read as a folder went into this file: not recorded.`]),
      ...listsOnTheWay(chain, facts),
      'Which parameters of a run a task made use of: recorded only where they are among its inputs.',
      'Times are those of the clocks of whoever wrote the records; nobody vouches for them.',
    ],
  };
}

/** When the syncs began that first saw a record of it; in their order. */
function firstSeen({ nodes }: Chain, { columns: { firstSync }, began }: HistoryFacts): string[] {
  const syncs = new Set<number>();
  for (const node of nodes) syncs.add(firstSync[node] ?? 0);
  return [...syncs].flatMap((sync) => began.get(sync) ?? []).sort();
}

function isUnchanged({ graph }: Chain, facts: HistoryFacts, node: number): boolean {
  if (!facts.checks.has(node)) return false;
  if (graph.kinds[node] === kindNumbers.External) return checksumsOf(facts, node).some(({ value }) => checkOf(facts, node, value)?.baseline === 'unchanged');
  const check = has(facts, node, markBits.file) ? checkOf(facts, node, null) : null;
  return check?.baseline === 'unchanged';
}

function listsOnTheWay({ nodes, start }: Chain, facts: HistoryFacts): string[] {
  const lists = nodes.filter((node) => node !== start && has(facts, node, markBits.list)).length;
  return lists === 0
    ? []
    : [
        `What ${counted(lists, 'outside file')} with the name of a list or table (as a sample sheet) ${lists === 1 ? 'names' : 'name'} inside: not read for this page. A file that stands in one is in this history only where a record names it, too.`,
      ];
}
