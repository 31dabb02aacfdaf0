/** The steps of an audit: check everything of the run, look at what is not proven, preview the report. */
import { Button, Group, Stack, Stepper, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ActButton } from '../../parts/act-button';
import { CheckCounts } from '../../parts/check-counts';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { forgetWorkspace } from '../../parts/use-call';
import { useJob } from '../../parts/use-job';
import { auditWords } from '../../words/audit';
import { everything, verifyInput } from '../checks/use-scope';
import { ReportView } from '../report/report-view';
import { missingPaths } from './exception-groups';
import { Exceptions } from './exceptions';
import { WhereNow } from './where-now';

export function AuditSteps({ workspace, run }: { workspace: string; run: string }) {
  const queries = useQueryClient();
  const [step, setStep] = useState(0);
  const [asked, setAsked] = useState(false);
  const verify = useJob('verify.run', verifyInput(workspace, run, everything));
  const { state } = verify;
  const result = state?.result ?? null;

  const check = async () => {
    setStep(0);
    const done = await verify.start();
    await forgetWorkspace(queries, workspace);
    if (done && !done.stopped) setStep(1);
  };
  // One button began the audit: it starts by itself, once.
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || verify.running) return;
    begun.current = true;
    void check();
  });

  const missing = result ? missingPaths([...result.files, ...(result.inputs ?? [])]) : [];
  return (
    <Stack gap="md">
      <Stepper active={step} onStepClick={setStep} size="xs">
        <Stepper.Step label={auditWords.steps.check} description={auditWords.stepTips.check} loading={verify.running} />
        <Stepper.Step label={auditWords.steps.exceptions} description={auditWords.stepTips.exceptions} allowStepSelect={result !== null && !verify.running} />
        <Stepper.Step label={auditWords.steps.report} description={auditWords.stepTips.report} allowStepSelect={result !== null && !verify.running} />
      </Stepper>
      {step === 0 && (
        <Stack gap="sm">
          {verify.running && state && (
            <JobProgress label={auditWords.checking} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={verify.cancel} />
          )}
          {state?.status === 'failed' && <ErrorBox error={state.error} onRetry={() => void check()} />}
          {!verify.running && (state?.status === 'stopped' || result?.stopped) && <Text c="var(--caution-fg)">{auditWords.stopped}</Text>}
          {result && !verify.running && (
            <>
              <Text>
                {auditWords.resultFiles}: <CheckCounts summary={result.summary} />
              </Text>
              {result.inputsSummary && (
                <Text>
                  {auditWords.resultInputs}: <CheckCounts summary={result.inputsSummary} />
                </Text>
              )}
            </>
          )}
          {!verify.running && (
            <Group gap="xs">
              {result && <Button onClick={() => setStep(1)}>{auditWords.toExceptions}</Button>}
              <ActButton act="verify.run" variant="default" onClick={() => void check()}>
                {result ? auditWords.again : auditWords.begin}
              </ActButton>
            </Group>
          )}
        </Stack>
      )}
      {step === 1 && result && (
        <Stack gap="sm">
          {missing.length > 0 && !asked && <WhereNow workspace={workspace} run={run} missing={missing} onSaved={() => void check()} onDismiss={() => setAsked(true)} />}
          {missing.length > 0 && asked && <Text c="var(--text-muted)">{auditWords.dismissed}</Text>}
          <Exceptions result={result} />
          <Group gap="xs">
            <Button onClick={() => setStep(2)}>{auditWords.toReport}</Button>
            <ActButton act="verify.run" variant="default" onClick={() => void check()}>
              {auditWords.again}
            </ActButton>
          </Group>
        </Stack>
      )}
      {step === 2 && (
        <>
          <Group>
            <Button variant="default" onClick={() => setStep(1)}>
              {auditWords.back}
            </Button>
          </Group>
          <ReportView workspace={workspace} about={{ kind: 'run', run }} />
        </>
      )}
    </Stack>
  );
}
