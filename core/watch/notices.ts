/** What an auditor should look at, one notice a kind: counted anew from what is kept, so that none can be lost with the program. */
import { type Notice, type NoticeKind, noticeKinds, type WatchSettings } from '../contract/watch';
import { countBack, countFound, countNullRuns, type NoticeCount, quietSpan } from '../index/queries/notices';
import type { SqlDatabase } from '../ports';
import type { Tries, WatchFacts } from './journal-facts';

type Said = Omit<Notice, 'workspace' | 'kind'>;
interface Kept {
  db: SqlDatabase;
  facts: WatchFacts;
  quietDays: number | null;
  /** Up to what this kind was marked as seen. */
  seen: number;
}

const day = 86_400_000;

/** `watched` false: nobody asked to be told when no new record comes. */
export function noticesOf(workspace: string, db: SqlDatabase, facts: WatchFacts, watch: WatchSettings, watched: boolean): Notice[] {
  const quietDays = watched ? watch.quietDays : null;
  return noticeKinds.flatMap((kind): Notice[] => {
    const said = makers[kind]({ db, facts, quietDays, seen: facts.seen.get(kind) ?? -1 });
    return said === null ? [] : [{ workspace, kind, ...said }];
  });
}

const makers: Record<NoticeKind, (kept: Kept) => Said | null> = {
  changed: ({ db, seen }) =>
    ofCount(
      countFound(db, 'changed', seen),
      (found) => `${objects(found.count)} changed in the store after ${found.count === 1 ? 'it was' : 'they were'} read, found at ${syncs(found)}.`,
    ),
  vanished({ db, seen }) {
    const back = countBack(db, seen);
    const again = back === 0 ? '' : ` ${back} of these ${back === 1 ? 'is' : 'are'} there again.`;
    return ofCount(countFound(db, 'vanished', seen), (found) => `${objects(found.count)} vanished from the store, found at ${syncs(found)}.${again}`);
  },
  'null-run': ({ db, seen }) =>
    ofCount(
      countNullRuns(db, seen),
      (found) => `${found.count === 1 ? '1 record names' : `${found.count} records name`} no run: the record of the run was never written. Read at ${syncs(found)}.`,
    ),
  'no-new-record'({ db, quietDays, seen }) {
    const span = quietDays === null ? null : quietSpan(db);
    if (span === null || quietDays === null) return null;
    const { lastNew, lastWhole } = span;
    const days = Math.floor((Date.parse(lastWhole) - Date.parse(lastNew.at)) / day);
    if (days < quietDays || lastNew.sync <= seen) return null;
    return {
      count: days,
      since: lastNew.at,
      upTo: lastNew.sync,
      sentence: `No new record in ${days === 1 ? '1 day' : `${days} days`}, by this computer's clock: the last was read at sync ${lastNew.sync}, and the last whole listing, of ${lastWhole}, had none.`,
    };
  },
  'store-refused': ({ facts: { refused, lastError }, seen }) =>
    ofTries(refused, seen, (tries) => `${tries} refused: it is not the store that is pinned. ${lastError ?? ''}`.trim()),
  'sync-failing': ({ facts: { failed, refused, lastError }, seen }) =>
    ofTries(failed, seen, (tries) => `${tries} failed.${refused === null && lastError !== null ? ` Last: ${lastError}` : ''}`),
};

function ofCount(found: NoticeCount | null, sentence: (found: NoticeCount) => string): Said | null {
  return found === null ? null : { count: found.count, since: found.since, upTo: found.lastSync, sentence: sentence(found) };
}

function ofTries(tries: Tries | null, seen: number, sentence: (tries: string) => string): Said | null {
  if (tries === null || tries.seq <= seen) return null;
  const { count, since, seq } = tries;
  return { count, since, upTo: seq, sentence: sentence(count === 1 ? `A sync was tried at ${since} and` : `${count} syncs since ${since}`) };
}

function objects(count: number): string {
  return count === 1 ? '1 record or history line' : `${count} records or history lines`;
}

function syncs({ firstSync, lastSync }: NoticeCount): string {
  return firstSync === lastSync ? `sync ${firstSync}` : `syncs ${firstSync} to ${lastSync}`;
}
