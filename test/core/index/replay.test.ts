/** The index is what the ledger says: replayed, it has the same content to the last row; and keys survive being packed into bytes. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLedger } from '../../../core/evidence/ledger';
import { openMirror } from '../../../core/evidence/mirror';
import { keyBytes, keyPrefixRanges, keyText, keyTexts, pathBytes } from '../../../core/index/key-bytes';
import { openIndex } from '../../../core/index/open-index';
import { openImage } from '../../index-image';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
});
afterEach(() => bench.close());

/** Every table's rows, out of an image on the disk. */
function dump(image: string): Record<string, unknown[]> {
  const db = openImage(bench.ports, image);
  const tables = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'meta' ORDER BY name")
    .all()
    .map(([name]) => String(name));
  const content = Object.fromEntries(tables.map((name) => [name, db.prepare(`SELECT * FROM ${name}`).all()]));
  db.close();
  return content;
}

it('made anew after changes, vanishings, oddities and checks has the same rows as the one that was kept up', async () => {
  const store = join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'a')), 'lineage');
  const put = (key: string, text: string) => {
    mkdirSync(join(store, key), { recursive: true });
    writeFileSync(join(store, key, '.data.json'), text);
  };
  await bench.sync('w', store);
  const release = join(store, '743f3d10fce32490142d3833990f2427', '.data.json');
  for (let round = 0; round < 3; round++) {
    writeFileSync(release, readFileSync(release, 'utf8').replace(/"name":"release\d*"/, `"name":"release${round}"`));
    put(`odd ${round}#%`, round === 1 ? '' : '{"version":"lineage/v9","kind":"X"}');
    put('read', `{"version":"lineage/v1beta1","kind":"FileOutput","spec":{"path":"${release}","size":${round}}}`);
    await bench.job('sync.run', { workspace: 'w' });
    // Each time records of others, and a file that has a fingerprint from the first time on.
    const { summary } = await bench.job('verify.run', { workspace: 'w', all: true });
    expect(summary).toMatchObject({ checked: summary.total, changedSinceBaseline: Math.min(round, 1) });
    await bench.job('verify.run', { workspace: 'w', run: 'lid://743f3d10fce32490142d3833990f2427', inputs: true });
  }
  rmSync(join(store, 'odd 0#%'), { recursive: true });
  for (let i = 0; i < 250; i++) put(`more-${i}`, `{"version":"lineage/v1beta1","kind":"FileOutput","spec":{"path":"/x/${i}","source":"lid://more-${i + 1}"}}`);
  expect(await bench.job('sync.run', { workspace: 'w' })).toMatchObject({ new: 250, vanished: 1 });

  const none = () => undefined;
  const fresh = openIndex({
    ports: bench.ports,
    imagePath: 'w/index/anew.db',
    ledger: openLedger(bench.ports, 'w/evidence/ledger'),
    mirror: openMirror(bench.ports, 'w/evidence/packs'),
    onTail: none,
  });
  fresh.close();
  expect(dump('w/index/anew.db')).toEqual(dump('w/index/index.db'));
}, 60_000);

it('packs keys into bytes and back, and finds them by any prefix', () => {
  const key = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.tuple(fc.stringMatching(/^[0-9a-f]{32}$/), fc.constantFrom('', '#output', '/a b/ü#1%.txt')).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(key, (text) => {
      expect(keyText(keyBytes(text))).toBe(text);
    }),
  );
  fc.assert(
    fc.property(fc.array(key), (texts) => {
      const keys = [...texts.map(keyBytes), pathBytes('/a/b')];
      expect(keyTexts(keys)).toEqual([...texts.map((text, i) => (keys[i]?.[0] === keyBytes('a'.repeat(32))[0] ? text : null)), null]);
    }),
  );
  fc.assert(
    fc.property(key, fc.nat(60), (text, length) => {
      const prefix = text.slice(0, length);
      if (/\p{Surrogate}/u.test(prefix)) return;
      const bytes = Buffer.from(keyBytes(text));
      expect(keyPrefixRanges(prefix).some(({ from, to }) => Buffer.compare(bytes, from) >= 0 && Buffer.compare(bytes, to) < 0)).toBe(true);
    }),
  );
});
