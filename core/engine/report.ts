/** Reports: the outline of what is asked, of the state of a checkpoint; the same as a PDF; many at once; those saved, and settings for the next. */

import type { EngineHandlers, Output, Parsed } from '../contract';
import type { ReportAbout, ReportOutline, ReportSettings } from '../contract/reports';
import type { Progress } from '../contract/shared';
import { AuditError, toErrorData } from '../errors';
import { indexedRuns } from '../index/queries/runs';
import { lidOfKey } from '../record/lid';
import { logoFacts } from '../report/logo';
import type { EngineContext } from './context';
import { refuseOutput } from './own-output';
import { mostTries } from './prepared';
import { again } from './report/again';
import { StateMoved, type StateThen, stateThen } from './report/of-checkpoint';
import { cutTables } from './report/preview';
import { savedReports } from './report/saved';
import { templateHandlers } from './report/templates';
import { type DrawnReport, outlineOf, wholeOf } from './report/whole';
import { sparing } from './sparing';
import type { Workspaces } from './workspaces';
import { writePdf } from './write-out';

type Names =
  | 'report.outline'
  | 'report.preview'
  | 'report.pdf'
  | 'report.again'
  | 'report.batch'
  | 'report.saved'
  | 'report.templates'
  | 'report.template-set'
  | 'report.template-removed';
type Written = { path: string; id: string; version: number; checkpoint: ReportOutline['checkpoint']; pages: number; bytes: number; sha256: string };

const never = new AbortController().signal;

export function reportHandlers(context: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, Names> {
  const { ports } = context;

  async function* ofState<Answer>(name: string, settings: ReportSettings, signal: AbortSignal, use: (then: StateThen, version: number) => AsyncGenerator<Progress, Answer>) {
    const version = versionOf(context, name, settings);
    if (settings.logo !== undefined) logoFacts(settings.logo);
    return yield* sparing(ports, async function* () {
      for (let tries = 1, { at } = settings; ; tries++) {
        const then = yield* stateThen(context, workspaces, name, at, signal);
        try {
          return yield* use(then, version);
        } catch (error) {
          if (!(error instanceof StateMoved) || tries > mostTries) throw error;
          // One that is replayed stays as it is.
          if (tries === mostTries) at = then.checkpoint?.number ?? at;
        } finally {
          then.close();
        }
      }
    });
  }
  async function* write(name: string, about: ReportAbout, { outline, ...embedded }: DrawnReport, out: string, signal: AbortSignal): AsyncGenerator<Progress, Written> {
    const { id, kind, subject, version, checkpoint, supersedes, draft } = outline;
    const of = about.kind === 'run' || about.kind === 'environment' ? { run: subject.slice(subject.lastIndexOf('lid://')) } : {};
    const again = supersedes === null ? {} : { supersedes: supersedes.id, reason: supersedes.reason };
    const written = yield* writePdf(
      { ports, workspace: context.open(name), out },
      outline,
      (file) => ({ act: 'report', detail: { id, kind, subject, ...of, checkpoint: checkpoint?.number ?? null, version, ...again, ...file, draft } }),
      signal,
      { ...embedded, spent: true },
    );
    return { id, version, checkpoint, ...written };
  }

  async function* preview({ workspace, about, settings, rows }: Parsed<'report.preview'>, signal: AbortSignal): AsyncGenerator<Progress, Output<'report.preview'>> {
    const outline = yield* ofState(workspace, settings, signal, (then, version) => outlineOf(ports, then, about, settings, version, signal));
    return { outline: rows === undefined ? outline : cutTables(outline, rows) };
  }

  return {
    'report.outline': async (input) => {
      for (const steps = preview(input, never); ; ) {
        const step = await steps.next();
        if (step.done) return step.value;
      }
    },
    'report.preview': preview,
    'report.pdf': async function* ({ workspace, about, settings, out }, signal) {
      refuseOutput(context.open(workspace), out);
      return yield* ofState(workspace, settings, signal, async function* (then, version) {
        return yield* write(workspace, about, yield* wholeOf(ports, then, about, settings, version, signal), out, signal);
      });
    },
    'report.again': async function* ({ workspace, file }, signal) {
      const answer = yield* sparing(ports, () => again({ ports, context, workspaces, workspace, file, make: (...of) => wholeOf(ports, ...of) }, signal));
      context.open(workspace).journal('report-made-again', { id: answer.id, checkpoint: answer.checkpoint, file, same: answer.same, reason: answer.reason });
      return answer;
    },
    'report.batch': async function* ({ workspace, kind, runs, settings, folder }, signal) {
      if (settings.supersedes !== undefined)
        throw new AuditError('bad-input', 'Many reports at once supersede none: each supersedes one of its own. Make such a report by itself.');
      refuseOutput(context.open(workspace), `${folder}/report.pdf`);
      ports.makeFolder(folder);
      const written: Written[] = [];
      const failed: { run: string; message: string }[] = [];
      let done = 0;
      return yield* ofState(workspace, settings, signal, async function* (then, version) {
        const all = runs ?? indexedRuns(then.workspace.db).map(({ key }) => lidOfKey(key));
        for (; done < all.length; done++) {
          const run = all[done] as string;
          yield { phase: 'writing reports', done, total: all.length };
          if (signal.aborted) return { written, failed, notMade: all.slice(done), stopped: true };
          try {
            const about = { kind, run };
            const drawn = yield* counted(done, all.length, wholeOf(ports, then, about, settings, version, signal));
            written.push(yield* counted(done, all.length, write(workspace, about, drawn, `${folder}/${fileName(drawn.outline)}`, signal)));
          } catch (error) {
            if (signal.aborted) return { written, failed, notMade: all.slice(done), stopped: true };
            if (error instanceof StateMoved) throw error;
            failed.push({ run, message: toErrorData(error).message });
          }
        }
        return { written, failed, notMade: [], stopped: false };
      });
    },
    'report.saved': ({ workspace }) => ({ reports: savedReports(context.open(workspace)) }),
    ...templateHandlers(context, workspaces),
  };
}

/** Throws `not-found` for a report that the journal does not know: what is superseded must be known. */
function versionOf(context: EngineContext, name: string, { supersedes }: ReportSettings): number {
  if (supersedes === undefined) return 1;
  const earlier = savedReports(context.open(name)).find(({ id }) => id === supersedes.id);
  if (earlier === undefined)
    throw new AuditError('not-found', `No report ${supersedes.id} was saved in the workspace "${name}", so none can supersede it. The list of saved reports has the ids.`);
  return earlier.version + 1;
}

/** Steps of one report, told as what they are in a row of many. */
async function* counted<Answer>(done: number, total: number, steps: AsyncGenerator<Progress, Answer>): AsyncGenerator<Progress, Answer> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
    yield { phase: 'writing reports', done, total, note: step.value.phase };
  }
}

/** Of letters, digits, dots and dashes alone, whatever the run is called. */
function fileName({ subject, id }: ReportOutline): string {
  const name = subject
    .split(' · ')[0]
    ?.replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${name || 'run'}-${id}.pdf`;
}
