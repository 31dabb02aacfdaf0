/** One report for each run, into a folder: how far it is, and which failed. */
import { Group, NativeSelect, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../client';
import { ActButton } from '../../parts/act-button';
import { CopyButton } from '../../parts/copy-button';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { LidLink } from '../../parts/lid-link';
import { useCall } from '../../parts/use-call';
import { useJob } from '../../parts/use-job';
import { visibleText } from '../../parts/visible-text';
import { reportKindWords, reportsWords as words } from '../../words/report';

const kinds = ['run', 'environment'] as const;

export function BatchForm({ workspace, onDone }: { workspace: string; onDone: () => void }) {
  const [kind, setKind] = useState<(typeof kinds)[number]>('run');
  const [template, setTemplate] = useState('');
  const [folder, setFolder] = useState('');
  const [failed, setFailed] = useState<unknown>(null);
  const wanted = useRef(false);
  const templates = (useCall('report.templates', { workspace }).data?.templates ?? []).filter((one) => one.kind === kind);
  const settings = templates.find((one) => one.name === template)?.settings ?? {};
  const job = useJob('report.batch', { workspace, kind, runs: null, settings, folder });
  const { state, running } = job;
  const begin = async () => {
    wanted.current = false;
    await job.start();
    onDone();
  };
  // The job is named by its folder, so it starts once the folder has been taken over.
  useEffect(() => {
    if (wanted.current && folder !== '') void begin();
  });
  const choose = async () => {
    setFailed(null);
    const picked = await call('dialog.pickFolder', { title: words.batchFolder }).catch(setFailed);
    if (!picked?.path) return;
    wanted.current = true;
    if (picked.path === folder) void begin();
    else setFolder(picked.path);
  };
  const error = failed ?? state?.error ?? null;
  return (
    <section className="panel" aria-label={words.batch}>
      <h2>{words.batch}</h2>
      <p className="muted">{words.batchHint}</p>
      {running && state ? (
        <JobProgress label={words.batchRunning} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={job.cancel} />
      ) : (
        <Group align="flex-end" gap="sm">
          <NativeSelect
            label={words.batchKind}
            data={kinds.map((one) => ({ value: one, label: reportKindWords[one].name }))}
            value={kind}
            onChange={(event) => setKind(kinds.find((one) => one === event.currentTarget.value) ?? 'run')}
          />
          <NativeSelect
            label={words.template}
            data={[{ value: '', label: words.usual }, ...templates.map(({ name }) => ({ value: name, label: visibleText(name) }))]}
            value={template}
            onChange={(event) => setTemplate(event.currentTarget.value)}
          />
          <ActButton act="report.batch" variant="default" onClick={() => void choose()}>
            {words.batchStart}
          </ActButton>
        </Group>
      )}
      {state?.result && !running && (
        <div role="status">
          <Text fw={600} mt="sm">
            {words.batchDone(state.result.written.length, state.result.failed.length, state.result.notMade.length)}
          </Text>
          <Text className="mono wrap-anywhere">
            {visibleText(folder)} <CopyButton text={folder} what={words.columns.path} />
          </Text>
          <details>
            <summary>{words.batchWritten(state.result.written.length)}</summary>
            <ul className="sentences">
              {state.result.written.map(({ id, path }) => (
                <li key={path} className="mono wrap-anywhere">
                  {id} {visibleText(path)}
                </li>
              ))}
            </ul>
          </details>
          {state.result.notMade.length > 0 && (
            <>
              <Text mt="xs">{words.batchNotMade}</Text>
              <ul className="sentences">
                {state.result.notMade.map((run) => (
                  <li key={run}>
                    <LidLink lid={run} kind="WorkflowRun" />
                  </li>
                ))}
              </ul>
            </>
          )}
          {state.result.failed.length > 0 && (
            <>
              <Text mt="xs">{words.batchFailed}</Text>
              <ul className="sentences">
                {state.result.failed.map(({ run, message }) => (
                  <li key={run}>
                    <LidLink lid={run} kind="WorkflowRun" /> {visibleText(message)}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      {state?.status === 'stopped' && !running && <Text c="var(--caution-fg)">{words.batchStopped}</Text>}
      {error !== null && !running && <ErrorBox error={error} />}
    </section>
  );
}
