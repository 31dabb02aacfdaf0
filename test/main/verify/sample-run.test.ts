/** A sample of a real run: what is checked, what is claimed of the rest, and what is kept of it. */
import { appendFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTrial, release, type TrialBench, workspace } from '../trial-bench';

let trial: TrialBench;
beforeEach(async () => {
  trial = await openTrial();
});
afterEach(() => trial.remove());
const verify = (more: object) => trial.bench.job('verify.run', { workspace, run: release, ...more });

test('the first time: metadata alone, so no claim on the content; a second time by our fingerprints', async () => {
  const sample = { n: 12, seed: 'first' };
  const { files: all, summary, sample: first } = await verify({ sample });
  expect(all).toHaveLength(23);
  expect(summary).toMatchObject({ total: 23, checked: 12, byVerdict: { 'metadata-match': 12, 'not-checked': 11 } });
  expect(all.filter((file) => file.verdict === 'not-checked').every((file) => file.reason === null && /not drawn/.test(file.detail ?? ''))).toBe(true);
  expect(first).toMatchObject({ n: 12, of: 23, seed: 'first', claim: { findings: 0, proven: 0, unprovenAtMost: null } });
  const words = first?.claim.words.join(' ') ?? '';
  expect(words).toMatch(/12 of 23 files checked, none with a finding .*: with 95 % confidence at most \d+ of the 23 files/);
  expect(words).toContain('this sample supports no claim on the content of any file');

  // The same seed draws the files that have a fingerprint from the first time: of the others it can claim nothing.
  const again = await verify({ sample });
  expect(again.files.filter((file) => file.verdict !== 'not-checked').map((file) => file.lid)).toEqual(
    all.filter((file) => file.verdict !== 'not-checked').map((file) => file.lid),
  );
  expect(again.sample?.claim).toMatchObject({ findings: 0, proven: 12, findingsAtMost: 11, unprovenAtMost: 11 });
  await verify({});
  const whole = await verify({ sample });
  expect(whole.sample?.claim.unprovenAtMost).toBe(first?.claim.findingsAtMost);
  expect(whole.sample?.claim.words.join(' ')).toMatch(/The content of 12 of the 12 files is proven .* at least \d+ of the 23 files/);

  const { events } = await trial.bench.engine.call('journal.list', { workspace });
  expect(events[0]).toMatchObject({ act: 'verify', detail: { scope: { run: release, sample }, sample: { seed: 'first', n: 12, of: 23, strata: first?.strata } } });
});

test('a finding raises the bound; the same seed in another process draws the same', async () => {
  const before = await verify({ sample: { n: 10, seed: 's' } });
  const drawn = before.files.filter((file) => file.verdict !== 'not-checked');
  appendFileSync(drawn[0]?.checkedPath ?? '', 'x');
  trial.bench = await trial.bench.restart();
  const after = await verify({ sample: { n: 10, seed: 's' } });
  expect(after.files.filter((file) => file.verdict !== 'not-checked').map((file) => file.lid)).toEqual(drawn.map((file) => file.lid));
  expect(after.sample?.claim.findings).toBe(1);
  expect(after.sample?.claim.findingsAtMost).toBeGreaterThan(before.sample?.claim.findingsAtMost ?? 99);
});

test('all drawn: nothing is inferred; without a seed one is drawn and said', async () => {
  const { sample, summary } = await verify({ sample: { n: 500 } });
  expect(summary.checked).toBe(23);
  expect(sample?.seed).toMatch(/^[0-9a-f]{16}$/);
  expect(sample?.claim.words.join(' ')).toContain('every file was checked, so nothing is inferred');
  expect(sample?.claim.findingsAtMost).toBe(0);
});

test('stopped: no claim', async () => {
  const stop = new AbortController();
  stop.abort();
  const { sample, stopped } = await trial.bench.job('verify.run', { workspace, run: release, sample: { n: 5, seed: 's' } }, undefined, stop.signal);
  expect(stopped).toBe(true);
  expect(sample?.claim).toMatchObject({ findingsAtMost: null, unprovenAtMost: null, words: [expect.stringContaining('supports no claim')] });
});

test('a sample of inputs, of no files, and a seed with a line feed are refused', async () => {
  await expect(verify({ inputs: true, sample: { n: 5 } })).rejects.toMatchObject({ code: 'bad-input' });
  await expect(verify({ sample: { n: 0 } })).rejects.toMatchObject({ code: 'bad-input' });
  await expect(verify({ sample: { n: 5, seed: 'a\nb' } })).rejects.toMatchObject({ code: 'bad-input' });
});
