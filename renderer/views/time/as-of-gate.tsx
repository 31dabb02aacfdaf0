/** Holds a page back until what was known at its time has been found out; says where nothing was. */
import { Anchor, Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { EmptyState } from '../../parts/empty-state';
import { ErrorBox } from '../../parts/error-box';
import { utc } from '../../parts/format';
import { JobProgress } from '../../parts/job-progress';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { paths } from '../../routes';
import { asOfWords as words } from '../../words/time';
import { samePageAt } from './other-time';
import { useAsOf } from './use-as-of';

export function AsOfGate({ workspace, children }: { workspace: string; children: ReactNode }) {
  const [location] = useLocation();
  const { at, asOf, job } = useAsOf(workspace);
  if (at === null) return children;
  const back = (
    <Anchor component={Link} href={samePageAt(location, null)}>
      {words.back}
    </Anchor>
  );
  if (asOf !== null) return asOf.known === 0 || asOf.syncBefore === null ? <Nothing workspace={asOf.workspace} sentence={asOf.sentence} back={back} /> : children;
  const { state } = job;
  if (state?.status === 'failed') {
    return (
      <Page title={words.failed}>
        <ErrorBox error={state.error ?? new Error(words.failed)} onRetry={() => void job.start()} />
        {back}
      </Page>
    );
  }
  if (state?.status === 'stopped') {
    return (
      <Page title={words.stopped}>
        <EmptyState
          title={words.stoppedHint}
          action={
            <Group>
              <Button onClick={() => void job.start()}>{words.again}</Button>
              {back}
            </Group>
          }
        />
      </Page>
    );
  }
  return (
    <Page title={words.openingOf(utc(at) ?? at)}>
      <JobProgress label={words.opening} progress={state?.progress ?? null} startedAt={state?.startedAt ?? Date.now()} stopping={state?.stopping ?? false} onCancel={job.cancel} />
    </Page>
  );
}

function Nothing({ workspace, sentence, back }: { workspace: string; sentence: string; back: ReactNode }) {
  const { data } = useCall('time.points', { workspace });
  const first = data?.syncs.findLast((one) => one.at !== null)?.at;
  return (
    <Page title={words.banner}>
      <EmptyState
        title={words.nothing}
        action={
          <Group>
            {first && (
              <Anchor component={Link} href={samePageAt(paths.workspace(workspace), first)}>
                {words.firstSync}
              </Anchor>
            )}
            {back}
          </Group>
        }
      >
        {sentence}
      </EmptyState>
    </Page>
  );
}
