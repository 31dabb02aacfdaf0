/** Gives boxes their columns (left is upstream) and rows, for drawings that are laid out without a layout engine. */

export interface Place {
  column: number;
  row: number;
}

/**
 * The column is the longest way from a box without anything upstream; links that close a cycle are passed over. Rows follow
 * the mean row of what lies upstream, so that lines cross less. The same input in any order gives the same places.
 */
export function layered(ids: readonly string[], edges: readonly { from: string; to: string }[]): Map<string, Place> {
  const order = [...ids].sort();
  const down = new Map<string, string[]>(order.map((id) => [id, []]));
  for (const { from, to } of [...edges].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : 1)))
    if (from !== to && down.has(to)) down.get(from)?.push(to);
  const topological = withoutCycles(order, down);
  const column = new Map<string, number>(order.map((id) => [id, 0]));
  const up = new Map<string, string[]>(order.map((id) => [id, []]));
  const rank = new Map(topological.map((id, i) => [id, i]));
  for (const id of topological) {
    for (const next of down.get(id) ?? []) {
      if ((rank.get(next) ?? 0) <= (rank.get(id) ?? 0)) continue;
      column.set(next, Math.max(column.get(next) ?? 0, (column.get(id) ?? 0) + 1));
      up.get(next)?.push(id);
    }
  }
  return placed(topological, column, up);
}

/** Reverse postorder of a depth-first walk: upstream first, save for links that close a cycle. */
function withoutCycles(ids: readonly string[], down: Map<string, string[]>): string[] {
  const seen = new Set<string>();
  const finished: string[] = [];
  for (const root of ids) {
    if (seen.has(root)) continue;
    const stack: { id: string; next: number }[] = [{ id: root, next: 0 }];
    seen.add(root);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const neighbour = down.get(top.id)?.[top.next++];
      if (neighbour === undefined) {
        finished.push(top.id);
        stack.pop();
      } else if (!seen.has(neighbour)) {
        seen.add(neighbour);
        stack.push({ id: neighbour, next: 0 });
      }
    }
  }
  return finished.reverse();
}

function placed(ids: readonly string[], column: Map<string, number>, up: Map<string, string[]>): Map<string, Place> {
  const columns: string[][] = [];
  for (const id of ids) {
    const at = column.get(id) ?? 0;
    while (columns.length <= at) columns.push([]);
    columns[at]?.push(id);
  }
  const places = new Map<string, Place>();
  for (const [at, members] of columns.entries()) {
    const wish = new Map(
      members.map((id) => {
        const rows = (up.get(id) ?? []).map((one) => places.get(one)?.row ?? 0);
        return [id, rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + row, 0) / rows.length];
      }),
    );
    const sorted = [...members].sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || (a < b ? -1 : 1));
    sorted.forEach((id, row) => void places.set(id, { column: at, row }));
  }
  return places;
}
