import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StoreCoverage } from '../../../core/contract/coverage';
import { RunsView } from '../../../renderer/views/runs/runs-view';
import { clear, draw, giveSizes, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

beforeEach(giveSizes);
afterEach(clear);

it.each<[StoreCoverage['known'], string, boolean]>([
  ['nothing', 'Sync the store to read its runs.', true],
  ['whole', 'The whole store was listed, and it holds neither a record nor a history line of a run.', false],
  ['part', 'The listing of the store did not come to its end', false],
])('says why no run is known where %s is known of the store', async (known, why, toSync) => {
  fakeBridge({ 'runs.list': () => ({ runs: [] }), 'workspaces.get': () => ({ workspace: { coverage: { known } } }) } as never);
  const place = await draw(<RunsView workspace="w" />);
  await settle();
  expect(place.textContent).toContain(why);
  expect(place.textContent?.includes('Sync the store to read its runs')).toBe(toSync);
});
