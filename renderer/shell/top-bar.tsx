/** The top bar: product, workspace, navigation, search, colours. */
import { ActionIcon, useComputedColorScheme, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { IconBinaryTree2, IconMoon, IconSun } from '@tabler/icons-react';
import { Link } from 'wouter';
import { count } from '../parts/format';
import { useCall } from '../parts/use-call';
import { paths } from '../routes';
import { SearchBox } from '../views/search/search-box';
import { shellWords } from '../words/shell';
import { NoticeBell } from './notice-bell';
import { WorkspaceSwitcher } from './workspace-switcher';

interface NavItem {
  title: string;
  href: string;
  /** Addresses that belong to it as well. */
  also?: RegExp;
  /** A number beside it, with its words. */
  badge?: { number: number; words: string };
}

function navItems(workspace: string, findings: number): NavItem[] {
  const words = shellWords.nav;
  return [
    { title: words.overview, href: paths.overview(workspace) },
    { title: words.store, href: paths.workspace(workspace) },
    { title: words.runs, href: paths.runs(workspace), also: /^\/w\/[^/]+\/run\// },
    { title: words.search, href: paths.search(workspace) },
    { title: words.tags, href: paths.tags(workspace) },
    { title: words.impact, href: paths.impact(workspace) },
    { title: words.findings, href: paths.findings(workspace), ...(findings > 0 && { badge: { number: findings, words: shellWords.findingsCount(findings) } }) },
    { title: words.checks, href: paths.checks(workspace), also: /^\/w\/[^/]+\/(identify|reconcile)$/ },
    { title: words.timeline, href: paths.timeline(workspace), also: /^\/w\/[^/]+\/path-history\// },
    { title: words.reports, href: paths.reports(workspace) },
    { title: words.journal, href: paths.journal(workspace) },
    { title: words.glossary, href: paths.glossary() },
  ];
}

function Navigation({ workspace, ready, location }: { workspace: string; ready: boolean; location: string }) {
  const query = useCall('workspaces.get', { workspace }, { enabled: ready });
  return (
    <nav aria-label={shellWords.navigation} className="nav">
      {navItems(workspace, query.data?.workspace.findings ?? 0).map((item) => {
        const current = item.href === location || item.also?.test(location) || (item.href !== paths.workspace(workspace) && location.startsWith(`${item.href}/`));
        return (
          <Link key={item.href} href={item.href} className="nav-item" aria-current={current ? 'page' : undefined}>
            {item.title}
            {item.badge && (
              <span className="nav-badge" title={item.badge.words}>
                {count(item.badge.number)}
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}

function ColourSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const label = dark ? shellWords.light : shellWords.dark;
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
      {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
    </ActionIcon>
  );
}

/** `ready` false: what was known at the time shown is being found out. */
export function TopBar({ workspace, ready, location }: { workspace: string | null; ready: boolean; location: string }) {
  return (
    <div className="top-bar">
      <Link href={paths.workspaces()} className="brand" title={shellWords.home}>
        <IconBinaryTree2 size={20} aria-hidden="true" />
        {workspace === null ? <span>{shellWords.product}</span> : <VisuallyHidden>{shellWords.product}</VisuallyHidden>}
      </Link>
      {workspace !== null && <WorkspaceSwitcher workspace={workspace} />}
      {workspace !== null && <Navigation workspace={workspace} ready={ready} location={location} />}
      <div className="top-bar-end">
        {workspace !== null && <SearchBox key={workspace} workspace={workspace} />}
        <NoticeBell />
        <ColourSwitch />
      </div>
    </div>
  );
}
