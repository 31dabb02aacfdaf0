/** verify.run: checks the files of a scope, keeps each result as evidence, and journals what was asked and found. */
import type { Output, Parsed } from '../../contract';
import type { FileCheck, Progress } from '../../contract/shared';
import type { VerifyResult } from '../../contract/verify';
import { toErrorData } from '../../errors';
import { checksKeptBy, unfinishedVerification } from '../../index/queries/verifications';
import { nowOf } from '../../now';
import { checkMany } from '../../verify/check-many';
import { summariseChecks } from '../../verify/summary';
import { takeOver } from '../../verify/take-over';
import type { EngineContext, OpenWorkspace } from '../context';
import { waitingManifests } from './manifests';
import { sampleOf } from './sampled';
import { targetsOf } from './scope';
import { scopeText, type Verification } from './verification';

export async function* verifyRun({ ports, open, emit }: EngineContext, input: Parsed<'verify.run'>, signal: AbortSignal): AsyncGenerator<Progress, VerifyResult> {
  const workspace = open(input.workspace);
  const { files, inputs } = targetsOf(workspace, input);
  const { workspace: _name, ...scope } = input;
  const sampled = sampleOf(ports, workspace, files, input);
  const { maps, store } = workspace.settings;
  const targets = [...sampled.files, ...(inputs ?? [])];
  const manifests = waitingManifests(workspace);
  const before = input.resume ? unfinishedVerification(workspace.db, scopeText(input)) : null;
  const now = () => nowOf(ports);
  let kept = 0;
  try {
    yield { phase: 'checking files', done: 0, total: targets.length };
    const known = before === null ? null : checksKeptBy(workspace.db, before);
    const taken: (FileCheck | null)[] =
      known === null
        ? targets.map(() => null)
        : yield* takeOver(
            ports,
            targets.map(({ node, recorded }) => ({ recorded, kept: known.get(node)?.get(recorded.checksum?.value ?? '') ?? null })),
            { maps, store, signal },
          );
    const resumed = taken.filter((check) => check !== null).length;
    const verification: Verification = {
      number: null,
      began: {
        at: now(),
        by: ports.who.user,
        scope: scopeText(input),
        maps,
        total: targets.length,
        resumes: before === null ? null : { verification: before.id, taken: resumed },
      },
    };
    const keep = (checks: FileCheck[], moreToCome: boolean) => {
      manifests.keep(checks, verification, moreToCome);
      kept += checks.length;
    };
    const rest = targets.filter((_, i) => taken[i] === null);
    const read = yield* checkMany(ports, rest, { maps, store, content: input.content, signal, keep, manifests });
    let next = 0;
    const checks = taken.map((check) => check ?? (read[next++] as FileCheck));
    const ofFiles = sampled.results(checks.slice(0, sampled.files.length));
    const ofInputs = checks.slice(sampled.files.length);
    const result: VerifyResult = {
      ...ofFiles,
      summary: summariseChecks(ofFiles.files),
      ...(inputs === null ? {} : { inputs: ofInputs, inputsSummary: summariseChecks(ofInputs) }),
      resumed,
      stopped: checks.some((check) => check.reason === 'stopped'),
      at: now(),
      by: ports.who.user,
    };
    workspace.journal(result.stopped ? 'verify-stopped' : 'verify', {
      scope,
      maps,
      summary: result.summary,
      ...(result.sample === undefined ? {} : { sample: result.sample }),
      ...(result.inputsSummary === undefined ? {} : { inputs: result.inputsSummary }),
      ...(before === null ? {} : { resumed, since: before.began }),
    });
    return result;
  } catch (error) {
    workspace.journal('verify-failed', { scope, maps, kept, total: targets.length, error: toErrorData(error).message });
    throw error;
  } finally {
    emit({ type: 'workspace-changed', workspace: input.workspace });
  }
}

export function unfinishedOf({ db }: OpenWorkspace, input: Parsed<'verify.unfinished'>): Output<'verify.unfinished'>['unfinished'] {
  const found = unfinishedVerification(db, scopeText(input));
  if (found === null) return null;
  const { began, by, done, total } = found;
  return { began, by, done, total };
}
