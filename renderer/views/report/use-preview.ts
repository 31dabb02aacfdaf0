/** What a report will say, made anew with each choice: told how far it is, and given up when something else is chosen, the page is left, or somebody stops it. */
import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Input, Output } from '../../../core/contract';
import type { Progress } from '../../../core/contract/shared';
import { job } from '../../client';
import { keptAnswer } from '../../parts/use-call';

/** Milliseconds that a preview may take before it is told how far it is. */
const unsaid = 500;

export interface Preview {
  query: UseQueryResult<Output<'report.preview'>, Error>;
  /** Null while nothing is made, or not long yet. */
  making: { progress: Progress; startedAt: number } | null;
  /** Somebody stopped it: what is shown, if anything, was made before. */
  stopped: boolean;
  stop(): void;
}

export function usePreview(input: Input<'report.preview'>): Preview {
  const queries = useQueryClient();
  const [making, setMaking] = useState<Preview['making']>(null);
  const [stopped, setStopped] = useState(false);
  const queryKey = ['report.preview', input];
  const query = useQuery<Output<'report.preview'>, Error>({
    queryKey,
    queryFn: async ({ signal }) => {
      const startedAt = Date.now();
      setStopped(false);
      try {
        return await job('report.preview', input, {
          signal,
          onProgress: (progress) => {
            if (!signal.aborted && Date.now() - startedAt > unsaid) setMaking({ progress, startedAt });
          },
        });
      } finally {
        if (!signal.aborted) setMaking(null);
      }
    },
    ...keptAnswer,
    placeholderData: keepPreviousData,
  });
  const stop = () => {
    setMaking(null);
    setStopped(true);
    void queries.cancelQueries({ queryKey });
  };
  return { query, making: query.isFetching ? making : null, stopped: stopped && !query.isFetching, stop };
}
