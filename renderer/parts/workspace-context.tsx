/** The workspace that a part of the window speaks of, so that links need not be told. */
import { createContext, type ReactNode, useContext } from 'react';

const Context = createContext<string | null>(null);

export function WorkspaceProvider({ workspace, children }: { workspace: string; children: ReactNode }) {
  return <Context.Provider value={workspace}>{children}</Context.Provider>;
}

/** The name of the workspace around; null where there is none. */
export function useWorkspaceOrNone(): string | null {
  return useContext(Context);
}

/** The name of the workspace around; an error where there is none. */
export function useWorkspace(): string {
  const workspace = useContext(Context);
  if (workspace === null) throw new Error('This part of the window needs a workspace around it.');
  return workspace;
}
