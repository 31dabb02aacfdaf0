/** "evidence verify" of a workspace that is not there says so, and lays nothing in its place. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openWorkbench } from '../../workbench';

it('refuses a name that no workspace has, and leaves the name free', async () => {
  const bench = await openWorkbench();
  await expect(bench.job('evidence.verify', { workspace: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
  expect(existsSync(join(bench.home, 'nobody'))).toBe(false);
  bench.close();
});
