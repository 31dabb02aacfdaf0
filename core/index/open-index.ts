/** Opens the index of a workspace in step with its evidence: from its image where that is sound, else made anew by replaying the ledger. */

import { AuditError } from '../errors';
import type { BadTail, FramePosition } from '../evidence/framed-log';
import type { Ledger, LedgerBatch } from '../evidence/ledger';
import { addToLog, type LogState, logFromJson, logToJson } from '../evidence/log-state';
import type { Mirror } from '../evidence/mirror';
import { createTreeHash } from '../evidence/tree/hash';
import type { Ports, SqlDatabase } from '../ports';
import { readImage, writeImage } from './image';
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
  let db = source.ports.openSql(image);
  if (image === null || !fits(db)) {
    db.close();
    db = source.ports.openSql(null);
    db.exec(schema);
    putMeta(db, 'schema', String(schemaNumber));
  }
  const writer = createIndexWriter(db, source.ports.murmur3);
  const place = db.prepare('SELECT pack, offset FROM version WHERE sha256 = ?1 UNION ALL SELECT pack, offset FROM kept WHERE sha256 = ?1 LIMIT 1');
  let applied = metaPosition(db, 'ledger');
  let packsRead = metaPosition(db, 'packs');
  let log = logFromJson(meta(db, 'log'));
  const hash = createTreeHash(source.ports);
  let unsaved = 0;

  const index: Index = {
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
        if (end.segment < applied.segment || (end.segment === applied.segment && end.offset < applied.offset))
          throw new AuditError(
            'evidence-damaged',
            `The ledger of this workspace ends at byte ${end.offset} of file ${end.segment}, before byte ${applied.offset} of file ${applied.segment} that was saved: part of it is gone. Restore it from a copy.`,
          );
        return false;
      }
      const packed = new Map<string, { pack: number; offset: number }>();
      for (const one of source.mirror.scan(packsRead, () => undefined)) {
        packed.set(one.sha256, { pack: one.pack, offset: one.offset });
        packsRead = { segment: one.pack, offset: one.end };
      }
      const find = (sha256: string): BytesAt => {
        const at = packed.get(sha256);
        return at === undefined ? stored(sha256) : { ...at, bytes: source.mirror.get(at, sha256) };
      };
      let reached = applied;
      let grown = log;
      transaction(db, () => {
        for (const batch of source.ledger.scan(applied, (bad) => {
          if (bad.kind === 'damage')
            throw new AuditError(
              'evidence-damaged',
              `The evidence of this workspace is damaged: ledger file ${bad.segment}, byte ${bad.offset}: ${bad.message}. Nothing was changed; restore it from a copy, or run "evidence verify" to see all faults.`,
            );
          source.onTail(bad);
        })) {
          for (const event of batch.events) writer.apply(event, find);
          grown = addToLog(hash, grown, batch);
          unsaved += batch.events.length;
          reached = batch.end;
        }
      });
      const grew = reached !== applied;
      applied = reached;
      log = grown;
      return grew;
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
      if (unsaved <= replayLimit) return;
      putMeta(db, 'ledger', JSON.stringify(applied));
      putMeta(db, 'packs', JSON.stringify(packsRead));
      putMeta(db, 'log', logToJson(log));
      writeImage(source.ports, source.imagePath, db.export());
      unsaved = 0;
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
  index.catchUp();
  try {
    index.save();
  } catch (error) {
    // A full or read-only disk must not keep anyone from asking: the next opening makes the index anew.
    if (!(error instanceof AuditError && error.code === 'disk')) throw error;
  }
  return index;
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
