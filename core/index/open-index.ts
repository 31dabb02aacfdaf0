/** Opens the index of a workspace in step with its evidence: from its image where that is sound, else made anew by replaying the ledger. */
import type { Progress } from '../contract/shared';
import { AuditError } from '../errors';
import { type BadTail, type FramePosition, isBefore } from '../evidence/frame';
import type { LedgerBatch } from '../evidence/ledger';
import { addToLog, type LogState, logFromJson, logToJson } from '../evidence/log-state';
import { sha256Of } from '../evidence/mirror';
import { createTreeHash } from '../evidence/tree/hash';
import { atOnce } from '../pause';
import type { SqlDatabase } from '../ports';
import { type Damage, spot, withNew } from './damage';
import { sealOf } from './image';
import { createKeptBytes } from './kept-bytes';
import { meta, metaPosition, putMeta } from './meta';
import { keepManyPages } from './page-cache';
import { lastNode } from './queries/search';
import type { CurrentRecord } from './queries/versions';
import { type IndexState, type ReplaySource, replayLedger, weightOf } from './replay';
import { emptyStorage, type Opened, openStorage, type Storage, type StorageSource } from './storage';
import { type BytesAt, createIndexWriter } from './write';

/** Events that may be behind the image: the next opening applies them in less time than it takes to read the image of so many records. */
const mostBehind = (db: SqlDatabase) => Math.max(200, Math.floor(lastNode(db) / 500));
/** The same while more is to come, where each image would be written anew a moment later: a kill costs the next opening some seconds. */
const mostBehindMeanwhile = 20_000;

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
  /** Applies what was just appended. `records`: as of `IndexWriter.apply`. */
  apply(batch: LedgerBatch, bytes: Map<string, BytesAt>, records?: ReadonlyMap<string, CurrentRecord>): void;
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
  save(moreToCome?: boolean): void;
  /** The image on the disk is the one that this index was read from or wrote, or there is none. */
  imageIsOwn(): boolean;
  /** Takes the image away, so that the next opening makes the index anew; this one is not saved any more. */
  discard(): void;
  close(): void;
}

export interface IndexSource extends StorageSource, ReplaySource {
  /** Catching up takes longer than a second: told about four times a second, null at its end. */
  onMaking?: (progress: Progress | null) => void;
}

export const openIndex = (source: IndexSource): Index => atOnce(openingIndex(source));

