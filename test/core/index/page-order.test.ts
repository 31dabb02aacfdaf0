/** The order of an image's pages: each once, whatever they hold; those of a tree together; and nothing but unused bytes taken out of them. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clearGap, pageSize, treeOrder } from '../../../core/index/page-order';
import type { SqlDatabase } from '../../../core/ports';
import { openWorkbench, type Workbench } from '../../workbench';

let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
});
afterEach(() => bench.close());

const rows = (db: SqlDatabase, sql: string) => db.prepare(sql).all();
const reader = (bytes: Uint8Array) => (page: number, into: Uint8Array) => into.set(bytes.subarray(page * pageSize, (page + 1) * pageSize));
const inOrder = (pages: Iterable<number>) => [...pages].sort((a, b) => a - b);

/** Two tables and two look-ups that grew together and lost rows. */
function filled(): SqlDatabase {
  const db = bench.ports.openSql(null);
  db.exec('CREATE TABLE a(id INTEGER PRIMARY KEY, text TEXT UNIQUE); CREATE TABLE b(x BLOB, y INTEGER, PRIMARY KEY(x, y)) WITHOUT ROWID');
  const [a, b] = [db.prepare('INSERT INTO a VALUES (?, ?)'), db.prepare('INSERT INTO b VALUES (?, ?)')];
  for (let i = 0; i < 6000; i++) {
    const mixed = Math.imul(i, 2654435761) >>> 0;
    a.run([i, `row ${mixed} of a table ${i % 100 === 0 ? 'long'.repeat(2000) : ''}`]);
    b.run([new Uint8Array([mixed & 255, (mixed >> 8) & 255, i & 255]), i]);
  }
  db.exec('DELETE FROM a WHERE id % 7 = 0; DELETE FROM b WHERE y BETWEEN 1000 AND 1900');
  return db;
}

it('has each page once and those of a tree together, and what is taken out of them was nothing', () => {
  const db = filled();
  const bytes = db.export();
  const roots = rows(db, 'SELECT rootpage FROM sqlite_master WHERE rootpage > 0').map(([root]) => Number(root));
  const { pages, ofTree } = treeOrder(bytes.length / pageSize, [1, ...roots], reader(bytes));
  expect(inOrder(pages)).toEqual(Array.from({ length: bytes.length / pageSize }, (_, page) => page));
  const leafTypes = [...pages]
    .filter((page) => ofTree[page] === 1 && page > 0)
    .map((page) => bytes[page * pageSize] ?? 0)
    .filter((type) => type === 10 || type === 13);
  const changes = leafTypes.filter((type, at) => at > 0 && type !== leafTypes[at - 1]).length;
  expect(changes).toBe(1); // the table of a, then its look-up and b, which are of the same type
  let zeros = 0;
  for (const page of pages) {
    const one = bytes.subarray(page * pageSize, (page + 1) * pageSize);
    const before = one.filter((byte) => byte === 0).length;
    if (ofTree[page] === 1) clearGap(page, one);
    zeros += one.filter((byte) => byte === 0).length - before;
  }
  expect(zeros).toBeGreaterThan(bytes.length / 100);
  const again = bench.ports.openSql(bytes);
  expect(rows(again, 'PRAGMA integrity_check')).toEqual([['ok']]);
  for (const table of ['a', 'b']) expect(rows(again, `SELECT * FROM ${table}`)).toEqual(rows(db, `SELECT * FROM ${table}`));
  again.exec("UPDATE a SET text = text || ' and more'; DELETE FROM b WHERE y < 500");
  expect(rows(again, 'PRAGMA integrity_check')).toEqual([['ok']]);
  again.close();
  db.close();
});

it('has each page once where pages name what is no page, one another, or themselves', () => {
  const db = filled();
  const right = db.export();
  db.close();
  let state = 7;
  const next = (most: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  for (let round = 0; round < 60; round++) {
    const bytes = right.slice();
    for (let i = 0; i < 400; i++) bytes[next(60) * pageSize + next(40)] = [2, 5, 10, 13, 0, 1, 255, next(256)][next(8)] ?? 0;
    const { pages } = treeOrder(bytes.length / pageSize, [1, 2, 3, 4, 5, 2, 0, 1e9], reader(bytes));
    expect(inOrder(pages)).toEqual(Array.from({ length: bytes.length / pageSize }, (_, page) => page));
    for (const page of pages) clearGap(page, bytes.subarray(page * pageSize, (page + 1) * pageSize));
  }
});
