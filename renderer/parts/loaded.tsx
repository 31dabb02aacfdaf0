/** The three ways a question can stand: still asking, failed in words, answered. */
import { Center, Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue } from 'react';
import { partsWords } from '../words/parts';
import { ErrorBox } from './error-box';

/** The first answer is drawn in short turns with the window: a whole page at once would hold it up. What is drawn is never an older answer. `meanwhile`: what is known before; null: nothing is drawn. */
export function Loaded<T>({ query, meanwhile, children }: { query: UseQueryResult<T, Error>; meanwhile?: ReactNode; children: (data: T) => ReactNode }) {
  const answered = useDeferredValue(query.data !== undefined);
  if (answered && query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorBox error={query.error} onRetry={() => void query.refetch()} />;
  if (meanwhile !== undefined) return meanwhile;
  return (
    <Center py="xl" role="status" aria-label={partsWords.loading}>
      <Loader size="sm" />
    </Center>
  );
}
