/** Questions to the engine as queries: cached by name and input, asked again when their workspace changed. */
import { keepPreviousData, type QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { CallName, Input, Output, WindowName } from '../../core/contract';
import { call } from '../client';

/** How any answer of the engine is kept: until its workspace changes, asked once, never taken apart. */
export const keptAnswer = {
  staleTime: Number.POSITIVE_INFINITY,
  // Comparing a large answer with the one before, value by value, would stop the window.
  structuralSharing: false,
  retry: false,
  networkMode: 'always',
  refetchOnWindowFocus: false,
} as const;

/** The answer to a call, kept while its workspace is unchanged; `fresh`: asked again by every view that opens; `keep`: the answer before stays in sight meanwhile. `enabled: false` waits. */
export function useCall<N extends CallName | WindowName>(
  name: N,
  input: Input<N>,
  options: { enabled?: boolean; fresh?: boolean; keep?: boolean } = {},
): UseQueryResult<Output<N>, Error> {
  return useQuery<Output<N>, Error>({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    enabled: options.enabled ?? true,
    ...keptAnswer,
    ...(options.fresh && { staleTime: 0 }),
    ...(options.keep && { placeholderData: keepPreviousData }),
  });
}

/** Forgets what was answered about one workspace, and the lists that are of all of them. */
export function forgetWorkspace(queries: QueryClient, workspace: string): Promise<void> {
  return queries.invalidateQueries({
    predicate: ({ queryKey: [name, input] }) =>
      ['workspaces.list', 'workspaces.atRest', 'notices.list'].includes(name as string) ||
      (typeof input === 'object' && input !== null && 'workspace' in input && input.workspace === workspace),
  });
}
