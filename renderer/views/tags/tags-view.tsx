/** Every tag of this workbench with how many items carry it; or all items that carry one. */
import { Group } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { TagCount, TaggedItem } from '../../../core/contract/tags';
import { tagText } from '../../../core/tags/rules';
import { type Column, DataTable } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { Instant } from '../../parts/instant';
import { addressOf, LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { pageAsked } from '../../parts/page-asked';
import { PagedTable } from '../../parts/paged-table';
import { Tags } from '../../parts/tags';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { kindWords } from '../../words/record';
import { tagWords as words } from '../../words/tags';
import { SaveTags } from './save-tags';

const crumb = (workspace: string) => [{ title: words.title, href: paths.tags(workspace) }];

export function TagsView({ workspace }: { workspace: string }) {
  const [, go] = useLocation();
  const query = useCall('tags.list', { workspace });
  const [columns] = useState((): readonly Column<TagCount>[] => [
    {
      id: 'key',
      title: words.columns.key,
      width: 160,
      grow: 1,
      value: (row) => row.key,
      cell: (row) => (
        <Link className="text-link" href={paths.tags(workspace, row.key)}>
          {visibleText(row.key)}
        </Link>
      ),
    },
    { id: 'value', title: words.columns.value, width: 260, grow: 2, value: (row) => row.value, cell: (row) => <Tags tags={[row]} /> },
    { id: 'items', title: words.columns.items, width: 110, align: 'right', value: (row) => row.items },
  ]);
  return (
    <Page title={words.title} fill>
      <p className="muted">{words.meaning}</p>
      <Loaded query={query}>
        {({ tags, items, refused }) => (
          <>
            {refused !== null && <p className="muted">{visibleText(refused)}</p>}
            <DataTable
              label={words.list}
              noun={words.noun}
              rows={tags}
              columns={columns}
              rowKey={tagText}
              onOpen={(row) => go(paths.tags(workspace, row.key, row.value))}
              empty={<EmptyState title={words.none}>{words.noneHint}</EmptyState>}
            />
            {tags.length > 0 && (
              <>
                <p className="muted table-foot">{words.inAll(items)}</p>
                <Group gap="sm">
                  <SaveTags workspace={workspace} />
                </Group>
              </>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

const kindOf = (row: TaggedItem) => (row.node === null || row.item.kind === 'path' ? words.kinds[row.item.kind] : (kindWords[row.node.kind] ?? row.node.kind));

const itemColumns: readonly Column<TaggedItem>[] = [
  {
    id: 'title',
    title: words.columns.item,
    width: 200,
    grow: 1.4,
    value: (row) => row.title,
    cell: (row) =>
      (row.item.kind === 'record' || row.item.kind === 'path') && row.node !== null ? (
        <LidLink lid={row.item.text} title={row.title} kind={row.node.kind} present={row.node.present} />
      ) : (
        visibleText(row.title)
      ),
  },
  { id: 'kind', title: words.columns.kind, width: 130, value: kindOf },
  { id: 'tag', title: words.columns.tag, width: 200, grow: 1, value: tagText, cell: (row) => <Tags tags={[row]} /> },
  { id: 'at', title: words.columns.at, width: 214, value: (row) => row.at, cell: (row) => <Instant value={row.at} /> },
  { id: 'by', title: words.columns.by, width: 100, value: (row) => row.by },
  { id: 'reason', title: words.columns.reason, width: 160, grow: 1, value: (row) => row.reason },
  { id: 'item', title: words.columns.id, width: 220, grow: 1.4, mono: true, value: (row) => row.item.text },
];
const sortable = itemColumns.map(({ id }) => id);

export function TagView({ workspace, tag, value }: { workspace: string; tag: string; value: string | undefined }) {
  const [, go] = useLocation();
  const name = value === undefined ? tag : tagText({ key: tag, value });
  const open = ({ item, node }: TaggedItem) => {
    if (item.kind === 'record') go(addressOf(workspace, item.text, node?.kind));
    if (item.kind === 'label') go(paths.label(workspace, item.text));
    if (item.kind === 'path') go(addressOf(workspace, item.text, node?.kind ?? 'External'));
    if (item.kind === 'container') go(paths.impact(workspace, { by: 'container', container: item.text }));
    if (item.kind === 'commit') go(paths.impact(workspace, { by: 'commit', commit: item.text }));
  };
  return (
    <Page title={`${words.columns.tag}: ${name}`} breadcrumbs={[...crumb(workspace), ...(value === undefined ? [] : [{ title: tag, href: paths.tags(workspace, tag) }])]} fill>
      <p className="muted">{words.meaning}</p>
      <PagedTable
        call="tags.items"
        input={(page) => ({ workspace, key: tag, ...(value !== undefined && { value }), page: pageAsked(page) })}
        page={(answer) => ({ rows: answer.rows, total: answer.total, all: answer.all })}
        sortable={sortable}
        columnFilters={sortable}
        searchable
        label={words.carriers(visibleText(name))}
        noun={words.itemsNoun}
        columns={itemColumns}
        rowKey={(row) => `${row.key} ${row.item.kind} ${row.item.text}`}
        subject={({ item, node }) => ({ lid: item.kind === 'record' ? item.text : null, kind: node?.kind ?? null, path: item.kind === 'path' ? item.text : null })}
        onOpen={open}
        empty={<EmptyState title={words.noneOfIt} />}
      />
    </Page>
  );
}
