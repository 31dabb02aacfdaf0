/** The order of all titles is the one that SQLite gives. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nodesByTitle } from '../../../core/index/queries/impact';
import { schema } from '../../../core/index/schema';
import { atOnce } from '../../../core/pause';
import { loadSql } from '../../../main/ports/sql';

it('orders nodes by title and key as SQLite does, zeros and letters of any language among them', async () => {
  const { openSql } = await loadSql();
  const letter = fc.constantFrom('', 'a', 'A', 'b', 'Z', 'z', '[', 'é', 'É', '日', '😀', '\u0000', ' ');
  const title = fc.array(letter, { maxLength: 4 }).map((letters) => letters.join(''));
  fc.assert(
    fc.property(fc.array(fc.tuple(title, fc.uint8Array({ minLength: 1, maxLength: 3 })), { maxLength: 30 }), (nodes) => {
      const db = openSql(null);
      db.exec(schema);
      const insert = db.prepare('INSERT OR IGNORE INTO node(id, key, kind, title) VALUES (?, ?, 1, ?)');
      for (const [at, [text, key]] of nodes.entries()) insert.run([at * 3 + 1, key, text]);
      insert.free();
      const expected = db.kept('SELECT id FROM node ORDER BY title COLLATE NOCASE, key').all<[number]>();
      expect([...atOnce(nodesByTitle(db))]).toEqual(expected.map(([id]) => id));
      db.close();
    }),
  );
});
