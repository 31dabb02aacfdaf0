/** The same page at another time: the instant stands in the name of the workspace, in the address. */
import { nameAsOf, splitName } from '../../../core/time/name';

/** `at` null: now. Addresses of no workspace stay as they are. */
export function samePageAt(location: string, at: string | null): string {
  return location.replace(/^\/w\/([^/]+)/, (_, name: string) => `/w/${nameAsOf(splitName(name).workspace, at)}`);
}

/** What a field for a date and a time in UTC holds (`2026-11-20 10:00` or with seconds, with a T or a Z as well) as an instant; null where it is none. */
export function instantOfField(value: string): string | null {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)Z?$/.exec(value.trim()) ?? [];
  const ms = Date.parse(`${day}T${time}Z`);
  // A day that is in no calendar, as the 30th of February, would be read as one of the next month.
  return Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(day ?? '-') ? null : new Date(ms).toISOString();
}
