/** What a link to a graph says of it: focus, levels, classes hidden, grouping; written into the address as one segment and read back. */
import { type FilterClass, filterClasses } from '../../../core/graph/things';
import { fromSegment, toSegment } from '../../routes';

/** `wide`: what is alike folds where a level is wide; `process`: all tasks of a process in one box, and files alike with them. */
export const groupings = ['wide', 'process'] as const;
export type Grouping = (typeof groupings)[number];

export interface ViewState {
  /** null: the record that the page is about. */
  focus: string | null;
  /** Levels drawn each way around the focus; null: one, or around a run all that it executed. */
  depth: number | 'all' | null;
  hidden: ReadonlySet<FilterClass>;
  grouping: Grouping;
  /** Runs are drawn as frames around what is theirs. */
  frames: boolean;
}

/** The most levels that the control offers before `all`. */
export const mostLevels = 12;
export const hiddenAtFirst: ReadonlySet<FilterClass> = new Set(['run', 'code', 'container', 'parameter', 'outputs']);

/** Switches a class. Parameters and code come with the runs that they stand at; without runs there are no parameters. */
export function switched(hidden: ReadonlySet<FilterClass>, one: FilterClass, show: boolean): ReadonlySet<FilterClass> {
  const next = new Set(hidden);
  if (show) next.delete(one);
  else next.add(one);
  if (show && (one === 'parameter' || one === 'code')) next.delete('run');
  if (!show && one === 'run') next.add('parameter');
  return next;
}

/** Files of all classes. */
const fileClasses: readonly FilterClass[] = ['data', 'model', 'outside'];
export const flows = ['both', 'files', 'tasks'] as const;
export type Flow = (typeof flows)[number];

/** What of the flow of data is drawn; null where single classes of it are switched otherwise. */
export function flowOf(hidden: ReadonlySet<FilterClass>): Flow | null {
  const files = fileClasses.filter((one) => hidden.has(one)).length;
  if (files === 0) return hidden.has('task') ? 'files' : 'both';
  return files === fileClasses.length && !hidden.has('task') ? 'tasks' : null;
}

export function withFlow(hidden: ReadonlySet<FilterClass>, flow: Flow): ReadonlySet<FilterClass> {
  const next = new Set([...hidden].filter((one) => one !== 'task' && !fileClasses.includes(one)));
  if (flow === 'files') next.add('task');
  if (flow === 'tasks') for (const one of fileClasses) next.add(one);
  return next;
}

const same = (a: ReadonlySet<string>, b: ReadonlySet<string>) => a.size === b.size && [...a].every((one) => b.has(one));

/** One path segment; empty where all is as at first. */
export function stateSegment(state: ViewState): string {
  const parts: [string, string][] = [];
  if (state.focus !== null) parts.push(['focus', state.focus]);
  if (state.depth !== null) parts.push(['depth', String(state.depth)]);
  if (!same(state.hidden, hiddenAtFirst)) parts.push(['hide', filterClasses.filter((one) => state.hidden.has(one)).join('.')]);
  if (state.grouping !== 'wide') parts.push(['group', state.grouping]);
  if (state.frames) parts.push(['frames', 'run']);
  return parts.map(([name, value]) => `${name}=${toSegment(value)}`).join(';');
}

/** What cannot be read is as at first. */
export function stateOfSegment(segment: string): ViewState {
  const parts = new Map(segment.split(';').map((part) => [part.slice(0, part.indexOf('=')), fromSegment(part.slice(part.indexOf('=') + 1))] as const));
  const depth = parts.get('depth');
  const hide = parts.get('hide')?.split('.');
  const levels = Number(depth);
  return {
    focus: parts.get('focus') || null,
    depth: depth === 'all' ? 'all' : Number.isInteger(levels) && levels >= 1 && levels <= mostLevels ? levels : null,
    hidden: hide === undefined ? hiddenAtFirst : new Set(filterClasses.filter((one) => hide.includes(one))),
    grouping: groupings.find((one) => one === parts.get('group')) ?? 'wide',
    frames: parts.get('frames') === 'run',
  };
}
