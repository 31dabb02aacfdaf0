/** "Reconcile a list": a dropped or chosen list, held against the records of the workspace or of one run. */
import { Button, Group, TextInput } from '@mantine/core';
import { IconListCheck, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { call } from '../../client';
import { EmptyState } from '../../parts/empty-state';
import { ErrorBox } from '../../parts/error-box';
import { giveListToReconcile, useListToReconcile } from '../../parts/given-files';
import { JobProgress } from '../../parts/job-progress';
import { LongSelect, useRunChoices } from '../../parts/long-select';
import { Page } from '../../parts/page';
import { useStartedJob } from '../../parts/use-started-job';
import { paths } from '../../routes';
import { checksWords } from '../../words/checks';
import { reconcileWords as words } from '../../words/reconcile';
import '../checks/checks.css';
import './reconcile.css';
import { Reconciled } from './reconciled';

export function ReconcileView({ workspace }: { workspace: string }) {
  const list = useListToReconcile(workspace);
  const [run, setRun] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [column, setColumn] = useState('');
  const [failed, setFailed] = useState<unknown>(null);
  const runs = useRunChoices(workspace);
  const asked = { workspace, list: list ?? '', ...(run !== null && { run }), ...(column !== '' && { column }) };
  const job = useStartedJob('reconcile.list', asked, list !== null);
  const { state } = job;
  const choose = async () => {
    setFailed(null);
    const picked = await call('dialog.openFile', { title: words.chooseTitle }).catch(setFailed);
    if (picked?.path) giveListToReconcile(workspace, picked.path);
  };
  const chooseButton = (
    <Button leftSection={<IconListCheck size={16} aria-hidden="true" />} onClick={() => void choose()} disabled={job.running}>
      {words.choose}
    </Button>
  );
  const again = (
    <Button variant="default" leftSection={<IconRefresh size={15} aria-hidden="true" />} onClick={() => void job.start()} disabled={job.running}>
      {words.again}
    </Button>
  );
  return (
    <Page
      title={words.title}
      breadcrumbs={[{ title: checksWords.title, href: paths.checks(workspace) }]}
      actions={
        list !== null && (
          <>
            {again}
            {chooseButton}
          </>
        )
      }
      fill
    >
      <div className="reconcile">
        {list === null ? (
          <EmptyState title={words.empty} action={chooseButton}>
            {words.hint}
          </EmptyState>
        ) : (
          <Group gap="md" align="flex-end">
            <LongSelect label={words.run} placeholder={words.anyRun} choices={runs} value={run} onChange={setRun} clearable size="xs" />
            <TextInput
              label={words.column}
              placeholder={words.columnGuess}
              title={words.columnTip}
              size="xs"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              onBlur={() => setColumn(typed.trim())}
              onKeyDown={(event) => event.key === 'Enter' && setColumn(typed.trim())}
            />
          </Group>
        )}
        {(failed ?? state?.error ?? null) !== null && <ErrorBox error={failed ?? state?.error} />}
        {job.running && state && <JobProgress label={words.label} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={job.cancel} />}
        {state?.result && !job.running && <Reconciled key={state.startedAt} answer={state.result} asked={asked} />}
      </div>
    </Page>
  );
}
