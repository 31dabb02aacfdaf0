/** The list behind a number, a page at a time, narrowed to one part of it. */
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { OverviewList, OverviewRow } from '../../../core/contract/overview';
import type { Column } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { count } from '../../parts/format';
import { LidLink } from '../../parts/lid-link';
import { PagedTable } from '../../parts/paged-table';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { overviewWords as words } from '../../words/overview';

const columns: readonly Column<OverviewRow>[] = [
  { id: 'words', title: words.why, value: (row) => row.words, width: 200, grow: 0.6 },
  {
    id: 'title',
    title: words.what,
    value: (row) => row.title,
    cell: (row) =>
      row.lid?.startsWith('lid://') ? <LidLink lid={row.lid} title={row.title} {...(row.kind === 'WorkflowRun' && { kind: 'WorkflowRun' })} /> : visibleText(row.title),
    width: 200,
    grow: 1,
  },
  {
    id: 'run',
    title: words.run,
    value: (row) => row.run?.title ?? null,
    cell: (row) => row.run && <LidLink lid={row.run.lid} title={row.run.title} kind="WorkflowRun" />,
    width: 110,
  },
  { id: 'detail', title: words.detail, value: (row) => row.detail, width: 200, grow: 1 },
  { id: 'lid', title: words.lid, value: (row) => row.lid, width: 180, grow: 0.6, mono: true },
];

export function ListBehind({ workspace, list, title, part: first = '' }: { workspace: string; list: OverviewList; title: string; part?: string }) {
  const [part, setPart] = useState(first);
  const parts = useCall('overview.list', { workspace, list, offset: 0, limit: 1 }, { fresh: true }).data?.parts ?? [];
  return (
    <section aria-label={words.list(title)}>
      <h2>{words.list(title)}</h2>
      {parts.length > 1 && (
        <NativeSelect
          aria-label={words.why}
          size="xs"
          maw={420}
          value={part}
          onChange={(event) => setPart(event.currentTarget.value)}
          data={[{ value: '', label: words.all }, ...parts.map((one) => ({ value: one.part, label: `${one.words} (${count(one.count)})` }))]}
        />
      )}
      <PagedTable
        call="overview.list"
        input={({ offset, limit }) => ({ workspace, list, ...(part !== '' && { part }), offset, limit })}
        page={({ rows, total }) => ({ rows, total })}
        sortable={[]}
        label={words.list(title)}
        noun={words.noun}
        columns={columns}
        rowKey={(row) => `${row.lid ?? row.title} ${row.part} ${row.detail}`}
        maxHeight={420}
        empty={<EmptyState title={words.nothing} />}
      />
    </section>
  );
}
