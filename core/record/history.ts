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
