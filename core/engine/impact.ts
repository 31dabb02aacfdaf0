/** Impact: where something was used and what it reached; the counts, the lists by page, and both as files. */

import type { EngineHandlers } from '../contract';
import type { ImpactSummary } from '../contract/impact';
import { usualClassification } from '../contract/reports';
import { nowOf } from '../now';
import { maskTexts } from '../redact/mask';
import { composeReport, productWords } from '../report/compose';
import { orderOf } from '../report/section-order';
import type { EngineContext } from './context';
import { impactOf } from './impact/answer';
import { factsInTurns } from './impact/facts';
import { heldByRuns, listed, rowsOf, unreadRows } from './impact/list';
import { summaryOf } from './impact/summary';
import { impactCsv } from './impact/table';
import { refuseOutput } from './own-output';
import { prepared, toEnd } from './prepared';
import { ofImpact } from './report/tell';
import { writeBytes, writePdf } from './write-out';

export function impactHandlers({ ports, open }: EngineContext): Pick<EngineHandlers, 'impact.summary' | 'impact.list' | 'impact.save'> {
  const ready = (name: string) =>
    prepared(
      () => open(name),
      (workspace) => toEnd(factsInTurns(workspace)),
    );
  return {
    'impact.summary': async ({ workspace: name, asked }) => {
      const workspace = await ready(name);
      return { summary: maskTexts(summaryOf(workspace, impactOf(workspace, asked))) };
    },
    'impact.list': async ({ workspace: name, asked, offset, limit, ...chosen }) => {
      const workspace = await ready(name);
      const impact = impactOf(workspace, asked);
      const nodes = listed(workspace, impact, chosen);
      const unread = unreadRows(workspace, chosen);
      const rows = [
        ...rowsOf(workspace, impact, nodes.subarray(offset, offset + limit), chosen.list === 'runs' ? heldByRuns(impact) : null),
        ...unread.slice(Math.max(0, offset - nodes.length), Math.max(0, offset + limit - nodes.length)),
      ];
      return { rows: maskTexts(rows), total: nodes.length + unread.length };
    },
    'impact.save': async function* ({ workspace: name, asked, form, out, ...chosen }, signal) {
      const workspace = open(name);
      refuseOutput(workspace, out);
      const impact = impactOf(workspace, asked);
      const summary = maskTexts(summaryOf(workspace, impact));
      if (form === 'csv') {
        const { text, guarded, rows } = yield* impactCsv(workspace, impact, chosen, summary.said, signal);
        const written = writeBytes({ ports, workspace, out }, new TextEncoder().encode(text), (file) => ({
          act: 'impact-saved',
          detail: { ...kept(summary), form, list: chosen.list, rows, ...file, guarded },
        }));
        return { ...written, id: null, pages: null, rows, guarded };
      }
      const outline = composeReport(
        ofImpact({ workspace }, { kind: 'impact', asked }, orderOf('impact')),
        { at: nowOf(ports), checkpoint: null, product: productWords(ports.who), settings: { classification: usualClassification }, version: 1 },
        ports.sha256(),
      );
      const written = yield* writePdf({ ports, workspace, out }, outline, (file) => ({ act: 'impact-saved', detail: { ...kept(summary), form, id: outline.id, ...file } }), signal);
      return { ...written, id: outline.id, rows: 0, guarded: 0 };
    },
  };
}

function kept({ said, reached, unknown, unaffected }: ImpactSummary) {
  return { asked: said, reached, unknown, unaffected };
}
