/** A record's page: its fields, its files, its place in the graph, and its bytes as they are. */
import { Anchor, Button, Tabs } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import type { RecordPage } from '../../../core/contract/records';
import { shortLid } from '../../parts/format';
import { Instant } from '../../parts/instant';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { useOpened } from '../../parts/use-opened';
import { useRecord } from '../../parts/use-record';
import { visibleText } from '../../parts/visible-text';
import { paths, type RecordTab, recordTabs } from '../../routes';
import { custodyWords } from '../../words/custody';
import { impactWords } from '../../words/impact';
import { kindWords, stateKinds, recordWords as words } from '../../words/record';
import { runsWords } from '../../words/runs';
import { CauseButton } from '../cause/cause-button';
import { CompareTaskWith } from '../compare/compare-with';
import { CustodyView } from '../custody/custody-view';
import { ExportButton } from '../export/export-button';
import { GraphView } from '../graph/graph-view';
import { ImpactLink } from '../impact/impact-link';
import { FilePreview } from '../preview/file-preview';
import { ReportLink } from '../report/report-link';
import { FieldsTab } from './fields-tab';
import { RawTab } from './raw-tab';
import './record.css';
import { TaskFilesTab } from './task-files-tab';

interface RecordViewProps {
  workspace: string;
  lid: string;
  tab: RecordTab;
  /** SHA-256 of an earlier version. */
  version: string | null;
}

/** Which tabs a record has: files for tasks, a preview for files, none but the fields for what is not here. */
export function tabsOf(record: RecordPage): RecordTab[] {
  const has: Record<RecordTab, boolean> = {
    fields: true,
    files: record.kind === 'TaskRun' || record.kind === 'AgentRun',
    preview: record.kind === 'FileOutput',
    custody: record.kind === 'FileOutput' || (record.state === 'missing' && isBelowAnother(record.lid)),
    graph: record.state !== 'quarantined',
    raw: record.state !== 'missing',
  };
  return recordTabs.filter((tab) => has[tab]);
}

/** A LID with a path below a hash is that of a file; a bare hash that of a run or task. */
function isBelowAnother(lid: string): boolean {
  return lid.slice('lid://'.length).includes('/');
}

function StateNote({ record, workspace, version }: { record: RecordPage; workspace: string; version: string | null }) {
  // Of a record that is not here the engine says the same, and more.
  const said = record.state === 'missing' && record.problem ? null : words.states[record.state];
  const notes = [said, record.problem && visibleText(record.problem)].filter(Boolean);
  const shown = version === null ? undefined : record.versions.find((one) => one.sha256 === version);
  return (
    <>
      {notes.length > 0 && (
        <p className="record-state" data-state={record.state}>
          {notes.join(' ')}
        </p>
      )}
      {shown && !shown.current && (
        <p className="record-state" data-state="older">
          {words.older} <Instant value={shown.lastSeen} />{' '}
          <Anchor component={Link} href={paths.record(workspace, record.lid)}>
            {words.toCurrent}
          </Anchor>
        </p>
      )}
    </>
  );
}

function TabContent({ workspace, record, tab, version }: { workspace: string; record: RecordPage; tab: RecordTab; version: string | null }) {
  switch (tab) {
    case 'fields':
      return <FieldsTab workspace={workspace} record={record} version={version} />;
    case 'files':
      return <TaskFilesTab workspace={workspace} lid={record.lid} />;
    case 'raw':
      return <RawTab key={version} workspace={workspace} lid={record.lid} version={version} />;
    case 'graph':
      return <GraphView workspace={workspace} lid={record.lid} />;
    case 'custody':
      return <CustodyView workspace={workspace} lid={record.lid} />;
    case 'preview':
      return <FilePreview workspace={workspace} lid={record.lid} />;
  }
}

function RecordActions({ workspace, record, tab }: { workspace: string; record: RecordPage; tab: string }) {
  const isTask = record.kind === 'TaskRun' || record.kind === 'AgentRun';
  const isFile = record.kind === 'FileOutput';
  return (
    <>
      {isFile && tab !== 'custody' && (
        <Button component={Link} href={paths.record(workspace, record.lid, 'custody')} variant="default">
          {custodyWords.open}
        </Button>
      )}
      {isTask ? (
        <ImpactLink asked={{ by: 'lid', lid: record.lid }} words={impactWords.reaches} />
      ) : (
        (isFile || record.state === 'missing') && <ImpactLink asked={{ by: 'lid', lid: record.lid }} />
      )}
      {(isFile || (record.state === 'missing' && isBelowAnother(record.lid))) && <ReportLink about={{ kind: 'file', lid: record.lid }} />}
      {record.state !== 'quarantined' && <ExportButton workspace={workspace} scope={{ file: record.lid }} name={record.title} />}
      {record.state !== 'missing' && record.state !== 'quarantined' && (
        <>
          {(isTask || isFile) && <CauseButton workspace={workspace} lid={record.lid} task={isTask} />}
          {isTask && <CompareTaskWith workspace={workspace} task={record.lid} />}
        </>
      )}
    </>
  );
}

export function RecordView({ workspace, lid, tab, version }: RecordViewProps) {
  const [, go] = useLocation();
  const query = useRecord(workspace, lid, version);
  useOpened(workspace, 'records.get', { lid, ...(version && { sha256: version }) });
  const record = query.data?.record;
  const title = record ? `${stateKinds[record.state] ?? kindWords[record.kind] ?? record.kind}: ${record.title}` : shortLid(lid);
  const run = record?.run;
  return (
    <Page
      title={title}
      breadcrumbs={[{ title: runsWords.title, href: paths.runs(workspace) }, ...(run?.present ? [{ title: run.title, href: paths.run(workspace, run.lid) }] : [])]}
      actions={
        record?.kind === 'WorkflowRun' ? (
          <Anchor component={Link} href={paths.run(workspace, record.lid)}>
            {words.runPage}
          </Anchor>
        ) : (
          record && <RecordActions workspace={workspace} record={record} tab={tab} />
        )
      }
      fill
    >
      <Loaded query={query}>
        {({ record: found }) => {
          const tabs = tabsOf(found);
          const chosen = tabs.find((known) => known === tab) ?? 'fields';
          return (
            <>
              <StateNote record={found} workspace={workspace} version={version} />
              <Tabs
                value={chosen}
                onChange={(to) => go(paths.record(workspace, lid, tabs.find((known) => known === to) ?? 'fields', version ?? undefined))}
                keepMounted={false}
                className="record-tabs"
              >
                <Tabs.List aria-label={words.tablist}>
                  {tabs.map((one) => (
                    <Tabs.Tab key={one} value={one}>
                      {words.tabs[one]}
                    </Tabs.Tab>
                  ))}
                </Tabs.List>
                {tabs.map((one) => (
                  <Tabs.Panel key={one} value={one} className="record-panel" tabIndex={0}>
                    <TabContent workspace={workspace} record={found} tab={one} version={version} />
                  </Tabs.Panel>
                ))}
              </Tabs>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
