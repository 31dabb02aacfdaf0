/** Takes a history along: the summary to the clipboard, all of it to a file. */
import { Button, Group } from '@mantine/core';
import { IconCopy, IconFileText, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import type { Custody } from '../../../core/contract/custody';
import { weaknessWords } from '../../../core/graph/custody/weakness';
import { call } from '../../client';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { useSaveJob } from '../../parts/use-save-job';
import { visibleText } from '../../parts/visible-text';
import { custodyWords as words } from '../../words/custody';

/** What is copied: title, file, sentences and the weakest link, so that it stands by itself in a letter. */
export function copiedText({ title, file, summary, weakest, notProven }: Custody): string {
  const weak = weakest === null ? [] : [`${words.weakest}: ${weaknessWords[weakest.weakness].short}. ${weakest.text}`];
  return [title, file.lid, '', ...summary, ...weak, '', `${words.notProven}:`, ...notProven.map((one) => `- ${one}`)].map(visibleText).join('\n');
}

export function TakeAway({ workspace, page }: { workspace: string; page: Custody }) {
  const [copied, setCopied] = useState('');
  const { lid } = page.file;
  const text = useSaveJob('custody.save', { workspace, lid, form: 'text' });
  const csv = useSaveJob('custody.save', { workspace, lid, form: 'csv' });
  const copy = () =>
    call('clipboard.write', { text: copiedText(page) }).then(
      () => setCopied(words.copied),
      () => setCopied(words.copyFailed),
    );
  const suggested = page.file.title.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80) || 'file';
  const forms = [
    { form: 'text', job: text, label: words.saveText, extension: 'txt', icon: <IconFileText size={15} aria-hidden="true" /> },
    { form: 'csv', job: csv, label: words.saveCsv, extension: 'csv', icon: <IconTable size={15} aria-hidden="true" /> },
  ];
  return (
    <div className="custody-take">
      <Group gap="xs">
        <Button leftSection={<IconCopy size={15} aria-hidden="true" />} onClick={() => void copy()}>
          {words.copySummary}
        </Button>
        {forms.map(({ form, job, label, extension, icon }) => (
          <Button
            key={form}
            variant="default"
            leftSection={icon}
            disabled={job.running}
            onClick={() => void job.save({ title: words.saveTitle, suggested: `${suggested}-history.${extension}`, extension })}
          >
            {label}
          </Button>
        ))}
        <span role="status">{copied}</span>
      </Group>
      {forms.map(({ form, job }) => {
        const result = job.state?.result ?? null;
        const error = job.failed ?? job.state?.error ?? null;
        return (
          <div key={form}>
            {job.running && job.state && (
              <JobProgress label={words.saving} progress={job.state.progress} startedAt={job.state.startedAt} stopping={job.state.stopping} onCancel={job.cancel} />
            )}
            {result && !job.running && (
              <p role="status" className="wrap-anywhere">
                {words.saved(result.steps, result.stepCount, visibleText(result.path), result.sha256)}
              </p>
            )}
            {job.state?.status === 'stopped' && <p>{words.stopped}</p>}
            {error !== null && <ErrorBox error={error} />}
          </div>
        );
      })}
    </div>
  );
}
