/** The files of a scope, each once, with the fingerprint it has. */
import { fingerprintsOf, type KnownFingerprint } from '../../index/queries/baselines';
import { outsideTargets } from '../../index/queries/outside-uses';
import { allFileOutputs, allOutsideFiles, type FileTarget, fileOutputs } from '../../index/queries/recorded-files';
import { mapPath } from '../../verify/path-map';
import { allFiles } from '../all-files';
import type { OpenWorkspace } from '../context';
import { allUses } from '../runs/all-uses';
import { listedTargets, type Scope, targetsOf } from '../verify/scope';

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

/** Ids of the files that `baselineFiles` gives, in its order; what is recorded of them is not read. Throws as it does. */
export function baselineNodes(workspace: OpenWorkspace, scope: Scope): number[] {
  const uses = allUses(workspace);
  const outside = (sums: Iterable<number>) => Array.from(sums, (sum) => uses.sum.node[sum] ?? -1);
  if (isEverything(scope)) return [...new Set([...allFiles(workspace).nodes, ...outside(uses.sum.checksum.keys()).filter((_, sum) => uses.sum.checksum[sum] !== 0)])];
  const { files, inputs } = listedTargets(workspace, scope);
  return [...new Set([...files.map((one) => (typeof one === 'number' ? one : one.node)), ...outside(inputs ?? [])])];
}

/** Where these lie, as `baselineFiles` says it. */
export function placesOfFiles(workspace: OpenWorkspace, nodes: readonly number[]): Pick<BaselineFile, 'lid' | 'path' | 'checkedPath'>[] {
  const { db, settings } = workspace;
  const files = new Map(fileOutputs(db, nodes).map((target) => [target.node, target]));
  const outside = outsideTargets(
    db,
    nodes.filter((node) => !files.has(node)).map((node) => ({ node, checksum: null, algorithm: null, mode: null })),
  );
  const targets = new Map([...files, ...outside.map((target) => [target.node, target] as const)]);
  return nodes.map((node) => {
    const { lid = null, path = null } = targets.get(node)?.recorded ?? {};
    return { lid, path, checkedPath: path === null ? null : mapPath(path, settings.maps) };
  });
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
