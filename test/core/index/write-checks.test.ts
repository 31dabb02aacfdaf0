/** Results of checks in the tables: the same whichever way they come to be written. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LedgerEvent } from '../../../core/evidence/ledger';
import { schema } from '../../../core/index/schema';
import { createCheckWriter } from '../../../core/index/write-checks';
import { createStatements } from '../../../core/index/write-statements';
import type { SqlDatabase } from '../../../core/ports';
import { uncheckedFile } from '../../../core/verify/recorded-file';
import { loadSql } from '../../../main/ports/sql';

type Checked = Extract<LedgerEvent, { type: 'checked' }>;
const record = 'ab'.repeat(32);
let db: SqlDatabase;
beforeEach(async () => {
  db = (await loadSql()).openSql(null);
  db.exec(schema);
});
afterEach(() => db.close());

function checked(path: string, more: Partial<Checked> = {}): Checked {
  const check = uncheckedFile({ lid: 'lid://run/file', path, size: 3, modifiedAt: null, checksum: null, ranAt: null }, path, null);
  return { type: 'checked', record, check: { ...check, verdict: 'missing', reason: 'not-found' }, ...more };
}

function written(event: Checked, line?: string): unknown[] {
  const writer = createCheckWriter(createStatements(db));
  writer.keep(event, line === undefined ? undefined : new TextEncoder().encode(line));
  return db.kept('SELECT typeof(body), body FROM file_check').get() ?? [];
}

const texts = ['/data/plain.txt', '/data/ü 𝒳 “quoted” \n\\.txt', '/data/half \ud83d.txt'];
const kinds: [string, Partial<Checked>][] = [
  ['of no verification', {}],
  ['of a verification', { verification: 12 }],
  ['of an outside file', { record: null, verification: 3 }],
];
for (const [kind, more] of kinds)
  test(`${kind}: out of the line of the ledger as out of the event`, () => {
    for (const path of texts) {
      const event = checked(path, more);
      expect(written(event, JSON.stringify(event))).toEqual(['text', JSON.stringify(event.check)]);
      expect(written(event)).toEqual(['text', JSON.stringify(event.check)]);
    }
  });

test('a line with its members in another order, or more of them, is not cut anywhere', () => {
  const event = checked('/data/plain.txt', { verification: 12 });
  const { type, check } = event;
  for (const line of [{ type, verification: 12, record, check }, { ...event, later: true }, { type, record, later: 1, check, verification: 12 }, {}])
    expect(written(event, JSON.stringify(line))).toEqual(['text', JSON.stringify(check)]);
});
