/** Leads to the report of the whole answer, and saves the list in sight as a table: says where it went, with its SHA-256. */
import { Button, Group, Text } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import type { Input } from '../../../core/contract';
import type { ImpactQuestion } from '../../../core/contract/impact';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { useSaveJob } from '../../parts/use-save-job';
import { visibleText } from '../../parts/visible-text';
import { impactWords as words } from '../../words/impact';
import { ReportLink } from '../report/report-link';

type Chosen = Pick<Input<'impact.list'>, 'list' | 'published' | 'label' | 'sort'>;

export function SaveImpact({ workspace, asked, chosen: { sort: _, ...chosen } }: { workspace: string; asked: ImpactQuestion; chosen: Chosen }) {
  const csv = useSaveJob('impact.save', { workspace, asked, ...chosen });
  const save = () => void csv.save({ title: words.saveTitle, suggested: `${words.suggested}.csv`, extension: 'csv' });
  return (
    <>
      <Group gap="xs">
        <ReportLink about={{ kind: 'impact', asked }} size="xs" />
        <Button size="xs" variant="default" disabled={csv.running} leftSection={<IconFileTypeCsv size={15} aria-hidden="true" />} onClick={save}>
          {words.saveCsv}
        </Button>
      </Group>
      <Saved job={csv} />
    </>
  );
}

function Saved({ job }: { job: ReturnType<typeof useSaveJob<'impact.save'>> }) {
  const { state, running, cancel, failed } = job;
  const error = failed ?? state?.error ?? null;
  return (
    <>
      {running && state && <JobProgress label={words.saving} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={cancel} />}
      {state?.result && !running && (
        <Text role="status" size="sm" className="wrap-anywhere">
          {words.saved(visibleText(state.result.path), state.result.rows)} <span className="mono">{state.result.sha256}</span>
        </Text>
      )}
      {error !== null && <ErrorBox error={error} />}
    </>
  );
}
