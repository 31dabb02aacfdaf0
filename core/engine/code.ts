/** code.verify and code.results: the code of a run against the commit that its record names, kept as evidence. */
import type { EngineHandlers, Parsed } from '../contract';
import type { CodeCheck } from '../contract/code';
import type { Progress } from '../contract/shared';
import { AuditError, toErrorData } from '../errors';
import { newestCodeCheck } from '../index/queries/code-checks';
import { nowOf } from '../now';
import type { GitObjects } from '../ports';
import { lidOfKey } from '../record/lid';
import { checkCode } from '../verify/code/check-code';
import { repositoryMatches, withoutUser } from '../verify/code/repository-url';
import { type CodeOfRun, codeOfRun, scriptsOfRun } from './code/recorded';
import type { EngineContext, OpenWorkspace } from './context';
import { findRun } from './runs/find-run';

export function codeHandlers(context: EngineContext): Pick<EngineHandlers, 'code.verify' | 'code.results'> {
  return {
    'code.verify': (input, signal) => verifyCode(context, input, signal),
    'code.results': ({ workspace, run }) => codeResults(context.open(workspace), run),
  };
}

/** Masked, as it is shown. */
export function codeResults(workspace: OpenWorkspace, lid: string) {
  const run = findRun(workspace, lid);
  const { commit, repository, revision, scripts } = scriptsOfRun(workspace, run);
  return workspace.masker.texts({
    check: newestCodeCheck(workspace.db, run.node),
    recorded: { commit, repository: repository === null ? null : withoutUser(repository), revision, scripts: scripts.length },
  });
}

async function* verifyCode({ ports, open, emit }: EngineContext, input: Parsed<'code.verify'>, signal: AbortSignal): AsyncGenerator<Progress, CodeCheck> {
  const workspace = open(input.workspace);
  const run = findRun(workspace, input.run);
  const lid = lidOfKey(run.key);
  const recorded = codeOfRun(workspace, run);
  const { commit, commitFrom } = commitOf(recorded, input.commit, lid);
  let git: GitObjects | undefined;
  try {
    yield { phase: 'opening the repository', done: 0, total: null };
    git = await ports.openGit(input.repo, signal);
    const { description } = git;
    const checked = yield* checkCode(ports, git, commit, recorded, signal);
    signal.throwIfAborted();
    const check: CodeCheck = {
      run: lid,
      runName: run.record?.name ?? run.history?.name ?? null,
      commit,
      commitFrom,
      revision: recorded.revision,
      recordedRepository: recorded.repository === null ? null : withoutUser(recorded.repository),
      repositoryMatches: repositoryMatches(recorded.repository, description.remotes),
      repository: description,
      ...checked,
      reused: recorded.reused,
      at: nowOf(ports),
      by: ports.who.user,
      stale: false,
    };
    workspace.keepCodeCheck(check);
    workspace.journal('verify-code', { run: lid, repository: description, commit, commitFrom, summary: check.summary, damaged: check.damaged.length });
    return workspace.masker.texts(check);
  } catch (error) {
    workspace.journal(signal.aborted ? 'verify-code-stopped' : 'verify-code-failed', { run: lid, repository: input.repo, commit, error: toErrorData(error).message });
    throw error;
  } finally {
    git?.close();
    emit({ type: 'workspace-changed', workspace: input.workspace });
  }
}

/** The commit of the record, which nobody can replace; one that is asked for only where the record names none. Throws AuditError. */
function commitOf(recorded: CodeOfRun, asked: string | undefined, run: string): Pick<CodeCheck, 'commit' | 'commitFrom'> {
  if (recorded.scripts.length === 0) throw new AuditError('not-found', `The record of ${run} names no script, so there is nothing to hold against a repository.`, { run });
  if (recorded.commit !== null && asked !== undefined && asked.toLowerCase() !== recorded.commit.toLowerCase())
    throw new AuditError('bad-input', `The record of ${run} names the commit ${recorded.commit}; its code is held against that one and no other. Leave the commit out.`, { run });
  const commit = recorded.commit ?? asked;
  if (commit === undefined)
    throw new AuditError(
      'not-found',
      `The record of ${run} names no commit: the pipeline was run from a folder, or without git. Its scripts can only be held against a commit that you name (--commit ID); the record then does not say that it was that one.`,
      { run },
    );
  if (/^[0-9a-f]{64}$/i.test(commit))
    throw new AuditError('not-supported', `${commit} is an id of a repository with SHA-256 object names, which is not supported: only SHA-1 is.`, { run });
  if (!/^[0-9a-f]{40}$/i.test(commit)) throw new AuditError('bad-input', `"${commit}" is no whole commit id: that has 40 hex digits.`, { run });
  return { commit: commit.toLowerCase(), commitFrom: recorded.commit === null ? 'asked' : 'record' };
}
