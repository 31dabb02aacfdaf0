/** compare.tasks: "why did it run again?", from the records of two tasks and of those upstream of them. */
import type { Output } from '../../contract';
import { AuditError } from '../../errors';
import { diffTasks } from '../../graph/compare/diff-task';
import { compareTasks } from '../../graph/compare/divergence';
import { matchTasks } from '../../graph/compare/match';
import { loadTasks, type TaskFacts } from '../../graph/compare/task-facts';
import { differenceOf, words } from '../../graph/compare/words';
import { behindOutputs, tasksAmong } from '../../graph/effective';
import { graphOf } from '../../graph/load';
import { tasksNamedLike } from '../../index/queries/compare';
import { findNode, nodesById } from '../../index/queries/nodes';
import { runNames } from '../../index/queries/runs';
import { indexedTasks } from '../../index/queries/tasks';
import { comparedAsWritten } from '../../record/as-written';
import { textOf } from '../../record/json';
import { keyOfLid, lidOfKey } from '../../record/lid';
import type { OpenWorkspace } from '../context';

export function compareTwoTasks(workspace: OpenWorkspace, leftLid: string, rightLid: string): Output<'compare.tasks'> {
  const [leftNode, rightNode] = [taskNode(workspace, leftLid), taskNode(workspace, rightLid)];
  const graph = graphOf(workspace);
  const behind = (node: number) => tasksAmong(graph, behindOutputs(graph, [graph.at(node)])).map((at) => graph.ids[at] ?? -1);
  const ids = { left: [...new Set([leftNode, ...behind(leftNode)])], right: [...new Set([rightNode, ...behind(rightNode)])] };
  const facts = loadTasks(workspace, [...new Set([...ids.left, ...ids.right])]);
  const of = (side: readonly number[]) => side.flatMap((id) => facts.get(id) ?? []);
  const [left, right] = [facts.get(leftNode), facts.get(rightNode)];
  if (left === undefined || right === undefined) throw new AuditError('not-found', 'The records of the two tasks could not be read.');
  const matching = matchTasks(of(ids.left), of(ids.right), [[leftNode, rightNode]]);
  const differs = [...diffTasks(left, right, { twinsOf: matching.twinsOf, elsewhere: true }), ...diffSession(left, right)];
  const upstream = compareTasks(matching, new Map())
    .filter((task) => task.first && task.left?.lid !== left.lid && task.right?.lid !== right.lid)
    .map(({ name, differs: found }) => ({ task: name, differs: found }));
  return {
    left: { lid: left.lid, title: left.name },
    right: { lid: right.lid, title: right.name },
    same: differs.every(({ what, derived }) => derived || what === 'session'),
    conclusion: conclusionOf(left, right, differs, upstream.length),
    differs,
    upstream,
  };
}

function taskNode(workspace: OpenWorkspace, lid: string): number {
  const node = findNode(workspace.db, lid);
  if (node?.kind === 'TaskRun' || node?.kind === 'AgentRun') return node.id;
  const what = node === undefined ? `Nothing in workspace "${workspace.name}" has the LID "${lidOfKey(keyOfLid(lid))}"` : `"${node.lid}" is a ${node.kind}, not a task`;
  throw new AuditError('not-found', `${what}. Compare two tasks, or two runs.`, { lid });
}

function diffSession(left: TaskFacts, right: TaskFacts) {
  const [a, b] = [textOf(left.spec?.sessionId), textOf(right.spec?.sessionId)];
  return left.node === right.node || a === b ? [] : [differenceOf('session', { name: null, left: a, right: b }, words.session)];
}

function conclusionOf(left: TaskFacts, right: TaskFacts, differs: Output<'compare.tasks'>['differs'], upstream: number): string[] {
  if (left.node === right.node) return [words.oneTask];
  const could = differs.filter(({ cache }) => cache === 'covered');
  const might = differs.filter(({ cache }) => cache === 'perhaps');
  const sentences: string[] = differs.some(({ what }) => what === 'container') ? [comparedAsWritten] : [];
  if (could.length === 0 && might.length === 0) sentences.push(words.sameSession);
  if (could.length > 0)
    sentences.push(
      `${could.length} recorded difference${could.length === 1 ? '' : 's'} could explain a new execution: Nextflow's task hash goes over ${could.length === 1 ? 'it' : 'them'}.`,
    );
  if (might.length > 0) sentences.push(`${might.length} more might, in some cases.`);
  if (upstream > 0) sentences.push(`Upstream, ${upstream} task${upstream === 1 ? '' : 's'} of theirs ${upstream === 1 ? 'parts' : 'part'} first.`);
  return sentences;
}

const mostOthers = 200;

export function otherTasks(workspace: OpenWorkspace, lid: string): Output<'compare.others'> {
  const { db } = workspace;
  const ids = tasksNamedLike(db, taskNode(workspace, lid));
  const nodes = nodesById(db, ids);
  const tasks = indexedTasks(db, ids);
  const names = runNames(db);
  const others = [...nodes.values()].map(({ id, lid: other, title }) => {
    const run = tasks.get(id)?.run ?? null;
    return { lid: other, title, run: run && (names.get(run.node) ?? lidOfKey(run.key)), createdAt: tasks.get(id)?.output?.created ?? null };
  });
  return { tasks: others.sort((a, b) => ((a.createdAt ?? '') < (b.createdAt ?? '') ? 1 : -1)).slice(0, mostOthers) };
}
