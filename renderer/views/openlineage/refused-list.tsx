/** What of an import was refused: by reason with its number, and each line. */
import { useState } from 'react';
import type { Output } from '../../../core/contract';
import { count } from '../../parts/format';
import { Loaded } from '../../parts/loaded';
import { pageAsked } from '../../parts/page-asked';
import { PagedTable } from '../../parts/paged-table';
import type { Column } from '../../parts/table-rows';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { eventsWords as words } from '../../words/openlineage';

type Refused = Output<'openlineage.refused'>;

const sortable = ['at', 'why'];

export function RefusedList({ workspace, number }: { workspace: string; number: number }) {
  const query = useCall('openlineage.refused', { workspace, number, page: { offset: 0, limit: 1 } });
  return (
    <Loaded query={query}>
      {({ reasons, unit, whole }) => (
        <section aria-label={words.refusedTitle}>
          <h4>{words.refusedTitle}</h4>
          {!whole && <p className="caution">{words.notWhole}</p>}
          <ul className="events-names">
            {reasons.map(({ why, count: times }) => (
              <li key={why}>
                {count(times)} × {visibleText(why)}
              </li>
            ))}
          </ul>
          <Lines workspace={workspace} number={number} unit={unit} />
        </section>
      )}
    </Loaded>
  );
}

function Lines({ workspace, number, unit }: { workspace: string; number: number; unit: Refused['unit'] }) {
  const [columns] = useState((): readonly Column<Refused['rows'][number]>[] => [
    { id: 'at', title: words[unit], width: 110, align: 'right', value: (row) => row.at },
    { id: 'why', title: words.why, width: 300, grow: 1, value: (row) => row.why },
  ]);
  return (
    <PagedTable
      call="openlineage.refused"
      input={(page) => ({ workspace, number, page: pageAsked(page) })}
      page={(answer) => ({ rows: answer.rows, total: answer.total, all: answer.all })}
      sortable={sortable}
      columnFilters={sortable}
      searchable
      label={words.refusedTitle}
      noun={words.refusedNoun}
      columns={columns}
      rowKey={(row) => String(row.at)}
      maxHeight={220}
    />
  );
}
