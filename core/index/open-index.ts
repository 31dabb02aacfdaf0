/** Opens the index of a workspace in step with its evidence: from its image where that is sound, else made anew by replaying the ledger. */

import { AuditError } from '../errors';
import type { BadTail, FramePosition } from '../evidence/framed-log';
import type { Ledger, LedgerBatch } from '../evidence/ledger';
import { addToLog, type LogState, logFromJson, logToJson } from '../evidence/log-state';
import type { Mirror } from '../evidence/mirror';
import { createTreeHash } from '../evidence/tree/hash';
import type { Ports, SqlDatabase } from '../ports';
import { readImage, sealOf, writeImage } from './image';
import { bytesOfHex } from './key-bytes';
import { schema, schemaNumber } from './schema';
import { type BytesAt, createIndexWriter } from './write';

const replayLimit = 200;
const start: FramePosition = { segment: 1, offset: 0 };

export interface Index {
  readonly db: SqlDatabase;
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
  /** Writes the image anew when the next opening would otherwise replay many events. */
  save(): void;
  /** The image on the disk is the one that this index was read from or wrote, or there is none. */
  imageIsOwn(): boolean;
  /** Takes the image away, so that the next opening makes the index anew; this one is not saved any more. */
  discard(): void;
  close(): void;
}

export interface IndexSource {
  ports: Ports;
  imagePath: string;
  ledger: Ledger;
  mirror: Mirror;
  /** The ledger has a broken end, which is to be cut before anything is appended. */
  onTail(bad: BadTail): void;
}

export function openIndex(source: IndexSource): Index {
  const image = readImage(source.ports, source.imagePath);
  const index = indexOver(source, fitting(source.ports, image?.bytes) ?? empty(source.ports), image?.seal ?? null);
  index.catchUp();
  try {
    index.save();
  } catch (error) {
    // A full or read-only disk must not keep anyone from asking: the next opening makes the index anew.
    if (!(error instanceof AuditError && error.code === 'disk')) throw error;
  }
  return index;
}

/** What the next opening would read from the image on the disk, not yet in step; null where it would make the index anew. */
export function openImage(source: IndexSource): Index | null {
  const db = fitting(source.ports, readImage(source.ports, source.imagePath)?.bytes);
  return db && indexOver(source, db, null);
}

/** An index made in memory from the evidence alone, up to a position in the ledger; yields how many events were applied so far. */
export function* replayIndex(source: IndexSource, until: FramePosition): Generator<number, Index> {
  const index = indexOver(source, empty(source.ports), null);
  let made = false;
  try {
    yield* index.replay(until);
    made = true;
    return index;
  } finally {
    if (!made) index.close();
  }
}

/** No event at all. */
function empty(ports: Ports): SqlDatabase {
  const db = ports.openSql(null);
  db.exec(schema);
  putMeta(db, 'schema', String(schemaNumber));
  return db;
}

/** Null where there is no image, or one of another schema number. */
function fitting(ports: Ports, image: Uint8Array | undefined): SqlDatabase | null {
  if (image === undefined) return null;
  const db = ports.openSql(image);
  if (fits(db)) return db;
  db.close();
  return null;
}

interface ReplayedIndex extends Index {
  /** Applies what the ledger holds beyond what the index knows, at most to the position; yields how many events were applied. */
  replay(until: FramePosition | null): Generator<number, void>;
}

