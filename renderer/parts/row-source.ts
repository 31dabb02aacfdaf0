/** Where the rows of a table come from: all held by the page, or asked of the engine a window at a time. */

export interface RowSource<Row> {
  /** Another value: other rows, or another order of them. */
  arrangement: unknown;
  /** What is asked for by filter and order: another text is answered from the first row on. Rows that are read again are no other question. */
  question: string | undefined;
  /** Rows that fit the filters. */
  count: number;
  /** Rows there are without filters; null where that is not known. */
  total: number | null;
  /** undefined: not here yet. */
  rowAt: (index: number) => Row | undefined;
  /** What is shown is about to change. */
  busy: boolean;
  /** All that fit, in order, in portions. May fail. */
  read: (signal: AbortSignal) => AsyncGenerator<readonly Row[]>;
  /** Is told which rows are drawn. */
  onSight?: (first: number, last: number) => void;
}

/** As many rows are worked on before others have a turn. */
export const portion = 1000;

/** Rows that the page holds. */
export function heldRows<Row>(rows: readonly Row[], total: number, busy: boolean, question: string): RowSource<Row> {
  return {
    arrangement: rows,
    question,
    count: rows.length,
    total,
    rowAt: (index) => rows[index],
    busy,
    async *read(signal) {
      for (let at = 0; at < rows.length; at += portion) {
        signal.throwIfAborted();
        yield rows.slice(at, at + portion);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    },
  };
}
