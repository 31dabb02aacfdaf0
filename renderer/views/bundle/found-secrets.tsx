/** What the records of a run hold of secrets and personal data, by counts: said before a bundle is written. */
import { List, Text } from '@mantine/core';
import { useEffect } from 'react';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { useJob } from '../../parts/use-job';
import { bundleWords as words } from '../../words/bundle';

export function FoundSecrets({ workspace, run }: { workspace: string; run: string }) {
  const { state, running, start, cancel } = useJob('secrets.scan', { workspace, run });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each run, whatever the job is doing
  useEffect(() => {
    void start();
  }, [workspace, run]);
  if (state === null) return null;
  if (running) return <JobProgress label={words.looking} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={cancel} />;
  if (state.error !== null) return <ErrorBox error={state.error} />;
  if (state.result === null) return null;
  return (
    <>
      <List size="sm">
        {state.result.findings.map(({ rule, title, places, records }) => (
          <List.Item key={rule}>{words.looked(title, places, records)}</List.Item>
        ))}
      </List>
      <Text size="sm">{state.result.sentence}</Text>
    </>
  );
}
