/** Rows of a list, for tests of what reads them one after another. */
import type { Rows } from '../../../../core/graph/impact/facts';

export const rowsOf = <Row>(list: readonly Row[]): Rows<Row> =>
  function* (visit) {
    for (const row of list) {
      visit(row);
      yield;
    }
  };
