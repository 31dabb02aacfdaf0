/** One run of the command line: the engine, the workspace that is meant, and how Ctrl-C stops what is under way. */
import type { CallName, Input, JobName, Output } from '../../core/contract';
import type { LockedWorkspace } from '../../core/contract/at-rest';
import type { Progress } from '../../core/contract/shared';
import type { AsOf } from '../../core/contract/time';
import { AuditError } from '../../core/errors';
import { maskText } from '../../core/redact/mask';
import type { EngineClient } from '../engine-client';
import { askPassphrase } from './passphrase';
import { createProgressLine } from './progress-line';
import { visibleLine } from './visible';

export interface CommonOptions {
  home?: string;
  workspace?: string;
  json?: boolean;
  quiet?: boolean;
  passphraseFile?: string;
  asOf?: string;
}

export interface Session {
  readonly signal: AbortSignal;
  /** Characters in a line of the terminal that stdout is; null where it is none. */
  readonly width: number | null;
  call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** A line on stdout while the verb goes on; nothing with --json, which answers with one document at the end. */
  say(line: string): void;
  /** Runs to the end with progress on stderr. */
  job<N extends JobName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** The workspace named here or with -w, or the only one; unlocked, if it is encrypted. Throws `bad-input`, naming those there are. */
  workspace(named?: string): Promise<string>;
  /** Asked for without echo, or out of `--passphrase-file`. */
  passphrase(what: string, options?: { twice?: boolean; file?: string }): Promise<string>;
  /** The LID that a typed text means: a LID, its start, a run's name, an outside path. Says on stderr how it was read. */
  lid(text: string): Promise<string>;
  /** The view that --as-of asked for, once the workspace was chosen; null: now. */
  asOf(): AsOf | null;
  /** What the chosen workspace does not know as not the whole of its store was synced, in words; null: none was chosen, or there is nothing to say. */
  notSynced(): Promise<string | null>;
}

export function createSession(engine: EngineClient, options: CommonOptions, signal: AbortSignal): Session {
  const quiet = options.quiet === true;
  let chosen: string | undefined;
  let told = false;
  let asOf: AsOf | null = null;
  let making: ReturnType<typeof createProgressLine> | null = null;
  const showMaking = (progress: Progress | null) => {
    if (progress === null) {
      making?.end();
      making = null;
      return;
    }
    making ??= createProgressLine(quiet, process.stderr, Date.now, true);
    making.show(progress);
  };
  engine.on((event) => {
    if (event.type === 'not-journalled' && !told) process.stderr.write(`${visibleLine(event.message)}\n`);
    if (event.type === 'not-journalled') told = true;
    if (event.type === 'index-making') showMaking(event.progress);
  });
  const session: Session = {
    signal,
    width: process.stdout.isTTY ? process.stdout.columns || 80 : null,
    call: (name, input) => {
      refuseNow(name);
      return engine.call(name, input);
    },
    asOf: () => asOf,
    async notSynced() {
      if (chosen === undefined) return null;
      try {
        return (await engine.call('sync.list', { workspace: chosen })).coverage.sentence;
      } catch (error) {
        // Retired, encrypted or removed by what was just done.
        if (error instanceof AuditError) return null;
        throw error;
      }
    },
    say: (line) => void (options.json === true || process.stdout.write(`${visibleLine(maskText(line).value)}\n`)),
    async job(name, input) {
      refuseNow(name);
      return runJob(name, input);
    },
    async workspace(named = options.workspace) {
      if (chosen !== undefined) return chosen;
      const { locked } = await engine.call('workspaces.atRest', {});
      const now = await choose(named, locked);
      chosen = options.asOf === undefined ? now : await goTo(now, options.asOf);
      return chosen;
    },
    passphrase: (what, { twice = false, file = options.passphraseFile } = {}) => askPassphrase(what, { file, twice }),
    async lid(text) {
      const { lid, how } = await engine.call('lineage.resolve', { workspace: await session.workspace(), text });
      if (!quiet && (how === 'prefix' || how === 'run-name')) process.stderr.write(`${visibleLine(`${text} was read as ${lid}.`)}\n`);
      return lid;
    },
  };
  return session;

  async function runJob<N extends JobName>(name: N, input: Input<N>): Promise<Output<N>> {
    const line = createProgressLine(quiet);
    const steps = engine.job(name, input, signal);
    try {
      for (;;) {
        const step = await steps.next();
        if (step.done) return step.value;
        line.show(step.value);
      }
    } finally {
      line.end();
    }
  }
  async function goTo(workspace: string, text: string): Promise<string> {
    const { name } = await engine.call('time.resolve', { workspace, text });
    ({ asOf } = await runJob('time.open', { workspace: name }));
    return name;
  }
  /** What is of no workspace, or of all of them, is of no instant either. */
  function refuseNow(name: CallName | JobName): void {
    if (options.asOf !== undefined && chosen === undefined)
      throw new AuditError('bad-input', `--as-of goes with a command that reads one workspace; this one (${name}) does not. Leave it out.`);
  }
  async function choose(named: string | undefined, locked: readonly LockedWorkspace[]): Promise<string> {
    if (named !== undefined && locked.length === 0) return named;
    if (named !== undefined && locked.some(({ folder }) => folder === named)) return unlock(named);
    const { open } = await engine.call('workspaces.atRest', {});
    if (named !== undefined) return open.includes(named) ? named : unlockByName(named, locked);
    const names = [...open, ...locked.map(({ folder }) => folder)];
    if (names.length === 0) throw new AuditError('not-found', 'There is no workspace yet. Add one: lineage-audit add NAME STORE');
    if (names.length > 1) throw new AuditError('bad-input', `There are several workspaces: ${names.join(', ')}. Name one with -w NAME.`);
    return open[0] ?? unlock(locked[0]?.folder ?? '');
  }
  async function unlock(folder: string): Promise<string> {
    return (await engine.call('workspaces.unlock', { workspace: folder, passphrase: await session.passphrase(`of ${folder}`) })).workspace;
  }
  /** Names of encrypted ones are inside: the passphrase is tried on each. */
  async function unlockByName(name: string, locked: readonly LockedWorkspace[]): Promise<string> {
    const passphrase = await session.passphrase(`of ${name}`);
    for (const { folder } of locked) {
      try {
        const { workspace } = await engine.call('workspaces.unlock', { workspace: folder, passphrase });
        if (workspace === name) return workspace;
        await engine.call('workspaces.lock', { workspace });
      } catch (error) {
        if (!(error instanceof AuditError && (error.code === 'sealed' || error.code === 'evidence-damaged'))) throw error;
      }
    }
    throw new AuditError('not-found', `There is no workspace "${name}", and none of the ${locked.length} that are encrypted goes by that name and opens with this passphrase.`);
  }
}
