/** Small wordings that every section of a report shares. */
import type { z } from 'zod';
import type { ReportBlock } from '../contract/reports';
import type { json } from '../contract/shared';

type Json = z.infer<typeof json>;

/** `1 file`, `2 files`; a plural that is no added s is given. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** Digits in groups of three: 12,345. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** An ISO 8601 instant in UTC to the second, with the zone said; what is none stays as it was recorded. */
export function utc(text: string | null): string {
  if (text === null || text === '') return 'not recorded';
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text.replace(/(\.\d{3})\d+/, '$1')) : Number.NaN;
  if (Number.isNaN(ms)) return `${text} (as recorded)`;
  return new Date(ms)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}

/** A recorded value in one line; long ones are cut, and the cut is said. */
export function valueText(value: Json | null | undefined, limit = 1500): string {
  if (value === null || value === undefined) return 'not recorded';
  const text = inWords(value);
  if (text === '') return '(empty)';
  if (text.length <= limit) return text;
  return `${text.slice(0, limit)} … (cut here; ${grouped(text.length - limit)} more characters are in the record)`;
}

/** Lists and maps without their JSON marks; a text stays exactly as it is. */
function inWords(value: Json): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(inWords).join('; ');
  if (typeof value !== 'object' || value === null) return value === true ? 'yes' : value === false ? 'no' : value === null ? 'not recorded' : String(value);
  const members = Object.entries(value);
  return members.length === 0 ? 'none' : members.map(([name, one]) => `${name}: ${inWords(one ?? null)}`).join(', ');
}

/** `2026-11-21 05:08:28`, for a column whose head says UTC. */
export function utcTime(text: string | null): string {
  return utc(text).replace(/ UTC$/, '');
}

export function bytesText(size: number | null): string {
  return size === null ? 'not recorded' : grouped(size);
}

/** A path or name for a POSIX shell, whatever it holds. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** What is not proven beside what is shown: neither is read without the other. `coverage`: what is not known where not the whole store was synced, said first. */
export function besides({ coverage }: { coverage: string | null }, items: readonly string[], shown: readonly string[]): ReportBlock {
  const notProven = [...(coverage === null ? [] : [`That nothing else in the store bears on this. ${coverage}`]), ...items];
  const rows = Math.max(notProven.length, shown.length);
  return {
    type: 'table',
    caption: 'Not proven, beside what is shown',
    columns: [
      { title: 'Not proven', weight: 50 },
      { title: 'Shown, and by what', weight: 50 },
    ],
    rows: Array.from({ length: rows }, (_, at) => [{ text: notProven[at] ?? '' }, { text: shown[at] ?? (at === 0 ? 'Nothing beyond what the records say.' : '') }]),
  };
}

export function paragraph(text: string, tone: 'plain' | 'good' | 'bad' | 'caution' = 'plain'): ReportBlock {
  return { type: 'paragraph', text, tone };
}
