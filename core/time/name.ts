/** The name of a workspace as of an instant: `trial-042@2026-11-20T10:00:00.000Z`; pages and handlers pass it on as any other name. */

export interface NamedInstant {
  workspace: string;
  /** ISO 8601 in UTC, to the millisecond; null: now. */
  at: string | null;
}

/** `at` as `nowOf` writes it. */
export function nameAsOf(workspace: string, at: string | null): string {
  return at === null ? workspace : `${workspace}@${at}`;
}

export function splitName(name: string): NamedInstant {
  const sign = name.indexOf('@');
  return sign < 0 ? { workspace: name, at: null } : { workspace: name.slice(0, sign), at: name.slice(sign + 1) };
}
