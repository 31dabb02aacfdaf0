/** `npm run torture -- damage` (`DAMAGE_EVERY=37` for a sample): every bit of every file of a small workspace flipped, every file cut at every length, each verified by a fresh engine. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateStore } from '../bench/generate-store';
import { openWorkbench } from '../workbench';
import { cutAll, flipAll, flipImage, type Small, smallWorkspace } from './damage';
import { filesBelow } from './memory-home';

/** One flip, or one length, in so many. */
const every = Number(process.env.DAMAGE_EVERY ?? 1);
let small: Small;
beforeAll(async () => {
  small = await smallWorkspace();
});
afterAll(() => small.close());

it('every single-bit flip of the evidence and the settings is found and located', async () => {
  for (const path of small.evidence) {
    const { tried, found, located, missed } = await flipAll(small, path, every);
    console.log(`${path}: ${small.files.get(path)?.length} bytes, ${tried} flips, ${found} found, ${located} located`);
    expect(missed).toEqual([]);
  }
});

it('every cut of the evidence and the settings is found, or shown', async () => {
  for (const path of small.evidence) {
    const { tried, found, shown, missed } = await cutAll(small, path, every);
    console.log(`${path}: ${tried} cuts, ${found} found, ${shown} shown as leaves that no checkpoint signs`);
    expect(missed).toEqual([]);
  }
});

it('every single-bit flip of the image of the index makes it unused', async () => {
  const bench = await openWorkbench();
  const store = join(bench.folder, 'store');
  generateStore(store, 300);
  await bench.sync('w', store);
  const image = filesBelow(bench.home).get('w/index/index.db') ?? new Uint8Array();
  expect(image.length).toBeGreaterThan(1000);
  // One in 101: the seal is one SHA-256 over all of it.
  const sample = flipImage(bench.ports, image, 101);
  console.log(`index.db: ${image.length} bytes, ${sample.tried} flips, ${sample.unseen} unseen`);
  expect(sample.unseen).toBe(0);
  const path = join(bench.home, 'w/index/index.db');
  for (const at of [0, image.length >> 1, image.length - 1]) {
    const bytes = image.slice();
    bytes[at] = (bytes[at] ?? 0) ^ 8;
    writeFileSync(path, bytes);
    const again = await openWorkbench({ folder: bench.folder, keepFolder: true });
    const { ok, index, faults } = await again.job('evidence.verify', { workspace: 'w' });
    expect(index.madeAnew).toBe(true);
    expect(ok).toBe(false);
    expect(faults.every(({ file }) => file === 'w/index/index.db')).toBe(true);
    expect(await again.job('evidence.verify', { workspace: 'w' })).toMatchObject({ ok: true });
    again.engine.close();
    rmSync(path, { force: true });
  }
  bench.close();
});
