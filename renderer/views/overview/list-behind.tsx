/** The list behind a number, a page at a time, narrowed to one part of it. */
import { Anchor, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { type Measure, type OverviewList, type OverviewRow, overviewColumns } from '../../../core/contract/overview';
import { measureIds } from '../../../core/overview/measures';
import type { Column } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { count } from '../../parts/format';
import { LidLink } from '../../parts/lid-link';
import { arrangedAsked } from '../../parts/page-asked';
import { PagedTable } from '../../parts/paged-table';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { useWorkspace } from '../../parts/workspace-context';
import { paths } from '../../routes';
import { overviewWords as words } from '../../words/overview';

/** A record as a link to its page, an outside file as one to its processing history, anything else as it is called. */
function What({ row: { lid, title, kind } }: { row: OverviewRow }) {
  const workspace = useWorkspace();
  if (lid === null) return visibleText(title);
  if (lid.startsWith('lid://')) return <LidLink lid={lid} title={title} {...(kind === 'WorkflowRun' && { kind })} />;
  return (
    <Anchor component={Link} inherit href={paths.custody(workspace, lid)}>
      {visibleText(title)}
    </Anchor>
  );
}

const columns: readonly Column<OverviewRow>[] = [
  { id: 'words', title: words.why, value: (row) => row.words, width: 240, grow: 1.6 },
  {
    id: 'title',
    title: words.what,
    value: (row) => row.title,
    cell: (row) => <What row={row} />,
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
  { id: 'detail', title: words.detail, value: (row) => row.detail, width: 200, grow: 1.4 },
  { id: 'lid', title: words.lid, value: (row) => row.lid, width: 180, grow: 0.6, mono: true },
];

interface ListBehindProps {
  workspace: string;
  list: OverviewList;
  title: string;
  /** The part shown, or shown first; empty: all of it. */
  part?: string;
  /** Another part was chosen: the page shows it. Without it the list does. */
  onPart?: (part: string) => void;
  /** That it is behind, once it is known: says why the list is empty. */
  measure?: Measure | undefined;
  /** The page is titled as the list is. */
  bare?: boolean;
  height?: number;
}

/** Null while it is not known. */
function whyEmpty(list: OverviewList, part: string, measure: Measure | undefined): string | null {
  if (part !== '') return words.nothingOfPart;
  if (!measureIds.some((id) => id === list)) return words.emptyLists[list];
  return measure === undefined ? null : measure.value === null ? measure.why : words.emptyLists[list];
}

export function ListBehind({ workspace, list, title, part: given = '', onPart, measure, bare = false, height = 420 }: ListBehindProps) {
  const [own, setOwn] = useState(given);
  const part = onPart === undefined ? own : given;
  const parts = useCall('overview.list', { workspace, list, offset: 0, limit: 1 }, { fresh: true }).data?.parts ?? [];
  const known = part === '' || parts.some((one) => one.part === part);
  return (
    <section aria-label={words.list(title)}>
      {!bare && <h2>{words.list(title)}</h2>}
      {(parts.length > 1 || part !== '') && (
        <NativeSelect
          aria-label={words.why}
          size="xs"
          maw={420}
          mb="xs"
          value={part}
          onChange={(event) => (onPart ?? setOwn)(event.currentTarget.value)}
          data={[
            { value: '', label: words.allOf },
            ...parts.map((one) => ({ value: one.part, label: visibleText(`${one.words} (${count(one.count)})`) })),
            ...(known ? [] : [{ value: part, label: visibleText(`${part} (0)`) }]),
          ]}
        />
      )}
      <PagedTable
        call="overview.list"
        input={(page) => ({ workspace, list, ...(part !== '' && { part }), ...arrangedAsked(page) })}
        page={(answer) => answer}
        sortable={overviewColumns}
        columnFilters={overviewColumns}
        searchable
        label={words.list(title)}
        noun={words.noun}
        columns={columns}
        rowKey={(row) => `${row.lid ?? row.title} ${row.part} ${row.detail}`}
        subject={({ lid, kind }) => ({ lid: lid?.startsWith('lid://') ? lid : null, kind, path: lid === null || lid.startsWith('lid://') ? null : lid })}
        maxHeight={height}
        empty={<EmptyState title={words.nothing}>{whyEmpty(list, part, measure)}</EmptyState>}
      />
    </section>
  );
}
