/** How much of its store a workspace knows, and what may be claimed by that: the one place for this fact. */
import type { StoreCoverage } from '../contract/coverage';
import type { SyncResult } from '../contract/workspaces';
import type { BundleImported } from '../evidence/ledger';
import { bundleCoverageSentence, coverageSentence, type runCoverageWords } from './coverage-words';

/** `syncs`: every one, oldest first; null where it was begun and did not end. */
export function coverageOf(syncs: readonly (SyncResult | null)[]): StoreCoverage {
  const last = syncs.findLastIndex((sync) => sync?.complete === true);
  const newest = syncs[last] ?? null;
  const whole = newest === null ? null : { sync: newest.sync, at: newest.finishedAt };
  const ends = new Map<string, boolean>();
  let found = false;
  for (const sync of syncs.slice(last + 1)) {
    if (sync?.scope === undefined) continue;
    found ||= sync.new + sync.changed + sync.vanished + sync.reappeared > 0;
    for (const run of sync.scope.runs) ends.set(run, (ends.get(run) ?? false) || sync.scope.ended);
  }
  const known = whole !== null ? (found ? 'whole-and-runs' : 'whole') : ends.size > 0 ? 'runs' : syncs.length > 0 ? 'part' : 'nothing';
  const runs = known === 'whole' ? [] : [...ends.keys()];
  const coverage = { known, whole, runs, cutShort: runs.filter((run) => ends.get(run) !== true) } as const;
  return { ...coverage, sentence: coverageSentence(coverage) };
}

/** Of a workspace that was imported, by what its bundle is of, once all of it was read: nothing else of the store was seen here. */
export function coverageOfBundle(imported: Pick<BundleImported, 'bundle' | 'of'>): StoreCoverage {
  return {
    known: 'bundle',
    whole: null,
    runs: imported.of === undefined ? [] : [imported.of.run],
    cutShort: imported.of?.coverage == null ? [] : [imported.of.run],
    sentence: bundleCoverageSentence(imported),
  };
}

export type RunCoverage = 'whole' | keyof typeof runCoverageWords;

/** How far a run is known; `firstSync`: which sync first read its record, null where none did. */
export function runCoverageOf({ known, whole, runs, cutShort }: Omit<StoreCoverage, 'sentence'>, lid: string, firstSync: number | null): RunCoverage {
  if (known === 'whole' || known === 'nothing') return 'whole';
  if (known === 'bundle' && runs.includes(lid)) return cutShort.includes(lid) ? 'as-its-maker' : 'whole';
  if (known === 'bundle') return runs.length > 0 ? 'not-of-bundle' : 'of-some-bundle';
  if (whole !== null && firstSync !== null && firstSync <= whole.sync) return 'whole';
  if (cutShort.includes(lid) || known === 'part') return 'cut-short';
  return runs.includes(lid) ? 'followed' : 'not-asked';
}

/** Whether more may belong to a run than is kept of it, its record of outputs as well. */
export function isInPart(known: RunCoverage): boolean {
  return known !== 'whole' && known !== 'followed';
}

/** May something be said of all that the store holds (what is unaffected, what is lost): only where all was listed, and nothing came in beside that since. */
export function isOfWholeStore({ known }: Pick<StoreCoverage, 'known'>): boolean {
  return known === 'whole';
}

/** May a record be called unaffected: where the whole store was listed once; runs read since then came with all that they rest on. */
export function mayBeUnaffected({ known, cutShort }: Pick<StoreCoverage, 'known' | 'cutShort'>): boolean {
  return known === 'whole' || (known === 'whole-and-runs' && cutShort.length === 0);
}
