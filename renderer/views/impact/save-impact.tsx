/** Saves the list in sight as a table, or the whole answer as a report, and says where it went, with its SHA-256. */
import { Button, Group, Text } from '@mantine/core';
import { IconFileTypeCsv, IconFileTypePdf } from '@tabler/icons-react';
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
  const csv = useSaveJob('impact.save', { workspace, asked, form: 'csv', ...chosen });
  const pdf = useSaveJob('impact.save', { workspace, asked, form: 'pdf' });
  const save = (job: typeof csv, form: 'csv' | 'pdf') => void job.save({ title: words.saveTitle, suggested: `${words.suggested}.${form}`, extension: form });
  return (
    <>
      <Group gap="xs">
        <ReportLink about={{ kind: 'impact', asked }} size="xs" />
        <Button size="xs" variant="default" disabled={pdf.running} leftSection={<IconFileTypePdf size={15} aria-hidden="true" />} onClick={() => save(pdf, 'pdf')}>
          {words.savePdf}
        </Button>
        <Button size="xs" variant="default" disabled={csv.running} leftSection={<IconFileTypeCsv size={15} aria-hidden="true" />} onClick={() => save(csv, 'csv')}>
          {words.saveCsv}
        </Button>
      </Group>
      <Saved job={csv} />
      <Saved job={pdf} />
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
          {words.saved(visibleText(state.result.path), state.result.rows, state.result.pages)} <span className="mono">{state.result.sha256}</span>
        </Text>
      )}
      {error !== null && <ErrorBox error={error} />}
    </>
  );
}
