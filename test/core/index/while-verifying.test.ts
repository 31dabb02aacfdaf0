/** A verification keeps its results as it goes, and the image of the index once, at its end: a kill before costs the next opening a moment, and no result. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkbench, type Workbench } from '../../workbench';

const files = 1500;
let bench: Workbench;
let images = 0;
let kept = 0;
let ticks = 0;
beforeAll(async () => {
  bench = await openWorkbench({
    change: (ports) => ({
      ...ports,
      // Results are handed over once a second: here at every look at the clock.
      clock: { ...ports.clock, ticks: () => (ticks += 2000) },
      home: {
        ...ports.home,
        replace(path, parts) {
          if (path.endsWith('index.db')) images++;
          ports.home.replace(path, parts);
        },
      },
    }),
  });
  const store = join(bench.folder, 'store');
  for (let i = 0; i < files; i++) {
    mkdirSync(join(store, `f${i}`), { recursive: true });
    writeFileSync(join(store, `f${i}`, '.data.json'), `{"version":"lineage/v1beta1","kind":"FileOutput","spec":{"path":"${bench.folder}/none/${i}","size":${i}}}`);
  }
  await bench.sync('w', store);
});
afterAll(() => bench.close());

it('writes the image once, and all results are there in the next process', async () => {
  images = 0;
  const { summary } = await bench.job('verify.run', { workspace: 'w', all: true }, ({ done }) => (kept = Math.max(kept, done)));
  expect([summary.total, kept]).toEqual([files, files]);
  expect(images).toBe(1);
  bench = await bench.restart();
  expect(await bench.engine.call('verify.listed', { workspace: 'w', all: true })).toMatchObject({ summary: { total: files, byVerdict: { missing: files } } });
});
