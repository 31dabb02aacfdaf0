/** The files of a scope, each once, with the fingerprint it has. */
import { fingerprintsOf, type KnownFingerprint } from '../../index/queries/baselines';
import { allFileOutputs, allOutsideFiles, type FileTarget } from '../../index/queries/recorded-files';
import { mapPath } from '../../verify/path-map';
import type { OpenWorkspace } from '../context';
import { type Scope, targetsOf } from '../verify/scope';

export interface BaselineFile {
  node: number;
  lid: string | null;
  path: string | null;
  checkedPath: string | null;
  fingerprint: KnownFingerprint | null;
}

/** Without run, lids and all: every file, those from outside among them. Throws as `targetsOf`. */
export function baselineFiles(workspace: OpenWorkspace, scope: Scope): BaselineFile[] {
  const targets = isEverything(scope) ? [...allFileOutputs(workspace.db), ...allOutsideFiles(workspace.db)] : both(workspace, scope);
  const once = new Map<number, FileTarget>();
  for (const target of targets) if (!once.has(target.node)) once.set(target.node, target);
  const known = fingerprintsOf(workspace.db, once.keys());
  const { maps } = workspace.settings;
  return [...once.values()].map(({ node, recorded: { lid, path } }) => ({
    node,
    lid,
    path,
    checkedPath: path === null ? null : mapPath(path, maps),
    fingerprint: known.get(node) ?? null,
  }));
}

export function scopeWords({ run, work, inputs, lids, all }: Scope): string {
  if (run !== undefined) return `published files of the run ${run}${work ? ', files of its tasks' : ''}${inputs ? ', its inputs from outside' : ''}`;
  if (lids !== undefined) return lids.length <= 20 ? lids.join(', ') : `${lids.slice(0, 20).join(', ')} and ${lids.length - 20} more`;
  return all ? 'every file record of the workspace' : 'every file of the workspace, those from outside among them';
}

/** What a file is called where one text must do. */
export function nameOf({ lid, path }: Pick<BaselineFile, 'lid' | 'path'>): string {
  return lid ?? path ?? '';
}

function isEverything({ run, lids, all }: Scope): boolean {
  return run === undefined && lids === undefined && !all;
}

function both(workspace: OpenWorkspace, scope: Scope): FileTarget[] {
  const { files, inputs } = targetsOf(workspace, scope);
  return [...files, ...(inputs ?? [])];
}
