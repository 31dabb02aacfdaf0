/** Opens the index of a workspace in step with its evidence: from its image where that is sound, else made anew by replaying the ledger. */
import type { Progress } from '../contract/shared';
import { AuditError } from '../errors';
import { type BadTail, type FramePosition, isBefore } from '../evidence/frame';
import { bytesNamed, type Ledger, type LedgerBatch } from '../evidence/ledger';
import { addToLog, type LogState, logFromJson, logToJson } from '../evidence/log-state';
import { type Mirror, sha256Of } from '../evidence/mirror';
import { createTreeHash } from '../evidence/tree/hash';
import type { SqlDatabase } from '../ports';
import { type Damage, spot, withNew } from './damage';
import { sealOf } from './image';
import { bytesOfHex } from './key-bytes';
import { meta, metaPosition, putMeta } from './meta';
import { createNewness } from './newness';
import { lastNode } from './queries/search';
import { emptyStorage, type Opened, openStorage, type Storage, type StorageSource } from './storage';
import { type BytesAt, createIndexWriter } from './write';

/** Events that may be behind the image: the next opening applies them in less time than it takes to read the image of so many records. */
const mostBehind = (db: SqlDatabase) => Math.max(200, Math.floor(lastNode(db) / 500));
/** Bytes of the packs in memory while an index is made anew. */
const mostHeld = 64 << 20;

export interface Index {
  readonly db: SqlDatabase;
  /** There was an image on the disk, and it was not as it was written: the index was made anew without it. */
  readonly imageWasBroken: boolean;
  /** There was one, and its masks were of another key than those of now: the same. */
  readonly imageHadOtherKey: boolean;
  /** Met so far; "evidence verify" looks for all. */
  damage(): readonly Damage[];
  /** Lost bytes were read again: the index is to be made anew, with what they say in its place. */
  isStale(): boolean;
  /** Applies what was just appended. */
  apply(batch: LedgerBatch, bytes: Map<string, BytesAt>): void;
  /** What is known of the log, in step with the index; kept in its image, for it is a cache as well. */
  log(): LogState;
  setLog(state: LogState): void;
  /** Applies what the ledger holds beyond what the index knows; true when there was something. */
  catchUp(): boolean;
  /** The broken end of the packs, beyond what the index knows of them: to be cut before anything is appended. Throws `evidence-damaged`. */
  packTail(): BadTail | null;
  /** Where the bytes of a SHA-256 lie in the mirror, if anywhere. */
  find(sha256: string): { pack: number; offset: number } | undefined;
  applied(): FramePosition;
  /** Makes the pages of the image ready in parts, so that no question waits for it. */
  pagesAhead(): Generator<void, void>;
  /** Writes the image anew when the next opening would otherwise replay many events. */
  save(): void;
  /** The image on the disk is the one that this index was read from or wrote, or there is none. */
  imageIsOwn(): boolean;
  /** Takes the image away, so that the next opening makes the index anew; this one is not saved any more. */
  discard(): void;
  close(): void;
}

export interface IndexSource extends StorageSource {
  ledger: Ledger;
  mirror: Mirror;
  /** The ledger has a broken end, which is to be cut before anything is appended; null: it has none, as it is now. */
  onTail(bad: BadTail | null): void;
  /** Catching up takes longer than a second: told about four times a second, null at its end. */
  onMaking?: (progress: Progress | null) => void;
}

export function openIndex(source: IndexSource): Index {
  let opening = true;
  let brokenMeanwhile = false;
  const watched: IndexSource = {
    ...source,
    onBroken() {
      if (opening) brokenMeanwhile = true;
      else source.onBroken?.();
    },
  };
  let index: Index;
  try {
    index = upToDate(watched, openStorage(watched));
  } catch (error) {
    if (!brokenMeanwhile) throw error;
    index = upToDate(watched, { storage: null, broken: true, otherKey: false });
  }
  opening = false;
  try {
    index.save();
  } catch (error) {
    // A full or read-only disk must not keep anyone from asking: the next opening makes the index anew.
    if (!(error instanceof AuditError && error.code === 'disk')) throw error;
  }
  return index;
}

function upToDate(source: IndexSource, { storage, ...image }: Opened): Index {
  const from = storage ?? emptyStorage(source);
  try {
    const index = indexOver(source, from, image);
    index.catchUp();
    return index;
  } catch (error) {
    from.close();
    throw error;
  }
}

/** What the next opening would read from the image on the disk, not yet in step; null where it would make the index anew. */
export function openImage(source: IndexSource): Index | null {
  const { storage } = openStorage(source);
  return storage && indexOver(source, storage);
}

/** An index made from the evidence alone, kept nowhere, up to a position in the ledger; yields how many events were applied so far. */
export function* replayIndex(source: IndexSource, until: FramePosition): Generator<number, Index> {
  const index = indexOver(source, emptyStorage(source));
  let made = false;
  try {
    yield* index.replay(until);
    made = true;
    return index;
  } finally {
    if (!made) index.close();
  }
}

