/** Ways to narrow a list of checks: one verdict, or what stands beside verdicts. */
import type { FileCheck } from '../contract/shared';
import { verdicts } from './verdict';

export const checkFilters = ['all', ...verdicts, 'label-conflict', 'changed', 'stale'] as const;
export type CheckFilter = (typeof checkFilters)[number];

/** null: nobody has looked. */
export function fitsFilter(check: Pick<FileCheck, 'verdict' | 'labelConflict' | 'baseline' | 'stale'> | null, filter: CheckFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'label-conflict':
      return check?.labelConflict === true;
    case 'changed':
      return check?.baseline === 'changed';
    case 'stale':
      return check?.stale === true;
    default:
      return (check?.verdict ?? 'not-checked') === filter;
  }
}
