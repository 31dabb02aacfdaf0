/** The engine: implements the contract over the ports; the same in the window, on the command line and in tests. */
import type { CallName, EngineEvent, EngineHandlers, EngineName, Input, JobName, Output, ProgressOf } from './contract';
import { engineContract } from './contract';
import { atRestHandlers } from './engine/at-rest';
import { baselineHandlers } from './engine/baseline';
import { bundleHandlers } from './engine/bundle';
import { causeHandlers } from './engine/cause';
import { codeHandlers } from './engine/code';
import { compareHandlers } from './engine/compare';
import type { EngineContext } from './engine/context';
import { custodyHandlers } from './engine/custody';
import { evidenceHandlers } from './engine/evidence';
import { exportHandlers } from './engine/exports';
import { findingHandlers } from './engine/findings';
import { graphHandlers } from './engine/graph';
import { graphBetweenHandlers } from './engine/graph-between';
import { graphPictureHandlers } from './engine/graph-picture';
import { identifyHandlers } from './engine/identify';
import { impactHandlers } from './engine/impact';
import { importedBundleHandlers } from './engine/imported-bundles';
import { journalHandlers } from './engine/journal';
import { createSearches } from './engine/journal/searches';
import { createShown } from './engine/journal/shown';
import { lineageHandlers } from './engine/lineage';
import { type MaskedAnswers, maskedAnswers } from './engine/masked-answers';
import { maskingHandlers } from './engine/masking';
import { maskingOf } from './engine/masking-of';
import { openLineageHandlers } from './engine/openlineage';
import { overviewHandlers } from './engine/overview';
import { overwriteHandlers } from './engine/overwrites';
import { ownRecordHandlers } from './engine/own-records';
import { parquetHandlers } from './engine/parquet';
import { reconcileHandlers } from './engine/reconcile';
import { recordHandlers } from './engine/records';
import { reportHandlers } from './engine/report';
import { runHandlers } from './engine/runs';
import { searchHandlers } from './engine/search';
import { secretHandlers } from './engine/secrets';
import { signatureHandlers } from './engine/signatures';
import { storeIdentityHandlers } from './engine/store-identity';
import { tableHandlers } from './engine/tables';
import { tagHandlers } from './engine/tags';
import { timeHandlers } from './engine/time';
import { verifyHandlers } from './engine/verify';
import { createWarm } from './engine/warm';
import { watchHandlers } from './engine/watch';
import { workspaceHandlers } from './engine/workspace-calls';
import { createWorkspaces } from './engine/workspaces';
import { AuditError } from './errors';
import { createCallTimes } from './overview/call-times';
import type { Ports } from './ports';
import { holdPast, jobInPast } from './time/hold';

export interface Engine {
  call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  job<N extends JobName>(name: N, input: Input<N>, signal: AbortSignal): AsyncGenerator<ProgressOf<N>, Output<N>>;
  on(listener: (event: EngineEvent) => void): void;
  close(): void;
}

