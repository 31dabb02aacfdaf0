/** The code of a run against a git repository or bundle: choose one, see what is proven, and what no record covers. */
import { Group, Text } from '@mantine/core';
import { IconFileZip, IconFolderOpen } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Output } from '../../../core/contract';
import { codeCheckWords } from '../../../core/verify/code/words';
import { call } from '../../client';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { JobProgress } from '../../parts/job-progress';
import { Loaded } from '../../parts/loaded';
import { forgetWorkspace, useCall } from '../../parts/use-call';
import { useJob } from '../../parts/use-job';
import { visibleText } from '../../parts/visible-text';
import { codeWords as words } from '../../words/code';
import './code-check.css';
import { CodeResult } from './code-result';

interface CodeCheckProps {
  workspace: string;
  run: string;
}

export function CodeCheck({ workspace, run }: CodeCheckProps) {
  const query = useCall('code.results', { workspace, run });
  return <Loaded query={query}>{(data) => <CodeSection workspace={workspace} run={run} {...data} />}</Loaded>;
}

/** Closed it is one line; it opens by itself while a check runs. */
function CodeSection({ workspace, run, check, recorded }: CodeCheckProps & Output<'code.results'>) {
  const [repo, setRepo] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const said = check === null ? null : codeCheckWords(check);
  const summary = said?.answer ?? (recorded.scripts === 0 ? words.noScripts : recorded.commit === null ? words.noCommit : words.never);
  const provable = recorded.scripts > 0 && recorded.commit !== null;
  return (
    <details className="panel code-check" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong>{words.title}</strong>{' '}
        <span role="status" data-tone={check === null || check.stale ? 'caution' : said?.tone}>
          {visibleText(summary)}
        </span>
      </summary>
      {open && (
        <div className="code-body">
          {check === null && provable && <p>{visibleText(words.neverHint(recorded.scripts, recorded.commit ?? '', recorded.repository))}</p>}
          {provable && <CodeControls workspace={workspace} run={run} repo={repo} onRepo={setRepo} />}
          {check === null && provable && <Text size="xs">{words.howBundle}</Text>}
          {check !== null && said !== null && <CodeResult check={check} said={said} />}
        </div>
      )}
    </details>
  );
}

function CodeControls({ workspace, run, repo, onRepo }: CodeCheckProps & { repo: string | null; onRepo: (path: string) => void }) {
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const job = useJob('code.verify', { workspace, run, repo: repo ?? ' ' });
  const pick = async (ask: () => Promise<{ path: string | null }>) => {
    setError(null);
    try {
      const { path } = await ask();
      if (path !== null) onRepo(path);
    } catch (thrown) {
      setError(thrown);
    }
  };
  const start = async () => {
    await job.start();
    await forgetWorkspace(queries, workspace);
  };
  const state = job.state;
  if (job.running && state) return <JobProgress label={words.checking} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={job.cancel} />;
  return (
    <>
      <Group gap="xs">
        <ActButton
          act="code.verify"
          variant="default"
          leftSection={<IconFolderOpen size={15} aria-hidden="true" />}
          onClick={() => void pick(() => call('dialog.pickFolder', { title: words.folderTitle }))}
        >
          {words.pickFolder}
        </ActButton>
        <ActButton
          act="code.verify"
          variant="default"
          leftSection={<IconFileZip size={15} aria-hidden="true" />}
          onClick={() => void pick(() => call('dialog.openFile', { title: words.bundleTitle }))}
        >
          {words.pickBundle}
        </ActButton>
        {repo !== null && (
          <>
            <span className="mono wrap-anywhere">{visibleText(repo)}</span>
            <ActButton act="code.verify" onClick={() => void start()}>
              {words.check}
            </ActButton>
          </>
        )}
        {state?.status === 'stopped' && (
          <Text c="var(--caution-fg)" role="status">
            {words.stopped}
          </Text>
        )}
      </Group>
      {error !== null && <ErrorBox error={error} />}
      {state?.status === 'failed' && <ErrorBox error={state.error} onRetry={() => void start()} />}
    </>
  );
}
