/** A table whose rows lie in the engine: it asks for those in sight, and leaves filter and order to the engine. */
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { CallName, Input, Output } from '../../core/contract';
import type { ColumnFilters, Sort } from '../../core/table/values';
import { call } from '../client';
import { tableWords } from '../words/parts';
import type { TableProps } from './data-table';
import { ErrorBox } from './error-box';
import type { RowSource } from './row-source';
import { TableFrame } from './table-frame';
import { useDebounced } from './use-debounced';
import { useTable } from './use-table';

/** What the engine is asked for: rows of one arrangement from a place on. */
export interface RowsAsked {
  offset: number;
  limit: number;
  /** Of `sortable` columns alone, the deciding one first. */
  sort: readonly Sort[];
  /** A text in any column. */
  filter: string;
  /** By column, of `columnFilters` alone, blank ones left out. */
  filters: ColumnFilters;
}

/** One page of the answer. */
export interface RowsGiven<Row> {
  rows: readonly Row[];
  /** That fit, on all pages. */
  total: number;
  /** That there are without filters, where the engine tells. */
  all?: number;
}

/** Rows asked for at once where a table says nothing else. */
const usualPage = 100;
/** What a table asks for first where nothing sorts or filters it: a page that asks the same has the one answer with it. */
export const firstRows: RowsAsked = { offset: 0, limit: usualPage, sort: [], filter: '', filters: {} };

interface PagedProps<N extends CallName, Row> extends TableProps<Row> {
  call: N;
  /** The call's input for a page; anything else that it depends on may change at any time. */
  input: (asked: RowsAsked) => Input<N>;
  page: (answer: Output<N>) => RowsGiven<Row>;
  /** Ids of columns that the engine sorts by. */
  sortable: readonly string[];
  /** Whether it finds a text in any column. */
  searchable?: boolean;
  /** Ids of columns that it filters by on their own. */
  columnFilters?: readonly string[];
  /** Rows asked for at once. */
  pageSize?: number;
  /** Asked again by every view that opens. */
  fresh?: boolean;
}

const nothing: readonly string[] = [];
/** Pages kept after they were scrolled out of sight, in milliseconds. */
const keptFor = 60_000;
/** Rows asked for at once where all are read. */
const bigPage = 1000;

export function PagedTable<N extends CallName, Row extends object>(props: PagedProps<N, Row>) {
  const {
    call: name,
    input,
    page,
    sortable,
    searchable = false,
    columnFilters = nothing,
    pageSize = usualPage,
    fresh = false,
    noun,
    columns,
    sortBy,
    empty,
    remembered = true,
  } = props;
  const settings = useTable(noun, columns, sortBy, remembered);
  const typed = useDebounced(settings.filter, 250);
  const typedFilters = useDebounced(settings.filters, 250);
  const cache = useQueryClient();
  const asked = {
    sort: settings.sort.filter(({ id }) => sortable.includes(id)),
    filter: searchable ? typed.trim() : '',
    filters: Object.fromEntries(Object.entries(typedFilters).filter(([id, text]) => columnFilters.includes(id) && text.trim() !== '')),
  };
  const inputAt = (offset: number, limit: number) => input({ ...asked, offset, limit });
  const arrangement = JSON.stringify(inputAt(0, pageSize));
  const [sight, setSight] = useState({ first: 0, last: 0 });
  const onSight = useCallback(
    (first: number, last: number) => {
      const next = { first: Math.floor(first / pageSize), last: Math.floor(last / pageSize) };
      setSight((before) => (before.first === next.first && before.last === next.last ? before : next));
    },
    [pageSize],
  );
  const pages = Array.from({ length: sight.last - sight.first + 1 }, (_, at) => sight.first + at);
  const results = useQueries({
    queries: pages.map((at) => ({
      queryKey: [name, inputAt(at * pageSize, pageSize)],
      queryFn: () => call(name, inputAt(at * pageSize, pageSize)),
      staleTime: fresh ? 0 : Number.POSITIVE_INFINITY,
      gcTime: keptFor,
      structuralSharing: false,
      retry: false,
      networkMode: 'always' as const,
      refetchOnWindowFocus: false,
    })),
  });
  // What is shown changes over to another arrangement when its first answer is here.
  const answered = results.find((result) => result.data !== undefined)?.data as Output<N> | undefined;
  const given = answered === undefined ? null : page(answered);
  const [shown, setShown] = useState<{ arrangement: string; inputAt: typeof inputAt; total: number; all: number | null } | null>(null);
  if (given !== null && (shown?.arrangement !== arrangement || shown.total !== given.total || shown.all !== (given.all ?? null))) {
    setShown({ arrangement, inputAt, total: given.total, all: given.all ?? null });
  }
  const error = results.find((result) => result.isError)?.error ?? null;
  const retry = () => {
    for (const result of results) void result.refetch();
  };
  const isOld = shown?.arrangement !== arrangement;
  const source: RowSource<Row> = {
    arrangement: shown?.arrangement,
    question: shown?.arrangement,
    count: error !== null && isOld ? 0 : (shown?.total ?? 0),
    total: shown?.all ?? (asked.filter === '' && Object.keys(asked.filters).length === 0 ? (shown?.total ?? null) : null),
    rowAt(index) {
      const at = Math.floor(index / pageSize);
      const answer = shown && cache.getQueryData<Output<N>>([name, shown.inputAt(at * pageSize, pageSize)]);
      return answer ? page(answer).rows[index - at * pageSize] : undefined;
    },
    busy: isOld || results.some((result) => result.isFetching),
    async *read(signal) {
      let total = shown?.total ?? 0;
      for (let offset = 0; offset < total; offset += bigPage) {
        signal.throwIfAborted();
        const part = page(await call(name, inputAt(offset, bigPage)));
        if (part.total !== total && offset > 0) throw new Error(tableWords.changedMeanwhile);
        total = part.total;
        yield part.rows;
      }
    },
    onSight,
  };
  if (error !== null && shown === null) return <ErrorBox error={error} onRetry={retry} />;
  if (shown?.total === 0 && source.total === 0 && empty) return empty;
  return (
    <>
      {error !== null && <ErrorBox error={error} onRetry={retry} />}
      <TableFrame {...props} settings={settings} source={source} filterable={searchable} sortable={sortable} columnFilters={columnFilters} />
    </>
  );
}
