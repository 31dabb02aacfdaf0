// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { AuditError } from '../../../core/errors';
import { plainMasker } from '../../../core/redact/mask';
import { verdicts, verdictWords } from '../../../core/verify/verdict';
import { CheckCounts, countsText } from '../../../renderer/parts/check-counts';
import { ErrorBox } from '../../../renderer/parts/error-box';
import { Facts } from '../../../renderer/parts/facts';
import { JsonTree } from '../../../renderer/parts/json-tree';
import { CheckBadge, VerdictBadge } from '../../../renderer/parts/verdict-badge';
import { aCheck } from '../checks/a-check';
import { clear, draw } from '../draw';

afterEach(clear);

describe('a verdict', () => {
  it('is green for verified content alone, and always has a sign and words', async () => {
    for (const verdict of verdicts) {
      const place = await draw(<VerdictBadge verdict={verdict} />);
      const badge = place.querySelector('.verdict');
      expect(badge?.getAttribute('data-tone') === 'good').toBe(verdict === 'content-verified');
      expect(badge?.textContent).toBe(verdictWords[verdict].sign + verdictWords[verdict].short);
      await clear();
    }
  });

  it('says "not checked" where nobody looked, and keeps the words where only the sign is drawn', async () => {
    const place = await draw(
      <>
        <CheckBadge check={null} />
        <VerdictBadge verdict="mismatch" compact />
      </>,
    );
    expect(place.textContent).toContain('Not checked');
    expect(place.textContent).toContain('Mismatch');
  });

  it('never counts without a denominator', async () => {
    const summary = { total: 330, checked: 212, byVerdict: { 'content-verified': 200, missing: 12, 'not-checked': 118 }, labelConflicts: 0, changedSinceBaseline: 1, stale: 0 };
    const place = await draw(<CheckCounts summary={summary} />);
    expect(place.textContent).toContain('212 of 330 checked, 118 not');
    expect(place.textContent).toContain('12 missing');
    expect(place.textContent).toContain('1 other bytes than its fingerprint');
  });

  it('puts what is bad first in a narrow place, apart from what may be cut, and in the text that is copied', async () => {
    const summary = { total: 330, checked: 330, byVerdict: { 'metadata-match': 310, mismatch: 8, missing: 12 }, labelConflicts: 0, changedSinceBaseline: 3, stale: 0 };
    const place = await draw(<CheckCounts summary={summary} narrow />);
    const [bad, rest] = place.querySelectorAll('.check-counts > span');
    expect(bad?.className).toBe('check-counts-bad');
    expect(bad?.textContent).toMatch(/8 mismatch.*12 missing.*3 changed/);
    expect(rest?.textContent).toMatch(/^330 of 330 checked .*310/);
    expect(rest?.querySelector('[data-tone=bad]')).toBeNull();
    expect(countsText(summary)).toBe('8 mismatch; 12 missing; 3 other bytes than its fingerprint; 330 of 330 checked');
  });

  it('has a badge beside it where the record contradicts itself, and none where it agrees', async () => {
    const place = await draw(<CheckBadge check={aCheck({ verdict: 'mismatch', ownRecord: 'contradicts' })} />);
    expect(place.querySelector('.verdict-side[data-tone=caution]')?.textContent).toBe('record contradicts itself');
    const other = await draw(<CheckBadge check={aCheck({ verdict: 'mismatch', ownRecord: 'consistent' })} />);
    expect(other.querySelector('.verdict-side')).toBeNull();
  });
});

describe('values of a record', () => {
  it('are drawn as text, LIDs as links, masks as masks, and no name is lost', async () => {
    const value = JSON.parse(
      `{"__proto__":"<img src=x>","link":"lid://abc/a b","secret":"key=${plainMasker.token('named-value', 'abcdef')} end","none":null,"sum":{"value":"00ff","algorithm":"nextflow","mode":"deep"}}`,
    );
    const place = await draw(<JsonTree value={value} />);
    expect(place.querySelector('img')).toBeNull();
    expect(place.textContent).toContain('__proto__');
    expect(place.textContent).toContain('<img src=x>');
    expect(place.querySelector('a')?.getAttribute('href')).toBe('#/w/w/record/abc~002fa~0020b');
    expect(place.querySelector('.masked')?.textContent).toContain('hidden: named value');
    expect(place.textContent).toContain('not recorded');
    expect(place.textContent).toContain('00ff (nextflow, deep)');
  });

  it('read "not recorded" where they are absent', async () => {
    const place = await draw(
      <Facts
        rows={[
          { name: 'End', value: null },
          { name: 'Zero', value: 0 },
        ]}
      />,
    );
    expect([...place.querySelectorAll('dd')].map((dd) => dd.textContent)).toEqual(['not recorded', '0']);
  });
});

describe('an error', () => {
  it('is told by its kind and in its own words', async () => {
    const place = await draw(<ErrorBox error={new AuditError('store-denied', 's3:ListBucket is denied on\u202e "x".')} />);
    expect(place.querySelector('[role=alert]')?.textContent).toBe('The store denies a rights3:ListBucket is denied on⟨U+202E⟩ "x".');
  });
});
