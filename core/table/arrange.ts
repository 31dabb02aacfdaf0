/** Filters and sorts the rows of a table in small steps, so that tens of thousands of them never stop the window. */
import { columnTest } from './column-filter';
import { type ColumnFilters, compareKeys, type Sort, sortKey, type ValueColumn } from './values';

export interface Arrangement {
  /** Every word must be in some column. */
  filter: string;
  /** Each must fit its own column as well. */
  filters: ColumnFilters;
  sort: readonly Sort[];
}

type Key = string | number | undefined;

/** What was computed of a set of rows, kept for the next arrangement of the same rows and columns. */
export interface ArrangeMemory {
  texts: string[];
  keys: Map<string, Key[]>;
}

export const newMemory = (): ArrangeMemory => ({ texts: [], keys: new Map() });

/** Rows worked on between two pauses. */
const step = 256;

/** The columns of a row as one lower-case text. */
function textOf<Row>(row: Row, columns: readonly ValueColumn<Row>[]): string {
  return columns
    .map((column) => column.value(row) ?? '')
    .join('\n')
    .toLowerCase();
}

function* filtered<Row>(rows: readonly Row[], columns: readonly ValueColumn<Row>[], { filter, filters }: Arrangement, memory: ArrangeMemory): Generator<void, number[]> {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const tests = columns.flatMap((column) => {
    const fits = columnTest(filters[column.id] ?? '');
    return fits === null ? [] : [(row: Row) => fits(column.value(row))];
  });
  const kept: number[] = [];
  for (const [index, row] of rows.entries()) {
    if (words.length > 0) memory.texts[index] ??= textOf(row, columns);
    const text = memory.texts[index] ?? '';
    if (words.every((word) => text.includes(word)) && tests.every((fits) => fits(row))) kept.push(index);
    if (index % step === 0 && words.length + tests.length > 0) yield;
  }
  return kept;
}

/** Merge sort with pauses; stable, and what has no value comes last in both directions. */
function* sorted(indices: number[], by: readonly { keys: readonly Key[]; descending: boolean }[]): Generator<void, number[]> {
  const compare = (a: number, b: number): number => {
    for (const { keys, descending } of by) {
      const left = keys[a];
      const right = keys[b];
      if (left === right) continue;
      if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
      const order = descending ? compareKeys(right, left) : compareKeys(left, right);
      if (order !== 0) return order;
    }
    return a - b;
  };
  let runs: number[][] = [];
  for (let from = 0; from < indices.length; from += step) {
    runs.push(indices.slice(from, from + step).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: number[][] = [];
    for (let pair = 0; pair < runs.length; pair += 2) merged.push(yield* merge(runs[pair] ?? [], runs[pair + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge(left: readonly number[], right: readonly number[], compare: (a: number, b: number) => number): Generator<void, number[]> {
  const all: number[] = [];
  let l = 0;
  let r = 0;
  while (l < left.length || r < right.length) {
    const a = left[l];
    const b = right[r];
    if (b === undefined || (a !== undefined && compare(a, b) <= 0)) {
      if (a !== undefined) all.push(a);
      l += 1;
    } else {
      all.push(b);
      r += 1;
    }
    if (all.length % step === 0) yield;
  }
  return all;
}

function* keysOf<Row>(rows: readonly Row[], indices: readonly number[], column: ValueColumn<Row>, memory: ArrangeMemory): Generator<void, Key[]> {
  const keys = memory.keys.get(column.id) ?? [];
  memory.keys.set(column.id, keys);
  for (const [position, index] of indices.entries()) {
    const row = rows[index];
    if (!(index in keys) && row !== undefined) keys[index] = sortKey(column.value(row));
    if (position % step === 0) yield;
  }
  return keys;
}

/** The rows as they are to be shown, computed step by step. */
export function* arrange<Row>(rows: readonly Row[], columns: readonly ValueColumn<Row>[], wanted: Arrangement, memory: ArrangeMemory): Generator<void, readonly Row[]> {
  let indices = yield* filtered(rows, columns, wanted, memory);
  const by: { keys: Key[]; descending: boolean }[] = [];
  for (const { id, descending } of wanted.sort) {
    const column = columns.find((one) => one.id === id);
    if (column) by.push({ keys: yield* keysOf(rows, indices, column, memory), descending });
  }
  if (by.length > 0) indices = yield* sorted(indices, by);
  else if (indices.length === rows.length) return rows;
  return indices.flatMap((index) => rows[index] ?? []);
}

/** Runs the steps to the end at once. */
export function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
