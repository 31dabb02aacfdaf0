/** The view as of the instant in a workspace's name, opened once: what it rests on, and how far its opening has come. */
import type { AsOf } from '../../../core/contract/time';
import { splitName } from '../../../core/time/name';
import type { JobHandle } from '../../parts/use-job';
import { useStartedJob } from '../../parts/use-started-job';

export interface AsOfView {
  /** Null: the workspace is shown as it is now. */
  at: string | null;
  /** Null until it is open. */
  asOf: AsOf | null;
  /** Now, or open. */
  ready: boolean;
  job: JobHandle<'time.open'>;
}

export function useAsOf(workspace: string | null): AsOfView {
  const at = workspace === null ? null : splitName(workspace).at;
  const job = useStartedJob('time.open', { workspace: workspace ?? '' }, at !== null);
  const asOf = at === null ? null : (job.state?.result?.asOf ?? null);
  return { at, asOf, ready: at === null || asOf !== null, job };
}
