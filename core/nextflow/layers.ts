/** Puts the boxes of a small graph in rows, sources above what was made of them; a cycle is cut where it closes. */
import { addTo } from '../add-to';
import type { RenderedGraph } from './render';

/** Ids row by row from the top; ids that only arrows name are there as well. */
export function layers(graph: RenderedGraph): string[][] {
  const ids = new Set([...graph.nodes.map((node) => node.id), ...graph.edges.flatMap((edge) => [edge.source, edge.target])]);
  const targets = new Map<string, string[]>();
  const waiting = new Map<string, number>([...ids].map((id) => [id, 0]));
  for (const { source, target } of graph.edges) {
    addTo(targets, source, target);
    waiting.set(target, (waiting.get(target) ?? 0) + 1);
  }
  const row = new Map<string, number>();
  let ready = [...ids].filter((id) => waiting.get(id) === 0);
  while (row.size < ids.size) {
    const open = ready.length > 0 ? ready : [...ids].filter((id) => !row.has(id)).slice(0, 1);
    ready = [];
    for (const id of open) {
      row.set(id, row.get(id) ?? 0);
      waiting.set(id, -1);
      for (const target of targets.get(id) ?? []) {
        const left = (waiting.get(target) ?? 0) - 1;
        if (left < 0) continue;
        waiting.set(target, left);
        row.set(target, Math.max(row.get(target) ?? 0, (row.get(id) ?? 0) + 1));
        if (left === 0) ready.push(target);
      }
    }
  }
  const rows: string[][] = [];
  for (const [id, at] of row) {
    rows[at] ??= [];
    rows[at].push(id);
  }
  return rows.filter((one) => one !== undefined);
}
