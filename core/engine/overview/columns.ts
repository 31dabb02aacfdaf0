/** Columns by which the lists behind the overview's numbers are sorted and filtered, each read alone. */
import type { overviewColumns } from '../../contract/overview';
import { namesById, runsOfNodes } from '../../index/queries/nodes';
import { nodesOfKeys } from '../../index/queries/references';
import { runNames } from '../../index/queries/runs';
import type { Listed } from '../../overview/counted';
import type { SqlDatabase } from '../../ports';
import { keyOfLid, lidOfKey } from '../../record/lid';
import type { ColumnsRead } from '../pages';
import { partWords } from './measures';

/** What runs are called, by LID. */
export function titlesOfRuns(db: SqlDatabase, lids: Iterable<string>): Map<string, string> {
  const names = runNames(db);
  const keys = [...new Set(lids)].map(keyOfLid);
  return new Map([...nodesOfKeys(db, keys)].flatMap(([key, id]) => (names.has(id) ? [[lidOfKey(key), names.get(id) ?? '']] : [])));
}

/** In words, every part that a line belongs to. */
export const wordsOf = ({ part, also = [] }: Pick<Listed, 'part' | 'also'>): string => [part, ...also].map(partWords).join('; ');

export const readWords = (reader: { title: string; lid: string } | undefined): string => `read by ${reader?.title ?? ''} (${reader?.lid ?? ''})`;

const recordEnding = '/.data.json';

/** Of an object that would be a record if it could be read: its page shows the bytes that are kept. */
export const lidOfUnread = ({ node, name }: Listed): string | null => (node === null && name.endsWith(recordEnding) ? lidOfKey(name.slice(0, -recordEnding.length)) : null);

/** Of these lines, as their rows have it. */
export function columnsOf(db: SqlDatabase, lines: readonly Listed[]): ColumnsRead<(typeof overviewColumns)[number]> {
  const ids = () => lines.flatMap(({ node }) => node ?? []);
  let known: ReturnType<typeof namesById> | null = null;
  const names = () => {
    known ??= namesById(db, ids());
    return known;
  };
  const nameOf = (node: number | null) => (node === null ? undefined : names().get(node));
  return {
    words: () => lines.map(wordsOf),
    title() {
      const runs = runNames(db);
      return lines.map(({ node, name }) => {
        const own = nameOf(node);
        return node === null || own === undefined ? name : (runs.get(node) ?? own.title);
      });
    },
    run() {
      const runs = runsOfNodes(db, ids());
      const titles = titlesOfRuns(db, runs.values());
      return lines.map(({ node }) => {
        const run = node === null ? undefined : runs.get(node);
        return run === undefined || run === nameOf(node)?.lid ? null : (titles.get(run) ?? run);
      });
    },
    detail() {
      const readers = namesById(
        db,
        lines.flatMap(({ reader }) => reader ?? []),
      );
      return lines.map(({ detail, reader = null }) => (reader === null ? detail : readWords(readers.get(reader))));
    },
    lid: () => lines.map((line) => nameOf(line.node)?.lid ?? lidOfUnread(line)),
  };
}
