/** Gives the boxes of a layered drawing their rows, so that arrows cross little and run straight. */

/** What stands in a column: a box, or a free place that a long arrow runs through. */
export interface Spot {
  column: number;
  row: number;
  up: Spot[];
  down: Spot[];
}

/** `spots` come in a settled order, by which ties are broken. Sweeps that order each column by where its neighbours stand (Sugiyama, Tagawa, Toda 1981), then give rows near them. */
export function placeRows(spots: readonly Spot[]): void {
  const columns: Spot[][] = [];
  for (const spot of spots) {
    while (columns.length <= spot.column) columns.push([]);
    columns[spot.column]?.push(spot);
  }
  columns.forEach(number);
  for (let sweep = 0; sweep < 8; sweep++) {
    const down = sweep % 2 === 0;
    for (const column of down ? columns : [...columns].reverse()) {
      const wish = new Map(column.map((spot) => [spot, mean(down ? spot.up : spot.down) ?? spot.row]));
      column.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || a.row - b.row);
      number(column);
    }
  }
  const width = Math.max(...columns.map((column) => column.length));
  for (let sweep = 0; sweep < 4; sweep++) for (const column of sweep % 2 === 0 ? columns : [...columns].reverse()) spread(column, width);
}

function number(column: Spot[]): void {
  for (const [at, spot] of column.entries()) spot.row = at;
}

/** Keeps the order, moves each spot as near to its neighbours as the width allows. */
function spread(column: Spot[], width: number): void {
  let least = 0;
  column.forEach((spot, at) => {
    const near = [...spot.up, ...spot.down];
    const wish = Math.round(mean(near) ?? spot.row);
    spot.row = Math.max(least, Math.min(wish, width - (column.length - at)));
    least = spot.row + 1;
  });
}

function mean(spots: readonly Spot[]): number | null {
  return spots.length === 0 ? null : spots.reduce((sum, spot) => sum + spot.row, 0) / spots.length;
}
