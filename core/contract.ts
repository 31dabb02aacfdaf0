/** The one typed contract: every call and job by name, its schemas, and the types inferred from them. */
import type { z } from 'zod';
import { atRestCalls } from './contract/at-rest';
import { baselineCalls } from './contract/baseline';
import { bundleCalls } from './contract/bundle';
import { causeCalls } from './contract/cause';
import { codeCalls } from './contract/code';
import { compareCalls } from './contract/compare';
import { custodyCalls } from './contract/custody';
import { evidenceCalls } from './contract/evidence';
import { exportCalls } from './contract/exports';
import { findingCalls } from './contract/findings';
import { graphCalls } from './contract/graph';
import { graphBetweenCalls } from './contract/graph-between';
import { graphPictureCalls } from './contract/graph-picture';
import { identifyCalls } from './contract/identify';
import { impactCalls } from './contract/impact';
import { importedBundleCalls } from './contract/imported-bundles';
import { journalCalls } from './contract/journal';
import { maskingCalls } from './contract/masking';
import { openLineageCalls } from './contract/openlineage';
import { overviewCalls } from './contract/overview';
import { overwriteCalls } from './contract/overwrites';
import { ownRecordCalls } from './contract/own-records';
import { parquetCalls } from './contract/parquet';
import { reconcileCalls } from './contract/reconcile';
import { recordCalls } from './contract/records';
import { reportCalls } from './contract/reports';
import { runCalls } from './contract/runs';
import { searchCalls } from './contract/search';
import { secretCalls } from './contract/secrets';
import type { Progress } from './contract/shared';
import { signatureCalls } from './contract/signatures';
import { storeIdentityCalls } from './contract/store-identity';
import { tableCalls } from './contract/tables';
import { tagCalls } from './contract/tags';
import { timeCalls } from './contract/time';
import { verifyCalls } from './contract/verify';
import { watchCalls } from './contract/watch';
import { windowCalls } from './contract/window';
import { workspaceCalls } from './contract/workspaces';

/** Answered by the engine, wherever it runs. */
export const engineContract = {
  ...workspaceCalls,
  ...atRestCalls,
  ...recordCalls,
  ...runCalls,
  ...searchCalls,
  ...graphCalls,
  ...graphBetweenCalls,
  ...graphPictureCalls,
  ...custodyCalls,
  ...verifyCalls,
  ...reportCalls,
  ...signatureCalls,
  ...compareCalls,
  ...causeCalls,
  ...baselineCalls,
  ...codeCalls,
  ...ownRecordCalls,
  ...overwriteCalls,
  ...evidenceCalls,
  ...bundleCalls,
  ...exportCalls,
  ...parquetCalls,
  ...findingCalls,
  ...identifyCalls,
  ...impactCalls,
  ...journalCalls,
  ...reconcileCalls,
  ...storeIdentityCalls,
  ...watchCalls,
  ...secretCalls,
  ...maskingCalls,
  ...importedBundleCalls,
  ...tableCalls,
  ...openLineageCalls,
  ...tagCalls,
  ...timeCalls,
  ...overviewCalls,
};
/** Answered by the engine, or by Electron's main process. */
export const contract = { ...engineContract, ...windowCalls };

export type Contract = typeof contract;
export type EngineContract = typeof engineContract;
export type Name = keyof Contract;
export type EngineName = keyof EngineContract;
export type WindowName = keyof typeof windowCalls;
export type JobName = { [N in EngineName]: EngineContract[N]['kind'] extends 'job' ? N : never }[EngineName];
export type CallName = Exclude<EngineName, JobName>;

/** What a caller may pass (defaults left out) and what a handler gets (defaults filled in). */
export type Input<N extends Name> = z.input<Contract[N]['input']>;
export type Parsed<N extends Name> = z.output<Contract[N]['input']>;
export type Output<N extends Name> = z.output<Contract[N]['output']>;
export type ProgressOf<N extends JobName> = z.output<EngineContract[N]['progress']>;

export type CallHandlers = { [N in CallName]: (input: Parsed<N>) => Promise<Output<N>> | Output<N> };
export type JobHandlers = { [N in JobName]: (input: Parsed<N>, signal: AbortSignal) => AsyncGenerator<ProgressOf<N>, Output<N>> };
export type EngineHandlers = CallHandlers & JobHandlers;

/** Something happened that others may want to redraw for; or something was shown that could not be written into the journal. */
/** `index-making`: calls wait while the index is made from the evidence; `progress` is null once it is made, or once a person has stopped it, which `stopped` says until it is begun again. */
export type EngineEvent =
  | { type: 'workspace-changed'; workspace: string }
  | { type: 'not-journalled'; workspace: string; message: string }
  | { type: 'index-making'; workspace: string; progress: Progress | null; stopped: boolean };

export { windowCalls };
