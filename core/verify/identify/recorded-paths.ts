/** Path maps read backwards: under which recorded paths a file of this computer would be looked for. */
import type { PathMap } from '../../contract/workspaces';
import { plainPath } from '../../record/lid';
import { mapPath } from '../path-map';

/** Each path that `mapPath` turns into this one; the path itself where no map leads away from it. */
export function recordedPathsOf(path: string, maps: readonly PathMap[]): string[] {
  const tries = [path];
  for (const map of maps) {
    const to = plainPath(map.to).replace(/\/+$/, '');
    if (path === to || path.startsWith(`${to}/`)) tries.push(plainPath(map.from).replace(/\/+$/, '') + path.slice(to.length));
  }
  return [...new Set(tries)].filter((one) => one !== '' && mapPath(one, maps) === path);
}
