/** What was imported of OpenLineage events, removed ones among it; of one: its facts, what of it was refused, and how to remove it. */
import { useState } from 'react';
import type { OpenLineageImport } from '../../../core/contract/openlineage';
import { call } from '../../client';
import { ActButton } from '../../parts/act-button';
import { CopyButton } from '../../parts/copy-button';
import { type Column, DataTable } from '../../parts/data-table';
import { Facts } from '../../parts/facts';
import { count } from '../../parts/format';
import { Instant } from '../../parts/instant';
import { ReasonDialog } from '../../parts/reason-dialog';
import { Size } from '../../parts/size';
import { visibleText } from '../../parts/visible-text';
import { eventsWords as words } from '../../words/openlineage';
import { RefusedList } from './refused-list';

const { columns: titles } = words;

function stateOf({ removed, unit }: OpenLineageImport): string {
  return removed !== null ? words.removed : unit === null ? words.lost : words.stands;
}

const counts = (id: 'events' | 'runs' | 'datasets' | 'joined' | 'repeated' | 'refusedCount', title: string, tip?: string): Column<OpenLineageImport> => ({
  id,
  title,
  ...(tip !== undefined && { tip }),
  width: 92,
  align: 'right',
  value: (row) => row[id],
  cell: (row) => count(row[id]),
});

const columns: readonly Column<OpenLineageImport>[] = [
  { id: 'number', title: titles.number, width: 96, align: 'right', value: (row) => row.number },
  { id: 'name', title: titles.name, width: 180, grow: 1.4, value: (row) => row.name },
  { id: 'at', title: titles.at, width: 202, value: (row) => row.at, cell: (row) => <Instant value={row.at} /> },
  { id: 'by', title: titles.by, width: 90, value: (row) => row.by },
  counts('events', titles.events),
  counts('runs', titles.runs),
  counts('datasets', titles.datasets),
  counts('joined', titles.joined, words.joinedTip),
  counts('repeated', titles.repeated, words.repeatedTip),
  counts('refusedCount', titles.refused),
  { id: 'state', title: titles.state, width: 120, grow: 0.6, value: stateOf, cell: (row) => <span className={row.removed === null ? undefined : 'muted'}>{stateOf(row)}</span> },
  { id: 'sha256', title: titles.sha256, width: 180, mono: true, hidden: true, value: (row) => row.sha256 },
];

const newest = [{ id: 'number', descending: true }];

export function ImportList({ workspace, imports }: { workspace: string; imports: readonly OpenLineageImport[] }) {
  const [number, setNumber] = useState<number | null>(null);
  const shown = imports.find((one) => one.number === number) ?? imports.at(-1);
  const choose = (one: OpenLineageImport) => setNumber(one.number);
  return (
    <>
      <DataTable
        label={words.list}
        noun={words.noun}
        rows={imports}
        columns={columns}
        rowKey={(row) => String(row.number)}
        sortBy={newest}
        maxHeight={260}
        onSelect={choose}
        onOpen={choose}
      />
      {shown !== undefined && <OneImport key={shown.number} workspace={workspace} one={shown} />}
    </>
  );
}

function OneImport({ workspace, one }: { workspace: string; one: OpenLineageImport }) {
  const [asking, setAsking] = useState(false);
  const title = words.one(one.number, visibleText(one.name));
  return (
    <section className="events-one" aria-label={title}>
      <h3 className="wrap-anywhere">{title}</h3>
      <Facts
        rows={[
          {
            name: titles.sha256,
            value: (
              <>
                <span className="mono wrap-anywhere">{one.sha256}</span> <CopyButton text={one.sha256} what={titles.sha256} />{' '}
                <span className="muted">
                  <Size bytes={one.size} />
                </span>
              </>
            ),
          },
          {
            name: titles.at,
            value: (
              <>
                <Instant value={one.at} /> {visibleText(one.by)}
              </>
            ),
          },
          ...(one.removed === null
            ? [{ name: titles.state, value: stateOf(one) }]
            : [
                {
                  name: titles.state,
                  value: (
                    <>
                      {words.removedBy(visibleText(one.removed.by))}, <Instant value={one.removed.at} />
                    </>
                  ),
                },
                { name: words.reason, value: <span className="wrap-anywhere">{visibleText(one.removed.reason)}</span> },
              ]),
        ]}
      />
      {one.refusedCount > 0 ? <RefusedList workspace={workspace} number={one.number} /> : <p className="muted">{words.refusedNone}</p>}
      {one.removed === null && (
        <ActButton act="openlineage.remove" variant="default" onClick={() => setAsking(true)}>
          {words.remove}
        </ActButton>
      )}
      {asking && (
        <ReasonDialog
          title={words.removeTitle(visibleText(one.name))}
          hint={words.removeHint}
          action={words.removeAction}
          onClose={() => setAsking(false)}
          onSubmit={async (reason) => void (await call('openlineage.remove', { workspace, number: one.number, reason }))}
        />
      )}
    </section>
  );
}
