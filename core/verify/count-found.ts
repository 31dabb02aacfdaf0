/** Tries path maps before they are set: how many of the recorded files would be found, and what each map does, without reading any. */
import type { Output } from '../contract';
import type { PathMap, TriedMap } from '../contract/workspaces';
import type { OpenWorkspace } from '../engine/context';
import { findRun } from '../engine/runs/find-run';
import { effectiveTasks } from '../engine/runs/tasks';
import { filesBelow } from '../index/queries/files';
import { allFileOutputs, allOutsidePaths, fileOutputs, outsideFiles } from '../index/queries/recorded-files';
import type { FileStat, Ports } from '../ports';
import { visibleText } from '../preview/visible-text';
import { plainPath } from '../record/lid';
import { mapFits, mapFor, mapPath, prefixOf } from './path-map';

/** Looked at concurrently; each costs one or two system calls. */
const lanes = 16;
const shownMissing = 20;

/**
 * Counts the published files of `run`, or every FileOutput. `missing`: recorded paths, the first 20 by LID. Records without a path do
 * not count. What a map catches counts outside files as well, which may be all that it is for.
 */
export async function countFound(ports: Ports, workspace: OpenWorkspace, maps: PathMap[], run: string | undefined): Promise<Output<'workspaces.tryMaps'>> {
  const { files, outside } = recordedPaths(workspace, run);
  const paths = [...new Set([...files, ...outside])];
  const { store } = workspace.settings;
  const there = new Map<string, boolean>();
  let next = 0;
  const lane = async () => {
    for (let i = next++; i < paths.length; i = next++) {
      const path = paths[i] ?? '';
      there.set(path, isThere(await ports.files.stat(mapPath(path, maps), { store })));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const missing = files.filter((path) => there.get(path) !== true);
  const chosen = paths.map((path) => mapFor(path, maps));
  const tried = await Promise.all(
    maps.map(async (map, i): Promise<TriedMap> => {
      const caught = paths.filter((_, k) => chosen[k] === i);
      const found = caught.filter((path) => there.get(path)).length;
      const target = found > 0 ? null : await ports.files.stat(mapPath(map.from, [map]), { store });
      return { ...map, catches: caught.length, found, problem: problemOf(map, i, { maps, paths, catches: caught.length, target }) };
    }),
  );
  return { found: files.length - missing.length, total: files.length, missing: missing.slice(0, shownMissing), maps: tried };
}

function recordedPaths(workspace: OpenWorkspace, run: string | undefined): { files: string[]; outside: string[] } {
  const { db } = workspace;
  const unique = (paths: readonly (string | null)[]) => [...new Set(paths.flatMap((path) => path ?? []))];
  if (run === undefined) return { files: unique(allFileOutputs(db).map(({ recorded }) => recorded.path)), outside: allOutsidePaths(db) };
  const found = findRun(workspace, run);
  const read = outsideFiles(db, { users: effectiveTasks(workspace, found) });
  return { files: unique(fileOutputs(db, filesBelow(db, found.key)).map(({ recorded }) => recorded.path)), outside: unique(read.map(({ recorded }) => recorded.path)) };
}

function isThere({ kind }: FileStat): boolean {
  return kind === 'file' || kind === 'folder' || kind === 'other';
}

/** `target`: what is where the map leads to; null where some file was found below it. */
function problemOf(
  map: PathMap,
  at: number,
  { maps, paths, catches, target }: { maps: PathMap[]; paths: readonly string[]; catches: number; target: FileStat | null },
): string | null {
  const twin = maps.findIndex((other) => prefixOf(other) === prefixOf(map));
  if (twin < at) return `Never used: map ${twin + 1} is for the same paths and stands before it.`;
  if (catches === 0) {
    const fits = paths.filter((path) => mapFits(path, map)).length;
    if (fits > 0) return `Never used: ${fits === 1 ? 'the one recorded path' : `all ${fits} recorded paths`} below it ${fits === 1 ? 'is' : 'are'} caught by maps of longer paths.`;
    return `No recorded path begins with it${example(paths)}. Nothing is decoded, and capitals count.`;
  }
  if (target === null) return null;
  const to = visibleText(map.to);
  if (!/^(?:\/|[a-z]:[\\/]|\\\\|[a-z][a-z0-9+.-]+:\/\/|file:\/)/i.test(map.to)) return `${to} is no whole path: begin with / (or C:\\, or s3://bucket).`;
  if (target.kind === 'missing' && /^s3:/i.test(map.to)) return `Nothing that it catches is below ${to}.`;
  if (target.kind === 'missing') return `${to} does not exist on this computer.`;
  if (target.kind === 'denied' || target.kind === 'error') return `${to} could not be looked at: ${visibleText(target.message ?? 'the system gives no reason')}`;
  if (target.kind === 'remote') return `${to} is on a service that this program does not ask.`;
  return `${to} is there, but nothing that the map catches is below it.`;
}

/** The beginning of some recorded path: what to write instead. */
function example(paths: readonly string[]): string {
  const some = paths[0];
  return some === undefined ? '' : `; one is ${visibleText(plainPath(some))}`;
}
