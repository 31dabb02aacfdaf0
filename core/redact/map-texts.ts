/** Every text of an answer put through one change, the names of its members too. */

/** A copy; bytes stay as they are. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  // Thousands of rows have members of the same few names.
  const names = new Map<string, string>();
  const named = (name: string) => {
    const known = names.get(name) ?? change(name);
    names.set(name, known);
    return known;
  };
  const mapped = (one: unknown): unknown => {
    if (typeof one === 'string') return change(one);
    if (Array.isArray(one)) return one.map(mapped);
    if (!isPlain(one)) return one;
    const copy: Record<string, unknown> = {};
    for (const [name, inner] of Object.entries(one)) put(copy, named(name), mapped(inner));
    return copy;
  };
  return mapped(value) as T;
}

/** By definition, so that a member called __proto__ is one. */
function put(copy: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(copy, name, { value, enumerable: true, configurable: true, writable: true });
  else copy[name] = value;
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer);
}
