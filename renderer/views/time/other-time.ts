/** The same page at another time: the instant stands in the name of the workspace, in the address. */
import { nameAsOf, splitName } from '../../../core/time/name';

/** `at` null: now. Addresses of no workspace stay as they are. */
export function samePageAt(location: string, at: string | null): string {
  return location.replace(/^\/w\/([^/]+)/, (_, name: string) => `/w/${nameAsOf(splitName(name).workspace, at)}`);
}

/** What a field for a date and a time in UTC holds (`2026-11-20T10:00` or with seconds) as an instant; null where it is none. */
export function instantOfField(value: string): string | null {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/.test(value) ? Date.parse(`${value}Z`) : Number.NaN;
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
