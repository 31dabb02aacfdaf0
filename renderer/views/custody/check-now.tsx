/** Checks the file of a history, or every file on its way, from the page of the history; what was found stands on the page afterwards. */
import { Group } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { forgetWorkspace } from '../../parts/use-call';
import { type JobHandle, useJob } from '../../parts/use-job';
import { custodyWords as words } from '../../words/custody';

export function CheckNow({ workspace, lid }: { workspace: string; lid: string }) {
  const queries = useQueryClient();
  const one = useJob('custody.check', { workspace, lid });
  const all = useJob('custody.check', { workspace, lid, chain: true });
  const shown = all.state === null || (one.state !== null && one.state.startedAt > all.state.startedAt) ? one : all;
  const { state } = shown;
  const start = async (job: JobHandle<'custody.check'>) => {
    await job.start();
    await forgetWorkspace(queries, workspace);
  };
  if (state?.status === 'running')
    return <JobProgress label={words.checking} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={shown.cancel} />;
  const result = state?.result ?? null;
  return (
    <div className="custody-take">
      <Group gap="xs">
        <ActButton act="custody.check" variant="default" leftSection={<IconShieldCheck size={15} aria-hidden="true" />} onClick={() => void start(one)}>
          {words.check}
        </ActButton>
        <ActButton act="custody.check" variant="default" leftSection={<IconShieldCheck size={15} aria-hidden="true" />} onClick={() => void start(all)}>
          {words.checkChain}
        </ActButton>
      </Group>
      {result !== null && <p role="status">{result.stopped ? words.checkStopped : words.checked(result.checked, result.findings, result.left, result.cannot)}</p>}
      {state?.status === 'stopped' && <p role="status">{words.checkStopped}</p>}
      {state?.status === 'failed' && <ErrorBox error={state.error} />}
    </div>
  );
}
