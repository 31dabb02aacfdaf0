/** Names a link for those who read it: the index keeps one relation for all that names its run, but a run executes tasks alone. */
import type { GraphEdge } from '../contract/graph';
import { kindNumbers, relationNumbers } from '../index/schema';

type Relation = GraphEdge['relation'];

const names = new Map<number, Relation>(Object.entries(relationNumbers).map(([name, number]) => [number, name as Relation]));

/** All that `relationTold` answers with. */
export const relationsTold: readonly Relation[] = [...names.values(), 'published-by', 'named-run'];

/** `kind`: number of the kind of what is downstream; `below`: whether its LID lies below the run's, as that of a file does which a run published. */
export function relationTold(relation: number, kind: number | undefined, below: () => boolean): Relation {
  if (relation !== relationNumbers.executed || kind === kindNumbers.TaskRun || kind === kindNumbers.AgentRun) return names.get(relation) ?? 'read';
  return kind === kindNumbers.FileOutput && below() ? 'published-by' : 'named-run';
}

/** Does this LID lie below another? */
export function isBelow(lid: string, other: string): boolean {
  return lid.startsWith(`${other}/`);
}
