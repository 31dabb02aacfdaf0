/** Tasks with the same recorded environment, folded into one row. */
import type { Output } from '../contract';
import { splitTaskName } from '../record/facts';

type EnvironmentTask = Output<'runs.environment'>['tasks'][number];

export interface EnvironmentGroup extends Pick<EnvironmentTask, 'container' | 'pinned' | 'conda' | 'spack' | 'architecture'> {
  processes: string[];
  count: number;
}

/** How many tasks name their container by digest, by tag only, or not at all. */
export function pinnedCounts(tasks: readonly EnvironmentTask[]): Record<EnvironmentTask['pinned'], number> {
  const counts = { digest: 0, 'tag-only': 0, none: 0 };
  for (const task of tasks) counts[task.pinned]++;
  return counts;
}

/** In the order in which the tasks come. */
export function environmentGroups(tasks: readonly EnvironmentTask[]): EnvironmentGroup[] {
  const groups = new Map<string, EnvironmentGroup>();
  for (const { title, container, pinned, conda, spack, architecture } of tasks) {
    const id = JSON.stringify([container, conda, spack, architecture]);
    const group = groups.get(id) ?? { container, pinned, conda, spack, architecture, processes: [], count: 0 };
    const { process } = splitTaskName(title);
    if (!group.processes.includes(process)) group.processes.push(process);
    group.count++;
    groups.set(id, group);
  }
  return [...groups.values()];
}
