/** The start of a file as one piece is what the file holds, also where it was read in many parts. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readStart } from '../../../core/engine/read-start';
import { openWorkbench } from '../../workbench';

it('joins many parts without mixing them up', async () => {
  const bench = await openWorkbench();
  const bytes = Buffer.alloc(10 << 20);
  for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE(at, at);
  const path = join(bench.folder, 'large');
  writeFileSync(path, bytes);
  const digest = (some: Uint8Array) => createHash('sha256').update(some).digest('hex');
  expect(digest(await readStart(bench.ports, path, { limit: bytes.length }))).toBe(digest(bytes));
  expect(digest(await readStart(bench.ports, path, { limit: 3_000_001 }))).toBe(digest(bytes.subarray(0, 3_000_001)));
  bench.close();
});
