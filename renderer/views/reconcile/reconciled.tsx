/** A reconciled list: what was taken from it, counts that narrow the table, the lines, and what the list lacks. */
import { Text, UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Input } from '../../../core/contract';
import type { Reconciliation } from '../../../core/contract/reconcile';
import { listLimits, stateWords } from '../../../core/verify/reconcile/words';
import { CopyButton } from '../../parts/copy-button';
import { visibleText } from '../../parts/visible-text';
import { reconcileWords as words } from '../../words/reconcile';
import { keeps, type RowFilter, rowFilters } from './reconcile-rows';
import { ExtraTable, RowsTable } from './reconcile-tables';
import { SaveReconciliation } from './save-reconciliation';

function filterWords(filter: RowFilter): string {
  if (filter === 'all') return '';
  if (filter === 'extra') return words.extra;
  if (filter === 'differs' || filter === 'unusable') return words[filter];
  return filter === 'exceptions' ? words.exceptions : stateWords[filter];
}

export function Reconciled({ answer, asked }: { answer: Reconciliation; asked: Input<'reconcile.list'> }) {
  const [filter, setFilter] = useState<RowFilter>('all');
  const { list, runs, rows, extra, counts } = answer;
  const shown = useMemo(() => rows.filter((row) => keeps(row, filter)), [rows, filter]);
  const taken = list.columns.flatMap(({ column, header, as }) => (as === null ? [] : [words.column_(column, header === null ? null : visibleText(header), as)]));
  return (
    <>
      <Text size="sm" className="wrap-anywhere">
        {words.list} <strong>{visibleText(list.name)}</strong>. {words.taken(taken.join(', '))} {words.concerned(runs.map(({ name, lid }) => visibleText(name ?? lid)).join(', '))}{' '}
        {words.sha} <span className="mono">{list.sha256}</span> <CopyButton text={list.sha256} what={words.shaCopy} />
      </Text>
      {list.notes.map((note) => (
        <Text key={note} size="sm" c="var(--caution-fg)">
          {visibleText(note)}
        </Text>
      ))}
      <fieldset className="verdict-filter" aria-label={words.filter}>
        <UnstyledButton className="reconcile-filter" aria-pressed={filter === 'all'} onClick={() => setFilter('all')}>
          {words.all(counts.rows)}
        </UnstyledButton>
        {rowFilters(answer).map(({ filter: one, count, of }) => (
          <UnstyledButton key={one} className="reconcile-filter" aria-pressed={filter === one} onClick={() => setFilter(one === filter ? 'all' : one)}>
            {words.of(count, of)} {filterWords(one)}
          </UnstyledButton>
        ))}
      </fieldset>
      <SaveReconciliation asked={asked} listSha256={list.sha256} />
      {filter === 'extra' ? <ExtraTable rows={extra} anyRun={runs.length > 0} /> : <RowsTable key={filter} rows={shown} />}
      <details>
        <summary>{words.limits}</summary>
        <ul>
          {listLimits.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
      </details>
    </>
  );
}
