/** Writes ledger events into the index: the only code that changes its tables, so that replaying the ledger gives the same content. */
import type { LedgerEvent } from '../evidence/ledger';
import { backDatedWords } from '../findings/back-dated';
import { foldKey } from '../findings/fold-key';
import type { Ports, SqlDatabase } from '../ports';
import { visibleText } from '../preview/visible-text';
import { type ParsedObject, parseRecord } from '../record/envelope';
import { historyBounds, parseHistory } from '../record/history';
import { lidOfKey } from '../record/lid';
import { odditiesOf } from '../record/oddities';
import { type Said, saidBy } from '../record/said';
import { factMasker } from '../redact/facts';
import { classify } from '../store/classify';
import { bytesOfHex } from './key-bytes';
import type { CurrentRecord } from './queries/versions';
import { objectClasses, objectStates } from './schema';
import { createBaselineWriter } from './write-baselines';
import { createCheckWriter } from './write-checks';
import { createFactWriter } from './write-facts';
import { createOutsideWriter } from './write-outside';
import { createStatements, type Statements } from './write-statements';
import { keepTags } from './write-tags';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export interface BytesAt {
  pack: number;
  offset: number;
  bytes: Uint8Array;
  /** What `parseRecord` makes of the bytes, where it was asked already. */
  parsed?: ParsedObject | undefined;
  /** What the record of this path says, where that is known already and nothing is odd about it. At another path the same bytes may say something else. */
  said?: { path: string; plain: Said } | undefined;
}

/** What an object is said to be while its bytes cannot be read from the packs. */
const lostBytes = 'the bytes kept of it are damaged on this disk: the next sync reads it again, if the store still has it';

export interface IndexWriter {
  /**
   * `find` gives the bytes of a version by SHA-256 when they are new to the index; null where they are lost. True: bytes that were lost
   * when the index was made are there again, and it is to be made anew. `line`: the event as it was just written into the ledger. `records`: what is known already of
   * the records of LIDs, as the index has them now.
   */
  apply(event: LedgerEvent, find: (sha256: string) => BytesAt | null, line?: Uint8Array, records?: ReadonlyMap<string, CurrentRecord>): boolean;
  /** Writes what waits to be written: before a transaction ends. */
  flush(): void;
}

