/** "Check a sample of N": draws it, checks it, and says what it can claim of all the files. */
import { Group, NumberInput, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Sample } from '../../../core/contract/verify';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { forgetWorkspace } from '../../parts/use-call';
import { useJob } from '../../parts/use-job';
import { visibleText } from '../../parts/visible-text';
import { checksWords } from '../../words/checks';
import { type Scope, verifyInput } from './use-scope';

const words = checksWords.sample;

function Claim({ sample: { n, of, seed, method, strata, claim } }: { sample: Sample }) {
  return (
    <section className="check-claim" aria-label={words.claim}>
      <Text fw={600}>{words.drawn(n, of, visibleText(seed))}</Text>
      {claim.words.map((sentence) => (
        <Text key={sentence} size="sm">
          {sentence}
        </Text>
      ))}
      <details>
        <summary>{words.plan}</summary>
        <Text size="sm">{method}</Text>
        <ul>
          {strata.map(({ label, size, total, taken }) => (
            <li key={`${label} ${size}`}>{words.stratum(visibleText(label), size, taken, total)}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}

interface CheckSampleProps {
  workspace: string;
  run: string | undefined;
  scope: Scope;
  /** Recorded files in the scope, without inputs; null while unknown. */
  total: number | null;
  /** Another check is under way. */
  busy: boolean;
}

export function CheckSample({ workspace, run, scope, total, busy }: CheckSampleProps) {
  const queries = useQueryClient();
  const [size, setSize] = useState(59);
  const [seed, setSeed] = useState('');
  const job = useJob('verify.run', { ...verifyInput(workspace, run, { ...scope, inputs: false }), sample: { n: size, ...(seed.trim() !== '' && { seed: seed.trim() }) } });
  const { state } = job;
  const start = async () => {
    await job.start();
    await forgetWorkspace(queries, workspace);
  };
  return (
    <details className="check-sample">
      <summary>{words.open}</summary>
      {job.running && state ? (
        <JobProgress label={words.checking} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={job.cancel} />
      ) : (
        <Group gap="md" align="flex-end">
          <NumberInput
            label={words.size}
            size="xs"
            w={110}
            min={1}
            max={1_000_000}
            allowDecimal={false}
            value={size}
            onChange={(value) => setSize(Math.max(1, Math.trunc(Number(value)) || 1))}
          />
          <TextInput label={words.seed} placeholder={words.anySeed} size="xs" maxLength={100} value={seed} onChange={(event) => setSeed(event.currentTarget.value)} />
          <ActButton act="verify.run" variant="default" size="xs" disabled={busy || !total} onClick={() => void start()}>
            {words.check(Math.min(size, total ?? size), total ?? 0)}
          </ActButton>
          <Text size="xs" c="var(--text-muted)">
            {words.tip}
          </Text>
        </Group>
      )}
      {state?.result?.sample && !job.running && <Claim sample={state.result.sample} />}
      {state?.status === 'failed' && <ErrorBox error={state.error} onRetry={() => void start()} />}
    </details>
  );
}
