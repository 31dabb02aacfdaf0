/** One report of the state that it is of: its outline, and all that is enclosed in it. Every report of the program is made here. */
import type { ReportAbout, ReportOutline, ReportSettings } from '../../contract/reports';
import type { Progress } from '../../contract/shared';
import type { Ports } from '../../ports';
import type { Masker } from '../../redact/masker';
import { maskingWords } from '../../redact/words';
import { composeInTurns, productWords, type Told } from '../../report/compose';
import { forgetFacts, keepsFacts } from '../../report/gather';
import { policyOf } from '../masking-of';
import { forgetTables } from '../pages';
import { forgetTaskFacts } from '../runs/tasks';
import { forgetHistories } from './beside';
import { type Enclosed, enclose, logKeys, nothingEnclosed, runAsData } from './enclose';
import { checkSame, type StateThen } from './of-checkpoint';
import { checkAsked, checkRun, inSteps, tell } from './tell';

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
  const { masker, maskedBy } = then.workspace;
  const told = maskedTold(masker, yield* tell(then, about, settings, signal));
  const masking = { rules: maskedBy.rules, key: maskedBy.key, words: maskingWords(policyOf(then.workspace.settings), maskedBy) };
  const making = { at: then.at, checkpoint: then.checkpoint, product: productWords(ports.who), settings, version, masking, logKeys: keys };
  const outline = yield* inSteps(then, composeInTurns(told, making, ports.sha256()), signal, 'putting it together');
  checkSame(then);
  return outline;
}

/** Without `keys`. */
type Making = [ports: Ports, then: StateThen, about: ReportAbout, settings: ReportSettings, version: number, signal: AbortSignal];

export async function* wholeOf(...making: Making): AsyncGenerator<Progress, DrawnReport> {
  const [ports, then, about, settings, , signal] = making;
  // What is kept for the next try of a preview stays where there was one; else it would take memory that a long report needs.
  const tried = keepsFacts(then.workspace);
  checkAsked(about, settings);
  if (about.kind === 'run' || about.kind === 'environment') checkRun(then, about.run);
  const ofRun = yield* runAsData(ports, then, about, signal);
  try {
    checkSame(then);
    const outline = yield* outlineOf(...making);
    if (!tried) {
      forgetFacts(then.workspace);
      forgetHistories(then.workspace);
      forgetTables(then.workspace);
      forgetTaskFacts(then.workspace);
      then.workspace.masker.forget();
    }
    const enclosed = yield* enclose(ports, then, about, settings, outline, ofRun, signal);
    checkSame(then);
    return { outline, ...enclosed };
  } finally {
    ofRun.leave();
  }
}

/** With nothing enclosed but what it says: for where the evidence itself must not go along. */
export async function* bareOf(...making: Making): AsyncGenerator<Progress, DrawnReport> {
  return { outline: yield* outlineOf(...making, null), ...nothingEnclosed };
}

/** Once more over all that it says: sentences are made of names and paths. What is masked already stays as it is. */
function maskedTold(masker: Masker, told: Told): Told {
  const { workspace } = told.common;
  return {
    ...told,
    subject: masker.text(told.subject).value,
    period: masker.text(told.period).value,
    common: { ...told.common, workspace: { ...workspace, store: masker.text(workspace.store).value } },
    sections: masker.texts(told.sections),
  };
}
