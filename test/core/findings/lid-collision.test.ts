import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { keyBytes } from '../../../core/index/key-bytes';
import { foundRows } from '../../../core/index/queries/findings';
import { objectStates, schema } from '../../../core/index/schema';
import type { SqlDatabase } from '../../../core/ports';
import { finish } from '../../../core/table/arrange';
import { loadSql } from '../../../main/ports/sql';

let openSql: (image: Uint8Array | null) => SqlDatabase;
beforeAll(async () => {
  ({ openSql } = await loadSql());
});

/** A few keys that share folds, or are the fold of others, each with a record that is there or is gone. */
const keys = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[aAbB]{1,3}$/), fc.boolean()), { maxLength: 12, selector: ([key]) => key });

it('finds the same collisions as putting every key to its fold', () => {
  fc.assert(
    fc.property(keys, (stored) => {
      const db = openSql(null);
      try {
        db.exec(schema);
        const groups = new Map<string, string[]>();
        for (const [at, [key, present]] of stored.entries()) {
          const id = at + 1;
          const run = (sql: string, values: (string | number | Uint8Array)[]) => {
            const statement = db.prepare(sql);
            statement.run(values);
            statement.free();
          };
          run("INSERT INTO node VALUES(?, ?, 5, '', '', ?)", [id, keyBytes(key), id]);
          run("INSERT INTO object(id, other_path, class, state, size, tag, version, node) VALUES(?, ?, 1, ?, 0, '', ?, ?)", [
            id,
            key,
            present ? objectStates.present : objectStates.vanished,
            id,
            id,
          ]);
          run("INSERT INTO version(id, object, sha256, size, pack, offset, first_sync, last_sync) VALUES(?, ?, x'00', 0, 1, 0, 1, 0)", [id, id]);
          const fold = key.toLowerCase();
          if (fold !== key) run('INSERT INTO folded(node, fold) VALUES(?, ?)', [id, keyBytes(fold)]);
          if (present) groups.set(fold, [...(groups.get(fold) ?? []), key]);
        }
        const hex = (key: string) => Buffer.from(keyBytes(key)).toString('hex').toUpperCase();
        const expected = [...groups.values()].filter((group) => group.length > 1).map((group) => JSON.stringify(group.map(hex).sort()));
        const found = finish(foundRows(db)).filter(({ type }) => type === 'lid-collision');
        expect(found.map(({ detail }) => detail).sort()).toEqual(expected.sort());
      } finally {
        db.close();
      }
    }),
    { numRuns: 25 },
  );
});
