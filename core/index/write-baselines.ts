/** Writes what was read in, renewed and signed off of fingerprints; a locked one is never replaced, whatever a later event says. */
import type { BaselineImported, BaselineLocked, BaselineRenewed, FileName } from '../evidence/ledger';
import { bytesOfHex } from './key-bytes';
import type { Statements } from './write-statements';

export function fileNode(sql: Statements, { lid, path }: FileName): number {
  return lid !== null ? sql.recordNode(lid.slice('lid://'.length)) : sql.outsideNode(path ?? '');
}

export function createBaselineWriter(sql: Statements) {
  return {
    /** Where the bytes of this SHA-256 lie, asked only where it is not known yet; nowhere, where they are lost. */
    keep(sha256: string, find: (sha256: string) => { pack: number; offset: number } | null) {
      const key = bytesOfHex(sha256);
      if (sql.number('SELECT pack FROM kept WHERE sha256 = ?', key) !== null) return;
      const at = find(sha256);
      if (at !== null) sql.run('INSERT INTO kept(sha256, pack, offset) VALUES (?, ?, ?)', key, at.pack, at.offset);
    },
    imported({ at, by, list, files, agree, conflicts }: BaselineImported) {
      const id = sql.next('baseline_list');
      sql.run('INSERT INTO baseline_list(id, at, by, name, sha256, taken, agree) VALUES (?, ?, ?, ?, ?, ?, ?)', id, at, by, list.name, list.sha256, files.length, agree);
      for (const file of files) sql.addFingerprint(fileNode(sql, file), { sha256: file.sha256, at, kind: 'file', origin: 'imported', by, list: id, line: file.line });
      for (const one of conflicts)
        sql.run('INSERT OR IGNORE INTO baseline_conflict(list, node, sha256, line, had) VALUES (?, ?, ?, ?, ?)', id, fileNode(sql, one), one.sha256, one.line, one.has);
    },
    renewed({ at, by, reason, files }: BaselineRenewed) {
      for (const file of files) {
        const node = fileNode(sql, file);
        if (sql.number('SELECT 1 FROM fingerprint WHERE node = ? AND locked IS NULL', node) === null) continue;
        sql.run(
          `INSERT INTO past_fingerprint(id, node, sha256, at, kind, origin, by, list, until, until_by, reason)
           SELECT ?, node, sha256, at, kind, origin, by, list, ?, ?, ? FROM fingerprint WHERE node = ?`,
          sql.next('past_fingerprint'),
          at,
          by,
          reason,
          node,
        );
        sql.run(
          "UPDATE fingerprint SET sha256 = ?, at = ?, kind = ?, origin = 'renewed', by = ?, list = NULL, line = NULL WHERE node = ?",
          file.now.sha256,
          file.now.at,
          file.now.kind,
          by,
          node,
        );
      }
    },
    locked({ at, by, reason, scope, digest, files, without }: BaselineLocked) {
      const id = sql.next('baseline_lock');
      sql.run(
        'INSERT INTO baseline_lock(id, at, by, reason, scope, digest, files, without) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        id,
        at,
        by,
        reason,
        scope,
        digest,
        files.length,
        without,
      );
      for (const file of files) sql.run('UPDATE fingerprint SET locked = ? WHERE node = ? AND sha256 = ? AND locked IS NULL', id, fileNode(sql, file), file.sha256);
    },
  };
}
