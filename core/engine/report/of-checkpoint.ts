/** The state that a report is of: a workspace as it was at a checkpoint, so that the same report can be made again. */
import { openAtCheckpoint } from '../../bundle/at-checkpoint';
import type { ReportCheckpoint, ReportSettings } from '../../contract/reports';
import type { Progress } from '../../contract/shared';
import { AuditError } from '../../errors';
import { summariseLog } from '../../evidence/log-summary';
import { nowOf } from '../../now';
import { createCallTimes } from '../../overview/call-times';
import { splitName } from '../../time/name';
import { settingsThen } from '../../time/past-workspace';
import type { EngineContext, OpenWorkspace } from '../context';
import type { WorkspaceInside } from '../open-workspace';
import type { Workspaces } from '../workspaces';

export interface StateThen {
  /** Every question of it is answered as of then; nothing that it answers is journalled. */
  context: EngineContext;
  workspace: OpenWorkspace;
  checkpoint: ReportCheckpoint | null;
  /** ISO 8601, UTC: of the checkpoint, of the view, or now. */
  at: string;
  close(): void;
}

/**
 * Without a checkpoint it is the state now: where none was ever signed, and where the evidence does not fit what was signed, which the
 * report then says. Throws `not-found` for a number that there is none of, `bad-input` for a checkpoint in a view as of an instant.
 */
export async function* stateThen(
  context: EngineContext,
  workspaces: Workspaces,
  name: string,
  asked: ReportSettings['at'],
  signal: AbortSignal,
): AsyncGenerator<Progress, StateThen> {
  const { at } = splitName(name);
  if (at !== null) {
    if (asked !== 'newest') throw new AuditError('bad-input', `A report of "${name}" is of that instant: it cannot be of a checkpoint as well. Leave one of them out.`);
    return untied(context, context.open(name), at);
  }
  context.open(name);
  const inside = workspaces.inside(name);
  if (asked === 'latest') signNow(context, inside);
  const behind = inside.log.fault();
  const { last, frontier } = inside.log.state();
  if (behind !== null || last === null) {
    if (typeof asked === 'number') throw noCheckpoint(name, asked);
    return untied(context, inside, nowOf(context.ports));
  }
  const number = typeof asked === 'number' ? asked : last.number;
  if (number === last.number && last.size === frontier.size) {
    const workspace = present(context, inside);
    const origin = workspace.logSummary().origin ?? '';
    return { context: silent(context, workspace), workspace, checkpoint: { number, size: last.size, root: last.root, origin }, at: last.at, close: () => undefined };
  }
  const then = yield* openAtCheckpoint(context.ports, inside, number, signal);
  const { size, root, dated } = then.checkpoint;
  return { context: silent(context, then.workspace), workspace: then.workspace, checkpoint: { number, size, root, origin: then.origin }, at: dated, close: then.close };
}

function untied(context: EngineContext, open: OpenWorkspace, at: string): StateThen {
  const workspace = quiet(open);
  return { context: silent(context, workspace), workspace, checkpoint: null, at, close: () => undefined };
}

function signNow({ emit }: EngineContext, inside: WorkspaceInside): void {
  const before = inside.log.state().last?.number;
  inside.checkpoint();
  if (inside.log.state().last?.number !== before) emit({ type: 'workspace-changed', workspace: inside.name });
}

function noCheckpoint(name: string, number: number): AuditError {
  return new AuditError('not-found', `There is no checkpoint ${number} in the workspace "${name}" that a report could be of.`);
}

/** The index as it is, where the newest checkpoint signs all of the ledger: the journal alone may have gone on. */
function present({ ports }: EngineContext, inside: WorkspaceInside): OpenWorkspace {
  const state = inside.log.state();
  function* events() {
    if (state.journalSeq === 0) return;
    for (const one of inside.journalLog.events(() => undefined)) {
      yield one;
      if (one.event.seq >= state.journalSeq) return;
    }
  }
  return { ...quiet(inside), settings: settingsThen(inside.settings, events()), journalLog: { events }, logSummary: () => summariseLog(ports, state, null) };
}

/** What a report asks is no look of a person's. */
function quiet(inside: OpenWorkspace): OpenWorkspace {
  return { ...inside, journal: () => undefined };
}

function silent(context: EngineContext, workspace: OpenWorkspace): EngineContext {
  return { ...context, open: () => workspace, emit: () => undefined, callTimes: createCallTimes() };
}
