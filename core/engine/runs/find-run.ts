/** The run that a typed LID means; with the place `lid://null`, where files of runs lie whose record was never written. */
import { AuditError } from '../../errors';
import { findNode } from '../../index/queries/nodes';
import { type IndexedRun, indexedRuns } from '../../index/queries/runs';
import { keyOfLid, lidOfKey } from '../../record/lid';
import type { OpenWorkspace } from '../context';
import { nullRun, nullRunKey } from './null-run';

/** Throws `not-found`, naming what the LID is instead. */
export function findRun(workspace: OpenWorkspace, lid: string): IndexedRun {
  if (keyOfLid(lid) === nullRunKey) {
    const run = nullRun(workspace);
    if (run !== null) return run;
  }
  const node = findNode(workspace.db, lid);
  const run = node === undefined ? undefined : indexedRuns(workspace.db, node.id)[0];
  if (run !== undefined) return run;
  const shown = lidOfKey(keyOfLid(lid));
  const why = node === undefined ? `Nothing in workspace "${workspace.name}" has the LID "${shown}"` : `"${node.lid}" is a ${node.kind}, not a run`;
  throw new AuditError('not-found', `${why}. Name a run by its LID: the list of runs shows them all.`, { lid });
}
