/** The way to a report of what is on the page. */
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { ReportAbout } from '../../../core/contract/reports';
import { useWorkspace } from '../../parts/workspace-context';
import { paths } from '../../routes';
import { reportWords } from '../../words/report';

export function ReportLink({ about }: { about: ReportAbout }) {
  return (
    <Button component={Link} href={paths.report(useWorkspace(), about)} variant="default">
      {reportWords.open}
    </Button>
  );
}
