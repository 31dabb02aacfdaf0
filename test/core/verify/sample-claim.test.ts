/** What a sample claims by the evidence that its checks had: recorded content, our fingerprints, renewed ones, and dates where they were covered. */
import { expect, test } from 'vitest';
import type { FileCheck } from '../../../core/contract/shared';
import { keptCheck } from '../../../core/verify/recorded-file';
import { claimOf } from '../../../core/verify/sample-claim';

const check = (change: Partial<FileCheck>): FileCheck =>
  keptCheck({ lid: 'lid://a', path: '/a', checkedPath: '/a', recorded: { checksum: null, size: 1, modifiedAt: null }, detail: null, ...change });
const claim = (checks: FileCheck[]) => {
  const n = checks.length;
  return claimOf(
    { plan: { n, of: n, seed: 's', method: '', strata: [] }, stratum: checks.map(() => 0), taken: checks.map(() => true) },
    checks,
    checks.map(({ baselineFrom }) => baselineFrom),
  );
};
const same = { baseline: 'unchanged', firstSeen: '2026-11-21T14:02:00.000Z' } as const;

test('a recorded hash of the content proves; our own fingerprint says since when, and which was renewed; a list is neither', () => {
  const { words, ...numbers } = claim([
    check({ verdict: 'content-verified', matchedMode: 'deep', baseline: 'first-seen', baselineFrom: 'read' }),
    check({ verdict: 'metadata-match', matchedMode: 'standard', ...same, baselineFrom: 'read' }),
    check({ verdict: 'metadata-match', matchedMode: 'standard', ...same, firstSeen: '2026-12-01T00:00:00.000Z', baselineFrom: 'renewed' }),
    check({ verdict: 'metadata-match', matchedMode: 'standard', ...same, firstSeen: '2026-01-01T00:00:00.000Z', baselineFrom: 'imported' }),
  ]);
  expect(numbers).toMatchObject({ proven: 1, ours: 2, renewed: 1, listed: 1, findings: 0 });
  const said = words.join('\n');
  expect(said).toContain('The content of 1 of the 4 files is proven to be as recorded');
  expect(said).toContain(
    '2 of the 4 files have the bytes of our own fingerprint (the same since it was taken, 2026-11-21 14:02 UTC at the earliest; nothing is said of the time before).',
  );
  expect(said).toContain('Of 1 of these a later reading was put in place of an earlier fingerprint on purpose.');
  expect(said).toContain('1 of the 4 files has the bytes that a list made by others says');
});

test('a lenient match says nothing of the date', () => {
  const { words } = claim([check({ verdict: 'metadata-match', matchedMode: 'lenient' })]);
  expect(words.join('\n')).toContain('Of 1 of them path and size are as recorded (the recorded checksum covers no date)');
  expect(words.join('\n')).not.toContain('size and date');
});
