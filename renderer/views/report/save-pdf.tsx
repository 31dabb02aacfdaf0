/** Saves the report as a PDF and says where it went, with its SHA-256. */
import { Button, Group, Text } from '@mantine/core';
import { IconFileTypePdf, IconFolderSearch, IconSignature } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReportAbout, ReportOutline } from '../../../core/contract/reports';
import { call } from '../../client';
import { CopyButton } from '../../parts/copy-button';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { Size } from '../../parts/size';
import { useSaveJob } from '../../parts/use-save-job';
import { visibleText } from '../../parts/visible-text';
import { reportWords } from '../../words/report';
import { signWords } from '../../words/sign';
import type { AskedSettings } from './chosen';
import { SignDialog } from './sign-dialog';

/** A file name from what the report is about. */
function suggestedName(outline: ReportOutline): string {
  const subject = outline.subject
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${reportWords.suggested(subject || 'run')}.pdf`;
}

interface SavePdfProps {
  workspace: string;
  about: ReportAbout;
  settings: AskedSettings;
  /** What is shown; null: nothing yet. */
  outline: ReportOutline | null;
  /** Settings are not to be changed meanwhile. */
  onRunning: (running: boolean) => void;
}

export function SavePdf({ workspace, about, settings, outline, onRunning }: SavePdfProps) {
  const pdf = useSaveJob('report.pdf', { workspace, about, settings });
  useEffect(() => onRunning(pdf.running), [pdf.running, onRunning]);
  const { state, failed, setFailed } = pdf;
  const [signing, setSigning] = useState(false);
  const choose = () => outline && pdf.save({ title: reportWords.saveTitle, suggested: suggestedName(outline), extension: 'pdf' });

  const result = state?.result ?? null;
  const show = (path: string) => void call('shell.showInFolder', { path }).catch(setFailed);
  return (
    <div className="save-pdf">
      {pdf.running && state ? (
        <JobProgress label={reportWords.saving} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={pdf.cancel} />
      ) : (
        <Group gap="xs">
          <Button leftSection={<IconFileTypePdf size={16} aria-hidden="true" />} disabled={outline === null} onClick={() => void choose()}>
            {reportWords.save}
          </Button>
          <Button variant="default" leftSection={<IconSignature size={16} aria-hidden="true" />} onClick={() => setSigning(true)}>
            {signWords.open}
          </Button>
        </Group>
      )}
      {result && !pdf.running && (
        <div className="panel save-result" role="status">
          <Text fw={600}>
            {reportWords.saved(result.pages)}, <Size bytes={result.bytes} />
          </Text>
          <Text className="mono wrap-anywhere">
            {visibleText(result.path)} <CopyButton text={result.path} what={reportWords.path} />
          </Text>
          <Text>
            {reportWords.shaLabel} <span className="mono wrap-anywhere">{result.sha256}</span> <CopyButton text={result.sha256} what={reportWords.sha} />
          </Text>
          <Group>
            <Button variant="default" leftSection={<IconFolderSearch size={15} aria-hidden="true" />} onClick={() => show(result.path)}>
              {reportWords.show}
            </Button>
          </Group>
        </div>
      )}
      {signing && <SignDialog workspace={workspace} suggestedFile={result?.path ?? null} onClose={() => setSigning(false)} />}
      {state?.status === 'stopped' && <Text c="var(--caution-fg)">{reportWords.stopped}</Text>}
      {(failed ?? state?.error ?? null) !== null && <ErrorBox error={failed ?? state?.error} />}
    </div>
  );
}
