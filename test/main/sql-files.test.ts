/** SQLite on files of ours: the build of sql.js that is installed must be the one whose system calls are known, and what a file throws must come through. */
import { expect, it } from 'vitest';
import type { SqlFile } from '../../core/ports';
import { loadSql } from '../../main/ports/sql';
import { hostSqlFiles } from '../../main/ports/sql-files';

function arrayFile(): SqlFile & { bytes: Uint8Array; failing: Error | null } {
  const file = {
    bytes: new Uint8Array(0),
    failing: null as Error | null,
    size: () => file.bytes.length,
    read(offset: number, into: Uint8Array) {
      if (file.failing) throw file.failing;
      const part = file.bytes.subarray(offset, offset + into.length);
      into.set(part);
      return part.length;
    },
    write(offset: number, part: Uint8Array) {
      if (file.failing) throw file.failing;
      const grown = new Uint8Array(Math.max(file.bytes.length, offset + part.length));
      grown.set(file.bytes);
      grown.set(part, offset);
      file.bytes = grown;
    },
    truncate(size: number) {
      file.bytes = file.bytes.slice(0, size);
    },
  };
  return file;
}

it('keeps a database in a file, which another connection and one in memory read', async () => {
  const { openSql, openSqlFile } = await loadSql();
  if (openSqlFile === null) throw new Error('the installed sql.js is another build than the one whose calls are known: see main/ports/sql-files.ts');
  const file = arrayFile();
  const db = openSqlFile(file);
  db.exec('CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT NOT NULL)');
  const put = db.prepare('INSERT INTO t(b) VALUES (?)');
  db.exec('BEGIN');
  for (let i = 0; i < 5000; i++) put.run([`row ${i} `.repeat(20)]);
  db.exec('COMMIT');
  db.exec('BEGIN');
  db.exec('DELETE FROM t');
  db.exec('ROLLBACK');
  expect(db.prepare('SELECT count(*), max(a) FROM t').get()).toEqual([5000, 5000]);
  expect(Buffer.compare(db.export(), file.bytes)).toBe(0);
  // Two at once, each on its own file.
  const other = arrayFile();
  const beside = openSqlFile(other);
  beside.exec('CREATE TABLE u(a); INSERT INTO u VALUES (7)');
  db.exec("INSERT INTO t(b) VALUES ('last')");
  expect(beside.prepare('SELECT a FROM u').all()).toEqual([[7]]);
  db.close();
  beside.close();
  const again = openSqlFile(file);
  expect(again.prepare('PRAGMA integrity_check').all()).toEqual([['ok']]);
  expect(again.prepare('SELECT b FROM t WHERE a = 5001').get()).toEqual(['last']);
  again.close();
  const inMemory = openSql(file.bytes);
  expect(inMemory.prepare('SELECT count(*) FROM t').get()).toEqual([5001]);
  inMemory.close();
});

it('throws what the file threw', async () => {
  const { openSqlFile } = await loadSql();
  const file = arrayFile();
  const first = openSqlFile?.(file);
  first?.exec("CREATE TABLE t(a); INSERT INTO t VALUES ('x')");
  first?.close();
  const db = openSqlFile?.(file);
  file.failing = new Error('byte 4096 of the image is not what was written');
  expect(() => db?.prepare('SELECT a FROM t').all()).toThrow('byte 4096 of the image');
  file.failing = null;
  db?.close();
});

// 4,096 is all that sql.js can have open at once; beyond it says "out of memory".
it('gives all back when it is closed, or could not be opened', { timeout: 60_000 }, async () => {
  const { openSql, openSqlFile } = await loadSql();
  if (openSqlFile === null) throw new Error('another build: see above');
  const broken = {
    ...arrayFile(),
    size: () => 4096,
    read: () => {
      throw new Error('cannot be read');
    },
  };
  for (let i = 0; i < 2100; i++) {
    openSql(null).close();
    openSqlFile(arrayFile()).close();
    expect(() => openSqlFile(broken)).toThrow('cannot be read');
  }
});

it('takes no other build for the known one', () => {
  expect(hostSqlFiles(new Uint8Array([0, 97, 115, 109]))).toBe(null);
});

it('keeps the statements of questions: many of them, through errors, changes of the tables and an export', async () => {
  const { openSql, openSqlFile } = await loadSql();
  const file = arrayFile();
  const onFile = openSqlFile?.(file);
  for (const db of [openSql(null), onFile]) {
    if (db === undefined) throw new Error('the installed sql.js is another build than the one whose calls are known');
    db.exec('CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT)');
    const put = db.prepare('INSERT INTO t VALUES (?, ?)');
    for (let i = 0; i < 300; i++) put.run([i, `row ${i}`]);
    put.free();
    for (let round = 0; round < 2; round++) for (let i = 0; i < 300; i++) expect(db.kept(`SELECT b FROM t WHERE a = ${i} AND ?`).get([1])).toEqual([`row ${i}`]);
    const question = 'SELECT * FROM t WHERE a >= ? ORDER BY a';
    expect(db.kept(question).all([298])).toEqual([
      [298, 'row 298'],
      [299, 'row 299'],
    ]);
    expect(db.kept(question).get([0])).toEqual([0, 'row 0']);
    expect(() => db.kept("SELECT json_extract(?, '$')").all(['{'])).toThrow('malformed JSON');
    expect(db.kept("SELECT json_extract(?, '$')").all(['1'])).toEqual([[1]]);
    db.exec('BEGIN; DELETE FROM t WHERE a = 299; ROLLBACK; DELETE FROM t WHERE a = 298; ALTER TABLE t ADD COLUMN c INTEGER DEFAULT 5');
    expect(db.kept(question).all([298])).toEqual([[299, 'row 299', 5]]);
    expect(db.export().length).toBeGreaterThan(4000);
    expect(db.kept(question).all([299])).toEqual([[299, 'row 299', 5]]);
    db.exec('DROP TABLE t');
    expect(() => db.kept(question).all([0])).toThrow('no such table');
    db.close();
  }
});
