/** Times as records have them, cut to the milliseconds that checksums are made of. */

const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Milliseconds since 1970 UTC of a recorded ISO 8601 time with up to nine digits of a second, the rest cut off (down, as
 * Java's FileTime.toMillis does, before 1970 too). Null for what is no such time.
 */
export function recordedMillis(text: string | null): number | null {
  if (text !== last.text) last = { text, millis: millisOf(text) };
  return last.millis;
}

/** One record is asked for the same time again and again. */
let last: { text: string | null; millis: number | null } = { text: null, millis: null };

function millisOf(text: string | null): number | null {
  const match = text === null ? null : parts.exec(text);
  if (match === null) return null;
  const [, minute, second = '00', fraction = '', zone] = match;
  const whole = Date.parse(`${minute}:${second}${zone}`);
  return Number.isNaN(whole) ? null : whole + Number(fraction.padEnd(3, '0').slice(0, 3));
}
