/** The card that writes the whole workspace out as Parquet tables into a folder that is chosen, and tells what was written and what not. */
import { Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Output } from '../../../core/contract';
import { call } from '../../client';
import { ActButton } from '../../parts/act-button';
import { CopyButton } from '../../parts/copy-button';
import { ErrorBox } from '../../parts/error-box';
import { size } from '../../parts/format';
import { JobProgress } from '../../parts/job-progress';
import { useJob } from '../../parts/use-job';
import { visibleText } from '../../parts/visible-text';
import { parquetWords as words } from '../../words/parquet';

function Written({ result }: { result: Output<'export.tables'> }) {
  return (
    <div role="status">
      <Text fw={600} mt="sm">
        {words.done(result.files, size(result.bytes))}
      </Text>
      <Text className="mono wrap-anywhere">
        {visibleText(result.path)} <CopyButton text={result.path} what={words.path} />
      </Text>
      <Text className="mono wrap-anywhere">
        {words.sums} {result.sha256} <CopyButton text={result.sha256} what={words.sums} />
      </Text>
      <Text>{words.rows(Object.entries(result.rows))}</Text>
      <Text>
        {words.checkpoint(result.checkpoint)} {result.masked > 0 && words.masked(result.masked)}
      </Text>
      <details>
        <summary>{words.left}</summary>
        <ul className="sentences">
          {result.notCarried.map((one) => (
            <li key={one}>{visibleText(one)}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

export function ParquetPanel({ workspace }: { workspace: string }) {
  const [folder, setFolder] = useState('');
  const [failed, setFailed] = useState<unknown>(null);
  const wanted = useRef(false);
  const job = useJob('export.tables', { workspace, folder });
  const { state, running } = job;
  // The job is named by its folder, so it starts once the folder has been taken over.
  useEffect(() => {
    if (!wanted.current || folder === '') return;
    wanted.current = false;
    void job.start();
  });
  const choose = async () => {
    setFailed(null);
    const picked = await call('dialog.pickFolder', { title: words.folderTitle }).catch(setFailed);
    if (!picked?.path) return;
    if (picked.path === folder) void job.start();
    else {
      wanted.current = true;
      setFolder(picked.path);
    }
  };
  const error = failed ?? state?.error ?? null;
  return (
    <section className="panel wide" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="muted">{words.what}</p>
      {running && state ? (
        <JobProgress label={words.job(workspace)} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={job.cancel} />
      ) : (
        <ActButton act="export.tables" variant="default" onClick={() => void choose()}>
          {words.choose}
        </ActButton>
      )}
      {state?.status === 'stopped' && <Text role="status">{words.stopped}</Text>}
      {state?.result && !running && <Written result={state.result} />}
      {error !== null && <ErrorBox error={error} />}
    </section>
  );
}
