/** How old what is shown is: when the workspace was last synced, and that nothing newer is seen. */
import { Anchor, Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Workspace } from '../../core/contract/workspaces';
import { AuditError } from '../../core/errors';
import { ago, utc } from '../parts/format';
import { syncInput } from '../parts/sync-input';
import { useCall } from '../parts/use-call';
import { useJob } from '../parts/use-job';
import { visibleText } from '../parts/visible-text';
import { paths } from '../routes';
import { AsOfControl } from '../views/time/as-of-control';
import { errorWords } from '../words/parts';
import { shellWords } from '../words/shell';
import { coverageWords } from '../words/workspaces';

function useMinutes(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function sentence(workspace: Workspace, now: number): string {
  const { lastSync, interruptedSync, readOnly } = workspace;
  if (readOnly !== null) return shellWords.readOnly(readOnly);
  if (interruptedSync) return shellWords.interrupted;
  if (workspace.store.type === 'bundle' && lastSync?.complete) return shellWords.imported;
  if (lastSync === null) return shellWords.neverSynced;
  const synced = shellWords.synced(ago(lastSync.finishedAt, Math.max(now, Date.parse(lastSync.finishedAt))), utc(lastSync.finishedAt) ?? lastSync.finishedAt);
  const { known, runs } = workspace.coverage;
  if (known === 'runs') return `${synced} ${coverageWords.short(runs.length)}`;
  if (known === 'whole-and-runs') return `${synced} ${coverageWords.shortSince(runs.length)}`;
  return lastSync.complete || lastSync.scope?.ended ? synced : `${synced} ${shellWords.incomplete}`;
}

export function StaleLine({ workspace }: { workspace: string }) {
  const now = useMinutes();
  const query = useCall('workspaces.get', { workspace });
  const { refetch } = query;
  // Whoever comes back from a terminal finds what was done there: the engine tells of it when it is asked anything.
  useEffect(() => {
    const look = () => void refetch();
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [refetch]);
  const sync = useJob('sync.run', query.data === undefined ? { workspace } : syncInput(query.data.workspace));
  if (!query.data) return null;
  const found = query.data.workspace;
  const caution =
    found.readOnly !== null || found.interruptedSync || found.lastSync === null || found.coverage.sentence !== null || !(found.lastSync.scope?.ended ?? found.lastSync.complete);
  return (
    <section className="stale-line" data-caution={caution || undefined} aria-label={shellWords.toStore}>
      <span>
        {sentence(found, now)}
        {found.coverage.sentence !== null && (
          <>
            {' '}
            <Anchor component={Link} href={paths.workspace(workspace)} size="xs" underline="always" title={visibleText(found.coverage.sentence)}>
              {coverageWords.explain}
            </Anchor>
          </>
        )}
      </span>
      {found.store.type === 'bundle' && found.lastSync?.complete ? null : sync.running ? (
        <Anchor component={Link} href={paths.workspace(workspace)} size="xs">
          {shellWords.syncing}
        </Anchor>
      ) : (
        <Button variant="subtle" size="compact-xs" leftSection={<IconRefresh size={13} aria-hidden="true" />} onClick={() => void sync.start()}>
          {shellWords.sync}
        </Button>
      )}
      <span className="stale-line-end">
        <AsOfControl workspace={workspace} />
      </span>
      {sync.state?.status === 'failed' && (
        <Anchor component={Link} href={paths.workspace(workspace)} size="xs" c="var(--bad-fg)">
          {sync.state.error instanceof AuditError && sync.state.error.code === 'other-store' ? errorWords['other-store'] : sync.state.error?.message}
        </Anchor>
      )}
    </section>
  );
}