/** Validates every input against the contract before a handler sees it; throws AuditError `bad-input`. */
export function createEngine(ports: Ports): Engine {
  const listeners: ((event: EngineEvent) => void)[] = [];
  const emit = (event: EngineEvent) => {
    for (const listener of listeners) listener(event);
  };
  const workspaces = createWorkspaces(
    ports,
    (workspace) => emit({ type: 'workspace-changed', workspace }),
    (workspace, progress) => emit({ type: 'index-making', workspace, progress, stopped: false }),
  );
  const shown = createShown(ports, workspaces.open, emit);
  const searches = createSearches(ports, shown.write, emit);
  const callTimes = createCallTimes();
  const context: EngineContext = { ports, open: (name) => workspaces.open(name), emit, searches, callTimes };
  const warm = createWarm(context);
  const handlers: EngineHandlers = {
    ...workspaceHandlers(context, workspaces),
    ...atRestHandlers(context, workspaces),
    ...lineageHandlers(context),
    ...recordHandlers(context),
    ...ownRecordHandlers(context),
    ...overwriteHandlers(context),
    ...searchHandlers(context, workspaces),
    ...runHandlers(context),
    ...graphHandlers(context),
    ...graphBetweenHandlers(context),
    ...graphPictureHandlers(context),
    ...custodyHandlers(context),
    ...verifyHandlers(context),
    ...baselineHandlers(context),
    ...codeHandlers(context),
    ...identifyHandlers(context),
    ...impactHandlers(context),
    ...reconcileHandlers(context),
    ...reportHandlers(context, workspaces),
    ...signatureHandlers(context),
    ...compareHandlers(context),
    ...causeHandlers(context),
    ...evidenceHandlers(context, workspaces),
    ...storeIdentityHandlers(context),
    ...watchHandlers(context, workspaces),
    ...journalHandlers(context, workspaces, shown),
    ...bundleHandlers(context, workspaces),
    ...secretHandlers(workspaces),
    ...maskingHandlers(context, workspaces),
    ...importedBundleHandlers(context, workspaces),
    ...exportHandlers(context),
    ...parquetHandlers(context),
    ...findingHandlers(context, workspaces),
    ...tableHandlers(context),
    ...openLineageHandlers(context, workspaces),
    ...tagHandlers(context, workspaces),
    ...timeHandlers(context, workspaces),
    ...overviewHandlers(context, workspaces),
  };
  /** Of no workspace, or one that is not open yet: the rules as the program comes. */
  function masking(name: EngineName, input: object): MaskedAnswers {
    const workspace = 'workspace' in input && typeof input.workspace === 'string' ? input.workspace : null;
    return maskedAnswers(name, input, () => (workspace === null ? null : workspaces.maskerOf(workspace)) ?? maskingOf(ports, {}).masker);
  }
  async function* whileMasked<N extends JobName>(name: N, input: never, signal: AbortSignal): AsyncGenerator<ProgressOf<N>, Output<N>> {
    const masked = masking(name, input);
    const steps = handlers[name](masked.question(input), signal) as AsyncGenerator<ProgressOf<N>, Output<N>>;
    try {
      for (;;) {
        const step = await steps.next();
        if (step.done) {
          shown.answered(name, input, step.value);
          return masked.answer(step.value);
        }
        yield masked.answer(step.value);
      }
    } catch (error) {
      throw masked.error(error);
    } finally {
      await steps.return(undefined as never);
    }
  }
  /** The index of the workspace that is asked of is made first, in turns: no other waits for it. */
  async function ready(name: EngineName, input: object, signal?: AbortSignal): Promise<void> {
    if (name !== 'workspaces.stopIndex' && name !== 'workspaces.makeIndex' && 'workspace' in input && typeof input.workspace === 'string')
      await workspaces.ready(input.workspace, signal);
  }
  async function* onceReady<P, O>(name: EngineName, input: object, signal: AbortSignal, job: AsyncGenerator<P, O>): AsyncGenerator<P, O> {
    await ready(name, input, signal);
    return yield* job;
  }
  return {
    async call(name, input) {
      const asked = ports.clock.ticks();
      const parsed = parse(name, input);
      return warm.answering(parsed, async () => {
        await ready(name, parsed);
        const held = await holdPast(workspaces.past, name, parsed);
        try {
          const masked = masking(name, parsed);
          try {
            const answer = (await handlers[name](masked.question(parsed))) as Output<typeof name>;
            shown.answered(name, parsed, answer);
            if (name === 'workspaces.list') warm.soon((answer as Output<'workspaces.list'>).workspaces);
            return masked.answer(answer);
          } catch (error) {
            throw masked.error(error);
          } finally {
            callTimes.add(name, ports.clock.ticks() - asked);
          }
        } finally {
          held?.release();
        }
      });
    },
    job(name, input, signal) {
      const parsed = parse(name, input);
      const begun = () => whileMasked(name, parsed, signal);
      return warm.during(onceReady(name, parsed, signal, jobInPast(workspaces.past, name, parsed, signal, begun)));
    },
    on: (listener) => void listeners.push(listener),
    close() {
      warm.close();
      try {
        searches.flush();
        shown.close();
      } finally {
        workspaces.close();
      }
    },
  };
}

function parse(name: EngineName, input: unknown): never {
  const spec = engineContract[name];
  if (spec === undefined) throw new AuditError('bad-input', `There is no call "${String(name)}".`);
  const parsed = spec.input.safeParse(input);
  if (parsed.success) return parsed.data as never;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new AuditError('bad-input', `${name}${where}: ${issue?.message ?? 'the input does not fit'}`);
}
