/** Recorded times as numbers, for putting things in order only: what is shown is always the text as recorded. */

/**
 * Milliseconds since 1970 UTC of an ISO 8601 time, or of a history line's `yyyy-MM-dd HH:mm:ss z` (a zone by a name that
 * is not known counts as UTC). Infinity for what is no time, so that it comes last in rising order.
 */
export function instantOf(text: string | null): number {
  if (text === null) return Number.MAX_VALUE;
  const exact = Date.parse(text);
  if (!Number.isNaN(exact)) return exact;
  const parts = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)/.exec(text);
  const bare = parts === null ? Number.NaN : Date.parse(`${parts[1]}T${parts[2]}Z`);
  return Number.isNaN(bare) ? Number.MAX_VALUE : bare;
}
