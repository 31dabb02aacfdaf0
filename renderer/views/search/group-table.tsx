/** All hits of one group: the table asks for the rows in sight, in an order that goes over all of them. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { SearchGroup, SearchHit, searchSorts } from '../../../core/contract/search';
import { verdictWords } from '../../../core/verify/verdict';
import type { Column } from '../../parts/data-table';
import { Instant } from '../../parts/instant';
import { LidLink } from '../../parts/lid-link';
import { PagedTable } from '../../parts/paged-table';
import { VerdictBadge } from '../../parts/verdict-badge';
import { kindWords } from '../../words/graph';
import { searchGroupWords, searchWords } from '../../words/search';
import { HitImpact, HitLink, impactLinkWords, isGone } from './hit-line';
import { hitAddress, hitDetail, hitKey, impactOfHit } from './hits';

const words = searchWords.columns;
type Sort = (typeof searchSorts)[number];

const valueGroups: readonly SearchGroup[] = ['labels', 'containers', 'commits', 'parameters', 'checksums'];

function columnsOf(workspace: string, group: SearchGroup): readonly Column<SearchHit>[] {
  const title: Column<SearchHit> = {
    id: 'title',
    title: valueGroups.includes(group) ? words.value : words.title,
    width: 220,
    grow: 1.4,
    value: (hit) => hit.title || hit.value,
    cell: (hit) => (
      <>
        <HitLink workspace={workspace} group={group} hit={hit} />
        {isGone(hit) && <span className="muted"> ({searchWords.gone})</span>}
      </>
    ),
  };
  const detail: Column<SearchHit> = { id: 'detail', title: words.detail, width: 220, grow: 2, value: hitDetail, cut: 'start' };
  const impact: Column<SearchHit> = {
    id: 'impact',
    title: words.impact,
    width: 190,
    value: (hit) => (impactOfHit(group, hit) === null ? null : impactLinkWords(group)),
    cell: (hit) => <HitImpact group={group} hit={hit} />,
  };
  if (valueGroups.includes(group))
    return [title, detail, { id: 'count', title: words.count, width: 110, align: 'right', value: (hit) => hit.count }, ...(group === 'labels' ? [] : [impact])];
  return [
    title,
    { id: 'kind', title: words.kind, width: 110, value: (hit) => (hit.kind ? kindWords[hit.kind].one : null) },
    {
      id: 'run',
      title: words.run,
      tip: searchWords.runTip,
      width: 130,
      value: (hit) => hit.run?.name ?? null,
      cell: (hit) => hit.run && <LidLink lid={hit.run.lid} title={hit.run.name} kind="WorkflowRun" />,
    },
    { id: 'time', title: words.time, tip: searchWords.timeTip, width: 200, value: (hit) => hit.time, cell: (hit) => <Instant value={hit.time} /> },
    {
      id: 'verdict',
      title: words.verdict,
      width: 150,
      value: (hit) => (hit.verdict ? verdictWords[hit.verdict].short : null),
      cell: (hit) => hit.verdict && <VerdictBadge verdict={hit.verdict} />,
    },
    detail,
    { id: 'lid', title: words.lid, width: 150, grow: 1, mono: true, value: (hit) => hit.lid },
  ];
}

/** The order that the engine knows for a column; without one the best match comes first. */
function sortOf(sorted: { id: string; descending: boolean } | undefined): Sort {
  if (sorted === undefined) return 'best';
  if (sorted.id === 'time') return sorted.descending ? 'newest' : 'oldest';
  const name = sorted.id === 'run' ? 'run' : 'name';
  return sorted.descending ? `${name}-down` : name;
}

export function GroupTable({ workspace, text, group }: { workspace: string; text: string; group: SearchGroup }) {
  const [, navigate] = useLocation();
  const [columns] = useState(() => columnsOf(workspace, group));
  const { title, noun } = searchGroupWords[group];
  return (
    <PagedTable
      label={title}
      noun={noun}
      call="search.find"
      input={({ offset, limit, sort: [first] }) => ({ workspace, text, group, sort: sortOf(first), limit, offset, settled: false })}
      page={({ groups }) => ({ rows: groups[0]?.hits ?? [], total: groups[0]?.total ?? 0 })}
      sortable={valueGroups.includes(group) ? [] : ['title', 'run', 'time']}
      columns={columns}
      rowKey={(hit) => hitKey(group, hit)}
      onOpen={(hit) => navigate(hitAddress(workspace, group, hit))}
      remembered={false}
    />
  );
}
