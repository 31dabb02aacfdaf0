/** The buttons that start a check, what is being checked while it runs, and how it ended. */
import { Checkbox, Group, Text } from '@mantine/core';
import { IconPlayerTrackNext, IconShieldCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { OnS3 } from '../../../core/verify/on-s3';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { utc } from '../../parts/format';
import { JobProgress } from '../../parts/job-progress';
import { forgetWorkspace, useCall } from '../../parts/use-call';
import { useJob } from '../../parts/use-job';
import { visibleText } from '../../parts/visible-text';
import { checksWords } from '../../words/checks';
import { CheckSample } from './check-sample';
import { everything, type Scope, verifyInput } from './use-scope';

interface CheckControlsProps {
  workspace: string;
  run: string | undefined;
  scope: Scope;
  onScope: (scope: Scope) => void;
  /** Files in the scope, inputs among them; null while unknown. */
  total: number | null;
  /** Of them on S3; null while unknown, or where none is. */
  onS3: OnS3 | null;
  /** Of the files the recorded ones, without inputs. */
  recorded: number | null;
}

export function CheckControls({ workspace, run, scope, onScope, total, recorded, onS3 }: CheckControlsProps) {
  const queries = useQueryClient();
  const here = useJob('verify.run', verifyInput(workspace, run, scope));
  const allOfRun = { ...everything, content: scope.content };
  const whole = useJob('verify.run', verifyInput(workspace, run, allOfRun));
  const onward = useJob('verify.run', { ...verifyInput(workspace, run, scope), resume: true });
  const unfinished = useCall('verify.unfinished', verifyInput(workspace, run, scope)).data?.unfinished;
  const running = here.running || whole.running || onward.running;
  const last = (onward.state?.startedAt ?? 0) > (here.state?.startedAt ?? 0) ? onward : here;
  const shown = whole.running ? whole : last;
  const start = async (job: typeof here) => {
    await job.start();
    await forgetWorkspace(queries, workspace);
  };
  const state = shown.state;
  return (
    <section className="check-controls" aria-label={checksWords.scope}>
      {running && state ? (
        <JobProgress
          label={checksWords.checking(run ? checksWords.theRun : checksWords.theWorkspace)}
          progress={state.progress}
          startedAt={state.startedAt}
          stopping={state.stopping}
          onCancel={shown.cancel}
        />
      ) : (
        <Group gap="md">
          <Text fw={600}>{run ? checksWords.ofRun : checksWords.ofAll}</Text>
          {run && (
            <>
              <Checkbox label={checksWords.work} title={checksWords.workTip} checked={scope.work} onChange={(event) => onScope({ ...scope, work: event.currentTarget.checked })} />
              <Checkbox
                label={checksWords.inputs}
                title={checksWords.inputsTip}
                checked={scope.inputs}
                onChange={(event) => onScope({ ...scope, inputs: event.currentTarget.checked })}
              />
            </>
          )}
          {onS3 && (
            <Checkbox
              label={checksWords.content(onS3)}
              title={checksWords.contentTip}
              checked={scope.content}
              onChange={(event) => onScope({ ...scope, content: event.currentTarget.checked })}
            />
          )}
          <ActButton act="verify.run" leftSection={<IconShieldCheck size={15} aria-hidden="true" />} disabled={total === null || total === 0} onClick={() => void start(here)}>
            {checksWords.check(total ?? 0)}
          </ActButton>
          {unfinished && (
            <ActButton
              act="verify.run"
              variant="default"
              leftSection={<IconPlayerTrackNext size={15} aria-hidden="true" />}
              title={checksWords.goOnTip(utc(unfinished.began) ?? unfinished.began, visibleText(unfinished.by))}
              onClick={() => void start(onward)}
            >
              {checksWords.goOn} ({checksWords.reached(unfinished.done, unfinished.total)})
            </ActButton>
          )}
          {run && !(scope.work && scope.inputs) && (
            <ActButton
              act="verify.run"
              variant="default"
              onClick={() => {
                onScope(allOfRun);
                void start(whole);
              }}
            >
              {checksWords.checkEverything}
            </ActButton>
          )}
          {state?.result && state.result.resumed > 0 ? <Text role="status">{checksWords.resumed(state.result.resumed)}</Text> : null}
          {state?.status === 'stopped' || state?.result?.stopped ? (
            <Text c="var(--caution-fg)" role="status">
              {checksWords.stopped}
            </Text>
          ) : null}
        </Group>
      )}
      <CheckSample workspace={workspace} run={run} scope={scope} total={recorded} busy={running} />
      {state?.status === 'failed' && <ErrorBox error={state.error} onRetry={() => void start(shown)} />}
    </section>
  );
}
