/** Which files a check is about, remembered while the window is open, so that a running check is found again. */
import { create } from 'zustand';

export interface Scope {
  work: boolean;
  inputs: boolean;
  /** Read files on S3 as well. */
  content: boolean;
}

const outputsAlone: Scope = { work: false, inputs: false, content: false };
export const everything: Scope = { work: true, inputs: true, content: false };

const useScopes = create<{ scopes: Record<string, Scope> }>(() => ({ scopes: {} }));

/** The scope last chosen for a run, or for the whole workspace. */
export function useScope(workspace: string, run: string | undefined): [Scope, (scope: Scope) => void] {
  const key = `${workspace} ${run ?? ''}`;
  const scope = useScopes(({ scopes }) => scopes[key]) ?? outputsAlone;
  return [scope, (next) => useScopes.setState(({ scopes }) => ({ scopes: { ...scopes, [key]: next } }))];
}

/** The files of a scope, as the engine names them. */
export function filesInput(workspace: string, run: string | undefined, { work, inputs }: Pick<Scope, 'work' | 'inputs'>) {
  return run === undefined ? { workspace, all: true } : { workspace, run, work, inputs };
}

/** The same, with how they are to be checked. */
export function verifyInput(workspace: string, run: string | undefined, scope: Scope) {
  return { ...filesInput(workspace, run, scope), content: scope.content };
}
