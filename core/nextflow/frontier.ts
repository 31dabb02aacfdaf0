/** One side of the search for the shortest way from one text to another: how far a number of edits gets (see myers.ts). */

/** Lines [beginA, endA) of the left were replaced by [beginB, endB) of the right. */
export interface Edit {
  beginA: number;
  endA: number;
  beginB: number;
  endB: number;
}

/** Is line x of the left the same as line y of the right? */
export type Same = (x: number, y: number) => boolean;

interface Point {
  x: number;
  y: number;
}

/** How far paths of a number of edits get from one corner of the region, on each diagonal k = y - x. */
export class Frontier {
  private readonly home: number;
  private low: number;
  private high: number;
  private lowest: number;
  private highest: number;
  /** By diagonal: where the path stands, and where its last run of equal lines ended. */
  private readonly reached = new Map<number, { x: number; snake: Point }>();

  constructor(
    private readonly direction: 1 | -1,
    private readonly region: Edit,
    private readonly same: Same,
  ) {
    const x = direction === 1 ? region.beginA : region.endA;
    const y = direction === 1 ? region.beginB : region.endB;
    this.home = this.low = this.high = y - x;
    this.lowest = region.beginB - region.endA;
    this.highest = region.endB - region.beginA;
    this.reached.set(this.home, { x, snake: { x, y } });
  }

  /** One edit more on every diagonal; the edit between the two snakes when this frontier meets the other. */
  advance(steps: number, other: Frontier): Edit | null {
    const before = { low: this.low, high: this.high };
    this.low = this.within(this.home - steps);
    this.high = this.within(this.home + steps);
    for (let k = this.high; k >= this.low; k -= 2) {
      const below = k > before.low ? this.follow(k - 1) : null;
      if (below !== null) {
        const met = this.meets(k - 1, below, steps, other);
        if (met !== null) return met;
      }
      const above = k < before.high ? this.follow(k + 1) : null;
      if (above !== null) {
        const met = this.meets(k + 1, above, steps, other);
        if (met !== null) return met;
      }
      const fromBelow = below === null ? null : { x: this.direction === 1 ? below.x : below.x - 1, snake: below.snake };
      const fromAbove = above === null ? null : { x: this.direction === 1 ? above.x + 1 : above.x, snake: above.snake };
      const best = fromAbove === null || (fromBelow !== null && (fromBelow.x - fromAbove.x) * this.direction > 0) ? fromBelow : fromAbove;
      if (best === null) throw new Error('a diagonal without neighbours');
      const met = this.meets(k, best, steps, other);
      if (met !== null) return met;
      this.narrow(k, best.x, other);
      this.reached.set(k, best);
    }
    return null;
  }

  /** Along equal lines as far as they go. */
  private follow(k: number): { x: number; snake: Point } {
    const start = this.reached.get(k);
    if (start === undefined) throw new Error('a diagonal that was not reached');
    let { x } = start;
    if (this.direction === 1) while (x < this.region.endA && k + x < this.region.endB && this.same(x, k + x)) x++;
    else while (x > this.region.beginA && k + x > this.region.beginB && this.same(x - 1, k + x - 1)) x--;
    return { x, snake: x === start.x ? start.snake : { x, y: k + x } };
  }

  private meets(k: number, here: { x: number; snake: Point }, steps: number, other: Frontier): Edit | null {
    if (k < other.low || k > other.high) return null;
    const theirSteps = this.direction === 1 ? steps - 1 : steps;
    if ((theirSteps + k - other.home) % 2 !== 0) return null;
    const there = other.reached.get(k);
    if (there === undefined || (here.x - there.x) * this.direction < 0) return null;
    const [first, last] = this.direction === 1 ? [here.snake, there.snake] : [there.snake, here.snake];
    // Paths that cross without fitting together: an empty edit lets the next step decide.
    const start = first.x > last.x || first.y > last.y ? last : first;
    return { beginA: start.x, endA: last.x, beginB: start.y, endB: last.y };
  }

  /** A path at the border of the region need not look further beyond it. */
  private narrow(k: number, x: number, other: Frontier): void {
    const atBorder = this.direction === 1 ? x >= this.region.endA || k + x >= this.region.endB : x <= this.region.beginA || k + x <= this.region.beginB;
    if (!atBorder) return;
    if (k > other.home) this.highest = k;
    else this.lowest = k;
  }

  private within(k: number): number {
    if (k < this.lowest) return this.lowest + ((k ^ this.lowest) & 1);
    return k > this.highest ? this.highest - ((k ^ this.highest) & 1) : k;
  }
}
