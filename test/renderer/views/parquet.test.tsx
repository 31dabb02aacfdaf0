// @vitest-environment happy-dom
/** The card of Parquet tables: writes into the folder that was chosen, says what was written and what not; what was refused is said in words, and can be tried again. */
import { afterEach, beforeAll, expect, it } from 'vitest';
import { AuditError } from '../../../core/errors';
import { ParquetPanel } from '../../../renderer/views/workspaces/parquet-panel';
import { clear, click, draw, giveSizes, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

beforeAll(giveSizes);
afterEach(clear);

const result = {
  path: '/out',
  files: 48,
  bytes: 76_900_000,
  sha256: 'ab'.repeat(32),
  rows: { records: 221_034, syncs: 1 },
  masked: 3,
  notCarried: ['The journal.'],
  checkpoint: 7,
};
const button = (place: HTMLElement) => [...place.querySelectorAll('button')].find((one) => one.textContent?.includes('empty folder')) as HTMLButtonElement;

it('writes where a folder was chosen, and tells what lies there and what does not', async () => {
  let path: string | null = null;
  let refused = true;
  const bridge = fakeBridge({
    'dialog.pickFolder': () => ({ path }),
    'export.tables': () => {
      if (refused) throw new AuditError('bad-input', '/out is not empty: it holds 2 entries.');
      return result;
    },
  });
  const place = await draw(<ParquetPanel workspace="w" />);
  await click(button(place));
  await settle();
  expect(bridge.calls.map(({ name }) => name)).toEqual(['dialog.pickFolder']);
  path = '/out';
  await click(button(place));
  await settle();
  expect(place.textContent).toContain('/out is not empty');
  refused = false;
  await click(button(place));
  await settle();
  expect(bridge.calls.filter(({ name }) => name === 'export.tables').map(({ input }) => input)).toEqual([
    { workspace: 'w', folder: '/out' },
    { workspace: 'w', folder: '/out' },
  ]);
  const status = place.querySelector('[role=status]');
  expect(status?.textContent).toContain('48 files');
  expect(status?.textContent).toContain('records: 221,034 rows · syncs: 1 row');
  expect(status?.textContent).toContain('checkpoint was 7');
  expect(status?.textContent).toContain('3 secret-like values masked');
  expect(status?.textContent).toContain('The journal.');
  expect(place.textContent).not.toContain('is not empty');
});
