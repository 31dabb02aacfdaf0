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

/** The scope as the engine takes it. */
export function verifyInput(workspace: string, run: string | undefined, { work, inputs, content }: Scope) {
  return run === undefined ? { workspace, all: true, content } : { workspace, run, work, inputs, content };
}
