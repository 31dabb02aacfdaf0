/** What is asked about: a file or a task, the run it belongs to, and by what it is found again in other runs. */
import type { OpenWorkspace } from '../../engine/context';
import { findRun } from '../../engine/runs/find-run';
import { effectiveTasks } from '../../engine/runs/tasks';
import { AuditError } from '../../errors';
import { tasksNamed } from '../../index/queries/compare';
import { findNode, type NodeRow, nodeByKey, nodesById, runsOfNodes } from '../../index/queries/nodes';
import type { IndexedRun } from '../../index/queries/runs';
import { keyOfLid, lidOfKey } from '../../record/lid';
import { namedOutputs } from '../compare/outputs';
import { originsOf } from '../compare/task-facts';

export interface Subject {
  node: NodeRow;
  run: IndexedRun;
  /** Below the output folder of its run; of a task's own file: task and path below its work folder; of a task: its name. */
  name: string;
  /** `output`: published by the run; `work`: a file of a task; `task`: a task. */
  as: 'output' | 'work' | 'task';
  /** The task that wrote it, or that it is; null where no record leads to one. */
  task: number | null;
  /** The name of that task, and the file's path below its work folder, for `work` and `task`. */
  inTask: { task: string; file: string | null } | null;
}

const isTaskKind = (kind: string) => kind === 'TaskRun' || kind === 'AgentRun';

/** Throws `not-found` for what no run made, or what is no file and no task. */
export function subjectOf(workspace: OpenWorkspace, lid: string): Subject {
  const node = findNode(workspace.db, lid);
  const refuse = (why: string) => new AuditError('not-found', `${why} Name a file that a run made, or a task.`, { lid });
  if (node === undefined) throw refuse(`Nothing in workspace "${workspace.name}" has the LID "${lidOfKey(keyOfLid(lid))}".`);
  if (node.kind === 'External') throw refuse(`"${node.lid}" is a file from outside: no record says what it was made from.`);
  if (node.kind === 'WorkflowRun') throw refuse(`"${node.lid}" is a run. Two runs are compared by "compare".`);
  if (node.kind !== 'FileOutput' && node.kind !== 'Missing' && !isTaskKind(node.kind)) throw refuse(`"${node.lid}" is a ${node.kind}.`);
  const key = keyOfLid(node.lid);
  const holder = key.slice(0, key.indexOf('/'));
  const named = runsOfNodes(workspace.db, [node.id]).get(node.id);
  const origin = isTaskKind(node.kind) ? { task: node.id, name: '' } : originsOf(workspace, [key]).get(key);
  const runLid = named ?? (origin && runsOfNodes(workspace.db, [origin.task]).get(origin.task)) ?? (key.includes('/') ? lidOfKey(holder) : undefined);
  if (runLid === undefined) throw refuse(`No record says which run "${node.lid}" belongs to.`);
  const run = findRun(workspace, runLid);
  const taskName = origin === undefined ? null : (nodesById(workspace.db, [origin.task]).get(origin.task)?.title ?? null);
  const base = { node, run, task: origin?.task ?? null };
  if (isTaskKind(node.kind)) return { ...base, as: 'task', name: node.title, inTask: { task: node.title, file: null } };
  if (key.startsWith(`${run.key}/`)) return { ...base, as: 'output', name: key.slice(run.key.length + 1), inTask: null };
  for (const [name, sides] of namedOutputs(workspace, run, (output) => output.node === node.id)) if (sides.length === 1) return { ...base, as: 'output', name, inTask: null };
  if (taskName === null || origin === undefined) throw refuse(`No record leads from "${node.lid}" to a task or to the outputs of a run.`);
  return { ...base, as: 'work', name: `${taskName}: ${origin.name}`, inTask: { task: taskName, file: origin.name } };
}

/** The same of another run: undefined where it has none, or several of one name. */
export function counterpartIn(workspace: OpenWorkspace, subject: Subject, run: IndexedRun): NodeRow | undefined {
  const { db } = workspace;
  if (subject.inTask !== null) {
    const [task, another] = tasksNamed(db, effectiveTasks(workspace, run), [subject.inTask.task]);
    if (task === undefined || another !== undefined) return undefined;
    const node = nodesById(db, [task.node]).get(task.node);
    return subject.inTask.file === null || node === undefined ? node : nodeByKey(db, `${keyOfLid(node.lid)}/${subject.inTask.file}`);
  }
  if (keyOfLid(subject.node.lid) === `${subject.run.key}/${subject.name}`) {
    const below = nodeByKey(db, `${run.key}/${subject.name}`);
    return below?.kind === 'FileOutput' ? below : undefined;
  }
  const sides = namedOutputs(workspace, run).get(subject.name) ?? [];
  const id = sides.length === 1 ? sides[0]?.node : null;
  return id == null ? undefined : nodesById(db, [id]).get(id);
}
