/** verify.run: checks the files of a scope, keeps each result as evidence, and journals what was asked and found. */
import type { Parsed } from '../../contract';
import type { FileCheck, Progress } from '../../contract/shared';
import type { VerifyResult } from '../../contract/verify';
import { toErrorData } from '../../errors';
import { checkMany } from '../../verify/check-many';
import { summariseChecks } from '../../verify/summary';
import type { EngineContext } from '../context';
import { waitingManifests } from './manifests';
import { targetsOf } from './scope';

export async function* verifyRun({ ports, open, emit }: EngineContext, input: Parsed<'verify.run'>, signal: AbortSignal): AsyncGenerator<Progress, VerifyResult> {
  const workspace = open(input.workspace);
  const { files, inputs } = targetsOf(workspace, input);
  const { workspace: _name, ...scope } = input;
  const { maps, store } = workspace.settings;
  const targets = [...files, ...(inputs ?? [])];
  const manifests = waitingManifests(workspace);
  let kept = 0;
  const keep = (checks: FileCheck[]) => {
    manifests.keep(checks);
    kept += checks.length;
  };
  try {
    yield { phase: 'checking files', done: 0, total: targets.length };
    const checks = yield* checkMany(ports, targets, { maps, store, signal, keep, manifests });
    const result: VerifyResult = {
      files: checks.slice(0, files.length),
      summary: summariseChecks(checks.slice(0, files.length)),
      ...(inputs === null ? {} : { inputs: checks.slice(files.length), inputsSummary: summariseChecks(checks.slice(files.length)) }),
      stopped: checks.some((check) => check.reason === 'stopped'),
      at: new Date(ports.clock.now().ms).toISOString(),
      by: ports.who.user,
    };
    workspace.journal(result.stopped ? 'verify-stopped' : 'verify', {
      scope,
      maps,
      summary: result.summary,
      ...(result.inputsSummary === undefined ? {} : { inputs: result.inputsSummary }),
    });
    return result;
  } catch (error) {
    workspace.journal('verify-failed', { scope, maps, kept, total: targets.length, error: toErrorData(error).message });
    throw error;
  } finally {
    emit({ type: 'workspace-changed', workspace: input.workspace });
  }
}
