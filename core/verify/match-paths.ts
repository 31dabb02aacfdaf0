/** Finds the recorded file that a path of a list means: by equal path, or by the end of exactly one; never by a guess. */
import { plainPath } from '../record/lid';

export interface Named {
  /** As recorded; null where the record names none. */
  path: string | null;
  /** Where it is looked for, after path maps. */
  checkedPath: string | null;
}

export type Match<T> = { file: T } | { ambiguous: T[] } | { none: true };

/**
 * An absolute path (or `s3://…`) matches a file whose recorded or checked path equals it. A relative one, `./` taken off, matches
 * where exactly one file's path ends in it at a `/`; with `base` it is put behind that folder and is absolute then.
 */
export function pathMatcher<T extends Named>(files: readonly T[], base?: string): (path: string) => Match<T> {
  const whole = new Map<string, Set<T>>();
  const byName = new Map<string, Set<T>>();
  const add = (map: Map<string, Set<T>>, key: string, file: T) => map.set(key, (map.get(key) ?? new Set<T>()).add(file));
  for (const file of files) {
    for (const path of pathsOf(file)) {
      add(whole, path, file);
      add(byName, lastPart(path), file);
    }
  }
  return (listed) => {
    const path = plainPath(listed);
    if (isAbsolute(path)) return one(whole.get(path));
    const relative = path.replace(/^(\.\/+)+/, '');
    if (base !== undefined) return one(whole.get(`${plainPath(base).replace(/\/+$/, '')}/${relative}`));
    return one(new Set([...(byName.get(lastPart(relative)) ?? [])].filter((file) => pathsOf(file).some((known) => known.endsWith(`/${relative}`)))));
  };
}

function pathsOf({ path, checkedPath }: Named): string[] {
  return [...new Set([path, checkedPath].flatMap((one) => (one === null ? [] : [plainPath(one).replace(/(?<=.)\/+$/, '')])))];
}

function one<T>(found: Set<T> | undefined): Match<T> {
  const [first, ...others] = found ?? [];
  if (first === undefined) return { none: true };
  return others.length === 0 ? { file: first } : { ambiguous: [first, ...others] };
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[a-z][a-z0-9+.-]*:\//i.test(path);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
