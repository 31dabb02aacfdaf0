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
  expect(first).toMatchObject({ n: 12, of: 23, seed: 'first', claim: { findings: 0, proven: 0, ours: 0, listed: 0, unprovenAtMost: null, notOursAtMost: null } });
  const words = first?.claim.words.join(' ') ?? '';
  expect(words).toMatch(/12 of 23 files checked, none with a finding .*: with 95 % confidence at most \d+ of the 23 files/);
  expect(words).toContain('this sample supports no claim on the content of any file');

  // The same seed draws the files that have a fingerprint from the first time: of the others it can claim nothing.
  const again = await verify({ sample });
  expect(again.files.filter((file) => file.verdict !== 'not-checked').map((file) => file.lid)).toEqual(
    all.filter((file) => file.verdict !== 'not-checked').map((file) => file.lid),
  );
  expect(again.sample?.claim).toMatchObject({ findings: 0, proven: 0, ours: 12, findingsAtMost: 11, unprovenAtMost: null, notOursAtMost: 11 });
  await verify({});
  const whole = await verify({ sample });
  expect(whole.sample?.claim.notOursAtMost).toBe(first?.claim.findingsAtMost);
  const said = whole.sample?.claim.words.join(' ');
  expect(said).toMatch(/The content of none of the 12 files is proven to be as recorded\. Of 12 of them path, size and date are as recorded/);
  expect(said).toMatch(
    /12 of the 12 files have the bytes of our own fingerprint \(the same since it was taken, 20.* UTC at the earliest; nothing is said of the time before\)\. With 95 % .* at least \d+ of the 23 files/,
  );
  expect(said).not.toContain('supports no claim');

  const { events } = await trial.bench.engine.call('journal.list', { workspace });
  expect(events[0]).toMatchObject({ act: 'verify', detail: { scope: { run: release, sample }, sample: { seed: 'first', n: 12, of: 23, strata: first?.strata } } });
});

test('fingerprints of a list made by others are counted apart: no bound for ours, and none from files of ours to theirs', async () => {
  const sample = { n: 12, seed: 'first' };
  const { files: all } = await verify({ sample });
  // Those that were not drawn get theirs from a list: the same seed draws all of ours and none of those.
  const other = await openTrial();
  const digests = (await other.bench.job('verify.run', { workspace, run: release })).files.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');
  await trial.bench.engine.call('baseline.import', { workspace, text: digests, name: 'l', run: release });
  expect((await verify({ sample })).sample?.claim).toMatchObject({ ours: 12, listed: 0, notOursAtMost: 23 - 12 });
  await other.remove();
  const undrawn = all.filter(({ verdict }) => verdict === 'not-checked').length;
  const { sample: whole } = await verify({ sample: { n: 23, seed: 'first' } });
  expect(whole?.claim).toMatchObject({ proven: 0, ours: 12, listed: undrawn });
  expect(whole?.claim.words.join(' ')).toContain(`${undrawn} of the 23 files have the bytes that a list made by others says`);
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
