/** The files of one task: what it read, what it wrote, and the values it was given. */
import type { Output } from '../../contract';
import type { RowsAsked } from '../../contract/pages';
import { AuditError } from '../../errors';
import { linkedNodes, outsideUses } from '../../index/queries/files';
import { findNode } from '../../index/queries/nodes';
import { indexedTasks } from '../../index/queries/tasks';
import { parametersOf } from '../../record/facts';
import { isObject } from '../../record/json';
import { keyOfLid, lidOfKey } from '../../record/lid';
import type { OpenWorkspace } from '../context';
import { pageOf } from '../pages';
import { recordOf } from '../record-of';
import { type FileOfInterest, lazyFileValues, lazyRows, wholeRows } from './file-rows';
import { outputValues } from './output-values';

/** Throws `not-found` for what is no task. A LID that files name as their task, with no record of its own, has outputs alone. */
export function taskFiles(workspace: OpenWorkspace, lid: string, side: 'inputs' | 'outputs', page?: RowsAsked): Output<'tasks.files'> {
  const task = findTask(workspace, lid);
  const make = () => lazyRows(side === 'inputs' ? filesRead(workspace, task) : filesWritten(workspace, task));
  const { rows, ...counts } = pageOf(workspace, `${side} of the task ${task}`, make, lazyFileValues(workspace), page);
  return { files: wholeRows(workspace, rows), ...counts };
}

/** Throws as `taskFiles` does. */
export function taskValues(workspace: OpenWorkspace, lid: string): Output<'tasks.values'>['values'] {
  const record = recordOf(workspace, findTask(workspace, lid));
  const plain = parametersOf(record?.spec.input);
  if (plain.every(({ type }) => type === 'path')) return [];
  const masked = workspace.masker.value(record?.spec ?? {}).value;
  const shown = parametersOf(isObject(masked) ? masked.input : null);
  return shown.flatMap(({ name, type, value }, at) => (type === 'path' ? [] : [{ name, type, value, masked: JSON.stringify(value) !== JSON.stringify(plain[at]?.value) }]));
}

function findTask({ db, name }: OpenWorkspace, lid: string): number {
  const node = findNode(db, lid);
  if (node !== undefined && (node.kind === 'TaskRun' || node.kind === 'AgentRun' || node.kind === 'Missing')) return node.id;
  const what = node === undefined ? `Nothing in workspace "${name}" has the LID "${lidOfKey(keyOfLid(lid))}"` : `"${node.lid}" is a ${node.kind}, not a task`;
  throw new AuditError('not-found', `${what}. Name a task by its LID.`, { lid });
}

function filesRead({ db }: OpenWorkspace, task: number): FileOfInterest[] {
  const checksums = new Map(outsideUses(db, [task]).map((use) => [use.node, use.checksum]));
  return linkedNodes(db, task, 'read', 'upstream').map((id) => ({ node: id, checksum: checksums.get(id) ?? null }));
}

function filesWritten(workspace: OpenWorkspace, task: number): FileOfInterest[] {
  const { db } = workspace;
  const written = new Set(linkedNodes(db, task, 'produced', 'downstream'));
  const outputNode = indexedTasks(db, [task]).get(task)?.output?.node;
  const listed = outputNode === undefined ? [] : linkedNodes(db, outputNode, 'listed', 'upstream');
  for (const id of listed) written.add(id);
  // Of an #output record's plain values only those of type path are files: a `val` may look like a path and be none.
  const outputs = outputNode === undefined ? null : recordOf(workspace, outputNode);
  const files = parametersOf(outputs?.spec.output).filter(({ type }) => type === 'path');
  const paths = outputValues(files).flatMap(({ output, to }) => ('path' in to ? [{ path: to.path, output }] : []));
  return [...Array.from(written, (node) => ({ node, output: null })), ...paths];
}
