/** The place of each process in a one-dimensional representation of the pipeline, as its recorded links put them. */
import type { ExportScope } from './scope';

/**
 * A number from 1 for each task: one more than the highest of the tasks whose files it read, directly or through published copies. Tasks with the same number
 * do not depend on one another by recorded links. Tasks in a circle, which no honest store has, come after all others.
 */
export function stepNumbers({ tasks, links }: ExportScope): Map<string, number> {
  const above = new Map<string, string[]>();
  const below = new Map<string, string[]>();
  const degree = new Map<string, number>();
  for (const { from, to, relation, inferred } of links) {
    if (inferred || (relation !== 'read' && relation !== 'produced' && relation !== 'published')) continue;
    (above.get(to) ?? above.set(to, []).get(to))?.push(from);
    (below.get(from) ?? below.set(from, []).get(from))?.push(to);
    degree.set(to, (degree.get(to) ?? 0) + 1);
    if (!degree.has(from)) degree.set(from, 0);
  }
  const isTask = new Set(tasks.map(({ id }) => id));
  const depth = new Map<string, number>();
  const ready = [...degree].flatMap(([id, count]) => (count === 0 ? [id] : []));
  for (let at = 0; at < ready.length; at++) {
    const id = ready[at] ?? '';
    let before = 0;
    for (const one of above.get(id) ?? []) before = Math.max(before, depth.get(one) ?? 0);
    depth.set(id, before + (isTask.has(id) ? 1 : 0));
    for (const one of below.get(id) ?? []) {
      const left = (degree.get(one) ?? 1) - 1;
      degree.set(one, left);
      if (left === 0) ready.push(one);
    }
  }
  let last = 0;
  for (const number of depth.values()) last = Math.max(last, number);
  return new Map(tasks.map(({ id }) => [id, depth.get(id) ?? (degree.has(id) ? last + 1 : 1)]));
}
