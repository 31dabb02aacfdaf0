/** Columns by which tables of tasks are sorted and filtered, each read alone: of 20,000 tasks nothing else is. */
import { forEachLink } from '../../graph/adjacency';
import { graphOf } from '../../graph/load';
import { nodesById } from '../../index/queries/nodes';
import { createdOfTasks, textOfTasks } from '../../index/queries/tasks';
import { relationNumbers } from '../../index/schema';
import { splitTaskName } from '../../record/facts';
import { tagsText } from '../../tags/rules';
import type { OpenWorkspace } from '../context';
import { tagsIn } from '../tags/of-nodes';

type Value = (id: number) => string | number | null;

/** Of the table asked for last, what was read of all its tasks. `column`: of `taskColumns`; null for one that is read with the whole rows alone. */
export function taskColumn(workspace: OpenWorkspace, table: string, column: string, ids: () => Iterable<number>): Value | null {
  const kept = workspace.cached('columns of tasks', () => ({ table: '', read: new Map<string, ReadonlyMap<number, string | null>>() }));
  const read = (what: string, find: () => ReadonlyMap<number, string | null>) => {
    if (kept.table !== table) {
      kept.table = table;
      kept.read.clear();
    }
    const known = kept.read.get(what) ?? find();
    kept.read.set(what, known);
    return known;
  };
  const text = (what: string, find: () => ReadonlyMap<number, string | null>): Value => {
    let found: ReadonlyMap<number, string | null> | null = null;
    return (id) => {
      found ??= read(what, find);
      return found.get(id) ?? null;
    };
  };
  const name = text('name', () => namesOf(workspace, [...ids()]));
  const part = (of: (name: string) => string | null): Value => {
    return (id) => {
      const whole = name(id);
      return typeof whole === 'string' ? of(whole) : null;
    };
  };
  switch (column) {
    case 'name':
      return name;
    case 'lid':
      return text('lid', () => new Map([...nodesById(workspace.db, ids())].map(([id, { lid }]) => [id, lid])));
    case 'process':
      return part((whole) => splitTaskName(whole).process);
    case 'tag':
      return part((whole) => splitTaskName(whole).tag);
    case 'container':
      return text('container', () => textOfTasks(workspace.db, 'container', ids()));
    case 'createdAt':
      return text('createdAt', () => createdOfTasks(workspace.db, ids()));
    case 'inputs':
      return (id) => filesOfTask(workspace, id, 'up');
    case 'outputs':
      return (id) => filesOfTask(workspace, id, 'down');
    case 'tags':
      return (id) => tagsText(tagsIn(workspace, id).tags);
    default:
      return null;
  }
}

/** As its record says, else the title of its node. */
function namesOf({ db }: OpenWorkspace, ids: readonly number[]): Map<number, string> {
  const names = new Map<number, string>();
  for (const [id, name] of textOfTasks(db, 'name', ids)) if (name !== null) names.set(id, name);
  const unnamed = ids.filter((id) => !names.has(id));
  for (const [id, { title }] of nodesById(db, unnamed)) names.set(id, title);
  return names;
}

/** How many files it read (`up`) or wrote (`down`), by the links of its record. */
export function filesOfTask(workspace: OpenWorkspace, id: number, direction: 'up' | 'down'): number {
  const graph = graphOf(workspace);
  const relation = direction === 'up' ? relationNumbers.read : relationNumbers.produced;
  let files = 0;
  forEachLink(graph[direction], graph.at(id), (_, one) => {
    if (one === relation) files++;
  });
  return files;
}
