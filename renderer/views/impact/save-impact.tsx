/** Saves the list in sight as a table and says where it went, with its SHA-256; leads to the report of the whole answer. */
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
  const { state, running, cancel, failed } = csv;
  const error = failed ?? state?.error ?? null;
  const save = () => void csv.save({ title: words.saveTitle, suggested: `${words.suggested}.csv`, extension: 'csv' });
  return (
    <>
      <Group gap="xs">
        <ReportLink about={{ kind: 'impact', asked }} />
        <Button size="xs" variant="default" disabled={running} leftSection={<IconFileTypeCsv size={15} aria-hidden="true" />} onClick={save}>
          {words.saveCsv}
        </Button>
      </Group>
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
