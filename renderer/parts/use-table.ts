/** What a person set of a table: filters, order, columns and their widths; columns and widths are remembered from one opening to the next. */
import { useMemo, useState } from 'react';
import type { ColumnFilters, Sort } from '../../core/table/values';
import { readKept, writeKept } from './kept';
import type { Column } from './table-rows';

interface Kept {
  /** Columns that are shown or hidden otherwise than at first, by id. */
  shown: Record<string, boolean>;
  /** Widths in pixels, by id. */
  widths: Record<string, number>;
}

const nothingKept: Kept = { shown: {}, widths: {} };
/** Pixels of a column at least. */
const narrowest = 40;

export interface TableSettings<Row> {
  filter: string;
  setFilter: (text: string) => void;
  filters: ColumnFilters;
  setFilters: (filters: ColumnFilters) => void;
  /** Whether there is a field to filter by above each column. */
  filtering: boolean;
  setFiltering: (on: boolean) => void;
  sort: readonly Sort[];
  /** Ascending, then descending, then not any more; `also`: beside the columns sorted by before. */
  sortOn: (id: string, also: boolean) => void;
  visible: readonly Column<Row>[];
  toggle: (id: string, show: boolean) => void;
  widths: Readonly<Record<string, number>>;
  /** null: as at first. */
  setWidth: (id: string, width: number | null) => void;
  /** Columns and widths as at first. */
  reset: () => void;
}

export function nextSort(before: readonly Sort[], id: string, also: boolean): readonly Sort[] {
  const at = before.find((one) => one.id === id);
  const next = at === undefined ? { id, descending: false } : at.descending ? null : { id, descending: true };
  if (!also) return next === null ? [] : [next];
  if (at === undefined) return next === null ? before : [...before, next];
  return before.flatMap((one) => (one.id !== id ? one : (next ?? [])));
}

/** A table is known by what its rows are and its columns: the same choice serves every workspace, and nothing of a workspace is kept with it. */
const keptName = <Row>(noun: string, columns: readonly Column<Row>[]) => `table ${noun} ${columns.map(({ id }) => id).join(' ')}`;

/** `remembered` false: the columns are those of one file, and nothing is kept of them. */
export function useTable<Row>(noun: string, columns: readonly Column<Row>[], sortBy: Sort | readonly Sort[] | undefined, remembered: boolean): TableSettings<Row> {
  const [filter, setFilter] = useState('');
  const [filters, setFilters] = useState<ColumnFilters>({});
  const [filtering, setFiltering] = useState(false);
  const [sort, setSort] = useState<readonly Sort[]>(() => (sortBy === undefined ? [] : 'id' in sortBy ? [sortBy] : sortBy));
  const name = keptName(noun, columns);
  const read = () => ({ name, kept: { ...nothingKept, ...(remembered && readKept<Kept>(name)) } });
  const [state, setState] = useState(read);
  if (state.name !== name) setState(read());
  const { kept } = state;
  const keep = (next: Kept) => {
    if (remembered) writeKept(name, next);
    setState({ name, kept: next });
  };
  const visible = useMemo(() => {
    const chosen = columns.filter((column) => kept.shown[column.id] ?? !column.hidden);
    return chosen.length > 0 ? chosen : columns.slice(0, 1);
  }, [columns, kept]);
  return {
    filter,
    setFilter,
    filters,
    setFilters,
    filtering,
    setFiltering,
    sort,
    sortOn: (id, also) => setSort((before) => nextSort(before, id, also)),
    visible,
    toggle: (id, show) => keep({ ...kept, shown: { ...kept.shown, [id]: show } }),
    widths: kept.widths,
    setWidth: (id, width) => {
      const { [id]: _, ...rest } = kept.widths;
      keep({ ...kept, widths: width === null ? rest : { ...rest, [id]: Math.max(narrowest, Math.round(width)) } });
    },
    reset: () => keep(nothingKept),
  };
}
