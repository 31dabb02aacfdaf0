/** How numbers, sizes, times and durations are written, everywhere alike. */

const integer = new Intl.NumberFormat('en-US');

/** 20000 → "20,000". */
export function count(value: number): string {
  return integer.format(value);
}

/** "1 run", "12 runs". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Bytes in binary units with three significant digits: "512 bytes", "1.21 MiB". */
export function size(bytes: number): string {
  if (bytes < 1024) return counted(bytes, 'byte');
  let value = bytes;
  let unit = -1;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

const withZone = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})$/;

/** A recorded time in UTC to the second, "2026-11-20 12:00:00 UTC"; null where the text is no time with a known zone. */
export function utc(text: string): string | null {
  if (!withZone.test(text)) return null;
  const iso = text
    .replace(/\s?(UTC|GMT)$/, 'Z')
    .replace(' ', 'T')
    .replace(/([.,]\d{3})\d*/, '$1')
    .replace(',', '.');
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return null;
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Seconds as "less than a second", "12 s", "3 min 20 s", "2 h 5 min", "3 days 4 h". */
export function duration(seconds: number): string {
  if (seconds < 1) return 'less than a second';
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds - minutes * 60)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${counted(Math.floor(hours / 24), 'day')} ${hours % 24} h`;
}

/** How long ago an instant was: "just now", "5 minutes ago", "3 days ago". */
export function ago(iso: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000);
  if (seconds < 60) return 'just now';
  if (seconds < 3600) return `${counted(Math.floor(seconds / 60), 'minute')} ago`;
  if (seconds < 172_800) return `${counted(Math.floor(seconds / 3600), 'hour')} ago`;
  return `${counted(Math.floor(seconds / 86_400), 'day')} ago`;
}

/** The first characters of a long LID or digest, for a narrow place; the whole stands in a title beside it. */
export function shortLid(lid: string): string {
  const key = lid.replace(/^lid:\/\//, '');
  const slash = key.indexOf('/');
  const hash = slash < 0 ? key : key.slice(0, slash);
  const [digits = '', fragment] = hash.split('#');
  return (digits.length > 10 ? digits.slice(0, 8) : digits) + (fragment === undefined ? '' : `#${fragment}`) + (slash < 0 ? '' : key.slice(slash));
}
