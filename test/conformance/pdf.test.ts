/** A drawn report is PDF/A-3a, by veraPDF. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { sampleOutline } from '../main/pdf/sample';
import { drawn } from '../main/pdf/tools';
import { itBy } from './validators';
import { failedRules, verapdf } from './verapdf';

const folder = mkdtempSync(join(tmpdir(), 'conformance-pdf-'));
afterAll(() => rmSync(folder, { recursive: true }));

itBy('verapdf')('a report of every kind of block and of hostile names', async () => {
  const path = join(folder, 'sample.pdf');
  writeFileSync(path, (await drawn(sampleOutline())).bytes);
  const results = verapdf(path, '3a');
  expect(failedRules(results)).toEqual([]);
  expect(results.map(({ compliant }) => compliant)).toEqual([true]);
});
