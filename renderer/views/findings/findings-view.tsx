/** What the syncs of a workspace found, by kind, with when it was found and what is kept of it. */
import { Anchor, Badge, Group } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { type Finding, findingTypes } from '../../../core/contract/workspaces';
import { type Column, DataTable } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { count } from '../../parts/format';
import { Instant } from '../../parts/instant';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { Term } from '../../parts/term';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { findingTerms, grave, findingsWords as words } from '../../words/findings';
import { runsWords } from '../../words/runs';
import { terms } from '../../words/terms';
import './findings.css';

const columns: readonly Column<Finding>[] = [
  {
    id: 'type',
    title: words.type,
    value: (finding) => terms[findingTerms[finding.type]].plain,
    cell: (finding) => (
      <span className={grave.includes(finding.type) ? 'finding-grave' : undefined}>
        <Term name={findingTerms[finding.type]} quiet />
      </span>
    ),
    width: 232,
    grow: 0.3,
  },
  {
    id: 'record',
    title: words.record,
    value: (finding) => finding.lid ?? finding.key,
    cell: (finding) => (finding.lid ? <LidLink lid={finding.lid} whole /> : <span className="mono">{visibleText(finding.key)}</span>),
    width: 220,
    grow: 1.2,
  },
  { id: 'detail', title: words.detail, value: (finding) => finding.detail, width: 260, grow: 2 },
  { id: 'sync', title: words.foundBy, value: (finding) => (finding.sync === null ? words.now : words.sync(finding.sync)), width: 108, tip: words.nowTip },
  { id: 'at', title: words.at, value: (finding) => finding.at, cell: (finding) => finding.at && <Instant value={finding.at} />, width: 214 },
  { id: 'sha256', title: words.sha256, value: (finding) => finding.sha256, width: 140, grow: 0.5, mono: true, hidden: true },
];

interface TypeTabsProps {
  workspace: string;
  chosen: Finding['type'] | null;
  counts: Partial<Record<Finding['type'], number>>;
}

/** Every kind that occurred as a link, with its number. */
function TypeTabs({ workspace, chosen, counts }: TypeTabsProps) {
  const all = Object.values(counts).reduce((sum, number) => sum + number, 0);
  const tab = (type: Finding['type'] | null, title: string, number: number) => (
    <Link key={title} href={paths.findings(workspace, type ?? undefined)} className="finding-tab" aria-current={chosen === type ? 'page' : undefined}>
      {title}{' '}
      <Badge size="xs" variant="default" tt="none">
        {count(number)}
      </Badge>
    </Link>
  );
  return (
    <Group component="nav" gap="xs" mb="xs" aria-label={words.type}>
      {tab(null, words.all, all)}
      {findingTypes.filter((type) => (counts[type] ?? 0) > 0 || type === chosen).map((type) => tab(type, terms[findingTerms[type]].plain, counts[type] ?? 0))}
    </Group>
  );
}

export function FindingsView({ workspace, type }: { workspace: string; type: string | undefined }) {
  const [, go] = useLocation();
  const chosen = findingTypes.find((known) => known === type) ?? null;
  const query = useCall('findings.list', { workspace, limit: 10_000, ...(chosen && { type: chosen }) });
  useOpened(workspace, 'findings.list', { limit: 10_000, ...(chosen && { type: chosen }) });
  const settings = useCall('workspaces.get', { workspace });
  if (settings.data?.workspace.lastSync === null) {
    const toStore = (
      <Anchor component={Link} href={paths.workspace(workspace)}>
        {runsWords.toStore}
      </Anchor>
    );
    return (
      <Page title={words.title} fill>
        <EmptyState title={words.neverSynced} action={toStore} />
      </Page>
    );
  }
  return (
    <Page title={words.title} fill>
      <Loaded query={query}>
        {({ findings, total, counts }) => (
          <>
            <TypeTabs workspace={workspace} chosen={chosen} counts={counts} />
            {findings.length < total && <p className="caution">{words.more(findings.length, total)}</p>}
            <DataTable
              key={chosen ?? 'all'}
              label={words.table(workspace)}
              noun={words.noun}
              rows={findings}
              columns={columns}
              rowKey={(finding) => `${finding.type} ${finding.key} ${finding.sync} ${finding.detail}`}
              onOpen={(finding) => finding.lid && go(paths.record(workspace, finding.lid))}
              empty={<EmptyState title={chosen ? words.emptyType : words.emptyTitle}>{chosen ? null : words.empty}</EmptyState>}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}
