/** The window as a whole: what every view stands on, and which address shows which view. */
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Route, Switch } from 'wouter';
import { onEvent } from './client';
import { indexMaking } from './parts/index-making';
import { notJournalled } from './parts/not-journalled';
import { forgetWorkspace } from './parts/use-call';
import { fromSegment, recordRest, reportAboutOf, segmentLid } from './routes';
import { NotFound } from './shell/not-found';
import { Shell } from './shell/shell';
import { ShownLocation } from './shell/shown-location';
import { styleNonce } from './style-nonce';
import { theme, variables } from './theme';
import { CauseView } from './views/cause/cause-view';
import { ChecksView } from './views/checks/checks-view';
import { CompareView } from './views/compare/compare-view';
import { OutsideCustody } from './views/custody/custody-view';
import { FindingsView } from './views/findings/findings-view';
import { GlossaryView } from './views/glossary/glossary-view';
import { IdentifyView } from './views/identify/identify-view';
import { ImpactView } from './views/impact/impact-view';
import { JournalView } from './views/journal/journal-view';
import { LabelView } from './views/label/label-view';
import { LabelsView } from './views/label/labels-view';
import { ToldView } from './views/openlineage/told-view';
import { ListView } from './views/overview/list-view';
import { OverviewView } from './views/overview/overview-view';
import { ReconcileView } from './views/reconcile/reconcile-view';
import { RecordView } from './views/record/record-view';
import { NewReportView } from './views/report/new-report-view';
import { ReportsView } from './views/report/reports-view';
import { RunView } from './views/run/run-view';
import { RunsView } from './views/runs/runs-view';
import { SearchView } from './views/search/search-view';
import { TagsView, TagView } from './views/tags/tags-view';
import { PathHistoryView } from './views/timeline/path-history-view';
import { TimelineView } from './views/timeline/timeline-view';
import { HelpView } from './views/welcome/help-view';
import { StoreView } from './views/workspaces/store-view';
import { WorkspacesView } from './views/workspaces/workspaces-view';

const queries = new QueryClient();

function Views() {
  return (
    <Switch>
      <Route path="/">
        <WorkspacesView />
      </Route>
      <Route path="/glossary">
        <GlossaryView />
      </Route>
      <Route path="/help">
        <HelpView />
      </Route>
      <Route path="/w/:workspace">{({ workspace }) => <StoreView workspace={workspace} />}</Route>
      <Route path="/w/:workspace/overview/list/:list/:part?">
        {({ workspace, list, part }) => <ListView key={`${workspace} ${list}`} workspace={workspace} list={list} part={part === undefined ? undefined : fromSegment(part)} />}
      </Route>
      <Route path="/w/:workspace/overview/:tab?">{({ workspace, tab }) => <OverviewView workspace={workspace} tab={tab} />}</Route>
      <Route path="/w/:workspace/runs">{({ workspace }) => <RunsView workspace={workspace} />}</Route>
      <Route path="/w/:workspace/run/:lid/*?">
        {({ workspace, lid, '*': rest }) => <RunView key={`${workspace} ${lid}`} workspace={workspace} lid={segmentLid(lid)} tab={rest?.split('/')[0]} />}
      </Route>
      <Route path="/w/:workspace/record/:lid/*?">
        {({ workspace, lid, '*': rest }) => <RecordView key={`${workspace} ${lid}`} workspace={workspace} lid={segmentLid(lid)} {...recordRest(rest)} />}
      </Route>
      <Route path="/w/:workspace/compare/:left/:right">
        {({ workspace, left, right }) => <CompareView key={`${workspace} ${left} ${right}`} workspace={workspace} left={segmentLid(left)} right={segmentLid(right)} />}
      </Route>
      <Route path="/w/:workspace/custody/:path">{({ workspace, path }) => <OutsideCustody key={`${workspace} ${path}`} workspace={workspace} path={fromSegment(path)} />}</Route>
      <Route path="/w/:workspace/told/:lid">{({ workspace, lid }) => <ToldView key={`${workspace} ${lid}`} workspace={workspace} lid={fromSegment(lid)} />}</Route>
      <Route path="/w/:workspace/cause/:lid/:against?">
        {({ workspace, lid, against }) => (
          <CauseView key={`${workspace} ${lid} ${against}`} workspace={workspace} lid={segmentLid(lid)} against={against ? segmentLid(against) : null} />
        )}
      </Route>
      <Route path="/w/:workspace/findings/:type?">{({ workspace, type }) => <FindingsView workspace={workspace} type={type} />}</Route>
      <Route path="/w/:workspace/impact/*?">{({ workspace, '*': rest }) => <ImpactView key={workspace} workspace={workspace} rest={rest ?? ''} />}</Route>
      <Route path="/w/:workspace/search/*?">{({ workspace, '*': rest }) => <SearchView workspace={workspace} group={rest?.split('/')[1]} />}</Route>
      <Route path="/w/:workspace/label">{({ workspace }) => <LabelsView workspace={workspace} />}</Route>
      <Route path="/w/:workspace/label/:label">{({ workspace, label }) => <LabelView key={`${workspace} ${label}`} workspace={workspace} label={fromSegment(label)} />}</Route>
      <Route path="/w/:workspace/tags">{({ workspace }) => <TagsView workspace={workspace} />}</Route>
      <Route path="/w/:workspace/tags/:key/:value?">
        {({ workspace, key, value }) => (
          <TagView key={`${workspace} ${key} ${value}`} workspace={workspace} tag={fromSegment(key)} value={value === undefined ? undefined : fromSegment(value)} />
        )}
      </Route>
      <Route path="/w/:workspace/checks">{({ workspace }) => <ChecksView workspace={workspace} />}</Route>
      <Route path="/w/:workspace/timeline">{({ workspace }) => <TimelineView key={workspace} workspace={workspace} />}</Route>
      <Route path="/w/:workspace/path-history/:path">
        {({ workspace, path }) => <PathHistoryView key={`${workspace} ${path}`} workspace={workspace} path={fromSegment(path)} />}
      </Route>
      <Route path="/w/:workspace/identify">{({ workspace }) => <IdentifyView key={workspace} workspace={workspace} />}</Route>
      <Route path="/w/:workspace/reconcile">{({ workspace }) => <ReconcileView key={workspace} workspace={workspace} />}</Route>
      <Route path="/w/:workspace/reports">{({ workspace }) => <ReportsView key={workspace} workspace={workspace} />}</Route>
      <Route path="/w/:workspace/reports/new/*?">
        {({ workspace, '*': rest }) => <NewReportView key={`${workspace} ${rest}`} workspace={workspace} about={reportAboutOf(rest ?? '')} />}
      </Route>
      <Route path="/w/:workspace/journal/:subject?">
        {({ workspace, subject }) => <JournalView key={`${workspace} ${subject}`} workspace={workspace} subject={subject ? fromSegment(subject) : null} />}
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

export function App() {
  useEffect(
    () =>
      onEvent((event) => {
        if (event.type === 'not-journalled') notJournalled(event.message);
        else if (event.type === 'index-making') indexMaking(event);
        else void forgetWorkspace(queries, event.workspace);
      }),
    [],
  );
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <QueryClientProvider client={queries}>
        <ShownLocation>
          <Shell>
            <Views />
          </Shell>
        </ShownLocation>
      </QueryClientProvider>
    </MantineProvider>
  );
}
