/** All runs of the index, read once for each state of it: tables, the overview and the time line each begin with them. */
import { type IndexedRun, indexedRuns } from '../../index/queries/runs';
import type { OpenWorkspace } from '../context';

export function allIndexedRuns(workspace: OpenWorkspace): readonly IndexedRun[] {
  return workspace.cached('runs of the index', () => indexedRuns(workspace.db));
}
