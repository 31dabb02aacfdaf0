/** What was held against what in a bundle: a count for each part, and each fault by itself. */
import type { BundlePart } from '../contract/imported-bundles';

export const partWords: Record<BundlePart, string> = {
  bag: 'files against the manifests of the bag',
  checkpoint: 'the signed checkpoint',
  keys: 'keys against the leaves that enrolled them',
  proofs: 'leaves proven to be in the signed tree',
  records: 'records and lists against their SHA-256 and the leaves that name them',
  checks: "the maker's results against the leaves that hold them",
  journal: 'lines of the journal, chained up to the one that was signed',
  statement: 'the signed statement',
};

export interface BundleFault {
  part: BundlePart;
  /** Which file, leaf or line. */
  subject: string;
  message: string;
}

export interface Tally {
  faults: BundleFault[];
  counts: Map<BundlePart, { checked: number; failed: number }>;
  /** One thing looked at: `fault` in words, or null where it holds. */
  check(part: BundlePart, subject: string, fault: string | null): boolean;
}

export function createTally(): Tally {
  const tally: Tally = {
    faults: [],
    counts: new Map(),
    check(part, subject, fault) {
      const count = tally.counts.get(part) ?? { checked: 0, failed: 0 };
      tally.counts.set(part, count);
      count.checked++;
      if (fault === null) return true;
      count.failed++;
      tally.faults.push({ part, subject, message: fault });
      return false;
    },
  };
  return tally;
}