/** The same with turns for others while it is made. Left before its end, nothing of it is kept. */
export function* openingIndex(source: IndexSource): Generator<void, Index> {
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
    index = yield* upToDate(watched, openStorage(watched));
  } catch (error) {
    if (!brokenMeanwhile) throw error;
    index = yield* upToDate(watched, { storage: null, broken: true, otherKey: false });
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

function* upToDate(source: IndexSource, { storage, ...image }: Opened): Generator<void, Index> {
  const from = storage ?? emptyStorage(source);
  let made = false;
  try {
    const index = indexOver(source, from, image);
    yield* index.catchingUp();
    made = true;
    return index;
  } finally {
    if (!made) from.close();
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

interface ReplayedIndex extends Index {
  /** As catchUp, with turns for others. Left before its end, the index is of no use any more. */
  catchingUp(): Generator<void, boolean>;
  /** Applies what the ledger holds beyond what the index knows, at most to the position; yields how many events were applied. */
  replay(until: FramePosition | null): Generator<number, void>;
}

function indexOver(source: IndexSource, storage: Storage, image: Omit<Opened, 'storage'> = { broken: false, otherKey: false }): ReplayedIndex {
  const { db } = storage;
  const writer = createIndexWriter(db, source.ports);
  const keptBytes = createKeptBytes(db, source.mirror);
  const state: IndexState = {
    applied: metaPosition(db, 'ledger'),
    packsRead: metaPosition(db, 'packs'),
    unnamed: new Map(),
    log: logFromJson(meta(db, 'log')),
    damage: JSON.parse(meta(db, 'damage') ?? '[]'),
    stale: false,
    unsaved: 0,
    making: () => ({ phase: 'reading the evidence', done: 0, total: null }),
  };
  const { unnamed } = state;
  const hash = createTreeHash(source.ports);
  let discarded = false;
  /** What the ledger holds could not be put into the tables: nothing that comes after it may be, or signed. */
  let failure: { error: unknown } | null = null;

  const index: ReplayedIndex = {
    db,
    imageWasBroken: image.broken,
    imageHadOtherKey: image.otherKey,
    damage: () => state.damage,
    isStale: () => state.stale,
    log: () => state.log,
    setLog(now) {
      state.log = now;
    },
    apply(batch, bytes, records) {
      if (failure !== null) throw failure.error;
      try {
        transaction(db, () => {
          const find = (sha256: string) => {
            keptBytes.comes(sha256);
            return bytes.get(sha256) ?? keptBytes.stored(sha256);
          };
          for (const [i, event] of batch.events.entries()) if (writer.apply(event, find, batch.lines[i], records)) state.stale = true;
          writer.flush();
        });
      } catch (error) {
        failure = { error };
        const why = error instanceof Error ? error.message : String(error);
        state.log = {
          ...state.log,
          broken: state.log.broken ?? `what was saved could not be put into the index (${why}), so this process does not know all leaves; the next one to open the workspace does`,
        };
        throw error;
      }
      state.log = addToLog(hash, state.log, batch);
      state.unsaved += weightOf(batch);
      state.applied = batch.end;
      state.packsRead = source.mirror.end();
    },
    catchUp: () => atOnce(index.catchingUp()),
    *catchingUp() {
      source.onTail(null);
      const { applied } = state;
      if (!source.ledger.grewBeyond(applied)) {
        const end = source.ledger.end();
        if (isBefore(end, applied))
          throw new AuditError(
            'evidence-damaged',
            `The ledger of this workspace ends at byte ${end.offset} of file ${end.segment}, before byte ${applied.offset} of file ${applied.segment} that was saved: part of it is gone. Restore it from a copy.`,
          );
        return false;
      }
      keepManyPages(db);
      const { ticks } = source.ports.clock;
      const began = ticks();
      let told: number | null = null;
      try {
        for (const _ of index.replay(null)) {
          if (source.onMaking !== undefined && ticks() - began >= 1000 && ticks() - (told ?? 0) >= 250) {
            told = ticks();
            source.onMaking(state.making());
          }
          yield;
        }
      } finally {
        if (told !== null) source.onMaking?.(null);
      }
      return applied !== state.applied;
    },
    replay: (until) => replayLedger({ source, db, writer, bytes: keptBytes, state }, until),
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
      const isNamed = (payload: Uint8Array) => keptBytes.isNamed(sha256Of(source.ports, payload));
      for (const one of source.mirror.scan(state.packsRead, onBad, { accept: isNamed })) state.packsRead = { segment: one.pack, offset: one.end };
      state.damage = withNew(state.damage, met);
      // Whoever kept them without naming them is no more, as we hold the lock; what is named from now on is kept anew.
      unnamed.clear();
      return tail;
    },
    find: keptBytes.locate,
    applied: () => state.applied,
    pagesAhead: () => storage.ahead(),
    save(moreToCome = false) {
      if (discarded || failure !== null || state.unsaved <= Math.max(mostBehind(db), moreToCome ? mostBehindMeanwhile : 0)) return;
      putMeta(db, 'ledger', JSON.stringify(state.applied));
      putMeta(
        db,
        'packs',
        JSON.stringify([...unnamed.values()].map(({ pack, offset }) => ({ segment: pack, offset })).reduce((first, one) => (isBefore(one, first) ? one : first), state.packsRead)),
      );
      putMeta(db, 'damage', JSON.stringify(state.damage));
      putMeta(db, 'log', logToJson(state.log));
      storage.write();
      state.unsaved = 0;
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

  return index;
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
