/** Carries out what is chosen in the program's menu; search is heard by the search box itself. */
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { MenuCommand } from '../../core/contract/window';
import { onMenu } from '../client';
import { paths } from '../routes';

export function MenuCommands({ workspace }: { workspace: string | null }) {
  const [, go] = useLocation();
  useEffect(() => {
    const acts: Partial<Record<MenuCommand, () => void>> = {
      workspaces: () => go(paths.workspaces()),
      sync: () => go(workspace === null ? paths.workspaces() : paths.workspace(workspace)),
      glossary: () => go(paths.glossary()),
      help: () => go(paths.help()),
      shortcuts: () => go(paths.help()),
      back: () => window.history.back(),
      forward: () => window.history.forward(),
    };
    return onMenu((command) => acts[command]?.());
  }, [workspace, go]);
  return null;
}
