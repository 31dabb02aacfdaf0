/** The trail of what was done in a workspace; Enter shows an entry in full. */
import { Drawer } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../core/contract';
import { type Column, DataTable } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { Facts } from '../../parts/facts';
import { Instant } from '../../parts/instant';
import { JsonTree } from '../../parts/json-tree';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { journalWords as words } from '../../words/journal';

type Event = Output<'journal.list'>['events'][number];

/** What was done in plain words; an act we have no words for is shown by its own name. */
const actOf = (event: Event) => (Object.hasOwn(words.acts, event.act) ? (words.acts[event.act] ?? event.act) : event.act);

/** The details of an entry on one line: "name: value · name: value". */
export function detailLine(detail: Event['detail']): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');
}

const columns: readonly Column<Event>[] = [
  { id: 'seq', title: words.number, value: (event) => event.seq, width: 60, align: 'right' },
  { id: 'at', title: words.at, value: (event) => event.at, cell: (event) => <Instant value={event.at} />, width: 214 },
  { id: 'offset', title: words.local, value: (event) => words.offset(event.offsetMinutes), width: 118 },
  { id: 'who', title: words.who, value: (event) => event.who, width: 120 },
  { id: 'act', title: words.act, value: (event) => actOf(event), width: 190 },
  { id: 'detail', title: words.detail, value: (event) => detailLine(event.detail), width: 300, grow: 1 },
];

/** An entry in full. */
function Entry({ event }: { event: Event }) {
  return (
    <>
      <Facts
        rows={[
          { name: words.act, value: visibleText(actOf(event)), path: event.act },
          { name: words.at, value: <Instant value={event.at} /> },
          { name: words.local, value: words.offset(event.offsetMinutes) },
          { name: words.who, value: visibleText(event.who) },
        ]}
      />
      <h2>{words.detail}</h2>
      <JsonTree value={event.detail} />
    </>
  );
}

const most = 10_000;

export function JournalView({ workspace }: { workspace: string }) {
  const query = useCall('journal.list', { workspace, limit: most });
  const [open, setOpen] = useState<Event | null>(null);
  return (
    <Page title={words.title} fill>
      <p className="muted" style={{ margin: 0 }}>
        {words.hint}
      </p>
      <Loaded query={query}>
        {({ events, total }) => (
          <>
            <DataTable
              label={words.table(workspace)}
              noun={words.noun}
              rows={events}
              columns={columns}
              rowKey={(event) => String(event.seq)}
              onOpen={setOpen}
              empty={<EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>}
            />
            {events.length < total && <p className="muted table-foot">{words.more(events.length, total)}</p>}
          </>
        )}
      </Loaded>
      <Drawer
        opened={open !== null}
        onClose={() => setOpen(null)}
        position="right"
        size="lg"
        title={open && words.entry(open.seq)}
        closeButtonProps={{ 'aria-label': words.close }}
      >
        {open && <Entry event={open} />}
      </Drawer>
    </Page>
  );
}
