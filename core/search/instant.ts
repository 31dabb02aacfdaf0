/** Days and instants as they are typed into a search: UTC always, with or without its Z, for the zone of this computer is nobody's in a record. */

const form = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?Z?)?)?)?$/i;

/** The first instant of `2026`, `2026-11`, `2026-11-20`, or the instant `2026-11-20T08:30[:15[.250]][Z]`, in milliseconds since 1970; null for what is none. */
export function instantOf(text: string): number | null {
  const parts = form.exec(text);
  if (parts === null) return null;
  const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00', millis = ''] = parts;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${millis.padEnd(3, '0')}Z`;
  const ms = Date.parse(iso);
  // 30 February is a day to Date.parse, and none to a calendar.
  return Number.isNaN(ms) || new Date(ms).toISOString() !== iso ? null : ms;
}

/** The shortest text that `instantOf` reads as this instant. */
export function instantText(ms: number): string {
  const iso = new Date(ms).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.replace(/(:00)?\.000Z$/, 'Z');
}
