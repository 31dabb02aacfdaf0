/** How many of all files may be of a kind that a random sample found some or none of: exact one-sided bounds, for strata too. */

/** A part of the files that was sampled by itself: `taken` of `total` were drawn at random, and `found` of those are of the kind. */
export interface SampledStratum {
  total: number;
  taken: number;
  found: number;
}

/**
 * The largest number of files of the kind that the sample does not rule out at this confidence: for any larger number a
 * sample with so few of them would come up with a probability of at most 1 - confidence, wherever in the strata they lie.
 *
 * A stratum that was drawn whole is known; of one that nothing was drawn of, all may be of the kind. Of the rest: one stratum, the tail of the hypergeometric distribution (the
 * Clopper-Pearson bound for a finite number); several of which none was found, the product of theirs, with the files placed
 * where the sample would most likely miss them; several with some found, the binomial tail with the smallest of the sampling
 * fractions, which is never smaller than the true one: each hypergeometric count is a sum of independent trials (Vatutin and
 * Mikhailov 1982), and among such sums with the same mean the binomial has the heaviest tail below it (Hoeffding 1956,
 * "On the distribution of the number of successes in independent trials", theorem 4).
 */
export function upperBound(strata: readonly SampledStratum[], confidence: number): number {
  const risk = 1 - confidence;
  const known = strata.filter(({ total, taken }) => taken > 0 && taken >= total).reduce((sum, { found }) => sum + found, 0);
  const blind = strata.filter(({ taken }) => taken === 0).reduce((sum, { total }) => sum + total, 0);
  const open = strata.filter(({ total, taken }) => taken > 0 && taken < total);
  const settled = known + blind;
  const found = open.reduce((sum, stratum) => sum + stratum.found, 0);
  const [first] = open;
  if (first === undefined) return settled;
  const most = open.reduce((sum, { total, taken }) => sum + total - taken, 0) + found;
  if (open.length === 1) return settled + lastNot(found, most, (all) => hypergeometricTail(found, all, first.total, first.taken) <= risk);
  if (found === 0) return settled + noneFound(open, risk);
  const fraction = Math.min(...open.map(({ total, taken }) => taken / total));
  return settled + lastNot(found, most, (all) => found <= all * fraction - 1 && binomialTail(found, all, fraction) <= risk);
}

/** The largest number from `low` to `high` that is not ruled out; `ruledOut` holds from some number on. */
function lastNot(low: number, high: number, ruledOut: (all: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = from + Math.ceil((to - from) / 2);
    if (ruledOut(middle)) to = middle - 1;
    else from = middle;
  }
  return from;
}

/**
 * Files of the kind are placed one by one where one more costs the least of the probability that all are missed. That this
 * is the likeliest placing for every number follows from the costs, which only grow within a stratum.
 */
function noneFound(strata: readonly SampledStratum[], risk: number): number {
  const placed = strata.map(() => 0);
  let missed = 1;
  for (let all = 0; ; all++) {
    let best = 0;
    let at = -1;
    strata.forEach(({ total, taken }, i) => {
      const left = total - (placed[i] ?? 0);
      const ratio = left <= 0 ? 0 : (left - taken) / left;
      if (ratio > best) [best, at] = [ratio, i];
    });
    missed *= best;
    if (at < 0 || missed <= risk) return all;
    placed[at] = (placed[at] ?? 0) + 1;
  }
}

/** P(X ≤ k) for X of the kind among `taken` drawn without putting back from `total`, `all` of which are of the kind: R's phyper(k, all, total - all, taken). */
export function hypergeometricTail(k: number, all: number, total: number, taken: number): number {
  let sum = 0;
  for (let i = Math.max(0, taken - (total - all)); i <= Math.min(k, taken, all); i++) sum += Math.exp(lnChoose(all, i) + lnChoose(total - all, taken - i) - lnChoose(total, taken));
  return Math.min(1, sum);
}

/** P(X ≤ k) for X successes in `trials` of this probability: R's pbinom(k, trials, probability). */
export function binomialTail(k: number, trials: number, probability: number): number {
  if (k >= trials) return 1;
  let sum = 0;
  for (let i = 0; i <= k; i++) sum += Math.exp(lnChoose(trials, i) + i * Math.log(probability) + (trials - i) * Math.log1p(-probability));
  return Math.min(1, sum);
}

function lnChoose(n: number, k: number): number {
  return lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k);
}

/** By Stirling's series from 32 on, where it is right to the last digits of a double. */
function lnFactorial(n: number): number {
  if (n < 32) {
    let sum = 0;
    for (let i = 2; i <= n; i++) sum += Math.log(i);
    return sum;
  }
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5);
}
