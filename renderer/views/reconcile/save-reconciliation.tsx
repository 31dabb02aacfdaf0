/** Saves a reconciliation as a report or a table, and says where it went, with its SHA-256. */
import { Button, Group, Text } from '@mantine/core';
import { IconFileTypeCsv, IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import type { Input } from '../../../core/contract';
import { call } from '../../client';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { useStartedJob } from '../../parts/use-started-job';
import { visibleText } from '../../parts/visible-text';
import { reconcileWords as words } from '../../words/reconcile';

interface Chosen {
  form: 'pdf' | 'csv';
  out: string;
}

export function SaveReconciliation({ asked, listSha256 }: { asked: Input<'reconcile.list'>; listSha256: string }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const job = useStartedJob('reconcile.save', { ...asked, form: chosen?.form ?? 'pdf', out: chosen?.out ?? '' }, chosen !== null);
  const { state } = job;
  const choose = async (form: Chosen['form']) => {
    setFailed(null);
    const picked = await call('dialog.saveFile', { title: words.saveTitle, suggested: `${words.suggested}.${form}`, extension: form }).catch(setFailed);
    if (!picked?.path) return;
    if (chosen?.form === form && chosen.out === picked.path) void job.start();
    else setChosen({ form, out: picked.path });
  };
  const result = state?.result ?? null;
  return (
    <>
      <Group gap="xs">
        <Button variant="default" disabled={job.running} leftSection={<IconFileTypePdf size={16} aria-hidden="true" />} onClick={() => void choose('pdf')}>
          {words.savePdf}
        </Button>
        <Button variant="default" disabled={job.running} leftSection={<IconFileTypeCsv size={16} aria-hidden="true" />} onClick={() => void choose('csv')}>
          {words.saveCsv}
        </Button>
      </Group>
      {job.running && state && <JobProgress label={words.saving} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={job.cancel} />}
      {result && !job.running && (
        <Text role="status" size="sm" className="wrap-anywhere">
          {words.saved(visibleText(result.path))}, {words.savedSha} <span className="mono">{result.sha256}</span>. {result.guarded > 0 && words.guarded(result.guarded)}{' '}
          {result.listSha256 !== listSha256 && <strong>{words.otherList}</strong>}
        </Text>
      )}
      {state?.status === 'stopped' && <Text c="var(--caution-fg)">{words.stopped}</Text>}
      {(failed ?? state?.error ?? null) !== null && <ErrorBox error={failed ?? state?.error} />}
    </>
  );
}
