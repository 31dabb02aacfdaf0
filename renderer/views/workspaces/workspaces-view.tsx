/** All workspaces as cards, and the way to add one. */
import { Anchor, Badge, Button, Group, SimpleGrid } from '@mantine/core';
import { IconFileZip, IconFolder, IconPlus, IconServer2 } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { atRestWords } from '../../../core/at-rest/words';
import type { Workspace } from '../../../core/contract/workspaces';
import { ErrorBox } from '../../parts/error-box';
import { Instant } from '../../parts/instant';
import { readKept, writeKept } from '../../parts/kept';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { offerUndo } from '../../parts/toasts';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { bundleWords } from '../../words/open-bundle';
import { shellWords } from '../../words/shell';
import { welcomeWords } from '../../words/welcome';
import { workspacesWords } from '../../words/workspaces';
import { FirstSteps } from '../welcome/first-steps';
import { AddWorkspace } from './add-workspace';
import { LockedCard, RetiredList } from './not-open';
import { OpenBundle } from './open-bundle';
import { UnlockDialog } from './unlock-dialog';
import './workspaces.css';

function WorkspaceCard({ workspace }: { workspace: Workspace }) {
  const Icon = { folder: IconFolder, s3: IconServer2, bundle: IconFileZip }[workspace.store.type];
  const words = workspacesWords;
  return (
    <article className="panel workspace-card" aria-label={workspace.name}>
      <h2>
        <Anchor component={Link} href={workspace.lastSync ? paths.runs(workspace.name) : paths.workspace(workspace.name)} inherit>
          {workspace.name}
        </Anchor>{' '}
        {workspace.demo && (
          <Badge size="xs" variant="default">
            {words.demo}
          </Badge>
        )}
      </h2>
      <p className="muted workspace-place">
        <Icon size={15} aria-hidden="true" /> <span className="wrap-anywhere">{visibleText(workspace.storeText)}</span>
      </p>
      <p>
        {words.runs(workspace.runs)} · {words.records(workspace.records)} ·{' '}
        {workspace.findings > 0 ? (
          <Anchor component={Link} href={paths.findings(workspace.name)} inherit underline="always">
            {words.findings(workspace.findings)}
          </Anchor>
        ) : (
          words.findings(0)
        )}
      </p>
      <p className="muted">
        {workspace.store.type === 'bundle' ? bundleWords.imported : words.lastSync}: {workspace.lastSync ? <Instant value={workspace.lastSync.finishedAt} /> : words.never}
      </p>
      {!workspace.encrypted && <p className="muted">{atRestWords(false)}</p>}
      {workspace.interruptedSync && <p className="caution">{shellWords.interrupted}</p>}
      {workspace.readOnly !== null && <p className="caution">{shellWords.readOnly(workspace.readOnly)}</p>}
      <p className="workspace-links">
        <Anchor component={Link} href={paths.runs(workspace.name)}>
          {words.open}
        </Anchor>
        <Anchor component={Link} href={paths.workspace(workspace.name)}>
          {workspace.store.type === 'bundle' ? bundleWords.toBundle : shellWords.toStore}
        </Anchor>
      </p>
    </article>
  );
}

/** The name that it is kept under that nobody wants to see the first steps here. */
const stepsDismissed = 'first steps dismissed';

export function WorkspacesView() {
  const query = useCall('workspaces.list', {});
  const atRest = useCall('workspaces.atRest', {});
  const { locked, retired } = atRest.data ?? { locked: [], retired: [] };
  const [adding, setAdding] = useState(false);
  const [opening, setOpening] = useState(false);
  const [unlocking, setUnlocking] = useState<string | null>(null);
  const [, go] = useLocation();
  const [showSteps, setShowSteps] = useState(() => readKept<boolean>(stepsDismissed) !== true);
  const dismiss = () => {
    const set = (dismissed: boolean) => {
      writeKept(stepsDismissed, dismissed);
      setShowSteps(!dismissed);
    };
    set(true);
    offerUndo(welcomeWords.dismissed, () => set(false));
  };
  const add = (
    <Group gap="xs">
      <Button variant="default" leftSection={<IconFileZip size={15} aria-hidden="true" />} onClick={() => setOpening(true)}>
        {bundleWords.open}
      </Button>
      <Button leftSection={<IconPlus size={15} aria-hidden="true" />} onClick={() => setAdding(true)}>
        {workspacesWords.add}
      </Button>
    </Group>
  );
  return (
    <Page title={workspacesWords.title} actions={add}>
      <Loaded query={query}>
        {({ workspaces, problems }) =>
          workspaces.length + problems.length + locked.length === 0 ? (
            <FirstSteps workspaces={workspaces} onAdd={() => setAdding(true)} onOpenBundle={() => setOpening(true)} />
          ) : (
            <>
              {showSteps && <FirstSteps workspaces={workspaces} onDismiss={dismiss} />}
              <SimpleGrid cols={{ base: 1, sm: 2, lg: 3, xl: 4 }} spacing="md">
                {workspaces.map((workspace) => (
                  <WorkspaceCard key={workspace.name} workspace={workspace} />
                ))}
                {locked.map((one) => (
                  <LockedCard key={one.folder} workspace={one} onUnlock={() => setUnlocking(one.folder)} />
                ))}
                {problems.map((problem) => (
                  <article key={problem.name} className="panel workspace-card" aria-label={problem.name}>
                    <h2>{problem.name}</h2>
                    <p className="bad">{workspacesWords.problem}</p>
                    <p className="wrap-anywhere">{visibleText(problem.error)}</p>
                  </article>
                ))}
              </SimpleGrid>
            </>
          )
        }
      </Loaded>
      {atRest.error !== null && <ErrorBox error={atRest.error} />}
      <RetiredList retired={retired} />
      {unlocking !== null && (
        <UnlockDialog
          folder={unlocking}
          onClose={() => setUnlocking(null)}
          onUnlocked={(name) => {
            setUnlocking(null);
            go(paths.runs(name));
          }}
        />
      )}
      <AddWorkspace opened={adding} taken={query.data?.workspaces.map((one) => one.name) ?? []} onClose={() => setAdding(false)} onAdded={(name) => go(paths.workspace(name))} />
      <OpenBundle opened={opening} taken={query.data?.workspaces.map((one) => one.name) ?? []} onClose={() => setOpening(false)} onOpened={(name) => go(paths.workspace(name))} />
    </Page>
  );
}
