/** The lines of a journal in memory, read once and then only what is new: to filter, sort and count 100,000 of them at once. */
import type { BadTail, FramePosition } from '../evidence/frame';
import { firstPrev, type Journal, type JournalEvent } from '../evidence/journal';
import { sha256Of } from '../evidence/mirror';
import type { Ports } from '../ports';

/** What is filtered and sorted by; the rest is in the line. */
export interface JournalRow {
  seq: number;
  /** Milliseconds since 1970 UTC. */
  ms: number;
  who: string;
  name: string | null;
  surface: string;
  act: string;
  /** The line as it is kept. */
  line: string;
}

export interface JournalTable {
  rows: readonly JournalRow[];
  /** Lines from the first on of which each holds the SHA-256 of the one before. */
  chained: number;
  /** Which parts could not be read, and why: what stood there is not among the rows; null where all was read. */
  damage: string | null;
}

const decoder = new TextDecoder();

export function createJournalTable(ports: Pick<Ports, 'sha256'>, journal: Pick<Journal, 'events'>): { refresh(): JournalTable } {
  const rows: JournalRow[] = [];
  const texts = new Map<string, string>();
  /** One copy of what thousands of lines repeat. */
  const once = (text: string) => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
  let from: FramePosition = { segment: 1, offset: 0 };
  let prev = firstPrev;
  let chained = 0;
  const damaged: string[] = [];
  return {
    refresh() {
      const cut: string[] = [];
      const bad = ({ segment, offset, end, message, kind }: BadTail) => {
        const stretch = `bytes ${offset} to ${Math.max(offset, end - 1)} of file ${segment} (${message}`;
        if (kind === 'cut') cut.push(`${stretch}; the end of a write that never finished, or damage to the last entry)`);
        else damaged.push(`${stretch})`);
      };
      for (const { event, line, end } of journal.events(bad, from)) {
        if (chained === rows.length && event.prev === prev && event.seq === rows.length + 1) chained++;
        rows.push(rowOf(event, decoder.decode(line), once));
        prev = sha256Of(ports, line);
        from = end;
      }
      const stretches = [...damaged, ...cut];
      const damage = `The journal cannot be read in ${stretches.join(', ')}: what stood there is not shown. "evidence verify" says more.`;
      return { rows, chained, damage: stretches.length === 0 ? null : damage };
    },
  };
}

function rowOf(event: JournalEvent, line: string, once: (text: string) => string): JournalRow {
  const { seq, at, who, name, surface, act } = event;
  return { seq, ms: Date.parse(at), who: once(String(who)), name: typeof name === 'string' ? once(name) : null, surface: once(String(surface)), act: once(String(act)), line };
}
