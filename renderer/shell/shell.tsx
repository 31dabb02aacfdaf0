/** The frame around every page: skip link, top bar, what the data stands on, the page itself. */
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { IndexMakingLine } from '../parts/index-making';
import { NotJournalledLine } from '../parts/not-journalled';
import { useOpened } from '../parts/use-opened';
import { WorkspaceProvider } from '../parts/workspace-context';
import { useLayoutsStarted } from '../views/graph/use-layouts-started';
import { AsOfGate } from '../views/time/as-of-gate';
import { AsOfLine } from '../views/time/as-of-line';
import { useAsOf } from '../views/time/use-as-of';
import { partsWords } from '../words/parts';
import { ContextMenu } from './context-menu/context-menu';
import { CrashGuard } from './crash-guard';
import { DroppedFiles } from './dropped-files';
import { MenuCommands } from './menu-commands';
import './shell.css';
import { StaleLine } from './stale-line';
import { TestRuntimeBanner } from './test-runtime-banner';
import { Tip } from './tip';
import { ToastList } from './toast-list';
import { TopBar } from './top-bar';

/** The workspace in an address, if any. */
function workspaceIn(location: string): string | null {
  return /^\/w\/([^/]+)/.exec(location)?.[1] ?? null;
}

export function Shell({ children }: { children: ReactNode }) {
  const [location] = useLocation();
  const here = workspaceIn(location);
  // Pages that belong to no workspace keep the bar of the one last looked at.
  const [last, setLast] = useState(here);
  if (here !== null && here !== last) setLast(here);
  const workspace = location === '/' ? null : (here ?? last);
  // What is shown of an earlier time waits until it is known; until then the bar speaks of now.
  const { at, ready } = useAsOf(workspace);
  useOpened(ready ? workspace : null, 'workspaces.get', {});
  useLayoutsStarted(workspace !== null);
  const page = <CrashGuard place={location}>{here === null ? children : <AsOfGate workspace={here}>{children}</AsOfGate>}</CrashGuard>;
  return (
    <div className="shell">
      <MenuCommands workspace={workspace} />
      <DroppedFiles workspace={workspace} />
      <button type="button" className="skip-link" onClick={() => document.getElementById('content')?.focus()}>
        {partsWords.skip}
      </button>
      <header className="shell-head">
        <TestRuntimeBanner />
        <NotJournalledLine />
        <IndexMakingLine />
        <TopBar workspace={workspace} ready={ready} location={location} />
        {here !== null && (at === null ? <StaleLine workspace={here} /> : <AsOfLine workspace={here} />)}
      </header>
      <main id="content" tabIndex={-1} className="shell-main">
        {here === null ? page : <WorkspaceProvider workspace={here}>{page}</WorkspaceProvider>}
      </main>
      <ContextMenu />
      <ToastList />
      <Tip />
    </div>
  );
}
