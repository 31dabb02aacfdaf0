/** Reports: the outline of one run, and the same drawn as a PDF that the auditor asked for. */
import type { EngineHandlers } from '../contract';
import type { ReportOutline } from '../contract/reports';
import { nameGiven, whoInWords } from '../journal/name-given';
import { nowOf } from '../now';
import { gatherRun } from '../report/gather';
import { runOutline } from '../report/outline';
import type { EngineContext, OpenWorkspace } from './context';
import { allFindings } from './findings/all';
import { overwriteHandlers } from './overwrites';
import { refuseOutput } from './own-output';
import { runHandlers } from './runs';
import { writePdf } from './write-out';

export function reportHandlers(context: EngineContext): Pick<EngineHandlers, 'report.outline' | 'report.pdf'> {
  const { ports } = context;
  const outlineOf = async (workspace: OpenWorkspace, run: string): Promise<ReportOutline> => {
    const facts = await gatherRun(workspace, { ...runHandlers(context), ...overwriteHandlers(context) }, run, allFindings(ports, workspace));
    const { user, product, version, testRuntime } = ports.who;
    const at = nowOf(ports);
    return runOutline(
      facts,
      { at, by: whoInWords(user, nameGiven(ports)), product: `${product} ${version}${testRuntime ? ' · TEST RUNTIME, never a release' : ''}` },
      ports.sha256(),
    );
  };
  return {
    'report.outline': async ({ workspace, run }) => ({ outline: await outlineOf(context.open(workspace), run) }),
    'report.pdf': async function* ({ workspace, run, out }, signal) {
      const opened = context.open(workspace);
      refuseOutput(opened, out);
      yield { phase: 'gathering the facts', done: 0, total: null };
      const outline = await outlineOf(opened, run);
      const lid = outline.subject.slice(outline.subject.lastIndexOf('lid://'));
      const written = yield* writePdf(
        { ports, workspace: opened, out },
        outline,
        (file) => ({ act: 'report', detail: { id: outline.id, run: lid, ...file, draft: outline.draft } }),
        signal,
      );
      return { id: outline.id, ...written };
    },
  };
}
