/** Percentiles by the nearest rank: always a value that was really measured. */

/** `part` from 0 to 1; null where there are none. `values` in any order, left as they are. */
export function percentile(values: readonly number[], part: number): number | null {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null;
}
