/** One run of the command line: the engine, the workspace that is meant, and how Ctrl-C stops what is under way. */
import type { CallName, Input, JobName, Output } from '../../core/contract';
import { AuditError } from '../../core/errors';
import { maskText } from '../../core/redact/mask';
import type { EngineClient } from '../engine-client';
import { createProgressLine } from './progress-line';
import { visibleLine } from './visible';

export interface CommonOptions {
  home?: string;
  workspace?: string;
  json?: boolean;
  quiet?: boolean;
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
  /** The workspace named with -w, or the only one. Throws `bad-input`, naming those there are. */
  workspace(): Promise<string>;
  /** The LID that a typed text means: a LID, its start, a run's name, an outside path. Says on stderr how it was read. */
  lid(text: string): Promise<string>;
}

export function createSession(engine: EngineClient, options: CommonOptions, signal: AbortSignal): Session {
  const quiet = options.quiet === true;
  let only: string | undefined;
  let told = false;
  engine.on((event) => {
    if (event.type === 'not-journalled' && !told) process.stderr.write(`${visibleLine(event.message)}\n`);
    if (event.type === 'not-journalled') told = true;
  });
  const session: Session = {
    signal,
    width: process.stdout.isTTY ? process.stdout.columns || 80 : null,
    call: (name, input) => engine.call(name, input),
    say: (line) => void (options.json === true || process.stdout.write(`${visibleLine(maskText(line).value)}\n`)),
    async job(name, input) {
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
    },
    async workspace() {
      if (options.workspace !== undefined) return options.workspace;
      if (only !== undefined) return only;
      const { workspaces, problems } = await engine.call('workspaces.list', {});
      const names = [...workspaces.map(({ name }) => name), ...problems.map(({ name }) => name)];
      if (names.length === 1) only = names[0];
      if (only !== undefined) return only;
      if (names.length === 0) throw new AuditError('not-found', 'There is no workspace yet. Add one: lineage-audit add NAME STORE');
      throw new AuditError('bad-input', `There are several workspaces: ${names.join(', ')}. Name one with -w NAME.`);
    },
    async lid(text) {
      const { lid, how } = await engine.call('lineage.resolve', { workspace: await session.workspace(), text });
      if (!quiet && (how === 'prefix' || how === 'run-name')) process.stderr.write(`${visibleLine(`${text} was read as ${lid}.`)}\n`);
      return lid;
    },
  };
  return session;
}
