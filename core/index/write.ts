/** Writes ledger events into the index: the only code that changes its tables, so that replaying the ledger gives the same content. */
import type { LedgerEvent } from '../evidence/ledger';
import { backDatedWords } from '../findings/back-dated';
import type { Hash, SqlDatabase } from '../ports';
import { classify } from '../store/classify';
import { bytesOfHex } from './key-bytes';
import { type Said, saidOf } from './said';
import { objectClasses, objectStates } from './schema';
import { createBaselineWriter, fileNode } from './write-baselines';
import { createFactWriter } from './write-facts';
import { createOutsideWriter } from './write-outside';
import { createStatements, type Statements } from './write-statements';
import { keepTags } from './write-tags';

export interface BytesAt {
  pack: number;
  offset: number;
  bytes: Uint8Array;
  /** What they say at this path, where it was found out already. */
  read?: { path: string; said: Said };
}

export interface IndexWriter {
  /**
   * `find` gives the bytes of a version by SHA-256 when they are new to the index; null where they are lost. True: bytes that were lost
   * when the index was made are there again, and it is to be made anew.
   */
  apply(event: LedgerEvent, find: (sha256: string) => BytesAt | null): boolean;
  /** Writes what waits to be written: before a transaction ends. */
  flush(): void;
}

export function createIndexWriter(db: SqlDatabase, murmur3: () => Hash): IndexWriter {
  const sql = createStatements(db);
  const facts = createFactWriter(sql);
  const baselines = createBaselineWriter(sql);
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
    const said = at?.read?.path === path ? at.read.said : saidOf(path, at?.bytes ?? null, murmur3);
    if (said.class === 'record') {
      const { key, fold, record } = said;
      const node = sql.recordNode(key);
      if (fold !== null) sql.addFold(node, fold);
      if (again) facts.clear(node);
      if (record === null) {
        sql.setClass(object, objectClasses.quarantined, node, said.quarantined);
        sql.setNode(node, 'Unknown', key, said.quarantined, object);
      } else {
        sql.setClass(object, objectClasses.record, node, record.problem);
        facts.write(node, record);
        sql.setNode(node, record.kind, record.title, record.detail, object);
        for (const odd of record.oddities) sql.addOddity(node, odd.type, odd.detail);
      }
    } else if (said.class === 'history') {
      sql.clearHistory(object);
      if (said.line === null) sql.setClass(object, objectClasses.quarantined, null, said.quarantined);
      else {
        const node = sql.recordNode(said.line.key);
        sql.setClass(object, objectClasses.history, node, null);
        sql.addHistory(object, node, said.line);
      }
    } else sql.setClass(object, objectClasses.quarantined, null, said.reason);
  }

  return {
    flush: sql.flush,
    apply(event, find) {
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
          keepCheck(sql, event);
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

function keepCheck(sql: Statements, event: Extract<LedgerEvent, { type: 'checked' }>) {
  const { check, record, verification = null } = event;
  const node = fileNode(sql, check);
  const version = record === null ? null : sql.versionWithSha(node, bytesOfHex(record));
  const value = check.recorded.checksum?.value ?? '';
  if (verification !== null) sql.countChecked(verification);
  // A look that could not tell stays in the evidence, and does not take the place of one that could.
  if (check.verdict === 'not-checked' && sql.hasCheck(node, value, version)) return;
  sql.putCheck(node, value, check.verdict, version, verification, JSON.stringify(check));
  if (check.sha256 !== null && check.at !== null)
    sql.addFingerprint(node, { sha256: check.sha256, at: check.at, kind: check.folder == null ? 'file' : 'folder', origin: 'read', by: check.by ?? '' });
}

function keepCodeCheck(sql: Statements, { check, record }: Extract<LedgerEvent, { type: 'code-checked' }>) {
  const node = sql.recordNode(check.run.slice('lid://'.length));
  sql.putCodeCheck(node, record === null ? null : sql.versionWithSha(node, bytesOfHex(record)), JSON.stringify(check));
}
