/** What a check rules out and since when, in words: never "unchanged" alone, never more than the fingerprint shows. */
import { expect, test } from 'vitest';
import { keptCheck } from '../../../core/verify/recorded-file';
import { baselineWords, standingOf } from '../../../core/verify/standing';

const base = keptCheck({ lid: 'lid://x/y', path: '/data/y', recorded: { checksum: null, size: 1, modifiedAt: null } });
const seen = { ...base, firstSeen: '2026-11-21T14:02:59.000Z', ranAt: '2026-11-18T09:00:00.123456789Z' };

test('a fingerprint that holds says since when, and how long after the run', () => {
  expect(baselineWords({ ...seen, baseline: 'unchanged', baselineFrom: 'read' })).toBe(
    'Unchanged since 2026-11-21 14:02 UTC, first read here, 3 days after the run began: our SHA-256 is the same, which rules out deliberate change too, since then and not before.',
  );
  expect(baselineWords({ ...seen, baseline: 'changed', baselineFrom: 'imported' })).toContain('Other bytes than in the list that was read in here 2026-11-21 14:02 UTC');
  expect(baselineWords({ ...seen, baseline: 'unchanged', baselineFrom: 'imported' })).not.toMatch(/unchanged/i);
  expect(baselineWords({ ...seen, baseline: 'unchanged', baselineFrom: 'renewed', baselineLocked: true })).toMatch(/on purpose.*signed off and locked/);
  expect(baselineWords({ ...seen, baseline: 'first-seen' })).toContain('says nothing of the time before');
  expect(baselineWords({ ...seen, baseline: 'unchanged', ranAt: '2026-11-18 09:00:00 UTC' })).toContain('3 days after the run began');
  expect(baselineWords({ ...seen, baseline: 'unchanged', ranAt: null })).not.toContain('run began');
  expect(baselineWords({ ...seen, baseline: 'unchanged', ranAt: '2026-11-22T00:00:00Z' })).toContain('9 hours before the run began');
  expect(baselineWords({ ...seen, baseline: null })).toBeNull();
});

test('a metadata match and a consistent record are said to be no evidence of the content', () => {
  const words = standingOf({ ...seen, verdict: 'metadata-match', baseline: null, ownRecord: 'consistent' });
  expect(words).toEqual([
    'The record gives no evidence of the content.',
    'The record is consistent with itself (its checksum follows from its own path, size and time): no evidence of the content.',
  ]);
});

test('content by MurmurHash3 alone rules out accident; with our SHA-256 the deliberate change is ruled out by a sentence of its own', () => {
  expect(standingOf({ ...seen, verdict: 'content-verified', baseline: 'first-seen', ownRecord: 'unknown' })[0]).toContain('a deliberate change is not ruled out');
  const both = standingOf({ ...seen, verdict: 'content-verified', baseline: 'unchanged', baselineFrom: 'read', ownRecord: 'unknown' });
  expect(both).toEqual([expect.stringContaining('rules out accidental change'), expect.stringContaining('rules out deliberate change too, since then and not before')]);
});
