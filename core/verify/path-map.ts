/** "Where these files are now": turns a recorded path into the one to look at; what is recorded stays as it is. */
import type { PathMap } from '../contract/workspaces';
import { plainPath } from '../record/lid';

/**
 * The longest `from` that the path equals or continues at a `/` is replaced by `to`; no map fits: the path itself. `file://`
 * is taken off, trailing slashes of a map do not count, paths of other schemes (`s3://bucket/…`) map alike, nothing is decoded.
 */
export function mapPath(recordedPath: string, maps: readonly PathMap[]): string {
  const path = plainPath(recordedPath);
  let best: { from: string; to: string } | null = null;
  for (const map of maps) {
    const from = withoutTrailingSlash(plainPath(map.from));
    if (path !== from && !path.startsWith(`${from}/`)) continue;
    if (best === null || from.length > best.from.length) best = { from, to: withoutTrailingSlash(plainPath(map.to)) };
  }
  return best === null ? path : best.to + path.slice(best.from.length) || '/';
}

/** `/` becomes an empty text, which every absolute path continues; `s3://` and the like keep what they are. */
function withoutTrailingSlash(path: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/$/i.test(path) ? path : path.replace(/\/+$/, '');
}
