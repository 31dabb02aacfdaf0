/** The bounds against values of exact arithmetic, and against every possible placing of files over strata. */
import { describe, expect, test } from 'vitest';
import { binomialTail, hypergeometricTail, type SampledStratum, upperBound } from '../../../core/verify/bound';

/** n over k in whole numbers. */
function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let value = 1n;
  for (let i = 0; i < k; i++) value = (value * BigInt(n - i)) / BigInt(i + 1);
  return value;
}
const ratio = (top: bigint, bottom: bigint) => Number((top * 10n ** 18n) / bottom) / 1e18;

/** P(found = i) for each i, exactly, for one stratum that holds `bad`. */
const spread = ({ total, taken }: SampledStratum, bad: number) =>
  Array.from({ length: taken + 1 }, (_, i) => ratio(choose(bad, i) * choose(total - bad, taken - i), choose(total, taken)));

/** The largest P(found in all ≤ k) over every way to place `all` files of the kind in the strata. */
function worst(strata: readonly SampledStratum[], all: number, k: number): number {
  let most = 0;
  const place = (at: number, left: number, sums: number[]) => {
    const stratum = strata[at];
    if (stratum === undefined) {
      if (left === 0)
        most = Math.max(
          most,
          sums.slice(0, k + 1).reduce((sum, one) => sum + one, 0),
        );
      return;
    }
    for (let bad = 0; bad <= Math.min(left, stratum.total); bad++) {
      const next: number[] = [];
      spread(stratum, bad).forEach((p, i) => sums.forEach((q, j) => (next[i + j] = (next[i + j] ?? 0) + p * q)));
      place(at + 1, left - bad, next);
    }
  };
  place(0, all, [1]);
  return most;
}

describe('tails', () => {
  // phyper(k, all, total - all, taken) of R; computed once with exact fractions.
  test.each([
    [0, 10, 100, 20, 0.09511627243078842],
    [1, 10, 100, 20, 0.3630494342076572],
    [3, 10, 100, 20, 0.8904281490407234],
    [0, 5, 50, 10, 0.3105627820045687],
    [2, 15, 400, 59, 0.6148133197110612],
  ])('hypergeometric: at most %i found, %i of %i are, %i drawn', (k, all, total, taken, value) => expect(hypergeometricTail(k, all, total, taken)).toBeCloseTo(value, 11));
  test('the whole drawn finds all', () => {
    expect(hypergeometricTail(3, 4, 40, 40)).toBe(0);
    expect(hypergeometricTail(4, 4, 40, 40)).toBeCloseTo(1, 12);
  });
  test('binomial: 59 without one at 5 % is the sample that auditors know', () => {
    expect(binomialTail(0, 59, 0.05)).toBeCloseTo(0.95 ** 59, 12);
    expect(binomialTail(0, 59, 0.05)).toBeLessThan(0.05);
    expect(binomialTail(0, 58, 0.05)).toBeGreaterThan(0.05);
    expect(binomialTail(2, 10, 0.3)).toBeCloseTo(0.3827827864, 9);
  });
});

describe('upper bounds at 95 %', () => {
  test.each([
    [0, 400, 59, 18],
    [1, 400, 59, 29],
    [2, 400, 59, 39],
    [5, 1000, 100, 99],
    [0, 100, 20, 12],
  ])('%i found of %i, %i drawn: at most %3$i … %i', (found, total, taken, most) => {
    expect(upperBound([{ total, taken, found }], 0.95)).toBe(most);
    // It is the first number that is ruled out less one.
    expect(hypergeometricTail(found, most, total, taken)).toBeGreaterThan(0.05);
    expect(hypergeometricTail(found, most + 1, total, taken)).toBeLessThanOrEqual(0.05);
  });
  test('many files, one in 17 thousand drawn: near the bound of the infinite number', () => {
    const most = upperBound([{ total: 1_000_000, taken: 59, found: 0 }], 0.95);
    expect(most / 1_000_000).toBeCloseTo(1 - 0.05 ** (1 / 59), 4);
  });
  test('what was drawn whole is known, and nothing at all is nothing', () => {
    expect(upperBound([{ total: 12, taken: 12, found: 3 }], 0.95)).toBe(3);
    expect(upperBound([{ total: 1, taken: 1, found: 0 }], 0.95)).toBe(0);
    expect(upperBound([], 0.95)).toBe(0);
    expect(
      upperBound(
        [
          { total: 5, taken: 5, found: 2 },
          { total: 100, taken: 20, found: 0 },
        ],
        0.95,
      ),
    ).toBe(14);
  });
  test('of what nothing was drawn of, all may be', () => {
    expect(
      upperBound(
        [
          { total: 7, taken: 0, found: 0 },
          { total: 100, taken: 20, found: 0 },
        ],
        0.95,
      ),
    ).toBe(7 + 12);
    expect(upperBound([{ total: 7, taken: 0, found: 0 }], 0.95)).toBe(7);
  });
  test('never more than what was not drawn and what was found', () => {
    expect(upperBound([{ total: 10, taken: 1, found: 1 }], 0.95)).toBe(10);
    expect(upperBound([{ total: 10, taken: 1, found: 0 }], 0.95)).toBe(9);
  });

  const sets: [number, number][][] = [
    [
      [12, 4],
      [9, 3],
    ],
    [
      [10, 5],
      [4, 1],
      [6, 3],
    ],
    [
      [15, 6],
      [5, 3],
    ],
    [
      [8, 6],
      [8, 2],
    ],
  ];
  test.each(sets.map((set) => [JSON.stringify(set), set] as const))('of strata %s, none found: the exact worst placing', (_name, set) => {
    const strata = set.map(([total, taken]) => ({ total, taken, found: 0 }));
    const most = upperBound(strata, 0.95);
    const left = strata.reduce((sum, { total, taken }) => sum + total - taken, 0);
    if (most < left) expect(worst(strata, most + 1, 0)).toBeLessThanOrEqual(0.05);
    expect(worst(strata, most, 0)).toBeGreaterThan(0.05);
  });
  test.each(sets.map((set) => [JSON.stringify(set), set] as const))('of strata %s, some found: never below what every placing rules out', (_name, set) => {
    for (let found = 1; found <= 3; found++) {
      const strata = set.map(([total, taken], i) => ({ total, taken, found: i === 0 ? found : 0 }));
      const most = upperBound(strata, 0.95);
      const all = strata.reduce((sum, { total }) => sum + total, 0);
      for (let more = most + 1; more <= all; more++) expect(worst(strata, more, found)).toBeLessThanOrEqual(0.05);
    }
  });
});
