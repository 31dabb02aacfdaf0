/** What is said to be new is new: a text that was asked for, or that SQLite stores as the same bytes, never is. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createNewness } from '../../../core/index/newness';
import { openWorkbench } from '../../workbench';

it('says of no text twice that it is new, and hardly of one that it is not', () => {
  const newness = createNewness(true);
  // As many as go into three tables, each larger than the one before.
  const texts = Array.from({ length: 120_000 }, (_, i) => `/work/${i % 7}/ab${i}/file_${i}.txt`);
  const [first, others] = [texts.slice(0, 16_000), texts.slice(16_000)].map((some) => some.filter((text) => newness.isNew(text)).length);
  expect(first).toBeGreaterThan(15_800);
  expect(others).toBeGreaterThan(101_000);
  expect(texts.some((text) => newness.isNew(text))).toBe(false);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const bytes = new TextEncoder().encode(text);
      newness.isNew(text);
      newness.isNew(bytes);
      expect(newness.isNew(text) || newness.isNew(bytes)).toBe(false);
    }),
  );
  expect(createNewness(false).isNew('any')).toBe(false);
});

it('reads records that name what becomes the same bytes, in any order', async () => {
  const bench = await openWorkbench();
  try {
    const store = join(bench.folder, 'store');
    const odd = ['a\ud800', 'a\ufffd', 'a\udfff', 'a\ufffd\ufffd', 'a\ud800\udc00', 'a\u0000b', 'a\u0000c'];
    for (const [n, names] of [odd, odd.toReversed(), odd].entries()) {
      const folder = join(store, `${n}`.repeat(32), 'x');
      mkdirSync(folder, { recursive: true });
      const input = names.map((name) => ({
        type: 'path',
        name,
        value: [`lid://${name}`, { path: `/data/${name}`, checksum: { value: name, algorithm: name, mode: 'standard' } }],
      }));
      const spec = { sessionId: `${n}`, name: names[n], container: names[0], input };
      writeFileSync(join(folder, '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind: 'TaskRun', spec }));
    }
    expect(await bench.sync('w', store)).toMatchObject({ complete: true, records: 3 });
    const verified = await bench.job('evidence.verify', { workspace: 'w' });
    expect(verified).toMatchObject({ ok: true });
  } finally {
    bench.close();
  }
});
