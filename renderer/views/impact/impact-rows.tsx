/** The lists of an answer, filtered and in order, read in pages; what is shown can be saved. */
import { Checkbox, Group, SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import { type ImpactBegun, type ImpactList, type ImpactQuestion, type ImpactRow, impactColumns, impactLists, impactSorts } from '../../../core/contract/impact';
import { kindText } from '../../../core/graph/impact/kind-text';
import { doubtWords } from '../../../core/graph/impact/reasons';
import { isOutsideKind } from '../../../core/graph/things';
import type { Column } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { Labels } from '../../parts/labels';
import { LidLink } from '../../parts/lid-link';
import { LongSelect } from '../../parts/long-select';
import { arrangedAsked } from '../../parts/page-asked';
import { PagedTable } from '../../parts/paged-table';
import { PathEnd } from '../../parts/path-end';
import { visibleText } from '../../parts/visible-text';
import { impactWords as words } from '../../words/impact';
import { nouns } from '../../words/parts';
import { SaveImpact } from './save-impact';

const titles = words.columns;

const distance: Column<ImpactRow> = { id: 'distance', title: titles.distance, tip: words.stepsTip, width: 70, align: 'right', value: (row) => row.distance };
const kind: Column<ImpactRow> = { id: 'kind', title: titles.kind, width: 120, value: kindText };
const title: Column<ImpactRow> = {
  id: 'title',
  title: titles.title,
  width: 180,
  grow: 1,
  value: (row) => row.title,
  cell: (row) =>
    row.lid.startsWith('lid://') || isOutsideKind(row.kind) ? (
      <LidLink lid={row.lid} title={row.title} {...((isOutsideKind(row.kind) || (row.as === 'run' && row.kind === 'WorkflowRun')) && { kind: row.kind })} />
    ) : (
      visibleText(row.title)
    ),
};
const run: Column<ImpactRow> = {
  id: 'run',
  title: titles.run,
  width: 110,
  value: (row) => row.run?.title ?? null,
  cell: (row) => row.run && <LidLink lid={row.run.lid} title={row.run.title} kind="WorkflowRun" />,
};
const labels: Column<ImpactRow> = { id: 'labels', title: titles.labels, width: 150, value: (row) => row.labels.join(' '), cell: (row) => <Labels labels={row.labels} /> };
const lid: Column<ImpactRow> = { id: 'lid', title: titles.lid, width: 200, grow: 1.2, mono: true, value: (row) => row.lid, cell: (row) => <PathEnd path={row.lid} /> };
const checksum: Column<ImpactRow> = { id: 'checksum', title: titles.checksum, width: 160, mono: true, hidden: true, value: (row) => row.checksum };
const why: Column<ImpactRow> = { id: 'why', title: titles.why, width: 200, grow: 0.8, value: (row) => row.reason && doubtWords[row.reason.code].short };
const at: Column<ImpactRow> = {
  id: 'at',
  title: titles.at,
  width: 150,
  grow: 0.5,
  value: (row) => row.reason?.at?.title ?? null,
  cell: (row) =>
    row.reason?.at && (row.reason.at.lid.startsWith('lid://') ? <LidLink lid={row.reason.at.lid} title={row.reason.at.title} /> : <PathEnd path={row.reason.at.lid} />),
};
const held = (id: 'published' | 'files' | 'tasks'): Column<ImpactRow> => ({ id, title: titles[id], width: 90, align: 'right', value: (row) => row.holds?.[id] ?? null });

const columns: Record<ImpactList, readonly Column<ImpactRow>[]> = {
  files: [distance, kind, title, run, labels, lid, checksum],
  runs: [distance, title, held('published'), held('files'), held('tasks'), lid],
  tasks: [distance, title, run, lid],
  unknown: [kind, title, run, why, at, lid],
  unaffected: [kind, title, run, labels, lid],
};
const order: readonly ImpactList[] = ['files', ...impactLists.filter((one) => one !== 'files')];
const ofPublished: readonly ImpactList[] = ['files', 'unknown', 'unaffected'];

export function ImpactRows({ workspace, asked, summary }: { workspace: string; asked: ImpactQuestion; summary: ImpactBegun }) {
  const [list, setList] = useState<ImpactList>('files');
  const [published, setPublished] = useState(false);
  const [label, setLabel] = useState<string | null>(null);
  const [sort, setSort] = useState<(typeof impactSorts)[number]>('published');
  const chosen = { list, sort, published: published && ofPublished.includes(list), ...(label !== null && { label }) };
  return (
    <section className="impact-rows" aria-label={words.list}>
      <Group gap="sm" align="flex-end">
        <SegmentedControl
          aria-label={words.list}
          size="xs"
          value={list}
          data={order.map((one) => ({ value: one, label: words.lists[one] }))}
          onChange={(to) => setList(order.find((one) => one === to) ?? 'files')}
        />
        <Select
          size="xs"
          w={230}
          label={words.sort}
          allowDeselect={false}
          data={impactSorts.map((one) => ({ value: one, label: words.sorts[one] }))}
          value={sort}
          onChange={(to) => setSort(impactSorts.find((one) => one === to) ?? 'published')}
        />
        <LongSelect
          size="xs"
          label={words.label}
          placeholder={words.anyLabel}
          clearable
          choices={summary.byLabel.map((one) => ({ value: one.label, label: visibleText(one.label) }))}
          value={label}
          onChange={setLabel}
        />
        {ofPublished.includes(list) && <Checkbox size="xs" label={words.publishedOnly} checked={published} onChange={(event) => setPublished(event.currentTarget.checked)} />}
      </Group>
      <SaveImpact workspace={workspace} asked={asked} chosen={chosen} />
      <PagedTable
        key={list}
        call="impact.list"
        input={(page) => ({ workspace, asked, ...chosen, ...arrangedAsked(page) })}
        page={(answer) => answer}
        sortable={impactColumns}
        columnFilters={impactColumns}
        searchable
        label={words.lists[list]}
        noun={list === 'runs' || list === 'tasks' || list === 'files' ? list : nouns.records}
        columns={columns[list]}
        rowKey={(row) => row.lid}
        maxHeight={520}
        empty={<EmptyState title={words.empty} />}
      />
    </section>
  );
}
