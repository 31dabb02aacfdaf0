/** The table of `lineage list` (LinCommandImpl.printHistory, TableBuilder): runs by time, cells padded, a tab between them. */
import type { HistoryLine } from '../record/history';

const head = ['TIMESTAMP', 'RUN NAME', 'SESSION ID', 'LINEAGE ID'];

export type ListLine = HistoryLine & { lid: string };

/** Oldest first; lines of one time keep their order. */
export function byTime(lines: readonly ListLine[]): ListLine[] {
  return [...lines].sort((a, b) => instantOf(a.time) - instantOf(b.time));
}

/** With its newline, as it stands on stdout. Nextflow shows times in its own time zone; ours stand as they are recorded. */
export function listText(lines: readonly ListLine[]): string {
  if (lines.length === 0) return 'No workflow runs found in lineage history log\n';
  const rows = [head, ...lines.map((line) => [line.time, line.name, line.session, line.lid])];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return `${rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('\t')).join('\n')}\n`;
}

/** `yyyy-MM-dd HH:mm:ss z`. A zone that is neither UTC nor an offset is taken as UTC: it serves the order alone. */
function instantOf(time: string): number {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (?:GMT|UTC)?(?:([+-])(\d\d):?(\d\d))?/.exec(time);
  if (match === null) return 0;
  const [, day, clock, sign, hours, minutes] = match;
  const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  return Date.parse(`${day}T${clock}Z`) - offset;
}
