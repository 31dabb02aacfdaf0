/** A line of `.history/<runHash>`: `yyyy-MM-dd HH:mm:ss z` TAB run name TAB session id TAB `lid://<runHash>` (DefaultLinHistoryLog). */
import { isLid, keyOfLid } from './lid';

export interface HistoryLine {
  time: string;
  name: string;
  session: string;
  key: string;
  line: string;
}

/** Null where the bytes are no such line; the reason is then simply that. */
export function parseHistory(bytes: Uint8Array): HistoryLine | null {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
  const line = text.replace(/\r?\n$/, '');
  const parts = line.split('\t');
  const [time, name, session, lid] = parts;
  if (parts.length !== 4 || line.includes('\n') || !time || name === undefined || session === undefined || !isLid(lid)) return null;
  return { time, name, session, key: keyOfLid(lid), line };
}

/**
 * Between which milliseconds since 1970 UTC a line of the history was written: it names whole seconds, and a zone by a name. Of a zone other
 * than UTC and GMT the name tells too little (`CST` is three), so the bounds are those of all zones there are. Nulls for what is no time.
 */
export function historyBounds(time: string): { early: number | null; late: number | null } {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ?(.*)$/.exec(time);
  const as = Date.parse(`${parts?.[1]}T${parts?.[2]}Z`);
  if (parts === null || Number.isNaN(as)) return { early: null, late: null };
  const exact = /^(?:Z|UTC|GMT|Etc\/UTC)?$/.test(parts[3] ?? '') && parts[3] !== '';
  const hour = 3_600_000;
  return exact ? { early: as, late: as + 999 } : { early: as - 14 * hour, late: as + 12 * hour + 999 };
}
