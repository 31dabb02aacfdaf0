/** The newest check of every published file, counted once for each state of the index. */
import type { Overview } from '../../contract/overview';
import { checksOfNodes, newestCheck } from '../../index/queries/checks';
import { newestVerdicts } from '../../index/queries/overview';
import type { Listed } from '../../overview/counted';
import { utcText } from '../../verify/clock-words';
import { type Verdict, verdicts } from '../../verify/verdict';
import type { OpenWorkspace } from '../context';
import { publishedIn } from './counts';

export interface Judged {
  verdict: Verdict;
  stale: boolean;
  /** Other bytes than at an earlier reading. */
  changed: boolean;
  at: string;
}

/** Of every node that was checked. */
export function judgedNodes(workspace: OpenWorkspace): ReadonlyMap<number, Judged> {
  return workspace.cached('overview verdicts', () => {
    const newest = newestVerdicts(workspace.db);
    // Whether bytes changed is told in one place alone, for the few where two SHA-256 differ.
    const doubtful = [...newest].filter(([, { compare }]) => compare).map(([node]) => node);
    const compared = checksOfNodes(workspace.db, doubtful);
    return new Map([...newest].map(([node, { verdict, stale, at }]) => [node, { verdict, stale, at, changed: newestCheck(compared.get(node))?.baseline === 'changed' }]));
  });
}

/** Of published files, by verdict. */
export function outputCounts(workspace: OpenWorkspace): Overview['outputs'] {
  return workspace.cached('overview output counts', () => {
    const judged = judgedNodes(workspace);
    const published = publishedIn(workspace);
    const counts: Overview['outputs'] = { total: published.length, byVerdict: {}, stale: 0, changed: 0 };
    for (const node of published) {
      const check = judged.get(node);
      const verdict = check?.verdict ?? 'not-checked';
      counts.byVerdict[verdict] = (counts.byVerdict[verdict] ?? 0) + 1;
      if (check?.stale) counts.stale++;
      if (check?.changed) counts.changed++;
    }
    return counts;
  });
}

/** The list behind them, by verdict. */
export function judgedOutputs(workspace: OpenWorkspace): readonly Listed[] {
  return workspace.cached('overview outputs', () => {
    const judged = judgedNodes(workspace);
    const items = publishedIn(workspace).map((node): Listed => {
      const check = judged.get(node);
      const more = [...(check?.stale ? ['checked before its record changed'] : []), ...(check?.changed ? ['other bytes than at an earlier reading'] : [])];
      return { node, name: '', part: check?.verdict ?? 'not-checked', detail: more.join('; ') };
    });
    const order = new Map<string, number>(verdicts.map((one, at) => [one, at]));
    return items.sort((a, b) => (order.get(a.part) ?? 0) - (order.get(b.part) ?? 0));
  });
}

/** When it was checked, in words; one without a known time has none. */
export function checkedText({ at, stale }: Pick<Judged, 'at' | 'stale'>): string {
  return `checked ${utcText(at)}${stale ? ', before its record changed' : ''}`;
}

/** Known to be not what was recorded, or not to be had. */
export function isBad({ verdict, changed }: Judged): boolean {
  return badVerdicts.includes(verdict) || changed;
}

export const badVerdicts: readonly Verdict[] = ['mismatch', 'missing', 'unreadable'];
