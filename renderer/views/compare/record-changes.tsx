/** Differences between two records as a table: where, what, and both values. */
import type { FieldChange } from '../../../core/contract/findings';
import { type Column, DataTable } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { SafeText } from '../../parts/masked';
import { recordsWords as words } from '../../words/compare';

const columns: readonly Column<FieldChange>[] = [
  { id: 'path', title: words.field, value: (one) => one.path, width: 220, grow: 0.8, mono: true },
  { id: 'change', title: words.change, value: (one) => words.changes[one.change], width: 150 },
  { id: 'left', title: words.first, absent: words.absent, value: (one) => one.old, cell: (one) => one.old !== null && <SafeText text={one.old} />, width: 220, grow: 1 },
  { id: 'right', title: words.second, absent: words.absent, value: (one) => one.new, cell: (one) => one.new !== null && <SafeText text={one.new} />, width: 220, grow: 1 },
];

export function RecordChanges({ changes }: { changes: readonly FieldChange[] }) {
  return (
    <DataTable
      label={words.table}
      noun={words.noun}
      rows={changes}
      columns={columns}
      rowKey={(one) => `${one.path} ${one.change} ${one.old} ${one.new}`}
      maxHeight={520}
      empty={<EmptyState title={words.none} />}
    />
  );
}
