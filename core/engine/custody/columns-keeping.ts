/** The columns of histories as a file; what can be counted again quickly is not in it. */
import type { HistoryColumns } from '../../graph/custody/columns';
import { statesStamp } from '../../index/queries/custody-columns';
import { isI32, isText, isU8, type Keeping, part } from '../kept-ahead';

export const columnsKeeping: Keeping<HistoryColumns> = {
  what: 'histories',
  form: '3',
  stamp: statesStamp,
  parts: ({ processes, containers, marks, rank, contents, firstSync, runOf, process, container, byPath, uses, useStart, shape, ring }) => ({
    marks,
    rank,
    contents,
    firstSync,
    runOf,
    process,
    container,
    byPath,
    uses,
    useStart,
    shape,
    ring,
    texts: JSON.stringify({ processes, containers }),
  }),
  value(parts) {
    const i32 = (name: string) => part(parts, name, isI32);
    const { processes, containers } = JSON.parse(part(parts, 'texts', isText)) as Pick<HistoryColumns, 'processes' | 'containers'>;
    return {
      marks: part(parts, 'marks', isU8),
      rank: i32('rank'),
      contents: i32('contents'),
      firstSync: i32('firstSync'),
      runOf: i32('runOf'),
      process: i32('process'),
      container: i32('container'),
      processes,
      containers,
      byPath: i32('byPath'),
      uses: i32('uses'),
      useStart: i32('useStart'),
      shape: part(parts, 'shape', isU8),
      ring: i32('ring'),
    };
  },
};
