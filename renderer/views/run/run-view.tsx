/** A run's page: what it is at a glance, then its tabs; each tab has an address of its own. */
import { Tabs } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { Output } from '../../../core/contract';
import type { RunPage } from '../../../core/contract/runs';
import { CheckCounts } from '../../parts/check-counts';
import { CopyButton } from '../../parts/copy-button';
import { CoverageLine } from '../../parts/coverage-line';
import { ErrorBox } from '../../parts/error-box';
import { shortLid } from '../../parts/format';
import { Instant } from '../../parts/instant';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { Marks } from '../../parts/marks';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { visibleText } from '../../parts/visible-text';
import { paths, type RunTab, runTabs } from '../../routes';
import { impactWords } from '../../words/impact';
import { partsWords } from '../../words/parts';
import { runWords as words } from '../../words/run';
import { runsWords } from '../../words/runs';
import { AuditRunButton } from '../audit/audit-run-button';
import { BundleButton } from '../bundle/bundle-button';
import { ChecksView } from '../checks/checks-view';
import { CompareRunWith } from '../compare/compare-with';
import { ExportButton } from '../export/export-button';
import { GraphView } from '../graph/graph-view';
import { ImpactLink } from '../impact/impact-link';
import { ReportView } from '../report/report-view';
import { ItemTags } from '../tags/item-tags';
import { EnvironmentTab } from './environment-tab';
import { RunFiles } from './files-tab';
import { InfoTab } from './info-tab';
import './run.css';
import { TasksTab } from './tasks-tab';

interface RunViewProps {
  workspace: string;
  lid: string;
  tab: string | undefined;
}

/** One line under the heading: what run this is, what was checked, and what no record can say. */
function RunGlance({ run }: { run: RunPage }) {
  const { row } = run;
  return (
    <div className="run-glance">
      <span>
        <LidLink lid={row.lid} whole /> <CopyButton text={row.lid} what={words.lid} />
      </span>
      <span>
        {words.started} <Instant value={row.start} />
      </span>
      {row.pipeline && (
        <span>
          <span className="run-pipeline" title={visibleText(row.pipeline)}>
            {visibleText(row.pipeline)}
          </span>{' '}
          {row.revision && visibleText(row.revision)} {row.commit && <span className="mono">({row.commit.slice(0, 8)})</span>}{' '}
          {row.commit && <ImpactLink asked={{ by: 'commit', commit: row.commit }} words={impactWords.commitWhere} />}
        </span>
      )}
      <span>
        {words.outputsChecked}: <CheckCounts summary={row.checks} />
      </span>
      <span className="run-no-end" title={words.noEndTip}>
        {words.noEnd}
      </span>
    </div>
  );
}

/** Every tab but the first asks for itself what it shows, at the same time as the page asks for its run. */
function TabContent({ workspace, lid, tab, query }: { workspace: string; lid: string; tab: RunTab; query: UseQueryResult<Output<'runs.get'>, Error> }) {
  switch (tab) {
    case 'info':
      return <Loaded query={query}>{({ run }) => <InfoTab workspace={workspace} run={run} />}</Loaded>;
    case 'tasks':
      return <TasksTab workspace={workspace} lid={lid} />;
    case 'inputs':
    case 'outputs':
      return <RunFiles key={tab} workspace={workspace} lid={lid} side={tab} />;
    case 'environment':
      return <EnvironmentTab workspace={workspace} lid={lid} />;
    case 'graph':
      return <GraphView workspace={workspace} lid={lid} />;
    case 'checks':
      return <ChecksView workspace={workspace} run={lid} />;
    case 'report':
      return <ReportView workspace={workspace} about={{ kind: 'run', run: lid }} />;
  }
}

export function RunView({ workspace, lid, tab }: RunViewProps) {
  const [, go] = useLocation();
  const query = useCall('runs.get', { workspace, lid });
  useOpened(workspace, 'runs.get', { lid });
  const chosen = runTabs.find((known) => known === tab) ?? 'info';
  const row = query.data?.run.row;
  const title = words.title(row?.name ?? null, shortLid(lid));
  return (
    <Page
      title={title}
      heading={
        <span className="run-heading">
          <span className="run-name">{visibleText(title)}</span> {row && <Marks marks={row.marks} />}
        </span>
      }
      actions={
        row && (
          <>
            <ImpactLink asked={{ by: 'lid', lid }} words={impactWords.reaches} />
            <CompareRunWith workspace={workspace} run={lid} />
            <BundleButton workspace={workspace} run={lid} name={row.name ?? shortLid(lid)} />
            <ExportButton workspace={workspace} scope={{ run: lid }} name={row.name ?? shortLid(lid)} />
            <AuditRunButton workspace={workspace} run={lid} />
          </>
        )
      }
      breadcrumbs={[{ title: runsWords.title, href: paths.runs(workspace) }]}
      fill
    >
      {query.isError ? (
        <ErrorBox error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <>
          {query.data ? (
            <>
              <RunGlance run={query.data.run} />
              <CoverageLine workspace={workspace} sentence={query.data.run.coverage} />
            </>
          ) : (
            <div className="run-waiting muted" aria-busy="true">
              {partsWords.loading}
            </div>
          )}
          <ItemTags workspace={workspace} item={{ kind: 'record', text: lid }} line />
          <Tabs value={chosen} onChange={(to) => go(paths.run(workspace, lid, runTabs.find((known) => known === to) ?? 'info'))} keepMounted={false} className="run-tabs">
            <Tabs.List aria-label={words.tablist}>
              {runTabs.map((one) => (
                <Tabs.Tab key={one} value={one}>
                  {words.tabs[one]}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {runTabs.map((one) => (
              <Tabs.Panel key={one} value={one} className="run-panel" tabIndex={0}>
                <TabContent workspace={workspace} lid={lid} tab={one} query={query} />
              </Tabs.Panel>
            ))}
          </Tabs>
        </>
      )}
    </Page>
  );
}
