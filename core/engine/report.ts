/** Reports: the outline of one run, and the same drawn as a PDF that the auditor asked for. */
import type { EngineHandlers } from '../contract';
import type { ReportOutline } from '../contract/reports';
import { gatherRun } from '../report/gather';
import { runOutline } from '../report/outline';
import type { EngineContext, OpenWorkspace } from './context';
import { overwriteHandlers } from './overwrites';
import { refuseInsideStore } from './own-output';
import { runHandlers } from './runs';

export function reportHandlers(context: EngineContext): Pick<EngineHandlers, 'report.outline' | 'report.pdf'> {
  const { ports } = context;
  const outlineOf = async (workspace: OpenWorkspace, run: string): Promise<ReportOutline> => {
    const facts = await gatherRun(workspace, { ...runHandlers(context), ...overwriteHandlers(context) }, run);
    const { user, product, version, testRuntime } = ports.who;
    const at = new Date(ports.clock.now().ms).toISOString();
    return runOutline(facts, { at, by: user, product: `${product} ${version}${testRuntime ? ' · TEST RUNTIME, never a release' : ''}` }, ports.sha256());
  };
  return {
    'report.outline': async ({ workspace, run }) => ({ outline: await outlineOf(context.open(workspace), run) }),
    'report.pdf': async function* ({ workspace, run, out }, signal) {
      const opened = context.open(workspace);
      refuseInsideStore(opened, out);
      yield { phase: 'gathering the facts', done: 0, total: null };
      const outline = await outlineOf(opened, run);
      const drawing = ports.pdf.draw(outline, signal);
      let step = await drawing.next();
      while (!step.done) {
        yield { phase: step.value.total === null ? 'laying out pages' : 'writing pages', ...step.value };
        step = await drawing.next();
      }
      signal.throwIfAborted();
      const { bytes, pages } = step.value;
      const hash = ports.sha256();
      hash.update(bytes);
      const sha256 = hash.hex();
      ports.writeOut(out, bytes);
      opened.journal('report', {
        id: outline.id,
        run: outline.subject.slice(outline.subject.lastIndexOf('lid://')),
        path: out,
        pages,
        bytes: bytes.length,
        sha256,
        draft: outline.draft,
      });
      return { path: out, id: outline.id, pages, bytes: bytes.length, sha256 };
    },
  };
}
