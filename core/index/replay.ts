/** Puts into an index what the ledger holds beyond what it knows: all of it where the index is made anew. */
import type { Progress } from '../contract/shared';
import { type BadTail, type FramePosition, isBefore } from '../evidence/frame';
import { bytesNamed, type Ledger, type LedgerBatch } from '../evidence/ledger';
import { addToLog, type LogState } from '../evidence/log-state';
import { type Mirror, sha256Of } from '../evidence/mirror';
import { createTreeHash } from '../evidence/tree/hash';
import type { Ports, SqlDatabase } from '../ports';
import { type Damage, spot, withNew } from './damage';
import type { KeptBytes, Place } from './kept-bytes';
import type { BytesAt, IndexWriter } from './write';

/** Bytes of the packs in memory while an index is made anew. */
const mostHeld = 64 << 20;

/** How far an index has come, and what it met on the way. */
export interface IndexState {
  /** In the ledger. */
  applied: FramePosition;
  packsRead: FramePosition;
  /** Bytes in the packs that the ledger did not name yet when they were read: another process keeps them first, and names them then. */
  readonly unnamed: Map<string, Place>;
  log: LogState;
  damage: Damage[];
  stale: boolean;
  /** Weight (`weightOf`) of what the image on the disk does not have. */
  unsaved: number;
  /** Where a replay is: found out only for whoever is told. */
  making: () => Progress;
}

export interface ReplaySource {
  ports: Ports;
  ledger: Ledger;
  mirror: Mirror;
  /** The ledger has a broken end, which is to be cut before anything is appended; null: it has none, as it is now. */
  onTail(bad: BadTail | null): void;
}

interface Replayed {
  source: ReplaySource;
  db: SqlDatabase;
  writer: IndexWriter;
  bytes: KeptBytes;
  state: IndexState;
}

/** How long the next opening would replay it, an event of a sync being one: a file of OpenLineage events is parsed anew, 20 of which take as long. */
export const weightOf = ({ events }: LedgerBatch) => events.reduce((sum, event) => sum + (event.type === 'openlineage-imported' ? 1 + event.events / 20 : 1), 0);

/** Applies what the ledger holds beyond what the index knows, at most to the position; yields how many events were applied. Left before its end, nothing of it is in the tables, and the index is of no use any more. */
export function* replayLedger({ source, db, writer, bytes, state }: Replayed, until: FramePosition | null): Generator<number, void> {
  const hash = createTreeHash(source.ports);
  const { unnamed } = state;
  // The ledger is written after the packs: what it holds by now has its bytes in the packs that are read next.
  const limit = until ?? source.ledger.end();
  const met: Damage[] = [];
  let told: Set<string> | null = null;
  const packsBegin = state.packsRead;
  /** Bytes that were read while the packs were gone through, so that most need not be read again. */
  const read = new Map<string, Uint8Array>();
  let inMemory = 0;
  const isNamed = (sha256: string) => {
    if (bytes.isNamed(sha256)) return true;
    told ??= namedFrom(source.ledger, state.applied);
    return told.has(sha256);
  };
  state.making = () => ({ phase: 'reading the evidence', done: unnamed.size, total: null, bytes: bytesOf(source.mirror, packsBegin, state.packsRead, source.mirror.end()) });
  for (const one of source.mirror.scan(
    state.packsRead,
    (bad) => {
      if (bad.kind === 'damage') met.push({ ...spot(bad), log: 'packs', leaf: null });
    },
    { accept: (payload) => isNamed(sha256Of(source.ports, payload)) },
  )) {
    unnamed.set(one.sha256, { pack: one.pack, offset: one.offset });
    if (inMemory < mostHeld && !read.has(one.sha256)) {
      read.set(one.sha256, one.bytes);
      inMemory += one.bytes.length;
    }
    state.packsRead = { segment: one.pack, offset: one.end };
    if (unnamed.size % 500 === 0) yield 0;
  }
  const named = new Set<string>();
  const find = (sha256: string): BytesAt | null => {
    bytes.comes(sha256);
    const at = unnamed.get(sha256);
    if (at === undefined) return bytes.stored(sha256);
    named.add(sha256);
    const held = read.get(sha256);
    read.delete(sha256);
    return { ...at, bytes: held ?? source.mirror.get(at, sha256) };
  };
  let reached = state.applied;
  let grown = state.log;
  let events = 0;
  state.making = () => ({ phase: 'making the index', done: events, total: null, bytes: bytesOf(source.ledger, state.applied, reached, limit) });
  let whole = false;
  let again = false;
  db.exec('BEGIN');
  try {
    for (const batch of source.ledger.scan(state.applied, (bad) => {
      if (bad.kind === 'cut') return source.onTail(bad);
      met.push({ ...spot(bad), log: 'ledger', leaf: grown.broken === null ? grown.frontier.size : null });
      grown = {
        ...grown,
        broken: grown.broken ?? `the ledger is damaged at byte ${bad.offset} of file ${bad.segment}, behind leaf ${grown.frontier.size - 1}: ${bad.message}`,
      };
    })) {
      if (isBefore(limit, batch.end)) break;
      for (const event of batch.events) {
        if (writer.apply(event, find)) again = true;
        if (++events % 100 === 0) yield events;
      }
      grown = addToLog(hash, grown, batch);
      state.unsaved += weightOf(batch);
      reached = batch.end;
    }
    writer.flush();
    whole = true;
  } finally {
    db.exec(whole ? 'COMMIT' : 'ROLLBACK');
  }
  for (const sha256 of named) unnamed.delete(sha256);
  state.applied = reached;
  state.log = grown;
  state.stale ||= again;
  state.damage = withNew(state.damage, met);
}

/** How far one is on the way from `from` to `to`. */
function bytesOf(log: Pick<Ledger, 'bytesTo'>, from: FramePosition, at: FramePosition, to: FramePosition): NonNullable<Progress['bytes']> {
  const begin = log.bytesTo(from);
  return { done: log.bytesTo(at) - begin, total: log.bytesTo(to) - begin };
}

function namedFrom(ledger: Ledger, from: FramePosition): Set<string> {
  const found = new Set<string>();
  for (const { events } of ledger.scan(from, () => undefined)) for (const event of events) for (const sha256 of bytesNamed(event)) found.add(sha256);
  return found;
}
