/** Lines of the journal as a table for people: what is chained is the line itself, so its SHA-256 stands beside. */

import { createCsv } from '../csv';
import { sha256Of } from '../evidence/mirror';
import type { Ports } from '../ports';
import type { Masker } from '../redact/masker';
import { entryOf } from './select';
import type { JournalRow } from './table';
import { sayOnOneLine } from './words';

const columns = [
  'no',
  'at (UTC)',
  'local offset (minutes)',
  'account',
  'name given (not verified)',
  'computer',
  'from',
  'act',
  'what',
  'details',
  'old',
  'new',
  'reason',
  'sha256 of the line',
];

export function csvLines(ports: Pick<Ports, 'sha256'>, workspace: string, masker: Masker): { head: string; line(row: JournalRow): string; guarded(): number } {
  const csv = createCsv(masker);
  return {
    head: csv.head(workspace, columns),
    line(row) {
      const entry = entryOf(masker, row);
      const { seq, at, offsetMinutes, who, name, host, surface, act, title, fields, was, now, reason } = entry;
      const details = sayOnOneLine({ ...entry, kind: null, fields, was: null, now: null, reason: null });
      return csv.line([seq, at, offsetMinutes, who, name, host, surface, act, title, details, was, now, reason, sha256Of(ports, new TextEncoder().encode(row.line))]);
    },
    guarded: csv.guarded,
  };
}
