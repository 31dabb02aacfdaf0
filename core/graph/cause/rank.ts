/** Ranks what differs upstream of a file: causes before consequences, proven before unknown, near before far. Pure, so that the rule can be tested. */
import type { RankedCause } from '../../contract/cause';
import type { ComparedTask, Difference } from '../../contract/compare';
import { splitTaskName } from '../../record/facts';
import { wroteTheSame } from '../compare/divergence';
import { differenceStandings } from '../compare/vocabulary';
import { type CauseEffect, type CauseRole, causeEffects, causeKinds, causeRoles, kindOfDifference } from './vocabulary';

export type Unranked = Omit<RankedCause, 'rank' | 'reached'>;

/** A task of the two histories, and how many tasks lie between it and the file: 1 for the one that wrote it; null: not known. */
export interface PlacedTask {
  task: ComparedTask;
  distance: number | null;
}

const shownTasks = 20;

/** The written rule (`rankRule` in vocabulary.ts), key by key: the smaller goes first. */
export function rankKeys({ effect, role, standing, distance, kind }: Pick<RankedCause, 'effect' | 'role' | 'standing' | 'distance' | 'kind'>): number[] {
  return [
    effect === 'same-content' ? 1 : 0,
    causeRoles.indexOf(role),
    causeEffects.indexOf(effect),
    differenceStandings.indexOf(standing),
    distance ?? Number.MAX_SAFE_INTEGER,
    causeKinds.indexOf(kind),
  ];
}

function inOrder(a: Unranked, b: Unranked): number {
  const [left, right] = [rankKeys(a), rankKeys(b)];
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return (left[at] ?? 0) - (right[at] ?? 0);
  const [one, other] = [`${a.name} ${a.words} ${a.tasks[0]?.name}`, `${b.name} ${b.words} ${b.tasks[0]?.name}`];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The same difference at several tasks is one entry, placed where it stands best. `ofRun`: what the two runs record as a whole. */
export function rankCauses(placed: readonly PlacedTask[], ofRun: readonly Unranked[]): Omit<RankedCause, 'reached'>[] {
  const singles = placed.flatMap(({ task, distance }) => task.differs.map((difference) => ({ id: idOf(task, difference), entry: entryOf(task, difference, distance) })));
  const groups = new Map<string, Unranked>();
  for (const { id, entry } of singles.sort((a, b) => inOrder(a.entry, b.entry))) {
    const group = groups.get(id);
    if (group === undefined) groups.set(id, entry);
    else {
      group.taskCount++;
      if (group.tasks.length < shownTasks) group.tasks.push(...entry.tasks);
    }
  }
  const values = new Set([...groups.values()].filter(({ kind }) => kind === 'parameter').map(({ name }) => name));
  const parameters = new Set(ofRun.flatMap(({ kind, name }) => (kind === 'parameter' ? [name] : [])));
  for (const group of groups.values()) group.parameter = group.kind === 'parameter' && parameters.has(group.name);
  // A parameter that stands at tasks upstream already is told there, once.
  const rest = ofRun.filter(({ kind, name }) => kind !== 'parameter' || !values.has(name));
  return [...groups.values(), ...rest].sort(inOrder).map((entry, at) => ({ rank: at + 1, ...entry }));
}

/** Scripts and outputs are of one process; a value, a file or a container may be the same for several. */
function idOf(task: ComparedTask, { what, name, left, right, words }: Difference): string {
  const { process } = splitTaskName(task.name);
  const isOfProcess = what === 'script' || what === 'outputs' || what === 'missing' || what === 'order';
  return JSON.stringify([what, name, isOfProcess ? null : [left, right], isOfProcess ? [process, what === 'outputs' ? null : words] : null]);
}

function entryOf(task: ComparedTask, difference: Difference, distance: number | null): Unranked {
  const { what, name, left, right, words, diff, standing } = difference;
  return {
    kind: kindOfDifference[what],
    role: roleOf(task, difference),
    effect: effectOf(task),
    standing,
    distance,
    name,
    left,
    right,
    words,
    diff,
    tasks: [{ name: task.name, left: task.left?.lid ?? null, right: task.right?.lid ?? null }],
    taskCount: 1,
    parameter: false,
  };
}

/** Another order is a cause only where nothing else differs at a task whose outputs differ. */
function roleOf(task: ComparedTask, { what, derived }: Difference): CauseRole {
  if (derived) return 'follows';
  if (what === 'order' && !(task.first && task.differs.every((other) => other.derived || other.what === 'order' || other.what === 'outputs'))) return 'order';
  return task.first ? 'first' : 'later';
}

function effectOf({ outputs, left, right }: ComparedTask): CauseEffect {
  if (left === null || right === null) return 'unknown';
  if (outputs.different > 0) return 'other-content';
  return wroteTheSame({ ...outputs, different: { length: 0 } }) ? 'same-content' : 'unknown';
}
