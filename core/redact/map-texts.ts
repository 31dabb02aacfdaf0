/** Every text of an answer put through one change, the names of its members too. */

/** A copy; bytes stay as they are. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change)) as T;
  if (!isPlain(value)) return value;
  // By definition, so that a member called __proto__ is one.
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [change(name), mapTexts(one, change)])) as T;
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer);
}
