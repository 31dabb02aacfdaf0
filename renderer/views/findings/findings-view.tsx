/** What the syncs of a workspace found, by kind, run and sync; one of them beside the list with all that it rests on. */
import { Anchor, Badge, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Output } from '../../../core/contract';
import type { Finding, FindingCounts } from '../../../core/contract/findings';
import { findingKinds, findingTypes } from '../../../core/findings/kinds';
import { ActButton } from '../../parts/act-button';
import { BadChecks } from '../../parts/bad-checks';
import { type Column, DataTable } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { count, counted } from '../../parts/format';
import { Instant } from '../../parts/instant';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { LongSelect, useRunChoices } from '../../parts/long-select';
import { Page } from '../../parts/page';
import { Term } from '../../parts/term';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { findingsWords as words } from '../../words/findings';
import { runsWords } from '../../words/runs';
import { AcknowledgeDialog } from './acknowledge-dialog';
import { FindingPanel } from './finding-detail';
import './findings.css';

const columns: readonly Column<Finding>[] = [
  {
    id: 'type',
    title: words.type,
    value: (finding) => findingKinds[finding.type].short,
    cell: (finding) => (
      <span className={findingKinds[finding.type].grave ? 'finding-grave' : undefined}>
        <Term name={finding.type} quiet />
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
  { id: 'detail', title: words.detail, value: (finding) => (finding.holds ? finding.detail : `${words.past} ${finding.detail}`), width: 260, grow: 2 },
  { id: 'sync', title: words.foundBy, value: (finding) => (finding.sync === null ? words.now : words.sync(finding.sync)), width: 108, tip: words.nowTip },
  { id: 'at', title: words.at, value: (finding) => finding.at, cell: (finding) => finding.at && <Instant value={finding.at} />, width: 214 },
  {
    id: 'acknowledged',
    title: words.acknowledged,
    value: (finding) => (finding.acknowledged === null ? words.open : words.acknowledgedBy(finding.acknowledged.by, finding.acknowledged.reason)),
    width: 140,
    grow: 0.4,
  },
  { id: 'run', title: words.run, value: (finding) => finding.run, width: 140, hidden: true },
  { id: 'sha256', title: words.sha256, value: (finding) => finding.sha256, width: 140, grow: 0.5, mono: true, hidden: true },
];

interface TypeTabsProps {
  workspace: string;
  chosen: Finding['type'] | null;
  counts: FindingCounts;
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
      {findingTypes.filter((type) => (counts[type] ?? 0) > 0 || type === chosen).map((type) => tab(type, findingKinds[type].short, counts[type] ?? 0))}
    </Group>
  );
}

type State = keyof typeof words.states;
interface Filter {
  run: string;
  sync: string;
  state: State;
}

export function FindingsView({ workspace, type }: { workspace: string; type: string | undefined }) {
  const chosen = findingTypes.find((known) => known === type) ?? null;
  const [filter, setFilter] = useState<Filter>({ run: '', sync: '', state: 'all' });
  const asked = {
    limit: 10_000,
    state: filter.state,
    ...(chosen && { type: chosen }),
    ...(filter.run !== '' && { run: filter.run }),
    ...(filter.sync !== '' && { sync: Number(filter.sync) }),
  };
  const query = useCall('findings.list', { workspace, ...asked });
  useOpened(workspace, 'findings.list', asked);
  const runs = useRunChoices(workspace);
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
  const set = (part: Partial<Filter>) => setFilter((before) => ({ ...before, ...part }));
  const select = (name: 'sync' | 'run', label: string, choices: { value: string; label: string }[]) => (
    <LongSelect size="xs" aria-label={label} value={filter[name]} choices={choices} allowDeselect={false} onChange={(value) => set({ [name]: value ?? '' })} />
  );
  return (
    <Page title={words.title} fill>
      <Loaded query={query}>
        {(answer) => (
          <>
            <BadChecks workspace={workspace} />
            <TypeTabs workspace={workspace} chosen={chosen} counts={answer.counts} />
            <Group gap="xs" mb="xs">
              {select('sync', words.filterSync, [{ value: '', label: words.anySync }, ...answer.syncs.map((sync) => ({ value: String(sync), label: words.sync(sync) }))])}
              {select('run', words.filterRun, [{ value: '', label: words.anyRun }, ...runs])}
              <NativeSelect
                aria-label={words.filterState}
                value={filter.state}
                data={(Object.keys(words.states) as State[]).map((state) => ({ value: state, label: words.states[state] }))}
                onChange={(event) => set({ state: event.currentTarget.value as State })}
              />
              <AcknowledgeAll workspace={workspace} findings={answer.findings} />
            </Group>
            <Listed workspace={workspace} answer={answer} filtered={chosen !== null || filter.run !== '' || filter.sync !== '' || filter.state !== 'all'} name={chosen ?? 'all'} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Listed({
  workspace,
  answer: { findings, total, looked, imported },
  filtered,
  name,
}: {
  workspace: string;
  answer: Output<'findings.list'>;
  filtered: boolean;
  name: string;
}) {
  const [shown, setShown] = useState<string | null>(null);
  const looks = words.looked(counted(looked.records, 'record'), counted(looked.history, 'history line'), count(looked.unreadable), counted(looked.syncs, 'sync'));
  const isThere = shown !== null && findings.some((one) => one.id === shown);
  return (
    <>
      {imported !== null && <p className="caution">{visibleText(imported)}</p>}
      {findings.length < total && <p className="caution">{words.more(findings.length, total)}</p>}
      <div className="finding-columns" data-open={isThere || undefined}>
        <DataTable
          key={name}
          label={words.table(workspace)}
          noun={words.noun}
          rows={findings}
          columns={columns}
          rowKey={(finding) => finding.id}
          onOpen={(finding) => setShown(finding.id)}
          onSelect={(finding) => setShown(finding.id)}
          empty={<EmptyState title={filtered ? words.emptyType : words.emptyTitle}>{looks}</EmptyState>}
        />
        {isThere && <FindingPanel key={shown} workspace={workspace} id={shown} onClose={() => setShown(null)} />}
      </div>
    </>
  );
}

/** All that the list shows and nobody has acknowledged, with one reason. */
function AcknowledgeAll({ workspace, findings }: { workspace: string; findings: readonly Finding[] }) {
  const [asking, setAsking] = useState(false);
  const ids = findings.filter((one) => one.acknowledged === null).map((one) => one.id);
  if (ids.length === 0) return null;
  return (
    <>
      <ActButton act="findings.acknowledge" size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        {words.acknowledgeAll(count(ids.length))}
      </ActButton>
      {asking && <AcknowledgeDialog workspace={workspace} ids={ids} onClose={() => setAsking(false)} />}
    </>
  );
}
