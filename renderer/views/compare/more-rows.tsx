/** What a comparison of large runs left out of its answer, fetched page by page when asked for. */

import { Group, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Output } from '../../../core/contract';
import type { IgnoreRule } from '../../../core/contract/compare';
import { call } from '../../client';
import { BusyButton } from '../../parts/busy-button';
import { ErrorBox } from '../../parts/error-box';
import { moreWords as words } from '../../words/compare';

/** Rows of each kind in the first answer. */
export const mostRows = 500;
const page = 1000;

interface Props<Row> {
  asked: { workspace: string; left: string; right: string; ignore: IgnoreRule[] };
  of: 'outputs' | 'tasks';
  first: readonly Row[];
  total: number;
  pick: (answer: Output<'compare.rows'>) => readonly Row[];
  children: (rows: readonly Row[]) => ReactNode;
}

/** Give it a key of its own for each answer: what was fetched belongs to that one. */
export function MoreRows<Row>({ asked, of, first, total, pick, children }: Props<Row>) {
  const [more, setMore] = useState<readonly Row[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const rows = more.length === 0 ? first : [...first, ...more];
  const fetchMore = async () => {
    setBusy(true);
    setError(null);
    try {
      const answer = await call('compare.rows', { ...asked, of, offset: rows.length, limit: page });
      setMore([...more, ...pick(answer)]);
    } catch (thrown) {
      setError(thrown);
    }
    setBusy(false);
  };
  return (
    <>
      {rows.length < total && (
        <Group gap="sm">
          <Text role="status">{words.shown(rows.length, total)}</Text>
          <BusyButton variant="default" size="compact-sm" loading={busy} onClick={() => void fetchMore()}>
            {words.more(Math.min(page, total - rows.length))}
          </BusyButton>
        </Group>
      )}
      {error !== null && <ErrorBox error={error} onRetry={() => void fetchMore()} />}
      {children(rows)}
    </>
  );
}
