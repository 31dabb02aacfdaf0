/** What "sync again" means in a workspace: the whole store, or the runs that were asked for, where the whole was never listed. */
import type { Input } from '../../core/contract';
import type { Workspace } from '../../core/contract/workspaces';

export function syncInput({ name, coverage }: Pick<Workspace, 'name' | 'coverage'>): Input<'sync.run'> {
  return coverage.known === 'runs' ? { workspace: name, runs: coverage.runs } : { workspace: name };
}
