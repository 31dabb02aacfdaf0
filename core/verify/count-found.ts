/** Tries path maps before they are set: how many of the recorded files would be found, without reading any. */
import type { PathMap } from '../contract/workspaces';
import type { OpenWorkspace } from '../engine/context';
import { findRun } from '../engine/runs/find-run';
import { filesBelow } from '../index/queries/files';
import { allFileOutputs, fileOutputs } from '../index/queries/recorded-files';
import type { Ports } from '../ports';
import { mapPath } from './path-map';

/** Looked at concurrently; each costs one or two system calls. */
const lanes = 16;
const shownMissing = 20;

/** The published files of `run`, or every FileOutput. `missing`: recorded paths, the first 20 by LID. Records without a path do not count. */
export async function countFound(ports: Ports, workspace: OpenWorkspace, maps: PathMap[], run: string | undefined): Promise<{ found: number; total: number; missing: string[] }> {
  const { db } = workspace;
  const targets = run === undefined ? allFileOutputs(db) : fileOutputs(db, filesBelow(db, findRun(workspace, run).key));
  const paths = [...new Set(targets.flatMap(({ recorded }) => recorded.path ?? []))];
  const isThere: boolean[] = new Array(paths.length).fill(false);
  let next = 0;
  const lane = async () => {
    for (let i = next++; i < paths.length; i = next++) {
      const { kind } = await ports.files.stat(mapPath(paths[i] ?? '', maps), { store: workspace.settings.store });
      isThere[i] = kind === 'file' || kind === 'folder' || kind === 'other';
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const missing = paths.filter((_, i) => !isThere[i]);
  return { found: paths.length - missing.length, total: paths.length, missing: missing.slice(0, shownMissing) };
}
