/** One report of the state that it is of: its outline, and all that is enclosed in it. Every report of the program is made here. */
import type { ReportAbout, ReportOutline, ReportSettings } from '../../contract/reports';
import type { Progress } from '../../contract/shared';
import type { Ports } from '../../ports';
import { composeInTurns, productWords } from '../../report/compose';
import { type Enclosed, enclose, logKeys } from './enclose';
import type { StateThen } from './of-checkpoint';
import { inSteps, tell } from './tell';

export type DrawnReport = { outline: ReportOutline } & Enclosed;

/** Throws as `tell` does. `keys`: of the log, where its checkpoint is enclosed. */
export async function* outlineOf(
  ports: Ports,
  then: StateThen,
  about: ReportAbout,
  settings: ReportSettings,
  version: number,
  signal: AbortSignal,
  keys = logKeys(ports, then),
): AsyncGenerator<Progress, ReportOutline> {
  const told = yield* tell(then, about, settings, signal);
  const making = { at: then.at, checkpoint: then.checkpoint, product: productWords(ports.who), settings, version, logKeys: keys };
  return yield* inSteps(composeInTurns(told, making, ports.sha256()));
}

export async function* wholeOf(
  ports: Ports,
  then: StateThen,
  about: ReportAbout,
  settings: ReportSettings,
  version: number,
  signal: AbortSignal,
): AsyncGenerator<Progress, DrawnReport> {
  const outline = yield* outlineOf(ports, then, about, settings, version, signal);
  return { outline, ...(yield* enclose(ports, then, about, settings, outline, signal)) };
}

/** With nothing enclosed but what it says: for where the evidence itself must not go along. */
export async function* bareOf(...[ports, then, about, settings, version, signal]: Parameters<typeof wholeOf>): ReturnType<typeof wholeOf> {
  return { outline: yield* outlineOf(ports, then, about, settings, version, signal, null), attachments: [], asked: null, withSeal: null };
}
