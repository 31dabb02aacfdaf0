/** Draws of samples: which files, how many of each stratum, and that any order of the records gives the same. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Drawable, drawSample } from '../../../core/verify/sample';
import { sha256 } from '../../../main/ports/hashes';

const file = (id: string, labels: string[], size: number | null): Drawable => ({ id, labels, size });
const many = (count: number, labels: string[], size: number | null, name: string) => Array.from({ length: count }, (_, i) => file(`lid://${name}/${i}`, labels, size));
const mixed = [...many(60, ['vcf'], 500, 'a'), ...many(30, ['bam'], 5_000_000_000, 'b'), ...many(9, [], 20_000, 'c'), ...many(1, ['qc', 'html'], null, 'd')];
const drawn = (files: readonly Drawable[], n: number, seed = 's') => {
  const { plan, taken } = drawSample(files, { n, seed }, sha256);
  return { plan, ids: files.flatMap(({ id }, i) => (taken[i] ? [id] : [])).sort() };
};

describe('strata', () => {
  test('by label and size, one of each at least and the rest in proportion', () => {
    const { plan, ids } = drawn(mixed, 20);
    expect(plan).toMatchObject({ n: 20, of: 100, seed: 's', method: expect.stringContaining('label and size') });
    expect(plan.strata).toEqual([
      { label: 'bam', size: '10 MB to 10 GB', total: 30, taken: 6 },
      { label: 'html, qc', size: 'no size recorded', total: 1, taken: 1 },
      { label: 'no label', size: '10 kB to 10 MB', total: 9, taken: 1 },
      { label: 'vcf', size: 'below 10 kB', total: 60, taken: 12 },
    ]);
    expect(ids).toHaveLength(20);
  });
  test('fewer files than strata: a coarser division, and said', () => {
    const sizes = [...many(5, ['a'], 1, 'a'), ...many(5, ['a'], 1e6, 'b'), ...many(5, ['b'], 1e8, 'c'), ...many(5, ['b'], 1e11, 'd')];
    expect(drawn(sizes, 4).plan.strata).toHaveLength(4);
    expect(drawn(sizes, 3).plan).toMatchObject({ method: expect.stringContaining('label alone'), strata: [{ label: 'a' }, { label: 'b' }] });
    expect(drawn(sizes, 1).plan.strata).toEqual([{ label: 'any label', size: 'any size', total: 20, taken: 1 }]);
    const labels = Array.from({ length: 10 }, (_, i) => file(`lid://${i}`, [`l${i}`], 1));
    expect(drawn(labels, 3).plan.method).toContain('size alone');
  });
  test('all where there are no more; none of none', () => {
    expect(drawn(mixed, 1000).plan).toMatchObject({ n: 100, of: 100 });
    expect(drawn([], 5)).toMatchObject({ plan: { n: 0, of: 0, strata: [] }, ids: [] });
  });
});

test('anybody can draw again: the smallest SHA-256 of seed, line feed, LID', () => {
  const files = many(40, [], 1, 'x');
  const tickets = files.map(({ id }) => [createHash('sha256').update(`2026-Q4\n${id}`).digest('hex'), id]).sort();
  expect(drawn(files, 7, '2026-Q4').ids).toEqual(
    tickets
      .slice(0, 7)
      .map(([, id]) => id)
      .sort(),
  );
});

test('the same seed and files give the same sample in any order; another seed another', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(mixed, { minLength: mixed.length }), fc.integer({ min: 1, max: 100 }), (shuffled, n) => {
      expect(drawn(shuffled, n)).toEqual(drawn(mixed, n));
    }),
    { numRuns: 30 },
  );
  expect(drawn(mixed, 20, 'other').ids).not.toEqual(drawn(mixed, 20).ids);
});

test('each stratum gives between one and all, and together they give n', () => {
  const sets = fc.array(fc.record({ id: fc.uuid(), labels: fc.subarray(['a', 'b', 'c']), size: fc.constantFrom(null, 1, 1e5, 1e8, 1e11) }), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(sets, fc.integer({ min: 1, max: 90 }), (files, n) => {
      const { plan, ids } = drawn(files, n);
      expect(ids).toHaveLength(Math.min(n, files.length));
      expect(plan.strata.reduce((sum, { taken }) => sum + taken, 0)).toBe(plan.n);
      for (const { taken, total } of plan.strata) {
        expect(taken).toBeGreaterThanOrEqual(1);
        expect(taken).toBeLessThanOrEqual(total);
      }
    }),
    { numRuns: 200 },
  );
});
