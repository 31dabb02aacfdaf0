/** How much of its store, and of one run, a workspace knows, as its index stands; of an earlier instant in a view of it. */
import type { StoreCoverage } from '../contract/coverage';
import { firstSyncOfRun, storeCoverage } from '../index/queries/coverage';
import type { IndexedRun } from '../index/queries/runs';
import { lidOfKey } from '../record/lid';
import { coverageOfBundle, type RunCoverage, runCoverageOf } from '../sync/coverage';
import { runCoverageWords } from '../sync/coverage-words';
import type { OpenWorkspace } from './context';
import { importOf } from './kept-bundle';

type Known = Pick<OpenWorkspace, 'cached' | 'db' | 'settings' | 'journalLog'>;

export function coverageIn(workspace: Known): StoreCoverage {
  return workspace.cached('coverage of the store', () => {
    const bySyncs = storeCoverage(workspace.db);
    const imported = importOf(workspace);
    return imported !== null && bySyncs.known === 'whole' ? coverageOfBundle(imported) : bySyncs;
  });
}

export function runCoverageIn(workspace: Known, { key, node }: Pick<IndexedRun, 'key' | 'node'>): RunCoverage {
  const coverage = coverageIn(workspace);
  if (coverage.sentence === null) return 'whole';
  return runCoverageOf(coverage, lidOfKey(key), coverage.whole === null ? null : firstSyncOfRun(workspace.db, node));
}

/** For people; null where the whole store was listed. */
export function runCoverageSentence(workspace: Known, run: Pick<IndexedRun, 'key' | 'node'>): string | null {
  const known = runCoverageIn(workspace, run);
  return known === 'whole' ? null : runCoverageWords[known];
}
