/** Which outputs that differ are mere indexes of others, so that two runs whose data agree are not called diverged for their indexes alone. */
import type { OutputRow } from '../../contract/compare';
import { writtenByRuns } from '../../index/queries/compare';
import type { SqlDatabase } from '../../ports';
import type { OutputPair } from './outputs';

/** Places in a file that another holds (SAMtools, tabix, faidx): made from it alone, with the order of compression or a version of the program in them. */
const indexEnd = /\.(bai|csi|tbi|crai|fai|gzi)$/i;
/** What a workflow output's `index` directive is written as: it names the paths of its run. */
const listEnd = /\.(csv|json|ya?ml)$/i;

/** Names of which the file that `name` is an index of has one: `x.bam.bai` → `x.bam`; `x.bai` → `x.bam`. */
function indexedBy(name: string): string[] {
  if (!indexEnd.test(name)) return [];
  const without = name.replace(indexEnd, '');
  return /\.bai$/i.test(name) ? [without, `${without}.bam`] : /\.crai$/i.test(name) ? [without, `${without}.cram`] : [without];
}

export interface IndexFiles {
  /** Of the outputs of both runs that differ, ignored ones left out. */
  indexes: number;
  /** All that differ are index files, and every other output is identical by content, shown to be what its run wrote. */
  alone: boolean;
}

/**
 * An index file is told by its name, where the file that it indexes is an output of both runs and identical by content: then nothing but the index can differ.
 * Or it is a CSV, JSON or YAML file that both runs wrote themselves (Nextflow gives the run as its source): the index of a workflow output.
 */
export function indexFilesOf(db: SqlDatabase, pairs: readonly OutputPair[]): IndexFiles {
  const counted = pairs.filter(({ row }) => row.ignored === null);
  const isSame = ({ status, unshown }: OutputRow) => status === 'identical' && unshown === null;
  const same = new Set(counted.filter(({ row }) => isSame(row)).map(({ row }) => row.name));
  const different = counted.filter(({ row }) => row.status === 'different');
  const lists = different.filter(({ row }) => listEnd.test(row.name));
  const byRuns = writtenByRuns(
    db,
    lists.flatMap(({ left, right }) => [left?.node ?? -1, right?.node ?? -1]),
  );
  const indexes = different.filter(
    ({ row, left, right }) => indexedBy(row.name).some((name) => same.has(name)) || (listEnd.test(row.name) && byRuns.has(left?.node ?? -1) && byRuns.has(right?.node ?? -1)),
  ).length;
  const others = counted.length - different.length;
  return { indexes, alone: indexes > 0 && indexes === different.length && others > 0 && counted.every(({ row }) => row.status === 'different' || isSame(row)) };
}
