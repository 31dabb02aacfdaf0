/** The trail of what was done in a workspace, a page of it at a time: filtered, sorted, written out; Enter shows an entry in full. */
import { Anchor, Drawer } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Input } from '../../../core/contract';
import type { JournalEntry, JournalState } from '../../../core/contract/journal';
import type { Column } from '../../parts/data-table';
import { ErrorBox } from '../../parts/error-box';
import { Facts } from '../../parts/facts';
import { Instant } from '../../parts/instant';
import { JsonTree } from '../../parts/json-tree';
import { Page } from '../../parts/page';
import { PagedTable } from '../../parts/paged-table';
import { useCall } from '../../parts/use-call';
import { useDebounced } from '../../parts/use-debounced';
import { useOpened } from '../../parts/use-opened';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { journalWords as words } from '../../words/journal';
import { filterOf, JournalFilters, noFilter } from './journal-filters';
import './journal.css';
import { SaveJournal } from './save-journal';
import { YourName } from './your-name';

/** The details of an entry on one line: "name: value · old → new · reason". */
export function detailLine({ fields, was, now, reason }: Pick<JournalEntry, 'fields' | 'was' | 'now' | 'reason'>): string {
  const parts = fields.map(({ name, value }) => `${name}: ${value}`);
  if (was !== null || now !== null) parts.push(`${was} → ${now}`);
  if (reason !== null) parts.push(`${words.reason}: ${reason}`);
  return visibleText(parts.join(' · '));
}

const columns: readonly Column<JournalEntry>[] = [
  { id: 'seq', title: words.number, value: (event) => event.seq, width: 64, align: 'right' },
  { id: 'at', title: words.at, value: (event) => event.at, cell: (event) => <Instant value={event.at} />, width: 200 },
  { id: 'who', title: words.who, value: (event) => words.whoIn(event.who, event.name), width: 150 },
  { id: 'surface', title: words.surface, value: (event) => event.surface, width: 120 },
  { id: 'act', title: words.act, value: (event) => event.title, width: 190 },
  { id: 'detail', title: words.detail, value: detailLine, width: 300, grow: 1 },
];
const sortable: Record<string, NonNullable<Input<'journal.list'>['sort']>> = { seq: 'seq', at: 'seq', who: 'who', surface: 'surface', act: 'act' };

function Entry({ event }: { event: JournalEntry }) {
  return (
    <>
      <Facts
        rows={[
          { name: words.act, value: event.title, path: event.act },
          { name: words.at, value: <Instant value={event.at} /> },
          { name: words.local, value: words.offset(event.offsetMinutes) },
          { name: words.account, value: visibleText(event.who) },
          { name: words.name, value: event.name === null ? words.noName : visibleText(event.name) },
          { name: words.host, value: visibleText(event.host) },
          { name: words.surface, value: visibleText(event.surface) },
          ...(event.was === null && event.now === null
            ? []
            : [
                { name: words.was, value: visibleText(event.was ?? '') },
                { name: words.now, value: visibleText(event.now ?? '') },
              ]),
          ...(event.reason === null ? [] : [{ name: words.reason, value: visibleText(event.reason) }]),
          ...event.fields.map(({ name, value }) => ({ name: name.charAt(0).toUpperCase() + name.slice(1), value: visibleText(value) })),
        ]}
      />
      {Object.keys(event.detail).length > 0 && (
        <>
          <h2 className="journal-as-kept">{words.asKept}</h2>
          <JsonTree value={event.detail} />
        </>
      )}
    </>
  );
}

function State({ lines, chained, attested, attestedAt }: JournalState) {
  return (
    <p className={chained === lines ? 'muted' : 'caution'} style={{ margin: 0 }}>
      {chained === lines ? words.chained(lines) : words.broken(chained, lines)}{' '}
      {attested === null ? (
        words.unattested
      ) : (
        <>
          {words.attestedBy} <Instant value={attestedAt} /> {words.attested(attested)} {words.newerLines(Math.max(0, lines - attested))}
        </>
      )}
    </p>
  );
}

export function JournalView({ workspace, subject }: { workspace: string; subject: string | null }) {
  useOpened(workspace, 'journal.list', {});
  const queries = useQueryClient();
  const [typed, setTyped] = useState(noFilter);
  const [open, setOpen] = useState<JournalEntry | null>(null);
  const filter = filterOf({ ...typed, text: useDebounced(typed.text, 250) }, subject);
  // What stands above the table; the table asks for its rows itself.
  const query = useCall('journal.list', { workspace, ...filter, limit: 1 }, { fresh: true, keep: true });
  const { data } = query;
  return (
    <Page title={words.title} fill>
      <p className="muted" style={{ margin: 0 }}>
        {words.hint}
      </p>
      {subject !== null && (
        <p style={{ margin: 0 }}>
          {words.about(visibleText(subject))}{' '}
          <Anchor component={Link} href={paths.journal(workspace)}>
            {words.all}
          </Anchor>
        </p>
      )}
      {data && <State {...data.state} />}
      {data?.damage && (
        <p className="caution" role="alert">
          {visibleText(data.damage)}
        </p>
      )}
      {query.isError && <ErrorBox error={query.error} />}
      <JournalFilters typed={typed} facets={data?.facets} onChange={setTyped} />
      <PagedTable
        label={words.table(workspace)}
        noun={words.noun}
        call="journal.list"
        input={({ offset, limit, sort: [first] }) => ({ workspace, ...filter, sort: sortable[first?.id ?? 'seq'] ?? 'seq', descending: first?.descending ?? true, offset, limit })}
        page={({ events, total }) => ({ rows: events, total })}
        sortable={Object.keys(sortable)}
        sortBy={{ id: 'seq', descending: true }}
        columns={columns}
        rowKey={(event) => String(event.seq)}
        onOpen={setOpen}
        fresh
        ownExport
      />
      <div className="journal-foot">
        <SaveJournal workspace={workspace} filter={filter} />
      </div>
      <YourName onSaved={() => void queries.invalidateQueries({ queryKey: ['journal.list'] })} />
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
