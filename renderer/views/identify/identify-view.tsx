/** "What is this file?": dropped or chosen files, each with the records that know it, and what an answer without one cannot exclude. */
import { Button, Text } from '@mantine/core';
import { IconFileSearch, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { call } from '../../client';
import { EmptyState } from '../../parts/empty-state';
import { ErrorBox } from '../../parts/error-box';
import { giveFilesToIdentify, useFilesToIdentify } from '../../parts/given-files';
import { JobProgress } from '../../parts/job-progress';
import { Page } from '../../parts/page';
import { useStartedJob } from '../../parts/use-started-job';
import { paths } from '../../routes';
import { checksWords } from '../../words/checks';
import { identifyWords as words } from '../../words/identify';
import { IdentifiedFileView } from './identified-file';
import './identify.css';

/** Drawn at once; a folder may hold thousands. */
const shownFiles = 200;

export function IdentifyView({ workspace }: { workspace: string }) {
  const files = useFilesToIdentify(workspace);
  const job = useStartedJob('files.identify', { workspace, paths: [...files] }, files.length > 0);
  const [failed, setFailed] = useState<unknown>(null);
  const { state } = job;
  const choose = async () => {
    setFailed(null);
    const picked = await call('dialog.openFiles', { title: words.chooseTitle }).catch(setFailed);
    if (picked && picked.paths.length > 0) giveFilesToIdentify(workspace, picked.paths);
  };
  const chooseButton = (
    <Button leftSection={<IconFileSearch size={16} aria-hidden="true" />} onClick={() => void choose()} disabled={job.running}>
      {words.choose}
    </Button>
  );
  const actions = (
    <>
      {state !== null && !job.running && (
        <Button variant="default" leftSection={<IconRefresh size={15} aria-hidden="true" />} onClick={() => void job.start()}>
          {words.again}
        </Button>
      )}
      {files.length > 0 && chooseButton}
    </>
  );
  const result = state?.result ?? null;
  return (
    <Page title={words.title} breadcrumbs={[{ title: checksWords.title, href: paths.checks(workspace) }]} actions={actions}>
      {(failed ?? state?.error ?? null) !== null && <ErrorBox error={failed ?? state?.error} />}
      {files.length === 0 && (
        <EmptyState title={words.empty} action={chooseButton}>
          {words.hint}
        </EmptyState>
      )}
      {job.running && state && <JobProgress label={words.label} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={job.cancel} />}
      {result && !job.running && (
        <>
          <Text role="status" mb="xs">
            <strong>{words.found(result.files.filter(({ hits }) => hits.some(({ by }) => by !== 'metadata')).length, result.files.length)}</strong> {result.limits}
            {result.notRead > 0 && ` ${words.notRead(result.notRead)}`}
          </Text>
          {result.stopped && <Text c="var(--caution-fg)">{words.stopped}</Text>}
          {result.files.slice(0, shownFiles).map((file) => (
            <IdentifiedFileView key={file.path} file={file} />
          ))}
          {result.files.length > shownFiles && <Text>{words.more(result.files.length - shownFiles)}</Text>}
        </>
      )}
    </Page>
  );
}
