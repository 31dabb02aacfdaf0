/** Parameters of all runs out of their records, masked as the record is; and the secrets of these records, copies of which other texts may hold. */
import type { Progress } from '../../contract/shared';
import { AuditError } from '../../errors';
import { indexedRuns } from '../../index/queries/runs';
import { pause } from '../../pause';
import { parametersOf } from '../../record/facts';
import { objectOf } from '../../record/json';
import { lidOfKey } from '../../record/lid';
import { secretsIn } from '../../redact/find';
import type { OpenWorkspace } from '../context';
import { recordOf } from '../record-of';

export interface RunParameters {
  /** `run`: the LID, as recorded. */
  parameters: { run: string; name: string; value: string }[];
  secrets: Set<string>;
  masked: number;
  /** LIDs of runs whose bytes are damaged. */
  damaged: string[];
}

export async function* parametersOfRuns(workspace: OpenWorkspace, signal: AbortSignal): AsyncGenerator<Progress, RunParameters> {
  const all: RunParameters = { parameters: [], secrets: new Set(), masked: 0, damaged: [] };
  const runs = indexedRuns(workspace.db).filter(({ node, record }) => node >= 0 && record !== null);
  for (const [done, { node, key }] of runs.entries()) {
    const run = lidOfKey(key);
    const spec = specOf(workspace, node, () => all.damaged.push(run));
    if (spec !== null) {
      for (const { secret } of secretsIn(spec, false)) all.secrets.add(secret);
      const { value, masked } = workspace.masker.value(spec);
      all.masked += masked;
      for (const { name, value: one } of parametersOf(objectOf(value).params)) if (name !== null) all.parameters.push({ run, name, value: JSON.stringify(one) });
    }
    if (done % 50 === 0) yield* pause({ phase: 'reading parameters', done, total: runs.length }, signal);
  }
  return all;
}

function specOf(workspace: OpenWorkspace, node: number, damaged: () => void) {
  try {
    const record = recordOf(workspace, node);
    return record?.kind === 'WorkflowRun' ? record.spec : null;
  } catch (error) {
    if (!(error instanceof AuditError) || error.code !== 'evidence-damaged') throw error;
    damaged();
    return null;
  }
}