/** `seal`: of the image that `db` was read from. */
function indexOver(source: IndexSource, db: SqlDatabase, seal: string | null): ReplayedIndex {
  const writer = createIndexWriter(db, source.ports.murmur3);
  const place = db.prepare('SELECT pack, offset FROM version WHERE sha256 = ?1 UNION ALL SELECT pack, offset FROM kept WHERE sha256 = ?1 LIMIT 1');
  let applied = metaPosition(db, 'ledger');
  let packsRead = metaPosition(db, 'packs');
  let log = logFromJson(meta(db, 'log'));
  const hash = createTreeHash(source.ports);
  let unsaved = 0;
  let discarded = false;

  const index: ReplayedIndex = {
    db,
    log: () => log,
    setLog(state) {
      log = state;
    },
    apply(batch, bytes) {
      transaction(db, () => {
        for (const event of batch.events) writer.apply(event, (sha256) => bytes.get(sha256) ?? stored(sha256));
      });
      log = addToLog(hash, log, batch);
      unsaved += batch.events.length;
      applied = batch.end;
      packsRead = source.mirror.end();
    },
    catchUp() {
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
      for (const _ of index.replay(null));
      return before !== applied;
    },
    *replay(until) {
      const packed = new Map<string, { pack: number; offset: number }>();
      for (const one of source.mirror.scan(packsRead, () => undefined)) {
        packed.set(one.sha256, { pack: one.pack, offset: one.offset });
        packsRead = { segment: one.pack, offset: one.end };
        if (packed.size % 500 === 0) yield 0;
      }
      const find = (sha256: string): BytesAt => {
        const at = packed.get(sha256);
        return at === undefined ? stored(sha256) : { ...at, bytes: source.mirror.get(at, sha256) };
      };
      let reached = applied;
      let grown = log;
      let events = 0;
      let whole = false;
      db.exec('BEGIN');
      try {
        for (const batch of source.ledger.scan(applied, (bad) => {
          if (bad.kind === 'damage')
            throw new AuditError(
              'evidence-damaged',
              `The evidence of this workspace is damaged: ledger file ${bad.segment}, byte ${bad.offset}: ${bad.message}. Nothing was changed; restore it from a copy, or run "evidence verify" to see all faults.`,
            );
          source.onTail(bad);
        })) {
          for (const event of batch.events) {
            writer.apply(event, find);
            if (++events % 100 === 0) yield events;
          }
          grown = addToLog(hash, grown, batch);
          unsaved += batch.events.length;
          reached = batch.end;
          if (until !== null && !isBefore(reached, until)) break;
        }
        whole = true;
      } finally {
        db.exec(whole ? 'COMMIT' : 'ROLLBACK');
      }
      applied = reached;
      log = grown;
    },
    packTail() {
      let tail: BadTail | null = null;
      for (const one of source.mirror.scan(packsRead, (bad) => {
        if (bad.kind === 'damage')
          throw new AuditError(
            'evidence-damaged',
            `The evidence of this workspace is damaged: pack ${bad.segment}, byte ${bad.offset}: ${bad.message}. Nothing was written; restore it from a copy, or run "evidence verify" to see all faults.`,
          );
        tail = bad;
      }))
        packsRead = { segment: one.pack, offset: one.end };
      return tail;
    },
    find: locate,
    applied: () => applied,
    save() {
      if (unsaved <= replayLimit || discarded) return;
      putMeta(db, 'ledger', JSON.stringify(applied));
      putMeta(db, 'packs', JSON.stringify(packsRead));
      putMeta(db, 'log', logToJson(log));
      seal = writeImage(source.ports, source.imagePath, db.export());
      unsaved = 0;
    },
    imageIsOwn() {
      const onDisk = sealOf(source.ports, source.imagePath);
      return onDisk === null || onDisk === seal;
    },
    discard() {
      discarded = true;
      if (source.ports.home.exists(source.imagePath)) source.ports.home.remove(source.imagePath);
    },
    close: () => db.close(),
  };

  function locate(sha256: string): { pack: number; offset: number } | undefined {
    const row = place.get([bytesOfHex(sha256)]);
    return row && { pack: row[0] as number, offset: row[1] as number };
  }
  function stored(sha256: string): BytesAt {
    const at = locate(sha256);
    if (at === undefined) throw new AuditError('evidence-damaged', `The evidence of this workspace lacks the bytes with SHA-256 ${sha256}, which its ledger names.`, { sha256 });
    return { ...at, bytes: source.mirror.get(at, sha256) };
  }
  return index;
}

function isBefore(one: FramePosition, other: FramePosition): boolean {
  return one.segment < other.segment || (one.segment === other.segment && one.offset < other.offset);
}

function fits(db: SqlDatabase): boolean {
  try {
    return meta(db, 'schema') === String(schemaNumber);
  } catch {
    return false;
  }
}

function meta(db: SqlDatabase, name: string): string | null {
  return (one(db, `SELECT value FROM meta WHERE name = '${name}'`)?.[0] as string | undefined) ?? null;
}
function putMeta(db: SqlDatabase, name: string, value: string) {
  const statement = db.prepare('INSERT OR REPLACE INTO meta(name, value) VALUES (?, ?)');
  statement.run([name, value]);
  statement.free();
}
function metaPosition(db: SqlDatabase, name: string): FramePosition {
  const text = meta(db, name);
  return text === null ? start : (JSON.parse(text) as FramePosition);
}
function one(db: SqlDatabase, sql: string) {
  const statement = db.prepare(sql);
  const row = statement.get();
  statement.free();
  return row;
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
