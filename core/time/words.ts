/** What a view as of an instant rests on, in one sentence for every surface. */
import type { AsOf, TimelineItem } from '../contract/time';
import { utc } from '../report/words';

export function asOfWords({ at, syncBefore, syncAfter, syncUnderWay, firstSync, clockWentBack }: Omit<AsOf, 'sentence'>): string {
  const clock =
    clockWentBack === 0 ? '' : ` The clock was set back ${clockWentBack === 1 ? 'once' : `${clockWentBack} times`} meanwhile, so these times are less sure than their order.`;
  const underWay = syncUnderWay === null ? '' : ` Sync ${syncUnderWay} had begun and not ended: nothing that it read counts.`;
  if (syncBefore === null) {
    const first = firstSync === null ? 'this workspace has not been synced yet' : `the first sync that ended began ${utc(firstSync.startedAt)}`;
    return `As of ${utc(at)}: nothing was known, for ${first}. What was in the store then cannot be told.${underWay}${clock}`;
  }
  const next =
    syncAfter === null
      ? 'no later sync has ended yet'
      : `the next, sync ${syncAfter.sync}, ran from ${utc(syncAfter.startedAt)} to ${utc(syncAfter.finishedAt ?? syncAfter.startedAt)}`;
  return `As of ${utc(at)}: what this workspace had seen by the end of sync ${syncBefore.sync} at ${utc(syncBefore.finishedAt ?? syncBefore.startedAt)}, and the checks kept by then; ${next}. When the store changed between two syncs is not known. Times are this computer’s clock.${underWay}${clock}`;
}

/** For what was made in such a view: the head of a report, a line of a list. */
export function asOfHead(at: string): string {
  return `As of ${utc(at)}: later syncs, checks and decisions are not taken into account.`;
}

export function notInThePast(at: string, what: string): string {
  return `This shows the workspace as of ${utc(at)}, and ${what}. Go back to now, and do it there.`;
}

/** What the rows and marks of a time line are called. */
export const timelineTitles: Record<TimelineItem['kind'], string> = {
  run: 'Run',
  sync: 'Sync',
  check: 'Check',
  finding: 'Finding',
  acknowledged: 'Findings acknowledged',
  tags: 'Tags of this workbench',
  'sign-off': 'Sign-off',
  'handed-out': 'Checkpoint handed out',
  store: 'Store',
};
