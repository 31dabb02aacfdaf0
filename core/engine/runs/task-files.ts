/** The files of one task: what it read, what it wrote, and the values it was given. */
import type { Output } from '../../contract';
import { AuditError } from '../../errors';
import { linkedNodes, outsideUses } from '../../index/queries/files';
import { findNode } from '../../index/queries/nodes';
import { indexedTasks } from '../../index/queries/tasks';
import { parametersOf } from '../../record/facts';
import { isObject } from '../../record/json';
import { keyOfLid, lidOfKey } from '../../record/lid';
import type { OpenWorkspace } from '../context';
import { recordOf } from '../record-of';
import { fileRows } from './file-rows';
import { outputValues } from './output-values';

/** Throws `not-found` for what is no task. A LID that files name as their task, with no record of its own, has outputs alone. */
export function taskFiles(workspace: OpenWorkspace, lid: string): Output<'tasks.files'> {
  const { db } = workspace;
  const node = findNode(db, lid);
  if (node === undefined || (node.kind !== 'TaskRun' && node.kind !== 'AgentRun' && node.kind !== 'Missing')) {
    const what = node === undefined ? `Nothing in workspace "${workspace.name}" has the LID "${lidOfKey(keyOfLid(lid))}"` : `"${node.lid}" is a ${node.kind}, not a task`;
    throw new AuditError('not-found', `${what}. Name a task by its LID.`, { lid });
  }
  const record = recordOf(workspace, node.id);
  const checksums = new Map(outsideUses(db, [node.id]).map((use) => [use.node, use.checksum]));
  const inputs = linkedNodes(db, node.id, 'read', 'upstream').map((id) => ({ node: id, checksum: checksums.get(id) ?? null }));
  const written = new Map<number, { node: number; output: string | null }>(linkedNodes(db, node.id, 'produced', 'downstream').map((id) => [id, { node: id, output: null }]));
  const paths: { path: string; output: string | null }[] = [];
  const outputNode = indexedTasks(db, [node.id]).get(node.id)?.output?.node;
  const listed = outputNode === undefined ? [] : linkedNodes(db, outputNode, 'listed', 'upstream');
  for (const id of listed) if (!written.has(id)) written.set(id, { node: id, output: null });
  // Of an #output record's plain values only those of type path are files: a `val` may look like a path and be none.
  const outputs = outputNode === undefined ? null : recordOf(workspace, outputNode);
  const files = parametersOf(outputs?.spec.output).filter(({ type }) => type === 'path');
  for (const { output, to } of outputValues(files)) if ('path' in to) paths.push({ path: to.path, output });
  const plain = parametersOf(record?.spec.input);
  const masked = workspace.masker.value(record?.spec ?? {}).value;
  const shown = parametersOf(isObject(masked) ? masked.input : null);
  return {
    inputs: fileRows(workspace, inputs),
    outputs: fileRows(workspace, [...written.values(), ...paths]),
    values: shown.flatMap(({ name, type, value }, at) => (type === 'path' ? [] : [{ name, type, value, masked: JSON.stringify(value) !== JSON.stringify(plain[at]?.value) }])),
  };
}
