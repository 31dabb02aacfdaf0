/** Impact: where something was used and what it reached; the counts, the lists by page, and one of them as a file. */

import type { EngineHandlers } from '../contract';
import { type ImpactSummary, impactColumns } from '../contract/impact';
import type { EngineContext, OpenWorkspace } from './context';
import { impactOf } from './impact/answer';
import { columnOf } from './impact/columns';
import { factsInTurns, titleOrderInTurns } from './impact/facts';
import { heldByRuns, listed, rowsOf, unreadRows } from './impact/list';
import { suggestions } from './impact/suggest';
import { begunOf, summaryOf } from './impact/summary';
import { impactCsv } from './impact/table';
import type { InTurns } from './in-turns';
import { refuseOutput } from './own-output';
import { arrangedPage } from './pages';
import { prepared, toEnd } from './prepared';
import { searchable } from './search/searchable';
import { writeBytes } from './write-out';

export function impactHandlers(context: EngineContext): Pick<EngineHandlers, Extract<keyof EngineHandlers, `impact.${string}`>> {
  const { ports, open } = context;
  const ready = (name: string, also: (workspace: OpenWorkspace) => InTurns<unknown> = factsInTurns) =>
    prepared(
      () => open(name),
      function* (workspace) {
        yield* toEnd(factsInTurns(workspace));
        yield* toEnd(also(workspace));
      },
    );
  return {
    'impact.summary': async ({ workspace: name, asked }) => {
      const workspace = await ready(name);
      return { summary: workspace.masker.texts(summaryOf(workspace, impactOf(workspace, asked))) };
    },
    'impact.begin': async ({ workspace: name, asked }) => {
      const workspace = await ready(name);
      return { begun: workspace.masker.texts(begunOf(workspace, impactOf(workspace, asked))) };
    },
    'impact.suggest': async ({ workspace: name, ...asked }) => {
      const workspace = await searchable(context, name);
      return { items: workspace.masker.texts(suggestions(workspace, asked)) };
    },
    'impact.list': async ({ workspace: name, asked, offset, limit, arranged, ...chosen }) => {
      const workspace = await ready(name, titleOrderInTurns);
      const impact = impactOf(workspace, asked);
      const nodes = listed(workspace, impact, chosen);
      const unread = unreadRows(workspace, chosen);
      const holds = chosen.list === 'runs' ? heldByRuns(impact) : null;
      const rowsAt = (places: readonly number[]) => {
        const ofNodes = places.filter((place) => place < nodes.length);
        const rows = rowsOf(
          workspace,
          impact,
          Int32Array.from(ofNodes, (place) => nodes[place] ?? -1),
          holds,
        );
        let next = 0;
        return workspace.masker.texts(places.flatMap((place) => (place < nodes.length ? rows[next++] : unread[place - nodes.length]) ?? []));
      };
      const list = { total: nodes.length + unread.length, rowsOf: rowsAt, column: columnOf(workspace, impact, nodes, holds, unread) };
      const page = arrangedPage(workspace, `impact ${JSON.stringify([asked, chosen])}`, list, impactColumns, { offset, limit, arranged });
      return { ...page, rows: [...page.rows] };
    },
    'impact.save': async function* ({ workspace: name, asked, out, ...chosen }, signal) {
      const workspace = open(name);
      refuseOutput(workspace, out);
      const impact = impactOf(workspace, asked);
      const summary = workspace.masker.texts(summaryOf(workspace, impact));
      const { text, guarded, rows } = yield* impactCsv(workspace, impact, chosen, summary.said, signal);
      const written = writeBytes({ ports, workspace, out }, new TextEncoder().encode(text), (file) => ({
        act: 'impact-saved',
        detail: { ...kept(summary), form: 'csv', list: chosen.list, rows, ...file, guarded },
      }));
      return { ...written, rows, guarded };
    },
  };
}

function kept({ said, reached, unknown, unaffected }: ImpactSummary) {
  return { asked: said, reached, unknown, unaffected };
}
