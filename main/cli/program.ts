/** Reads the arguments, runs one verb on an engine of its own, prints its answer and says what to exit with. */
import { Command, CommanderError } from 'commander';
import { AuditError, toErrorData } from '../../core/errors';
import { type EngineClient, type EngineHost, startEngine } from '../engine-client';
import { defaultHome } from '../home';
import { product } from '../product';
import { type Answer, coveredAnswer, datedAnswer, print, printError } from './answer';
import { type ExitCode, exitCodes } from './exit-codes';
import { ignoreClosedPipe } from './raw';
import { type CommonOptions, createSession } from './session';
import type { Act } from './verb';
import { addVerb } from './verbs/add';
import { atRestVerbs } from './verbs/at-rest';
import { baselineVerb } from './verbs/baseline';
import { betweenVerb } from './verbs/between';
import { checkVerb } from './verbs/check';
import { compareVerb } from './verbs/compare';
import { custodyVerb } from './verbs/custody';
import { evidenceVerbs } from './verbs/evidence';
import { exportVerb } from './verbs/export';
import { fileVerbs } from './verbs/files';
import { findingsVerb } from './verbs/findings';
import { identifyVerb } from './verbs/identify';
import { impactVerb } from './verbs/impact';
import { journalVerb } from './verbs/journal';
import { lineageVerbs } from './verbs/lineage';
import { mapsVerb } from './verbs/maps';
import { maskingVerb } from './verbs/masking';
import { openLineageVerbs } from './verbs/openlineage';
import { overviewVerb } from './verbs/overview';
import { overwritesVerb } from './verbs/overwrites';
import { reconcileVerb } from './verbs/reconcile';
import { reportVerb } from './verbs/report';
import { rootCauseVerb } from './verbs/root-cause';
import { runVerbs } from './verbs/runs';
import { searchVerb } from './verbs/search';
import { secretsVerb } from './verbs/secrets';
import { signatureVerbs } from './verbs/sign-report';
import { syncVerb } from './verbs/sync';
import { tagVerbs } from './verbs/tags';
import { timeVerbs } from './verbs/time';
import { traceVerb } from './verbs/trace';
import { verifyVerb } from './verbs/verify';
import { verifyCodeVerb } from './verbs/verify-code';
import { noticesVerb, watchVerb } from './verbs/watch';
import { workspacesVerb } from './verbs/workspaces';

/** In the order of the work, as --help lists them; those of `nextflow lineage` last, together. */
const verbs = [
  addVerb,
  syncVerb,
  watchVerb,
  noticesVerb,
  findingsVerb,
  overviewVerb,
  mapsVerb,
  workspacesVerb,
  runVerbs,
  fileVerbs,
  traceVerb,
  betweenVerb,
  custodyVerb,
  impactVerb,
  searchVerb,
  tagVerbs,
  openLineageVerbs,
  timeVerbs,
  verifyVerb,
  baselineVerb,
  verifyCodeVerb,
  overwritesVerb,
  compareVerb,
  rootCauseVerb,
  identifyVerb,
  reconcileVerb,
  reportVerb,
  signatureVerbs,
  exportVerb,
  evidenceVerbs,
  secretsVerb,
  maskingVerb,
  journalVerb,
  atRestVerbs,
  lineageVerbs,
  checkVerb,
];

const epilogue = `
A LID may be shortened to a start that no other has; a run may be given by its name.
Exit codes: 0 fine; 1 findings (a mismatch, a missing or unreadable file, a file changed since our first fingerprint, runs that differ,
a notice that nobody has marked as seen after watch --once, damaged evidence, a line of a list that is not matched or differs, something the list lacks);
2 the command could not do its work; 64 wrong usage; 130 stopped.

Begin with:
  lineage-audit add trial ./lineage            a workspace on a folder
  lineage-audit add trial s3://bucket/prefix   or on a bucket
  lineage-audit sync                           read its records
  lineage-audit runs                           see what was run`;

export interface Begun {
  /** The engine's thread is this one, which hears no signal while it answers: a signal is left to the system, which ends the process at once, but where an index is made with turns for others. */
  here?: boolean;
  /** One question, and the process ends. */
  brief?: boolean;
}

/** Ends when all is said and the engine has closed; never throws. `thread`: the engine's, begun already. */
export async function runCommandLine(argv: readonly string[], thread?: EngineHost, { here = false, brief = false }: Begun = {}): Promise<ExitCode> {
  ignoreClosedPipe();
  const json = argv.includes('--json');
  const stop = new AbortController();
  let engine: EngineClient | undefined;
  let busy = false;
  /** The engine's thread makes an index for a question that hears no signal; an end in the middle of that loses nothing. */
  let makingIndex = false;
  let code: ExitCode = exitCodes.fine;
  const onSignal = () => {
    if (stop.signal.aborted || !busy || makingIndex) process.exit(exitCodes.stopped);
    stop.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const hear = () => {
    for (const signal of signals) process.on(signal, onSignal);
  };
  const hearNoMore = () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
  if (!here) hear();

  const program = new Command('lineage-audit');
  const act: Act =
    (verb) =>
    async (...args) => {
      const options = program.opts<CommonOptions>();
      engine = startEngine({ home: options.home ?? defaultHome(), surface: 'command line', version: product.version, testRuntime: false, brief, ...(thread && { thread }) });
      engine.on((event) => {
        if (event.type !== 'index-making') return;
        if (here && !makingIndex && event.progress !== null) hear();
        makingIndex = event.progress !== null;
        if (here && !makingIndex) hearNoMore();
        if (makingIndex && stop.signal.aborted) process.exit(exitCodes.stopped);
      });
      busy = true;
      const session = createSession(engine, options, stop.signal);
      const answer: Answer = await verb(session, ...args);
      code = print(coveredAnswer(datedAnswer(answer, session.asOf()), await session.notSynced()), options.json === true);
    };
  describeProgram(program);
  for (const add of verbs) add(program, act);
  try {
    await program.parseAsync(argv as string[], { from: 'user' });
  } catch (error) {
    code = fail(error, json);
  }
  busy = false;
  await engine?.close();
  return stop.signal.aborted ? exitCodes.stopped : code;
}

function describeProgram(program: Command): void {
  program
    .description(`${product.name}: review Nextflow runs offline. Reads a lineage store, never writes to it; says what is proven and what is not.`)
    .version(product.version, '--version', 'print the version')
    .option('--home <dir>', 'the folder that holds the workspaces (or LINEAGE_AUDIT_HOME)')
    .option('-w, --workspace <name>', 'the workspace; may be left out where there is one')
    .option('--json', 'answer with one JSON document on stdout; values under secret-like names are masked')
    .option('--passphrase-file <file>', 'a file, readable by you alone, that holds the passphrase of an encrypted workspace; left out: asked for')
    .option('--as-of <instant>', 'as was known then: 2026-11-20T10:00Z, a day (its end, UTC), sync:3, checkpoint:7; for commands that read')
    .option('-q, --quiet', 'no progress on stderr')
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', epilogue)
    .showHelpAfterError('(see --help)')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
}

function fail(error: unknown, json: boolean): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.fine;
    // Commander has said it on stderr already.
    if (json) process.stdout.write(`${JSON.stringify({ error: { code: 'usage', message: error.message.replace(/^error: /, '') } }, null, 2)}\n`);
    return exitCodes.usage;
  }
  const data = toErrorData(error);
  printError(data, json);
  if (data.code === 'cancelled') return exitCodes.stopped;
  return error instanceof AuditError && data.code === 'bad-input' ? exitCodes.usage : exitCodes.failed;
}
