/** How many tasks lie between each task and the file: 1 for the one that wrote it. */
import type { TaskFacts } from '../compare/task-facts';

/** By node; breadth first over the recorded links between tasks. */
export function distancesFrom(start: number | null, facts: ReadonlyMap<number, Pick<TaskFacts, 'upstream'>>): Map<number, number> {
  const distances = new Map<number, number>();
  if (start === null) return distances;
  const queue = [start];
  distances.set(start, 1);
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at] ?? 0;
    const next = (distances.get(node) ?? 0) + 1;
    for (const before of facts.get(node)?.upstream ?? []) {
      if (distances.has(before)) continue;
      distances.set(before, next);
      queue.push(before);
    }
  }
  return distances;
}