export function createIndexWriter(db: SqlDatabase, { murmur3, masking }: Pick<Ports, 'murmur3' | 'masking'>): IndexWriter {
  const sql = createStatements(db);
  const mask = factMasker(masking);
  const facts = createFactWriter(sql);
  const baselines = createBaselineWriter(sql);
  const checks = createCheckWriter(sql);
  const outside = createOutsideWriter(sql);

  function seen(event: Extract<LedgerEvent, { type: 'first-seen' | 'changed' | 'reappeared' | 'retagged' }>, find: (sha256: string) => BytesAt | null): boolean {
    let again = false;
    let lost = false;
    const before = sql.objectByPath(event.path);
    const object = before?.id ?? sql.addObject(event.path);
    let version = before?.version ?? null;
    const current = version === null ? null : sql.versionSha(version);
    if (event.sha256 !== null) {
      if (current !== event.sha256) {
        if (version !== null && before?.state !== objectStates.vanished) sql.endVersion(version, event.sync - 1);
        const bytes = find(event.sha256);
        const known = before === undefined ? undefined : sql.versionOf(object, event.sha256);
        const at = known !== undefined && known.pack > 0 ? known : (bytes ?? { pack: 0, offset: 0 });
        lost = bytes === null;
        again = known?.pack === 0 && bytes !== null;
        version = sql.addVersion(object, bytesOfHex(event.sha256), event.size, at.pack, at.offset, event.sync);
        interpret(object, event.path, bytes, current !== null);
      } else if (before?.tag === '') {
        // Could not be read when last seen, or its bytes were lost.
        const bytes = find(event.sha256);
        lost = bytes === null;
        again = sql.versionOf(object, event.sha256)?.pack === 0 && bytes !== null;
        if (again && bytes !== null) sql.placeVersions(bytesOfHex(event.sha256), bytes.pack, bytes.offset);
        interpret(object, event.path, bytes, true);
      }
    } else if (event.leftOut !== undefined) leftOut(object, event.path, event.quarantined ?? '');
    else sql.setClass(object, objectClasses.quarantined, before?.node ?? null, event.quarantined ?? 'could not be read');
    sql.setSeen(object, objectStates.present, event.size, event.sha256 === null || lost ? '' : event.tag, version);
    const reason = event.quarantined ?? null;
    if (event.type === 'changed') tell('changed', `the bytes are others than before: SHA-256 was ${event.was ?? 'unknown'}, is ${event.sha256 ?? 'unknown'}`, event.was);
    if (event.type === 'reappeared') {
      const bytes = event.sha256 === null || current === null ? '' : current === event.sha256 ? ', with the same bytes' : ', with other bytes';
      tell('reappeared', `was gone at an earlier sync and is there again${bytes}`, current);
    }
    if (reason !== null) tell(event.leftOut === undefined ? 'quarantined' : 'left-out', reason, null);
    if (event.type === 'first-seen' || (event.sha256 !== null && current !== null && current !== event.sha256)) {
      const late = backDatedWords(event.modified, sql.wholeListingBefore(event.sync), event.type === 'changed');
      if (late !== null) tell('back-dated', late, event.type === 'first-seen' ? null : current);
    }
    return again;
    function tell(type: string, detail: string, was: string | null) {
      sql.addFinding(type, object, event.sync, detail, event.sha256, was);
    }
  }

  /** A record that exists and is kept from us is a node of its own, and never taken for one that is missing. */
  function leftOut(object: number, path: string, reason: string) {
    const what = classify(path, 1);
    const node = what.class === 'record' ? sql.recordNode(what.key) : null;
    sql.setClass(object, objectClasses.quarantined, node, reason);
    if (what.class === 'record' && node !== null) sql.setNode(node, 'Unknown', what.key, reason, object);
  }

  /** `at` null: the bytes are lost. `again`: an earlier version of this object has written its facts, which go first. */
  function interpret(object: number, path: string, at: BytesAt | null, again: boolean) {
    const bytes = at?.bytes ?? null;
    const what = classify(path, bytes?.length ?? 1);
    if (what.class === 'record') {
      const node = sql.recordNode(what.key);
      sql.setFold(node, what.key, foldKey(what.key));
      if (again) facts.clear(node);
      const known = at?.said?.path === path ? at.said.plain : null;
      if (known !== null) {
        sql.setClass(object, objectClasses.record, node, null);
        writeSaid(node, object, known);
        return;
      }
      const parsed = bytes === null ? { quarantine: lostBytes } : (at?.parsed ?? parseRecord(bytes));
      if ('record' in parsed) {
        sql.setClass(object, objectClasses.record, node, parsed.record.problem);
        const said = saidBy(parsed.record, what.key, murmur3, mask);
        if (said === null) sql.setNode(node, 'Unknown', what.key, parsed.record.recordedKind ?? 'no kind', object);
        else writeSaid(node, object, said);
        for (const odd of odditiesOf(parsed.record, () => utf8.decode(bytes ?? undefined), what.key, mask)) sql.addOddity(node, odd.type, odd.detail);
      } else {
        sql.setClass(object, objectClasses.quarantined, node, parsed.quarantine);
        sql.setNode(node, 'Unknown', what.key, parsed.quarantine, object);
      }
    } else if (what.class === 'history') {
      const line = bytes === null ? null : parseHistory(bytes);
      sql.clearHistory(object);
      if (line === null) sql.setClass(object, objectClasses.quarantined, null, bytes === null ? lostBytes : 'not a line of a run history');
      else {
        const node = sql.recordNode(line.key);
        sql.setClass(object, objectClasses.history, node, null);
        const odd = what.name === line.key ? null : `lies under the name ${visibleText(what.name)} and names ${visibleText(lidOfKey(line.key))}`;
        sql.addHistory(object, node, line, historyBounds(line.time), odd);
      }
    } else sql.setClass(object, objectClasses.quarantined, null, what.reason);
  }

  function writeSaid(node: number, object: number, said: Said) {
    const { title, detail } = facts.write(node, said);
    sql.setNode(node, said.kind, title, detail, object);
  }

  return {
    flush() {
      sql.flush();
      checks.count();
    },
    apply(event, find, line, records) {
      switch (event.type) {
        case 'sync-began':
          sql.addSync(event.sync, event.at);
          break;
        case 'sync-ended': {
          const { type: _type, ...result } = event;
          sql.endSync(event.sync, JSON.stringify(result));
          break;
        }
        case 'vanished': {
          const object = sql.objectByPath(event.path);
          if (object === undefined) break;
          sql.setState(object.id, objectStates.vanished);
          if (object.version !== null) sql.endVersion(object.version, event.sync - 1);
          sql.addFinding(
            'vanished',
            object.id,
            event.sync,
            `was there at an earlier sync and is gone${event.was === null ? '; its bytes were never read' : '; the bytes seen then are kept'}`,
            null,
            event.was,
          );
          break;
        }
        case 'findings-acknowledged':
          for (const one of event.findings) sql.addAcknowledgement(one.id, event.at, event.by, event.reason, JSON.stringify(one));
          break;
        case 'tags-set':
          keepTags(sql, event);
          break;
        case 'openlineage-imported':
          baselines.keep(event.file.sha256, find);
          return outside.imported(event, find(event.file.sha256)?.bytes ?? null);
        case 'openlineage-removed':
          outside.removed(event);
          break;
        case 'verify-began':
          sql.addVerification(event);
          break;
        case 'checked':
          if (event.check.folder !== null && event.check.folder !== undefined) baselines.keep(event.check.folder.sha256, find);
          checks.keep(event, line, records);
          break;
        case 'baseline-imported':
          baselines.keep(event.list.sha256, find);
          baselines.imported(event);
          break;
        case 'bundle-imported':
          baselines.keep(event.bundle.sha256, find);
          break;
        case 'baseline-renewed':
          baselines.renewed(event);
          break;
        case 'baseline-locked':
          baselines.locked(event);
          break;
        case 'code-checked':
          keepCodeCheck(sql, event);
          break;
        case 'store-pinned':
        case 'store-repinned':
        case 'store-told':
          sql.addStoreEvent(event.type, event.sync, event.at, JSON.stringify(event));
          break;
        case 'signer-enrolled':
        case 'journal-head':
        case 'checkpoint-handed-out':
          break; // what the log says of itself is kept by core/evidence/log-state.ts
        default:
          return seen(event, find);
      }
      return false;
    },
  };
}

function keepCodeCheck(sql: Statements, { check, record }: Extract<LedgerEvent, { type: 'code-checked' }>) {
  const node = sql.recordNode(check.run.slice('lid://'.length));
  sql.putCodeCheck(node, record === null ? null : sql.versionWithSha(node, bytesOfHex(record)), JSON.stringify(check));
}
