/** Guesses at where moved files are: which path maps to try when someone points at a folder. Pure, so that it can be tested. */
import type { PathMap } from '../../../core/contract/workspaces';

/** The deepest folder that holds all paths; an empty text where they share none. `scheme://bucket` counts as a folder. */
export function commonFolder(paths: readonly string[]): string {
  let shared: string[] | null = null;
  for (const path of paths) {
    const parts = path.split('/').slice(0, -1);
    if (shared === null) shared = parts;
    else {
      let same = 0;
      while (same < shared.length && same < parts.length && shared[same] === parts[same]) same += 1;
      shared = shared.slice(0, same);
    }
  }
  const folder = (shared ?? []).join('/');
  return /^[a-z][a-z0-9+.-]*:\/?$/i.test(folder) ? '' : folder;
}

const mostCandidates = 8;

/**
 * Maps worth trying for `folder`: it may stand for any folder above the missing files. One of the same name is the likeliest,
 * then the deepest. Where the folder's own name occurs nowhere, it may also hold the recorded folder.
 */
export function candidateMaps(missing: readonly string[], folder: string): PathMap[] {
  const to = folder.replace(/[/\\]+$/, '') || folder;
  const name = to.split(/[/\\]/).pop() ?? '';
  const common = commonFolder(missing);
  const above: string[] = [];
  for (let each = common; each !== '' && !/^[a-z][a-z0-9+.-]*:\/?$/i.test(each); each = each.slice(0, Math.max(0, each.lastIndexOf('/')))) above.push(each);
  const sameName = above.filter((each) => each.split('/').pop() === name);
  const others = above.filter((each) => !sameName.includes(each));
  const inside = above.slice(0, 2).map((from) => ({ from, to: `${to}/${from.split('/').pop() ?? ''}` }));
  const maps = [...sameName.map((from) => ({ from, to })), ...others.map((from) => ({ from, to })), ...inside];
  return maps.slice(0, mostCandidates);
}

/** The maps in force with one more; an earlier one for the same folder gives way. */
export function withMap(maps: readonly PathMap[], map: PathMap): PathMap[] {
  return [...maps.filter((each) => each.from !== map.from), map];
}
