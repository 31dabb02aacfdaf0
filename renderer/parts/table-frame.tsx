/** A table as it is drawn: the bar above it and the grid, over whatever holds its rows. */
import './data-table.css';
import { tableWords } from '../words/parts';
import { subjectOf } from './context-menu';
import { DataGrid } from './data-grid';
import type { TableProps } from './data-table';
import type { RowSource } from './row-source';
import { TableToolbar } from './table-toolbar';
import { useUndo } from './toasts';
import type { TableSettings } from './use-table';

interface FrameProps<Row> extends TableProps<Row> {
  settings: TableSettings<Row>;
  source: RowSource<Row>;
  /** Whether there is a field for a text in any column. */
  filterable: boolean;
  /** Columns that can be sorted by, and filtered by on their own; all of them where undefined. */
  sortable: readonly string[] | undefined;
  columnFilters: readonly string[] | undefined;
}

export function TableFrame<Row extends object>({
  settings,
  source,
  filterable,
  sortable,
  columnFilters,
  label,
  noun,
  columns,
  rowKey,
  onOpen,
  onSelect,
  subject = subjectOf,
  toolbar,
  maxHeight,
  ownExport = false,
}: FrameProps<Row>) {
  const { filter, setFilter, filters, setFilters, filtering } = settings;
  const filtered = filter.trim() !== '' || Object.values(filters).some((text) => text.trim() !== '');
  const offer = useUndo();
  const clear = () => {
    setFilter('');
    setFilters({});
    offer(tableWords.cleared, () => {
      setFilter(filter);
      setFilters(filters);
    });
  };
  return (
    <div className="data-table" data-fill={maxHeight === undefined || undefined}>
      <TableToolbar label={label} ownExport={ownExport} noun={noun} filterable={filterable} columnFilters={columnFilters} settings={settings} source={source} columns={columns}>
        {toolbar}
      </TableToolbar>
      <DataGrid
        label={label}
        source={source}
        columns={settings.visible}
        widths={settings.widths}
        onWidth={settings.setWidth}
        rowKey={rowKey}
        subject={subject}
        {...(onOpen && { onOpen })}
        {...(onSelect && { onSelect })}
        {...(maxHeight !== undefined && { maxHeight })}
        sort={settings.sort}
        sortable={sortable}
        onSort={settings.sortOn}
        filters={filtering ? filters : null}
        filterable={columnFilters}
        onFilters={setFilters}
        onClear={filtered ? clear : null}
      />
    </div>
  );
}
