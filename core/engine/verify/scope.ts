/** Which files a check is about: those of a run, those named, or all. */
import type { Parsed } from '../../contract';
import { AuditError } from '../../errors';
import { findNode } from '../../index/queries/nodes';
import { allFileOutputs, type FileTarget, fileOutputs, fileOutputsOfTasks, filesOfTasks, outsideFiles } from '../../index/queries/recorded-files';
import { allFiles, filesAmong, filesBelow } from '../all-files';
import type { OpenWorkspace } from '../context';
import { allUses, sumsOf } from '../runs/all-uses';
import { findRun } from '../runs/find-run';
import { effectiveTasks } from '../runs/tasks';

export type Scope = Pick<Parsed<'verify.run'>, 'run' | 'work' | 'inputs' | 'lids' | 'all'>;

export interface Targets {
  /** Each file once, by LID. */
  files: FileTarget[];
  /** Outside files, one entry for each path and recorded checksum; null where they were not asked for. */
  inputs: FileTarget[] | null;
}

/** Throws `bad-input` for a scope that names nothing or too much, `not-found` for a LID without file. */
export function targetsOf(workspace: OpenWorkspace, scope: Scope): Targets {
  const named = [scope.run !== undefined, scope.lids !== undefined, scope.all].filter(Boolean).length;
  if (named !== 1) throw new AuditError('bad-input', 'Say which files to check: those of a run, those of some LIDs, or all; one of the three.');
  const { db } = workspace;
  if (scope.all) return { files: allFileOutputs(db), inputs: null };
  if (scope.lids !== undefined) return { files: scope.lids.flatMap((lid) => namedFile(workspace, lid)).filter(firstOfItsKind()), inputs: null };
  const run = findRun(workspace, scope.run ?? '');
  const published = fileOutputs(db, filesBelow(workspace, run.key));
  if (!scope.work && !scope.inputs) return { files: published, inputs: null };
  const tasks = effectiveTasks(workspace, run);
  const files = scope.work ? [...published, ...fileOutputsOfTasks(db, tasks)].filter(firstOfItsKind()) : published;
  return { files, inputs: scope.inputs ? outsideFiles(db, { users: tasks }) : null };
}

/** What `targetsOf` finds, FileOutputs by their ids alone where there may be many, outside files as sums of `AllUses`. Throws as it does. */
export function listedTargets(workspace: OpenWorkspace, scope: Scope): { files: (FileTarget | number)[]; inputs: number[] | null } {
  const { db } = workspace;
  const named = [scope.run !== undefined, scope.lids !== undefined, scope.all].filter(Boolean).length;
  if (named === 1 && scope.all) return { files: [...allFiles(workspace).nodes], inputs: null };
  if (named !== 1 || scope.run === undefined) return { files: targetsOf(workspace, scope).files, inputs: null };
  const run = findRun(workspace, scope.run);
  const published = [...filesBelow(workspace, run.key)];
  if (!scope.work && !scope.inputs) return { files: published, inputs: null };
  const tasks = effectiveTasks(workspace, run);
  const files = scope.work ? [...new Set([...published, ...filesAmong(allFiles(workspace), filesOfTasks(db, tasks))])] : published;
  return { files, inputs: scope.inputs ? sumsOf(allUses(workspace), new Set(tasks)) : null };
}

/** A FileOutput, or an outside file with each checksum recorded for it. */
function namedFile(workspace: OpenWorkspace, lid: string): FileTarget[] {
  const node = findNode(workspace.db, lid);
  if (node === undefined)
    throw new AuditError('not-found', `Nothing in the workspace "${workspace.name}" has the LID "${lid}". Check the LID, or sync if the record is new.`, { lid });
  const found = node.kind === 'External' ? outsideFiles(workspace.db, { nodes: [node.id] }) : fileOutputs(workspace.db, [node.id]);
  if (found.length > 0) return found;
  if (node.kind === 'External') throw new AuditError('not-found', `No record holds a checksum of "${node.lid}", so there is nothing to check it against.`, { lid });
  if (node.kind === 'Missing') throw new AuditError('not-found', `"${node.lid}" is named by other records, but has no record of its own, so there is nothing to check.`, { lid });
  throw new AuditError('bad-input', `"${node.lid}" is a ${node.kind}, not a file. Name a FileOutput, or check the whole run with "run".`, { lid });
}

function firstOfItsKind() {
  const seen = new Set<string>();
  return ({ node, recorded }: FileTarget) => {
    const id = `${node} ${recorded.checksum?.value ?? ''}`;
    return !seen.has(id) && seen.add(id) !== undefined;
  };
}
