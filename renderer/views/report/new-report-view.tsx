/** The page of a report that is not saved yet: of what its address names. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { ReportAbout } from '../../../core/contract/reports';
import { EmptyState } from '../../parts/empty-state';
import { Page } from '../../parts/page';
import { paths } from '../../routes';
import { reportKindWords, reportsWords as words } from '../../words/report';
import { ReportView } from './report-view';

/** `about` null: the address names no report. */
export function NewReportView({ workspace, about }: { workspace: string; about: ReportAbout | null }) {
  const crumbs = [{ title: words.title, href: paths.reports(workspace) }];
  if (about === null)
    return (
      <Page title={words.newTitle} breadcrumbs={crumbs}>
        <EmptyState
          title={words.noReport}
          action={
            <Anchor component={Link} href={paths.reports(workspace)}>
              {words.toReports}
            </Anchor>
          }
        >
          {words.noReportHint}
        </EmptyState>
      </Page>
    );
  return (
    <Page title={`${words.newTitle}: ${reportKindWords[about.kind].name}`} breadcrumbs={crumbs}>
      <p className="muted">{reportKindWords[about.kind].says}</p>
      <ReportView workspace={workspace} about={about} />
    </Page>
  );
}
