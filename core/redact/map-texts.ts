/** Every text of an answer put through one change, the names of its members too. */

/** What nothing changes in is the same object afterwards, else a copy; bytes stay as they are. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  // Thousands of rows have members of the same few names.
  const names = new Map<string, string>();
  const named = (name: string) => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const changed = change(name);
    names.set(name, changed);
    return changed;
  };
  const mapped = (one: unknown): unknown => {
    if (typeof one === 'string') return change(one);
    if (Array.isArray(one)) return mapList(one, row, mapped);
    return isPlain(one) ? mapMembers({ value: one, names: Object.keys(one) }, null, named, mapped) : one;
  };
  const row: MapRow = (one, before) => mapMembers(one, before, named, mapped);
  return mapped(value) as T;
}

interface Members {
  value: Record<string, unknown>;
  names: readonly string[];
}

/** `before`: one with the same members, perhaps, in which nothing changed. */
type MapRow = (one: Members, before: Members | null) => Record<string, unknown>;

function mapList(list: readonly unknown[], row: MapRow, mapped: (one: unknown) => unknown): unknown[] {
  let copy: unknown[] | null = null;
  let before: Members | null = null;
  for (let at = 0; at < list.length; at++) {
    const one = list[at];
    const members: Members | null = isPlain(one) ? { value: one, names: Object.keys(one) } : null;
    const now: unknown = members === null ? mapped(one) : row(members, before);
    before = now === one ? members : null;
    if (copy === null && now !== one) copy = list.slice(0, at);
    copy?.push(now);
  }
  return copy ?? (list as unknown[]);
}

/** What stands in `before` as well is not looked at again: rows of a list say much the same. */
function mapMembers({ value, names }: Members, before: Members | null, named: (name: string) => string, mapped: (one: unknown) => unknown): Record<string, unknown> {
  let copy: [string, unknown][] | null = null;
  for (let at = 0; at < names.length; at++) {
    const name = names[at] as string;
    const one = value[name];
    const isSame = before !== null && one === before.value[name];
    const called = before?.names[at] === name ? name : named(name);
    const now = isSame ? one : mapped(one);
    if (copy === null && (now !== one || called !== name)) copy = names.slice(0, at).map((before) => [before, value[before]]);
    copy?.push([called, now]);
  }
  // By definition, so that a member called __proto__ is one.
  return copy === null ? value : Object.fromEntries(copy);
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer);
}
