// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import type { FileCheck } from '../../../core/contract/shared';
import type { VerifyResult } from '../../../core/contract/verify';
import { summariseChecks } from '../../../core/verify/summary';
import { Exceptions } from '../../../renderer/views/audit/exceptions';
import { aCheck } from '../checks/a-check';
import { clear, draw } from '../draw';

afterEach(clear);

const resultOf = (files: FileCheck[]): VerifyResult => ({ summary: summariseChecks(files), files, stopped: false, resumed: 0, at: '2026-11-21T10:00:00.000Z', by: 'jd' });
const at = (path: string, change: Partial<FileCheck>) => aCheck({ path, checkedPath: path, ...change });
const changed = { baseline: 'changed', baselineFrom: 'read', firstSeen: '2026-11-20T10:00:00.000Z', at: '2026-11-21T10:00:00.000Z', sha256: 'ab' } as const;

it('lists first and open what changed since our first fingerprint, though it matches its record, and says so of none in another group', async () => {
  const files = [at('/d/same.vcf', { verdict: 'metadata-match' }), at('/d/gone.vcf', { verdict: 'missing' }), at('/d/edited.vcf', { verdict: 'metadata-match', ...changed })];
  const place = await draw(<Exceptions result={resultOf(files)} />);
  const groups = [...place.querySelectorAll('.audit-group')];
  expect(groups.map((group) => group.getAttribute('aria-label'))).toEqual(['Changed since our first fingerprint', 'Missing', 'Same path, size and date; content NOT checked']);
  expect(groups[0]?.querySelector('.verdict')?.getAttribute('data-tone')).toBe('bad');
  expect([...(groups[0]?.querySelectorAll('li') ?? [])].map((line) => line.textContent)).toEqual([expect.stringMatching(/edited\.vcf.*Changed since 2026-11-20 10:00 UTC/)]);
  expect(groups[2]?.textContent).toContain('1 file');
  expect(place.textContent).toContain('The content of 3 of 3 files is not proven');
  expect(place.textContent).not.toContain('No mismatch, no missing');
});

it('lists at once what is a finding under a verdict that is none', async () => {
  const folder = { files: 1, bytes: 2, others: 0, unreadable: 1, sha256: 'ab', comparedWith: null, added: [], removed: [], changed: [], differences: 0 };
  const place = await draw(
    <Exceptions result={resultOf([at('/d/plain', { verdict: 'not-checkable' }), at('/d/folder', { verdict: 'not-checkable', folder, detail: '1 could not be read' })])} />,
  );
  expect([...place.querySelectorAll('.audit-group li')].map((line) => line.textContent)).toEqual([expect.stringMatching(/^folder.*1 could not be read/)]);
  expect(place.textContent).not.toContain('No mismatch, no missing');
});

it('does not count content as proven that is not that of our first fingerprint', async () => {
  const place = await draw(<Exceptions result={resultOf([at('/d/forged', { verdict: 'content-verified', ...changed })])} />);
  expect(place.textContent).toContain('The content of 1 of 1 file is not proven');
  expect(place.textContent).toContain('The content of no file of this run was verified against its record.');
});
