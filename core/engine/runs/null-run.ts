/**
 * The place of runs that were never recorded: a pipeline run from a local git folder names its run `lid://` and publishes
 * below the key `null`. Several such runs share the place, so it is shown as one row that says so.
 */
import { filesBelow } from '../../index/queries/files';
import { nodeByKey } from '../../index/queries/nodes';
import { executedTasks, type IndexedRun } from '../../index/queries/runs';
import type { OpenWorkspace } from '../context';
import { recordOf } from '../record-of';

export const nullRunKey = 'null';
/** No node stands for it. */
export const nullRunNode = -1;

/** Null where the store has nothing of the kind. */
export function nullRun(workspace: OpenWorkspace): IndexedRun | null {
  const { db } = workspace;
  const tasks = executedTasks(db, null);
  const outputs = nodeByKey(db, `${nullRunKey}#output`);
  if (tasks.length === 0 && !outputs?.present && filesBelow(db, nullRunKey).length === 0) return null;
  const node = nodeByKey(db, nullRunKey);
  if (node?.kind === 'WorkflowRun') return null;
  const created = outputs === undefined ? null : recordOf(workspace, outputs.id)?.spec.createdAt;
  return {
    node: nullRunNode,
    key: nullRunKey,
    record: null,
    history: null,
    output: outputs === undefined ? null : { node: outputs.id, created: typeof created === 'string' ? created : null },
    executedTasks: tasks.length,
  };
}
