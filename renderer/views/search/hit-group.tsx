/** The hits of one group: the best of them at first, all of them on request, as a table. */
import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { SearchHit } from '../../../core/contract/records';
import { type Column, DataTable } from '../../parts/data-table';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { kindWords } from '../../words/graph';
import { searchGroupWords, searchWords } from '../../words/search';
import { kindIcons } from '../graph/kind-shape';
import { type Group as GroupName, hitAddress, hitDetail, hitKey } from './hits';

/** The most that the engine gives of one group. */
const mostHits = 1000;

interface HitGroupProps {
  workspace: string;
  text: string;
  group: GroupName;
  hits: readonly SearchHit[];
  total: number;
}

function HitLine({ workspace, hit }: { workspace: string; hit: SearchHit }) {
  const Icon = hit.kind ? kindIcons[hit.kind] : null;
  return (
    <li className="search-hit">
      {Icon && <Icon size={15} aria-hidden />}
      <Anchor component={Link} href={hitAddress(workspace, hit)} className="wrap-anywhere">
        {visibleText(hit.title || hit.value)}
      </Anchor>
      <span className="muted search-detail">{visibleText(hitDetail(hit))}</span>
    </li>
  );
}

function hitColumns(workspace: string): readonly Column<SearchHit>[] {
  const words = searchWords.columns;
  return [
    {
      id: 'title',
      title: words.title,
      width: 220,
      grow: 1.5,
      value: (hit) => hit.title || hit.value,
      cell: (hit) => (
        <Anchor component={Link} href={hitAddress(workspace, hit)} inherit>
          {visibleText(hit.title || hit.value)}
        </Anchor>
      ),
    },
    { id: 'kind', title: words.kind, width: 110, value: (hit) => (hit.kind ? kindWords[hit.kind].one : null) },
    { id: 'detail', title: words.detail, width: 240, grow: 2, value: (hit) => hit.detail },
    { id: 'lid', title: words.lid, width: 200, grow: 1.5, mono: true, value: (hit) => hit.lid },
  ];
}

function AllHits({ workspace, text, group, total }: Omit<HitGroupProps, 'hits'>) {
  const [, navigate] = useLocation();
  const [columns] = useState(() => hitColumns(workspace));
  const query = useCall('search.find', { workspace, text, group, limit: mostHits, settled: false });
  const { title, noun } = searchGroupWords[group];
  return (
    <Loaded query={query}>
      {({ groups }) => {
        const hits = groups[0]?.hits ?? [];
        return (
          <>
            {hits.length < total && <Text c="var(--caution-fg)">{searchWords.first(hits.length, total)}</Text>}
            <DataTable
              label={title}
              noun={noun}
              rows={hits}
              columns={columns}
              rowKey={(hit) => hitKey(group, hit)}
              onOpen={(hit) => navigate(hitAddress(workspace, hit))}
              maxHeight={520}
            />
          </>
        );
      }}
    </Loaded>
  );
}

export function HitGroup({ workspace, text, group, hits, total }: HitGroupProps) {
  const [all, setAll] = useState(false);
  const { title, noun } = searchGroupWords[group];
  return (
    <section className="panel" aria-label={title}>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {searchWords.total(title, total)}
        </Title>
        {total > hits.length && (
          <Button variant="subtle" size="compact-xs" onClick={() => setAll(!all)}>
            {all ? searchWords.showFew : searchWords.showAll(total, noun)}
          </Button>
        )}
      </Group>
      {all ? (
        <AllHits workspace={workspace} text={text} group={group} total={total} />
      ) : (
        <ul className="search-hits">
          {hits.map((hit) => (
            <HitLine key={hitKey(group, hit)} workspace={workspace} hit={hit} />
          ))}
        </ul>
      )}
    </section>
  );
}
