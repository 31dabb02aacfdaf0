/** All hits of one group, a page at a time, in an order that goes over all pages; the whole of it as CSV. */
import { Button, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { type SearchGroup, type SearchHit, searchSorts } from '../../../core/contract/search';
import { verdictWords } from '../../../core/verify/verdict';
import { DataGrid } from '../../parts/data-grid';
import type { Column } from '../../parts/data-table';
import { ErrorBox } from '../../parts/error-box';
import { Instant } from '../../parts/instant';
import { JobProgress } from '../../parts/job-progress';
import { LidLink } from '../../parts/lid-link';
import { useCall } from '../../parts/use-call';
import { useSaveJob } from '../../parts/use-save-job';
import { VerdictBadge } from '../../parts/verdict-badge';
import { visibleText } from '../../parts/visible-text';
import { kindWords } from '../../words/graph';
import { searchGroupWords, searchWords, sortWords } from '../../words/search';
import { HitLink, isGone } from './hit-line';
import { hitAddress, hitDetail, hitKey } from './hits';

const pageSize = 200;
const words = searchWords.columns;
type Sort = (typeof searchSorts)[number];

const valueGroups: readonly SearchGroup[] = ['labels', 'containers', 'commits', 'parameters', 'checksums'];
/** Columns that all pages can be put in the order of. */
const sortOfColumn: Partial<Record<string, Sort>> = { title: 'name', run: 'run', time: 'oldest' };

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
  if (valueGroups.includes(group)) return [title, detail, { id: 'count', title: words.count, width: 110, align: 'right', value: (hit) => hit.count }];
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

function SaveCsv({ workspace, text, group, sort }: { workspace: string; text: string; group: SearchGroup; sort: Sort }) {
  const csv = useSaveJob('search.export', { workspace, text, group, sort });
  const { state, failed } = csv;
  if (csv.running && state)
    return <JobProgress label={searchWords.csvSaving} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={csv.cancel} />;
  return (
    <>
      <Button variant="default" onClick={() => void csv.save({ title: searchWords.csvTitle, suggested: `search-${group}.csv`, extension: 'csv' })}>
        {searchWords.csv}
      </Button>
      {state?.result && <span role="status">{searchWords.csvSaved(state.result.rows, visibleText(state.result.path))}</span>}
      {(failed ?? state?.error ?? null) !== null && <ErrorBox error={failed ?? state?.error} />}
    </>
  );
}

export function GroupTable({ workspace, text, group }: { workspace: string; text: string; group: SearchGroup }) {
  const [, navigate] = useLocation();
  const [columns] = useState(() => columnsOf(workspace, group));
  const [sort, setSort] = useState<Sort>('best');
  const [page, setPage] = useState(0);
  const query = useCall('search.find', { workspace, text, group, sort, limit: pageSize, offset: page * pageSize, settled: false }, { keep: true });
  const found = query.data?.groups[0];
  const total = found?.total ?? 0;
  const order = (next: Sort) => {
    setSort(next);
    setPage(0);
  };
  const sorted = {
    name: { id: 'title', descending: false },
    run: { id: 'run', descending: false },
    newest: { id: 'time', descending: true },
    oldest: { id: 'time', descending: false },
  };
  return (
    <div className="search-table">
      <Group gap="xs">
        {!valueGroups.includes(group) && (
          <NativeSelect
            size="xs"
            aria-label={searchWords.order}
            value={sort}
            data={searchSorts.map((value) => ({ value, label: sortWords[value] }))}
            onChange={(event) => order(event.currentTarget.value as Sort)}
          />
        )}
        <Group gap="xs" role="navigation" aria-label={searchWords.pages}>
          <Button variant="default" disabled={page === 0} onClick={() => setPage(page - 1)}>
            {searchWords.previous}
          </Button>
          <span role="status">{found && searchWords.page(page * pageSize + 1, Math.min(total, (page + 1) * pageSize), total)}</span>
          <Button variant="default" disabled={(page + 1) * pageSize >= total} onClick={() => setPage(page + 1)}>
            {searchWords.next}
          </Button>
        </Group>
        <SaveCsv workspace={workspace} text={text} group={group} sort={sort} />
      </Group>
      {query.isError && <ErrorBox error={query.error} />}
      <DataGrid
        label={searchGroupWords[group].title}
        rows={found?.hits ?? []}
        busy={query.isFetching}
        columns={columns}
        rowKey={(hit) => hitKey(group, hit)}
        onOpen={(hit) => navigate(hitAddress(workspace, group, hit))}
        sorting={sort === 'best' ? null : sorted[sort]}
        onSort={(id) => {
          const next = sortOfColumn[id];
          if (next !== undefined) order(next === 'oldest' && sort === 'oldest' ? 'newest' : next);
        }}
        onClear={null}
      />
    </div>
  );
}
