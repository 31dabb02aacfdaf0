/** How long the answers of this session took, for the measure "query time": the last ones, in memory alone. */
import { addTo } from '../add-to';
import { percentile } from './percentile';

export const keptCalls = 2000;

export interface CallTimes {
  /** Milliseconds from the question to its answer in the engine. */
  add(name: string, ms: number): void;
  all(): readonly { name: string; ms: number }[];
}

export interface CallKind {
  name: string;
  calls: number;
  p95: number;
  most: number;
}

export function createCallTimes(): CallTimes {
  const kept: { name: string; ms: number }[] = [];
  let next = 0;
  return {
    add(name, ms) {
      kept[next] = { name, ms };
      next = (next + 1) % keptCalls;
    },
    all: () => kept,
  };
}

/** By kind of question, the slowest first. */
export function byCall(times: readonly { name: string; ms: number }[]): CallKind[] {
  const kinds = new Map<string, number[]>();
  for (const { name, ms } of times) addTo(kinds, name, ms);
  return [...kinds]
    .map(([name, all]) => ({ name, calls: all.length, p95: percentile(all, 0.95) ?? 0, most: Math.max(...all) }))
    .sort((a, b) => b.p95 - a.p95 || (a.name < b.name ? -1 : 1));
}
