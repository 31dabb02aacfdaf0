/** Which lines of a reconciliation a filter keeps, and how many there are of each: without any drawing. */
import type { ReconcileRow, ReconcileState, Reconciliation } from '../../../core/contract/reconcile';
import { isException } from '../../../core/verify/reconcile/words';

export type RowFilter = 'all' | ReconcileState | 'exceptions' | 'differs' | 'unusable' | 'extra';

export function keeps(row: ReconcileRow, filter: RowFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'exceptions':
      return row.state === 'matched' && isException(row);
    case 'differs':
    case 'unusable':
      return row.sha256?.state === filter;
    case 'extra':
      return false;
    default:
      return row.state === filter;
  }
}

/** Every state with its number, zero too: that none is without lineage is an answer. */
export function rowFilters({ rows, counts }: Reconciliation): { filter: RowFilter; count: number; of: number }[] {
  const states = (['matched', 'ambiguous', 'not-matched', 'without-lineage'] as const).map((state) => ({ filter: state, count: counts.byState[state] ?? 0, of: counts.rows }));
  const exceptions = rows.filter((row) => keeps(row, 'exceptions')).length;
  return [
    ...states,
    { filter: 'exceptions', count: exceptions, of: counts.byState.matched ?? 0 },
    ...(counts.sha256.listed > 0 ? [{ filter: 'differs' as const, count: counts.sha256.differs, of: counts.sha256.listed }] : []),
    ...(counts.sha256.unusable > 0 ? [{ filter: 'unusable' as const, count: counts.sha256.unusable, of: counts.rows }] : []),
    { filter: 'extra', count: counts.extra, of: counts.extraOf },
  ];
}
