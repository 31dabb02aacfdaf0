/** Records that could not be interpreted and that no node stands for: found among all objects once, and kept, as every question of impact counts them. */
import { statesStamp } from '../../index/queries/custody-columns';
import { unreadRecords } from '../../index/queries/impact';
import type { OpenWorkspace } from '../context';
import { cachedInTurns, type InTurns } from '../in-turns';
import { isText, type Keeping, part, readOrMade } from '../kept-ahead';

/** [path below the store, why], by path. */
export type Unread = readonly [path: string, why: string][];

export const unreadKeeping: Keeping<Unread> = {
  what: 'unread',
  form: '1',
  stamp: statesStamp,
  parts: (rows) => ({ rows: JSON.stringify(rows) }),
  value: (parts) => JSON.parse(part(parts, 'rows', isText)) as Unread,
};

export function unreadInTurns(workspace: OpenWorkspace): InTurns<Unread> {
  return cachedInTurns(workspace, 'unread records', () => readOrMade(workspace, unreadKeeping, () => makeUnread(workspace)));
}

export function* makeUnread({ db }: Pick<OpenWorkspace, 'db'>): Generator<void, Unread> {
  yield;
  return unreadRecords(db);
}
