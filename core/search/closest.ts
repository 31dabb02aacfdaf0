/** Which of some words is most likely meant by one that is none of them. */

/** Null where none is near: one slip of the hand for short words, two for longer ones. Words as given, in lower case. */
export function closest<T extends string>(word: string, known: readonly T[]): T | null {
  let best: T | null = null;
  let least = word.length <= 4 ? 2 : 3;
  for (const one of known) {
    if (Math.abs(one.length - word.length) >= least) continue;
    const slips = slipsBetween(word, one);
    if (slips < least) {
      best = one;
      least = slips;
    }
  }
  return best;
}

/** Letters put in, left out, taken for another or swapped with their neighbour (Damerau and Levenshtein, each stretch edited once). */
function slipsBetween(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const cell = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      let slips = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) slips = Math.min(slips, cell(i - 2, j - 2) + 1);
      rows[i]?.push(slips);
    }
  }
  return cell(a.length, b.length);
}
