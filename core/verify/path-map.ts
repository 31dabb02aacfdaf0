/** "Where these files are now": turns a recorded path into the one to look at; what is recorded stays as it is. */
import type { PathMap } from '../contract/workspaces';
import { plainPath } from '../record/lid';

/**
 * The longest `from` that the path equals or continues at a `/` is replaced by `to`; no map fits: the path itself. `file://`
 * is taken off, trailing slashes of a map do not count, paths of other schemes (`s3://bucket/…`) map alike, nothing is decoded.
 */
export function mapPath(recordedPath: string, maps: readonly PathMap[]): string {
  const path = plainPath(recordedPath);
  const map = maps[mapFor(recordedPath, maps)];
  return map === undefined ? path : targetOf(map) + path.slice(prefixOf(map).length) || '/';
}

/** The place in the list of the map that decides where a path is now; -1 where none does. Of two with the same `from` the first. */
export function mapFor(recordedPath: string, maps: readonly PathMap[]): number {
  const path = plainPath(recordedPath);
  let best = -1;
  let length = -1;
  maps.forEach((map, i) => {
    const from = prefixOf(map);
    if (!isBelow(path, from) || from.length <= length) return;
    best = i;
    length = from.length;
  });
  return best;
}

/** Would this map fit if it were alone? */
export function mapFits(recordedPath: string, map: PathMap): boolean {
  return isBelow(plainPath(recordedPath), prefixOf(map));
}

/** What a map compares paths with: `/data/run/` and `file:///data/run` are one. */
export function prefixOf({ from }: Pick<PathMap, 'from'>): string {
  return withoutTrailingSlash(plainPath(from));
}

/** A folder of Windows may end in a backslash, which there is a slash; elsewhere a name may end in one. */
function targetOf({ to }: PathMap): string {
  const target = withoutTrailingSlash(plainPath(to));
  return /^(?:[a-z]:[\\/]|\\\\)/i.test(target) ? target.replace(/[\\/]+$/, '') : target;
}

/** A prefix that ends in a slash of its own (`s3://`) goes on where it ends. */
function isBelow(path: string, from: string): boolean {
  return path === from || path.startsWith(from.endsWith('/') ? from : `${from}/`);
}

/** `/` becomes an empty text, which every absolute path continues; `s3://` and the like keep what they are. */
function withoutTrailingSlash(path: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/$/i.test(path) ? path : path.replace(/\/+$/, '');
}
