/** The rows of a table, filtered and sorted: at once where they are few, in turns with the window where they are many. */
import { useEffect, useMemo, useState } from 'react';
import { type Arrangement, arrange, finish, newMemory } from '../../core/table/arrange';
import { finishInTurns } from './in-turns';
import type { Column } from './table-rows';

/** As many rows are arranged within one frame. */
const few = 1000;

/** `busy`: what is shown is still the arrangement before. */
export function useArranged<Row>(rows: readonly Row[], columns: readonly Column<Row>[], { filter, filters, sort }: Arrangement): { shown: readonly Row[]; busy: boolean } {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is remembered speaks of these rows and columns
  const memory = useMemo(newMemory, [rows, columns]);
  const many = rows.length > few;
  const atOnce = useMemo(() => (many ? null : finish(arrange(rows, columns, { filter, filters, sort }, memory))), [many, rows, columns, filter, filters, sort, memory]);
  const wanted = useMemo(() => ({ rows, columns, filter, filters, sort }), [rows, columns, filter, filters, sort]);
  const [later, setLater] = useState<{ of: typeof wanted; shown: readonly Row[] } | null>(null);
  useEffect(() => {
    if (!many) return;
    const stop = new AbortController();
    void finishInTurns(arrange(wanted.rows, wanted.columns, wanted, memory), stop.signal).then((shown) => {
      if (shown !== null && !stop.signal.aborted) setLater({ of: wanted, shown });
    });
    return () => stop.abort();
  }, [many, wanted, memory]);
  if (atOnce !== null) return { shown: atOnce, busy: false };
  return { shown: later?.of.rows === rows ? later.shown : rows, busy: later?.of !== wanted };
}
