/** While a sync packs the image of its index others have their turn: they are answered, may not write, and what they do to the index does the image no harm. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Ports } from '../../../core/ports';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

let bench: Workbench;
afterEach(() => bench.close());

/** Runs once, when the first block of an image is handed to another thread. */
let meanwhile: (() => Promise<unknown>) | null = null;
let did: Promise<unknown> | null = null;
const change = (ports: Ports): Ports => ({
  ...ports,
  async brotliBeside(bytes, how) {
    const act = meanwhile;
    meanwhile = null;
    if (act !== null) did = act().catch((error: unknown) => error);
    await did;
    return ports.brotliBeside(bytes, how);
  },
});

async function syncedWith(act: () => Promise<unknown>): Promise<unknown> {
  bench = await openWorkbench({ change });
  const store = join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'a')), 'lineage');
  await bench.engine.call('workspaces.add', { name: 'w', store: { type: 'folder', path: store }, maps: [] });
  [meanwhile, did] = [act, null];
  expect(await bench.job('sync.run', { workspace: 'w' })).toMatchObject({ complete: true });
  expect(meanwhile).toBe(null);
  return did;
}
const image = () => join(bench.home, 'w', 'index', 'index.db');

it('answers a question', async () => {
  expect(await syncedWith(() => bench.engine.call('runs.list', { workspace: 'w' }))).toMatchObject({
    runs: expect.arrayContaining([expect.objectContaining({ name: 'release' })]),
  });
  expect(existsSync(image())).toBe(true);
});

it('refuses to write, and what it wrote itself fits the evidence', async () => {
  expect(await syncedWith(() => bench.job('sync.run', { workspace: 'w' }))).toMatchObject({ code: 'in-use' });
  expect(existsSync(image())).toBe(true);
  expect(await bench.job('evidence.verify', { workspace: 'w' })).toMatchObject({ ok: true });
  expect(await bench.job('sync.run', { workspace: 'w' })).toMatchObject({ complete: true, fetched: 0 });
});
