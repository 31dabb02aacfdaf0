/** verify.check: Nextflow's `lineage check` answered alike where it is right, and our own verdict beside it. */
import type { Output, Parsed } from '../../contract';
import type { FileCheck } from '../../contract/shared';
import { AuditError } from '../../errors';
import { findNode } from '../../index/queries/nodes';
import { fileOutputs } from '../../index/queries/recorded-files';
import { checkFile } from '../../verify/check-file';
import type { EngineContext } from '../context';
import { resolveText } from '../lineage-records';
import { waitingManifests } from './manifests';

/** Ten seconds in all. */
const keepAttempts = 100;
const keepMillis = 100;

export async function nextflowCheck({ ports, open, emit }: EngineContext, { workspace: name, lid, content }: Parsed<'verify.check'>): Promise<Output<'verify.check'>> {
  const workspace = open(name);
  const resolved = resolveText(workspace, lid);
  const node = findNode(workspace.db, resolved.lid);
  const [target] = node === undefined ? [] : fileOutputs(workspace.db, [node.id]);
  if (node === undefined || target === undefined) throw refusal(resolved.kind, resolved.lid);
  const { maps, store } = workspace.settings;
  const manifests = waitingManifests(workspace);
  const file = await checkFile(ports, target, { maps, store, content, manifests });
  await keepWhenFree(() => manifests.keep([file]));
  workspace.journal('check', {
    lid: resolved.lid,
    content,
    verdict: file.verdict,
    reason: file.reason,
    matchedMode: file.matchedMode,
    labelConflict: file.labelConflict,
    baseline: file.baseline,
  });
  emit({ type: 'workspace-changed', workspace: name });
  return { nextflow: succeeds(file) ? { stdout: 'Checksum validation succeed\n' } : null, file };
}

/** Another process may hold the workspace for an instant, such as a check beside this one: that is waited for. */
async function keepWhenFree(keep: () => void): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return keep();
    } catch (error) {
      if (!(error instanceof AuditError && error.code === 'in-use') || attempt === keepAttempts) throw error;
      await new Promise<void>((resolve) => setTimeout(resolve, keepMillis));
    }
  }
}

/** LinPath.validate of nf-lineage: recomputes in the recorded label's mode; without label as standard. */
function succeeds({ matchedMode, labelConflict, recorded }: FileCheck): boolean {
  return matchedMode !== null && !labelConflict && (recorded.checksum?.mode !== null || matchedMode === 'standard');
}

/** Nextflow's own words for what is no file; ours where it has none. */
function refusal(kind: string, lid: string): AuditError {
  if (['WorkflowRun', 'WorkflowOutput', 'TaskRun', 'TaskOutput', 'AgentRun'].includes(kind))
    return new AuditError('nextflow-refuses', `Unexpected lineage object type: nextflow.lineage.model.v1beta1.${kind}`, { lid, kind });
  if (kind === 'Unknown')
    return new AuditError('not-supported', `${lid} could not be read as a file's record, so there is nothing to check. What could be read of it is kept.`, { lid });
  return new AuditError('not-found', `${lid} has no record of its own, so there is nothing to check.`, { lid });
}
