/** All syncs of a workspace as a table. */
import type { SyncResult } from '../../../core/contract/workspaces';
import { type Column, DataTable } from '../../parts/data-table';
import { duration } from '../../parts/format';
import { Instant } from '../../parts/instant';
import { useCall } from '../../parts/use-call';
import { storeWords, syncTableWords as words } from '../../words/workspaces';

const number = (id: keyof SyncResult & string, title: string, value: (row: SyncResult) => number): Column<SyncResult> => ({
  id,
  title,
  value,
  width: 34 + 8.2 * title.length,
  grow: 0.5,
  align: 'right',
});

function listingOf({ complete, scope }: SyncResult): string {
  if (scope === undefined) return complete ? words.whole : words.partial;
  return scope.ended ? words.someRuns(scope.runs.length) : words.someRunsStopped(scope.runs.length);
}

const columns: readonly Column<SyncResult>[] = [
  number('sync', words.sync, (row) => row.sync),
  { id: 'at', title: words.at, value: (row) => row.finishedAt, cell: (row) => <Instant value={row.finishedAt} />, width: 202 },
  number('listed', words.listed, (row) => row.listed),
  number('records', words.records, (row) => row.records),
  number('new', words.new, (row) => row.new),
  number('changed', words.changed, (row) => row.changed),
  number('unchanged', words.unchanged, (row) => row.unchanged),
  number('vanished', words.vanished, (row) => row.vanished),
  number('quarantined', words.quarantined, (row) => row.quarantined),
  number('ignored', words.ignored, (row) => row.ignored),
  number('fetched', words.fetched, (row) => row.fetched),
  { id: 'seconds', title: words.took, value: (row) => row.seconds, cell: (row) => duration(row.seconds), width: 150, align: 'right' },
  { id: 'complete', title: words.listing, value: listingOf, width: 130 },
];

export function SyncHistory({ workspace }: { workspace: string }) {
  const query = useCall('sync.list', { workspace });
  const syncs = query.data?.syncs ?? [];
  if (syncs.length === 0) return null;
  return (
    <section className="panel wide" aria-label={storeWords.history}>
      <h2>{storeWords.history}</h2>
      <DataTable label={storeWords.history} noun={words.noun} rows={syncs} columns={columns} rowKey={(row) => String(row.sync)} maxHeight={320} />
    </section>
  );
}
