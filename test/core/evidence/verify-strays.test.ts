/** "All was read" is said of no folder in which something lies that was not read. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { layLeakyStore } from '../../main/secrets/leaky-store';
import { openWorkbench, type Workbench } from '../../workbench';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
  await bench.sync('w', layLeakyStore(join(bench.folder, 'store')));
});
afterAll(() => bench.close());

it.each(['evidence/packs/000001.log.old', 'evidence/packs/000000.log', 'evidence/ledger/0000002.log', 'evidence/approval.txt', 'evidence/more/000001.log', 'journal/journal'])(
  '%s is named as what was not read',
  async (stray) => {
    const path = join(bench.home, 'w', stray);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'x');
    const { ok, faults } = await bench.job('evidence.verify', { workspace: 'w' });
    const named = stray.startsWith('evidence/more') ? 'evidence/more' : stray;
    rmSync(join(bench.home, 'w', named), { recursive: true });
    expect(faults.map(({ file }) => file)).toEqual([`w/${named}`]);
    expect(ok).toBe(false);
    expect((await bench.job('evidence.verify', { workspace: 'w' })).ok).toBe(true);
  },
);
