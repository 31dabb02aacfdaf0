/** Holds the records of a bundle against their names, and against the leaves: each that a leaf names is there or said to be left out, and none else. */
import { sha256Of } from '../evidence/mirror';
import type { Ports } from '../ports';
import type { CheckedLog } from './check-log';
import type { Tally } from './findings';
import { type Bundle, jsonLines } from './read-bundle';

const recordsFolder = 'data/records/';
const listsFolder = 'data/lists/';

export function checkRecords(ports: Pick<Ports, 'sha256'>, { files, info }: Bundle, { events, hidden }: CheckedLog, tally: Tally): void {
  const named = { records: new Map<string, Set<number>>(), lists: new Map<string, Set<number>>() };
  for (const [index, event] of events) {
    const name = (kind: 'records' | 'lists', sha256: unknown) => {
      if (typeof sha256 !== 'string') return;
      named[kind].set(sha256, (named[kind].get(sha256) ?? new Set()).add(index));
    };
    if (event.type === 'baseline-imported') name('lists', event.list?.sha256);
    else if (event.type === 'openlineage-imported') name('lists', event.file?.sha256);
    else if (event.type === 'checked') name('lists', event.check?.folder?.sha256);
    else if ('path' in event && 'sha256' in event) name('records', event.sha256);
  }
  const leftOut = new Map(info.leftOut.map((one) => [one.sha256, one]));
  for (const [kind, folder] of [
    ['records', recordsFolder],
    ['lists', listsFolder],
  ] as const) {
    for (const [path, bytes] of files) {
      if (!path.startsWith(folder)) continue;
      const sha256 = path.slice(folder.length);
      const fault =
        sha256Of(ports, bytes) !== sha256 ? 'its content is not that of its name: it was altered or swapped' : named[kind].has(sha256) ? null : 'no leaf names it: it was added';
      tally.check('records', path, fault);
      if (leftOut.has(sha256)) tally.check('records', path, 'it is said to be left out, and it is there');
    }
    for (const [sha256, leaves] of named[kind])
      if (!files.has(folder + sha256) && !leftOut.has(sha256))
        tally.check('records', folder + sha256, `leaf ${[...leaves][0]} names it, and it is missing, not said to be left out`);
  }
  for (const [sha256, { leaf }] of leftOut) {
    const says = named.records.get(sha256)?.has(leaf) || named.lists.get(sha256)?.has(leaf);
    tally.check('records', sha256, says || hidden.has(leaf) ? null : `it is said to be left out, and leaf ${leaf} does not name it`);
  }
  if (info.completeness === 'complete')
    tally.check('records', 'data/bundle.json', leftOut.size > 0 || hidden.size > 0 ? 'it says that the bundle is complete, and something is left out' : null);
  const count = (folder: string) => [...files.keys()].filter((path) => path.startsWith(folder)).length;
  const counted = count(recordsFolder) === info.counts.records && count(listsFolder) === info.counts.lists;
  tally.check('records', 'data/bundle.json', counted ? null : 'it counts other records or lists than are there');
}

/** The maker's results are read out of the leaves; the file that repeats them for other readers must say the same. */
export function checkResults({ files, info }: Bundle, { events }: CheckedLog, tally: Tally): void {
  const due = new Set([...events].filter(([, event]) => event.type === 'checked' || event.type === 'code-checked').map(([index]) => index));
  for (const { number, value } of jsonLines(files.get('data/checks.jsonl'))) {
    const said = value as { leaf?: unknown; type?: unknown; record?: unknown; check?: unknown } | undefined | null;
    const event = typeof said?.leaf === 'number' ? events.get(said.leaf) : undefined;
    const same =
      event !== undefined &&
      (event.type === 'checked' || event.type === 'code-checked') &&
      said?.type === event.type &&
      JSON.stringify([said.record ?? null, said.check]) === JSON.stringify([event.record ?? null, event.check]);
    tally.check('checks', `line ${number} of data/checks.jsonl`, same ? null : 'it does not say what its leaf says');
    if (typeof said?.leaf === 'number') due.delete(said.leaf);
  }
  for (const index of due) tally.check('checks', `leaf ${index}`, 'data/checks.jsonl does not tell of it');
  const lines = jsonLines(files.get('data/leaves.jsonl')).length;
  tally.check('checks', 'data/bundle.json', lines === info.counts.leaves ? null : 'it counts other leaves than are there');
}
