/** That what OpenLineage events tell has no part in comparing and in root causes, told where events were imported. */
import { anyToldRun } from '../../index/queries/outside';
import type { SqlDatabase } from '../../ports';

export function toldNotCompared(db: SqlDatabase): string[] {
  return anyToldRun(db) ? ['What OpenLineage events of others tell is not compared: it is the word of their senders, and stands in no record of Nextflow.'] : [];
}
