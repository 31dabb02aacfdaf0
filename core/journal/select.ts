/** Which lines of the journal fit a filter, in which order, and what there is to filter by. */
import type { JournalEntry, JournalFilter, journalSorts } from '../contract/journal';
import type { JournalEvent } from '../evidence/journal';
import type { Json } from '../record/json';
import type { Masker } from '../redact/masker';
import type { JournalRow } from './table';
import { actTitle, maskedDetail, sayAct } from './words';

/** As the rows came: oldest first. */
export function selectRows(rows: readonly JournalRow[], filter: JournalFilter): readonly JournalRow[] {
  const tests: ((row: JournalRow) => boolean)[] = [];
  const { text, act, who, surface, from, to, subject } = filter;
  if (act !== undefined) tests.push((row) => row.act === act);
  if (who !== undefined) tests.push((row) => row.who === who || row.name === who);
  if (surface !== undefined) tests.push((row) => row.surface === surface);
  if (from !== undefined) {
    const first = Date.parse(from);
    tests.push((row) => row.ms >= first);
  }
  if (to !== undefined) {
    const end = Date.parse(to);
    tests.push((row) => row.ms < end);
  }
  if (subject !== undefined) tests.push(names(subject));
  if (text !== undefined && text.trim() !== '') tests.push(holds(text.trim()));
  return tests.length === 0 ? rows : rows.filter((row) => tests.every((test) => test(row)));
}

/** The text in the line, as JSON has it there, or in the words of the act. */
function holds(text: string): (row: JournalRow) => boolean {
  const inLine = new RegExp(
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'),
    'i',
  );
  const inTitle = text.toLowerCase();
  const titles = new Map<string, boolean>();
  return ({ act, line }) => {
    let titled = titles.get(act);
    if (titled === undefined) {
      titled = actTitle(act).toLowerCase().includes(inTitle);
      titles.set(act, titled);
    }
    return titled || inLine.test(line);
  };
}

/** The LID or path stands there whole, not as the beginning of another. */
function names(subject: string): (row: JournalRow) => boolean {
  const wanted = JSON.stringify(subject).slice(1, -1);
  return ({ line }) => {
    for (let at = line.indexOf(wanted); at >= 0; at = line.indexOf(wanted, at + 1)) {
      const next = line[at + wanted.length] ?? '';
      const before = line[at - 1] ?? '';
      if (/[",; )\\]/.test(next) && /[" (]/.test(before)) return true;
    }
    return false;
  };
}

export function sortRows(rows: readonly JournalRow[], by: (typeof journalSorts)[number], descending: boolean): readonly JournalRow[] {
  if (by === 'seq') return descending ? [...rows].reverse() : rows;
  const key = (row: JournalRow) => (by === 'act' ? actTitle(row.act) : row[by]);
  const keys = new Map<string, string>();
  const keyOf = (row: JournalRow) => {
    const raw = row[by];
    let known = keys.get(raw);
    if (known === undefined) {
      known = key(row).toLowerCase();
      keys.set(raw, known);
    }
    return known;
  };
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    return left === right ? b.seq - a.seq : left < right ? -sign : sign;
  });
}

export type Facet = { value: string; title: string; count: number }[];

/** What there is, most frequent first. */
export function countBy(rows: readonly JournalRow[], of: 'act' | 'who' | 'surface'): Facet {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row[of], (counts.get(row[of]) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, title: of === 'act' ? actTitle(value) : value, count })).sort((a, b) => b.count - a.count || (a.title < b.title ? -1 : 1));
}

export function entryOf(masker: Masker, { line }: JournalRow): JournalEntry {
  const { seq, at, offsetMinutes, who, name = null, host, surface, act, detail: written } = JSON.parse(line) as JournalEvent;
  const detail = maskedDetail(masker, act, written as Json) as JournalEntry['detail'];
  const { title, fields, was, now, reason } = sayAct(masker, act, detail);
  return { seq, at, offsetMinutes, who, name, host, surface, act, title, fields, was, now, reason, detail };
}
