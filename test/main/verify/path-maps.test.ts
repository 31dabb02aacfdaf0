/** Path maps tried before they are set: what each does among the others, on the real store and its files. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PathMap } from '../../../core/contract/workspaces';
import { openWorkbench, type Workbench } from '../../workbench';

const workspace = 'trial';
const root = '/data/trial-042';
let folder: string;
let files: string;
let bench: Workbench;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'maps-'));
  const { unpackDemo } = (await import(new URL('../../../build/demo.mjs', import.meta.url).href)) as { unpackDemo(folder: string): string };
  files = unpackDemo(folder);
  bench = await openWorkbench();
  await bench.sync(workspace, join(files, 'lineage'));
});
afterAll(() => {
  bench.close();
  rmSync(folder, { recursive: true, force: true });
});
const attempt = (...maps: PathMap[]) => bench.engine.call('workspaces.tryMaps', { workspace, maps });
const problems = async (...maps: PathMap[]) => (await attempt(...maps)).maps.map(({ problem }) => problem);

test('one map finds all; a longer one decides its own paths alone; the numbers of both add up', async () => {
  const all = await attempt({ from: root, to: files });
  expect(all).toMatchObject({ found: 418, total: 418, missing: [], maps: [{ problem: null }] });
  const both = await attempt({ from: `${root}/`, to: files }, { from: `file://${root}/launch/results`, to: join(files, 'launch/results/') });
  expect(both).toMatchObject({ found: 418, total: 418 });
  expect(both.maps.map(({ problem }) => problem)).toEqual([null, null]);
  expect(both.maps.reduce((sum, { catches }) => sum + catches, 0)).toBe(all.maps[0]?.catches);
  expect(both.maps[1]).toMatchObject({ catches: 175, found: 175 });
});

test('an outside file alone is a use: a map for the inputs is not called useless', async () => {
  const [map] = (await attempt({ from: `${root}/inputs`, to: join(files, 'inputs') })).maps;
  expect(map).toMatchObject({ problem: null });
  expect(map?.catches).toBeGreaterThan(0);
  expect(map?.found).toBe(map?.catches);
});

test('what is wrong with a map is said beside it', async () => {
  const whole = { from: root, to: files };
  expect(await problems(whole, { from: `${root}//`, to: '/x' })).toEqual([null, 'Never used: map 1 is for the same paths and stands before it.']);
  expect(await problems(whole, { from: '/data', to: '/mnt' })).toEqual([
    null,
    expect.stringMatching(/^Never used: all \d+ recorded paths below it are caught by maps of longer paths\.$/),
  ]);
  expect(await problems({ from: '/Data/trial-042', to: files })).toEqual([
    expect.stringMatching(/^No recorded path begins with it; one is \/data\/trial-042\/\S+\. Nothing is decoded, and capitals count\.$/),
  ]);
  expect(await problems({ from: root, to: '/nowhere/at all' })).toEqual(['/nowhere/at all does not exist on this computer.']);
  expect(await problems({ from: root, to: bench.home })).toEqual([`${bench.home} is there, but nothing that the map catches is below it.`]);
  expect(await problems({ from: root, to: 'archive' })).toEqual(['archive is no whole path: begin with / (or C:\\, or s3://bucket).']);
  expect(await problems({ from: root, to: 'gs://bucket' })).toEqual(['gs://bucket is on a service that this program does not ask.']);
});