/** How long the next opening would replay it, an event of a sync being one: a file of OpenLineage events is parsed anew, 20 of which take as long. */
const weightOf = ({ events }: LedgerBatch) => events.reduce((sum, event) => sum + (event.type === 'openlineage-imported' ? 1 + event.events / 20 : 1), 0);

interface ReplayedIndex extends Index {
  /** Applies what the ledger holds beyond what the index knows, at most to the position; yields how many events were applied. */
  replay(until: FramePosition | null): Generator<number, void>;
}

function indexOver(source: IndexSource, storage: Storage, image: Omit<Opened, 'storage'> = { broken: false, otherKey: false }): ReplayedIndex {
  const { db } = storage;
  const writer = createIndexWriter(db, source.ports);
  const place = db.prepare(
    'SELECT pack, offset FROM version WHERE substr(sha256, 1, 4) = substr(?1, 1, 4) AND sha256 = ?1 AND pack > 0 UNION ALL SELECT pack, offset FROM kept WHERE sha256 = ?1 LIMIT 1',
  );
  const name = db.prepare('SELECT 1 FROM version WHERE substr(sha256, 1, 4) = substr(?1, 1, 4) AND sha256 = ?1 UNION ALL SELECT 1 FROM kept WHERE sha256 = ?1 LIMIT 1');
  let damage: Damage[] = JSON.parse(meta(db, 'damage') ?? '[]');
  /** Bytes in the packs that the ledger did not name yet when they were read: another process keeps them first, and names them then. */
  const unnamed = new Map<string, { pack: number; offset: number }>();
  const newness = createNewness(isEmpty(db));
  let stale = false;
  let applied = metaPosition(db, 'ledger');
  let packsRead = metaPosition(db, 'packs');
  let log = logFromJson(meta(db, 'log'));
  const hash = createTreeHash(source.ports);
  let unsaved = 0;
  /** Where a replay is: found out only for whoever is told. */
  let making = (): Progress => ({ phase: 'reading the evidence', done: 0, total: null });
  let discarded = false;
  /** What the ledger holds could not be put into the tables: nothing that comes after it may be, or signed. */
  let failure: { error: unknown } | null = null;

  const index: ReplayedIndex = {
    db,
    imageWasBroken: image.broken,
    imageHadOtherKey: image.otherKey,
    damage: () => damage,
    isStale: () => stale,
    log: () => log,
    setLog(state) {
      log = state;
    },
    apply(batch, bytes) {
      if (failure !== null) throw failure.error;
      try {
        transaction(db, () => {
          const find = (sha256: string) => {
            newness.isNew(sha256);
            return bytes.get(sha256) ?? stored(sha256);
          };
          for (const event of batch.events) if (writer.apply(event, find)) stale = true;
          writer.flush();
        });
      } catch (error) {
        failure = { error };
        const why = error instanceof Error ? error.message : String(error);
        log = {
          ...log,
          broken: log.broken ?? `what was saved could not be put into the index (${why}), so this process does not know all leaves; the next one to open the workspace does`,
        };
        throw error;
      }
      log = addToLog(hash, log, batch);
      unsaved += weightOf(batch);
      applied = batch.end;
      packsRead = source.mirror.end();
    },
    catchUp() {
      source.onTail(null);
      if (!source.ledger.grewBeyond(applied)) {
        const end = source.ledger.end();
        if (isBefore(end, applied))
          throw new AuditError(
            'evidence-damaged',
            `The ledger of this workspace ends at byte ${end.offset} of file ${end.segment}, before byte ${applied.offset} of file ${applied.segment} that was saved: part of it is gone. Restore it from a copy.`,
          );
        return false;
      }
      const before = applied;
      const { ticks } = source.ports.clock;
      const began = ticks();
      let told: number | null = null;
      try {
        for (const _ of index.replay(null)) {
          if (source.onMaking === undefined || ticks() - began < 1000 || ticks() - (told ?? 0) < 250) continue;
          told = ticks();
          source.onMaking(making());
        }
      } finally {
        if (told !== null) source.onMaking?.(null);
      }
      return before !== applied;
    },
    *replay(until) {
      // The ledger is written after the packs: what it holds by now has its bytes in the packs that are read next.
      const limit = until ?? source.ledger.end();
      const met: Damage[] = [];
      let told: Set<string> | null = null;
      const packsBegin = packsRead;
      /** Bytes that were read while the packs were gone through, so that most need not be read again. */
      const read = new Map<string, Uint8Array>();
      let held = 0;
      const isNamed = (sha256: string) => {
        if (name.get([bytesOfHex(sha256)]) !== undefined) return true;
        told ??= namedFrom(applied);
        return told.has(sha256);
      };
      making = () => ({ phase: 'reading the evidence', done: unnamed.size, total: null, bytes: bytesOf(source.mirror, packsBegin, packsRead, source.mirror.end()) });
      for (const one of source.mirror.scan(
        packsRead,
        (bad) => {
          if (bad.kind === 'damage') met.push({ ...spot(bad), log: 'packs', leaf: null });
        },
        { accept: (payload) => isNamed(sha256Of(source.ports, payload)) },
      )) {
        unnamed.set(one.sha256, { pack: one.pack, offset: one.offset });
        if (held < mostHeld && !read.has(one.sha256)) {
          read.set(one.sha256, one.bytes);
          held += one.bytes.length;
        }
        packsRead = { segment: one.pack, offset: one.end };
        if (unnamed.size % 500 === 0) yield 0;
      }
      const named = new Set<string>();
      const find = (sha256: string): BytesAt | null => {
        newness.isNew(sha256);
        const at = unnamed.get(sha256);
        if (at === undefined) return stored(sha256);
        named.add(sha256);
        const bytes = read.get(sha256);
        read.delete(sha256);
        return { ...at, bytes: bytes ?? source.mirror.get(at, sha256) };
      };
      let reached = applied;
      let grown = log;
      let events = 0;
      making = () => ({ phase: 'making the index', done: events, total: null, bytes: bytesOf(source.ledger, applied, reached, limit) });
      let whole = false;
      let again = false;
      db.exec('BEGIN');
      try {
        for (const batch of source.ledger.scan(applied, (bad) => {
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
          unsaved += weightOf(batch);
          reached = batch.end;
        }
        writer.flush();
        whole = true;
      } finally {
        db.exec(whole ? 'COMMIT' : 'ROLLBACK');
      }
      for (const sha256 of named) unnamed.delete(sha256);
      applied = reached;
      log = grown;
      stale ||= again;
      damage = withNew(damage, met);
    },
    packTail() {
      let tail: BadTail | null = null;
      const met: Damage[] = [];
      const onBad = (bad: BadTail) => {
        if (bad.kind === 'cut') tail = bad;
        else if (bad.end > bad.offset) met.push({ ...spot(bad), log: 'packs', leaf: null });
        else
          throw new AuditError(
            'evidence-damaged',
            `The evidence of this workspace is damaged: pack ${bad.segment}, byte ${bad.offset}: ${bad.message}. Nothing was written. Restore it from a copy; where there is none, run "evidence verify": it tells what is lost, and what is left can be gone on with.`,
          );
      };
      // What the ledger does not name was never fsynced: blocks of it may have reached the disk in any order, whole entries behind a broken one.
      const isNamed = (payload: Uint8Array) => name.get([bytesOfHex(sha256Of(source.ports, payload))]) !== undefined;
      for (const one of source.mirror.scan(packsRead, onBad, { accept: isNamed })) packsRead = { segment: one.pack, offset: one.end };
      damage = withNew(damage, met);
      // Whoever kept them without naming them is no more, as we hold the lock; what is named from now on is kept anew.
      unnamed.clear();
      return tail;
    },
    find: locate,
    applied: () => applied,
    pagesAhead: () => storage.ahead(),
    save() {
      if (discarded || failure !== null || unsaved <= mostBehind(db)) return;
      putMeta(db, 'ledger', JSON.stringify(applied));
      putMeta(
        db,
        'packs',
        JSON.stringify([...unnamed.values()].map(({ pack, offset }) => ({ segment: pack, offset })).reduce((first, one) => (isBefore(one, first) ? one : first), packsRead)),
      );
      putMeta(db, 'damage', JSON.stringify(damage));
      putMeta(db, 'log', logToJson(log));
      storage.write();
      unsaved = 0;
    },
    imageIsOwn() {
      const onDisk = sealOf(source.ports, source.imagePath);
      return onDisk === null || onDisk === storage.seal();
    },
    discard() {
      discarded = true;
      if (source.ports.home.exists(source.imagePath)) source.ports.home.remove(source.imagePath);
    },
    close: () => storage.close(),
  };

  function locate(sha256: string): { pack: number; offset: number } | undefined {
    if (newness.isNew(sha256)) return undefined;
    const row = place.get([bytesOfHex(sha256)]);
    return row && { pack: row[0] as number, offset: row[1] as number };
  }
  /** Null where they are lost: not in the packs, or damaged there. */
  function stored(sha256: string): BytesAt | null {
    const at = locate(sha256);
    if (at === undefined) return null;
    try {
      return { ...at, bytes: source.mirror.get(at, sha256) };
    } catch (error) {
      if (error instanceof AuditError && error.code === 'evidence-damaged') return null;
      throw error;
    }
  }
  function namedFrom(from: FramePosition): Set<string> {
    const found = new Set<string>();
    for (const { events } of source.ledger.scan(from, () => undefined)) for (const event of events) for (const sha256 of bytesNamed(event)) found.add(sha256);
    return found;
  }
  return index;
}

/** How far one is on the way from `from` to `to`. */
function bytesOf(log: Pick<Ledger, 'bytesTo'>, from: FramePosition, at: FramePosition, to: FramePosition): NonNullable<Progress['bytes']> {
  const begin = log.bytesTo(from);
  return { done: log.bytesTo(at) - begin, total: log.bytesTo(to) - begin };
}

function isEmpty(db: SqlDatabase): boolean {
  const statement = db.prepare('SELECT 1 FROM version UNION ALL SELECT 1 FROM kept LIMIT 1');
  const found = statement.get();
  statement.free();
  return found === undefined;
}

function transaction(db: SqlDatabase, act: () => void) {
  db.exec('BEGIN');
  try {
    act();
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}
