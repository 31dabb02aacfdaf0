/** Paths as folders and what lies below them, among many paths as text. */
import { plainPath } from '../record/lid';

/** Deeper than any path of an operating system can be. */
const mostFolders = 2048;

export function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** Without scheme `file:` and slashes at its end. */
export function withoutEnd(path: string): string {
  const plain = plainPath(path);
  let end = plain.length;
  while (end > 1 && plain[end - 1] === '/') end--;
  return plain.slice(0, end);
}

/** `/a/b/c` → `/a/b`, `/a`; nearest first. */
export function* foldersOf(path: string): Generator<string> {
  let end = path.length;
  for (let i = 0; i < mostFolders; i++) {
    end = path.lastIndexOf('/', end - 1);
    if (end <= 0) return;
    yield path.slice(0, end);
  }
}

/** In a sorted list, what begins with this path and a slash. */
export function* belowOf(sorted: readonly string[], path: string): Generator<string> {
  const start = `${path}/`;
  for (let i = lowerBound(sorted, start); i < sorted.length && sorted[i]?.startsWith(start); i++) yield sorted[i] ?? '';
}

export function isFolderOf(sorted: readonly string[], path: string): boolean {
  return sorted[lowerBound(sorted, `${path}/`)]?.startsWith(`${path}/`) ?? false;
}

function lowerBound(sorted: readonly string[], text: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
