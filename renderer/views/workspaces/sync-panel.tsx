/** Starts, shows and stops a sync; then says what it did and what it found. */
import { Anchor, Group } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { SyncResult, Workspace } from '../../../core/contract/workspaces';
import { findingTypes } from '../../../core/findings/kinds';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { count } from '../../parts/format';
import { Instant } from '../../parts/instant';
import { JobProgress } from '../../parts/job-progress';
import { syncInput } from '../../parts/sync-input';
import { Term } from '../../parts/term';
import { useCall } from '../../parts/use-call';
import { useJob } from '../../parts/use-job';
import { paths } from '../../routes';
import { someRunsWords, storeWords, syncSentences } from '../../words/workspaces';
import { CoverageSaid } from './coverage-said';
import { OtherStore, refusalOf } from './other-store';
import { SomeRuns } from './some-runs';

/** The result of one sync in sentences. */
function SyncSaid({ result }: { result: SyncResult }) {
  return (
    <>
      <div>
        {storeWords.resultTitle(result.sync)}, <Instant value={result.finishedAt} />
      </div>
      <ul className="sync-sentences">
        {syncSentences(result).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

/** How many findings of each kind there are, of one sync or of all, each a link to them. */
function FindingCounts({ workspace, sync }: { workspace: string; sync?: number }) {
  const query = useCall('findings.list', { workspace, limit: 1, state: 'open', ...(sync !== undefined && { sync }) });
  if (!query.data) return null;
  const { counts, total } = query.data;
  if (total === 0) return <p className="muted">{sync === undefined ? storeWords.noFindings : storeWords.noFindingsOfSync}</p>;
  return (
    <ul className="sync-sentences">
      {findingTypes
        .filter((type) => (counts[type] ?? 0) > 0)
        .map((type) => (
          <li key={type}>
            <Anchor component={Link} href={paths.findings(workspace, type)} inherit>
              {count(counts[type] ?? 0)}
            </Anchor>{' '}
            <Term name={type} />
          </li>
        ))}
    </ul>
  );
}

export function SyncPanel({ workspace }: { workspace: Workspace }) {
  const input = syncInput(workspace);
  const again = useJob('sync.run', input);
  const all = useJob('sync.run', { workspace: workspace.name });
  const [choosing, setChoosing] = useState(false);
  const byRuns = input.runs !== undefined;
  // The whole store is asked for by a button of its own where "again" means some runs.
  const sync = byRuns && all.state !== null ? all : again;
  const { state } = sync;
  const refusal = refusalOf(state?.error);
  return (
    <section className="panel" aria-label={storeWords.sync}>
      <h2>{storeWords.sync}</h2>
      {state?.status === 'running' ? (
        <JobProgress label={`${storeWords.sync}: ${workspace.name}`} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={sync.cancel} />
      ) : (
        <>
          <Group>
            <ActButton act="sync.run" leftSection={<IconRefresh size={15} aria-hidden="true" />} onClick={() => void again.start()}>
              {byRuns ? someRunsWords.again : workspace.lastSync ? storeWords.syncAgain : storeWords.syncNow}
            </ActButton>
            {byRuns && (
              <ActButton act="sync.run" variant="default" onClick={() => void all.start()}>
                {someRunsWords.whole}
              </ActButton>
            )}
            <ActButton act="sync.run" variant="default" onClick={() => setChoosing(true)}>
              {someRunsWords.open}
            </ActButton>
          </Group>
          <p className="muted">{byRuns ? someRunsWords.againHint : storeWords.syncHint}</p>
        </>
      )}
      {choosing && <SomeRuns workspace={workspace.name} chosen={workspace.coverage.runs} onClose={() => setChoosing(false)} />}
      {state?.status === 'failed' && state.error !== null && refusal !== null && (
        <OtherStore input={sync === all ? { workspace: workspace.name } : input} error={state.error} refusal={refusal} />
      )}
      {state?.status === 'failed' && refusal === null && <ErrorBox error={state.error} />}
      {state?.status === 'stopped' && <p role="status">{storeWords.stopped}</p>}
      {workspace.interruptedSync && state?.status !== 'running' && <p className="caution">{storeWords.interrupted}</p>}
      <CoverageSaid coverage={workspace.coverage} />
      {workspace.lastSync && (
        <>
          <SyncSaid result={workspace.lastSync} />
          <h2>{storeWords.findingsOfSync(workspace.lastSync.sync)}</h2>
          <FindingCounts workspace={workspace.name} sync={workspace.lastSync.sync} />
          <h2>{storeWords.findings}</h2>
          <FindingCounts workspace={workspace.name} />
        </>
      )}
    </section>
  );
}
