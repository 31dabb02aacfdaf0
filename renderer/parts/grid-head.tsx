/** The heading of a table: sorts by a click or Enter (with Shift by several columns), is made wider by its edge, and holds a filter for each column. */
import { type PointerEvent, useRef } from 'react';
import type { ColumnFilters, Sort } from '../../core/table/values';
import { tableWords as words } from '../words/parts';
import type { Column } from './table-rows';

interface HeadProps<Row> {
  columns: readonly Column<Row>[];
  template: string;
  sort: readonly Sort[];
  sortable: readonly string[] | undefined;
  onSort: (id: string, also: boolean) => void;
  onWidth: (id: string, width: number | null) => void;
  /** null: no fields to filter by. */
  filters: ColumnFilters | null;
  filterable: readonly string[] | undefined;
  onFilters: (filters: ColumnFilters) => void;
}

/** What a key changes of the width, in pixels. */
const widthStep: Record<string, number> = { ArrowLeft: -16, ArrowRight: 16 };

function Edge({ title, onWidth }: { title: string; onWidth: (width: number | null) => void }) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const begin = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width: event.currentTarget.parentElement?.getBoundingClientRect().width ?? 0 };
  };
  const move = (event: PointerEvent<HTMLSpanElement>) => {
    if (from.current !== null) onWidth(from.current.width + event.clientX - from.current.x);
  };
  const end = () => {
    from.current = null;
  };
  return (
    <span
      className="grid-edge"
      title={words.widthTip(title)}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => onWidth(null)}
      aria-hidden="true"
    />
  );
}

function Heading<Row>({
  column,
  position,
  sort,
  sortable,
  onSort,
  onWidth,
}: Pick<HeadProps<Row>, 'sort' | 'onSort' | 'onWidth'> & { column: Column<Row>; position: number; sortable: boolean }) {
  const place = sort.findIndex(({ id }) => id === column.id);
  const sorted = place < 0 ? 'none' : sort[place]?.descending ? 'descending' : 'ascending';
  const sign = sorted === 'none' ? '' : `${sorted === 'ascending' ? ' ↑' : ' ↓'}${sort.length > 1 ? place + 1 : ''}`;
  return (
    <div role="columnheader" aria-colindex={position} aria-sort={sortable ? sorted : undefined} className="grid-cell" data-align={column.align}>
      {sortable ? (
        <button
          type="button"
          className="grid-sort"
          title={column.tip ?? words.sortBy(column.title)}
          onClick={(event) => onSort(column.id, event.shiftKey)}
          onKeyDown={(event) => {
            const by = widthStep[event.key];
            if (!event.shiftKey || by === undefined) return;
            event.preventDefault();
            event.stopPropagation();
            onWidth(column.id, (event.currentTarget.closest('[role=columnheader]')?.getBoundingClientRect().width ?? column.width) + by);
          }}
        >
          {column.title}
          <span aria-hidden="true">{sign}</span>
        </button>
      ) : (
        <span title={column.tip}>{column.title}</span>
      )}
      {!column.action && <Edge title={column.title} onWidth={(width) => onWidth(column.id, width)} />}
    </div>
  );
}

export function GridHead<Row>({ columns, template, sort, sortable, onSort, onWidth, filters, filterable, onFilters }: HeadProps<Row>) {
  return (
    <>
      <div role="row" aria-rowindex={1} className="grid-row" style={{ gridTemplateColumns: template }}>
        {columns.map((column, index) => (
          <Heading
            key={column.id}
            column={column}
            position={index + 1}
            sort={sort}
            sortable={!column.action && (sortable?.includes(column.id) ?? true)}
            onSort={onSort}
            onWidth={onWidth}
          />
        ))}
      </div>
      {filters !== null && (
        <div role="row" aria-rowindex={2} className="grid-row grid-filters" style={{ gridTemplateColumns: template }}>
          {columns.map((column, index) => (
            <div key={column.id} role="columnheader" aria-colindex={index + 1} className="grid-cell">
              {!column.action && (filterable?.includes(column.id) ?? true) && (
                <input
                  className="grid-filter"
                  aria-label={words.filterColumn(column.title)}
                  title={words.filterColumnTip}
                  value={filters[column.id] ?? ''}
                  spellCheck={false}
                  onChange={(event) => onFilters({ ...filters, [column.id]: event.currentTarget.value })}
                />
              )}
            </div>
          ))}
        </div>
      )}
    </>
  );
}
