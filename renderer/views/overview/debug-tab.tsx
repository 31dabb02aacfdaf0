/** For debugging: quarantine by reason, objects with several contents, and the lines of the ledger as they are kept. */

import { useRef } from 'react';
import type { RawEvent } from '../../../core/contract/overview';
import { BusyButton } from '../../parts/busy-button';
import { type Column, DataTable } from '../../parts/data-table';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { useFocusKept } from '../../parts/use-focus-kept';
import { useJob } from '../../parts/use-job';
import { paths } from '../../routes';
import { overviewWords as words } from '../../words/overview';
import { Bars } from './bars';
import { ListBehind } from './list-behind';

const columns: readonly Column<RawEvent>[] = [
  { id: 'leaf', title: words.line, value: (row) => row.leaf, width: 80, align: 'right' },
  { id: 'type', title: words.type, value: (row) => row.type, width: 160 },
  { id: 'line', title: words.detail, value: (row) => row.line, width: 400, grow: 1, mono: true },
];

/** Where the button stood that had them read: the keyboard goes on here. */
function Events({ events }: { events: readonly RawEvent[] }) {
  const place = useRef<HTMLElement>(null);
  useFocusKept(place);
  return (
    <section ref={place} tabIndex={-1} aria-label={words.events}>
      <DataTable label={words.events} noun={words.noun} rows={events} columns={columns} rowKey={(row) => String(row.leaf)} maxHeight={460} />
    </section>
  );
}

export function DebugTab({ workspace }: { workspace: string }) {
  const query = useCall('overview.debug', { workspace });
  const events = useJob('overview.events', { workspace, limit: 500 });
  return (
    <Loaded query={query}>
      {({ debug: { product, schema, quarantine, versions, objects } }) => (
        <>
          <p className="muted">{words.product(product, schema)}</p>
          <section className="overview-card" aria-label={words.quarantine}>
            <h2>{words.quarantine}</h2>
            {quarantine.length === 0 && <p className="muted">{words.noQuarantine(objects)}</p>}
            <Bars
              label={words.quarantine}
              head={words.reason}
              bars={quarantine.map(({ reason, count }) => ({ name: reason, value: count, href: paths.overviewList(workspace, { list: 'quarantine', part: reason }) }))}
            />
          </section>
          {versions.length > 0 && <ListBehind workspace={workspace} list="versions" title={words.versions} />}
          <h2>{words.events}</h2>
          {events.state?.result ? (
            <Events events={events.state.result.events} />
          ) : (
            <BusyButton size="xs" variant="default" loading={events.running} onClick={() => void events.start()}>
              {words.readEvents}
            </BusyButton>
          )}
        </>
      )}
    </Loaded>
  );
}
