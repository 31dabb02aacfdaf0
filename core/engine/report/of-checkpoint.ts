/** The state that a report is of: a workspace as it was at a checkpoint, so that the same report can be made again. */
import { type AtCheckpoint, openAtCheckpoint } from '../../bundle/at-checkpoint';
import type { ReportCheckpoint, ReportSettings } from '../../contract/reports';
import type { Progress } from '../../contract/shared';
import { AuditError } from '../../errors';
import type { Signer } from '../../evidence/log-state';
import { summariseLog } from '../../evidence/log-summary';
import { nowOf } from '../../now';
import { createCallTimes } from '../../overview/call-times';
import { type LoggedLeaves, loggedLeaves } from '../../report/proofs';
import { splitName } from '../../time/name';
import { settingsThen } from '../../time/past-workspace';
import type { EngineContext, OpenWorkspace } from '../context';
import type { WorkspaceInside } from '../open-workspace';
import { turnsFor } from '../prepared';
import type { Workspaces } from '../workspaces';

export interface StateThen {
  /** Every question of it is answered as of then; nothing that it answers is journalled. */
  context: EngineContext;
  workspace: OpenWorkspace;
  checkpoint: ReportCheckpoint | null;
  /** ISO 8601, UTC: of the checkpoint, of the view, or now. */
  at: string;
  /** Enrolled by then. */
  signers: readonly Signer[];
  /** The checkpoint as it is kept; null where it is of none. */
  note: Uint8Array | null;
  /** Its leaves, read once however many reports are made of it. Throws where it is of no checkpoint. */
  leaves(signal: AbortSignal): AsyncGenerator<Progress, LoggedLeaves>;
  /** False once the workspace is another than the one that this state reads, as it is where nothing was replayed for it: others had a turn and changed it. */
  isSame(): boolean;
  close(): void;
}

/** Thrown where a state is no longer what it was of: one report is of one state. */
export class StateMoved extends AuditError {
  constructor() {
    super('in-use', 'The workspace was changed while the report was made of it, again and again. Make it once the sync or check that is under way has ended.');
  }
}

export function checkSame(then: Pick<StateThen, 'isSame'>): void {
  if (!then.isSame()) throw new StateMoved();
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
    return untied(context, name, context.open(name), at);
  }
  context.open(name);
  const inside = workspaces.inside(name);
  if (asked === 'latest') signNow(context, inside);
  const behind = inside.log.fault();
  const { last, frontier } = inside.log.state();
  if (behind !== null || last === null) {
    if (typeof asked === 'number') throw noCheckpoint(name, asked);
    return untied(context, name, inside, nowOf(context.ports));
  }
  const number = typeof asked === 'number' ? asked : last.number;
  if (number === last.number && last.size === frontier.size) {
    const workspace = present(context, inside);
    const origin = workspace.logSummary().origin ?? '';
    const checkpoint = { number, size: last.size, root: last.root, origin };
    const signers = inside.log.state().signers.filter(({ leaf }) => leaf < last.size);
    return {
      context: silent(context, workspace),
      workspace,
      checkpoint,
      at: last.at,
      signers,
      note: inside.log.numbered(number),
      leaves: readOnce(context, inside, checkpoint),
      isSame: sameness(context, name),
      close: () => undefined,
    };
  }
  return stateAt(context, inside, yield* openAtCheckpoint(context.ports, inside, number, signal));
}

/** Of a checkpoint that is open already; closing the state closes it. */
export function stateAt(context: EngineContext, inside: WorkspaceInside, then: AtCheckpoint): StateThen {
  const { number, size, root, dated } = then.checkpoint;
  const checkpoint = { number, size, root, origin: then.origin };
  const { workspace, signers, note, close } = then;
  return { context: silent(context, workspace), workspace, checkpoint, at: dated, signers, note, leaves: readOnce(context, inside, checkpoint), isSame: () => true, close };
}

function untied(context: EngineContext, name: string, open: OpenWorkspace, at: string): StateThen {
  const workspace = quiet(open);
  const leaves = (): never => {
    throw new AuditError('internal', 'A report of no checkpoint has no leaves to prove anything from.');
  };
  return { context: silent(context, workspace), workspace, checkpoint: null, at, signers: [], note: null, leaves, isSame: sameness(context, name), close: () => undefined };
}

function sameness(context: EngineContext, name: string): StateThen['isSame'] {
  const open = () => context.open(name);
  return turnsFor(open, open()).isSame;
}

function readOnce({ ports }: EngineContext, inside: WorkspaceInside, checkpoint: ReportCheckpoint): StateThen['leaves'] {
  let read: LoggedLeaves | null = null;
  return async function* (signal) {
    read ??= yield* loggedLeaves(ports, inside, checkpoint, signal);
    return read;
  };
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
