/** Words for watching a store, for the notices that come of it, and for which store it is. */
import type { IdentityFact } from '../../core/contract/store-identity';
import type { Notice, NoticeKind } from '../../core/contract/watch';
import { intervalText } from '../../core/watch/schedule';
import { count, counted } from '../parts/format';
import { paths } from '../routes';

export const watchWords = {
  title: 'Watch',
  hint: 'While this program is open, the store is synced by itself, as if somebody had pressed the button. It is never synced twice at the same time, and waits while something else writes to this workspace.',
  every: 'Sync by itself',
  never: 'never',
  everyOption: (minutes: number) => intervalText(minutes),
  quiet: 'Tell when no new record came for',
  quietDays: 'days',
  quietHint: 'Empty: never. Counted between syncs, by this computer’s clock.',
  desktop: 'Tell on the desktop as well, outside this window: the name of the workspace, and nothing that a record holds',
  save: 'Save',
  saved: 'Saved.',
  next: 'Next sync not before',
};

export const noticeWords = {
  bell: (n: number) => (n === 0 ? 'No notices' : counted(n, 'notice')),
  title: 'Notices',
  none: 'Nothing to look at.',
  hint: 'What syncs found and nobody has marked as seen yet. The mark is kept in the journal; the findings stay.',
  kinds: {
    'store-refused': 'Sync refused: another store',
    changed: 'Changed in the store',
    vanished: 'Vanished from the store',
    'null-run': 'Records that name no run',
    'no-new-record': 'No new record',
    'sync-failing': 'Syncs fail',
  } satisfies Record<NoticeKind, string>,
  since: 'since',
  seen: 'Mark as seen',
  seenWhat: (notice: Notice) => `Mark as seen: ${noticeWords.kinds[notice.kind]}, ${notice.workspace}`,
  told: (n: number) => (n === 0 ? '' : `${counted(n, 'notice')} to look at.`),
  problem: (workspace: string) => `${workspace}: no notices can be given.`,
  badge: (n: number) => count(n),
};

/** Where a notice leads. */
export function noticePath({ workspace, kind }: Notice): string {
  if (kind === 'changed' || kind === 'vanished' || kind === 'null-run') return paths.findings(workspace, kind);
  return kind === 'no-new-record' ? paths.runs(workspace) : paths.workspace(workspace);
}

export const identityPanelWords = {
  title: 'Which store this is',
  hint: 'What the store said of itself when it was pinned. A sync of another store under this name is refused until somebody says why it is to take its place. What a server says is its word.',
  known: 'Known of it',
  none: 'Not pinned yet: no sync has listed anything, so nothing tells this store from another.',
  notKnown: (fact: IdentityFact) => `not known, so not pinned (${fact.from}${fact.note === null ? '' : `: ${fact.note}`})`,
  from: (fact: IdentityFact) => `${fact.from}${fact.note === null ? '' : `; ${fact.note}`}`,
  refused: 'This is not the store that was pinned',
  fact: 'What tells it',
  was: 'Pinned',
  now: 'Now',
  content: 'Objects kept that are there',
  contentNow: (shared: number, listed: number) => `${count(shared)}, among ${count(listed)} listed`,
  accept: 'Accept this store…',
  acceptTitle: 'Take this store for the one that was pinned',
  acceptHint:
    'From now on syncs are held against this store. What the other one had and this one lacks is told as vanished, what differs as changed; all that was read stays kept. Your reason is kept in the evidence with both, and stands in every report.',
  acceptAction: 'Accept and sync',
  accepting: 'Sync of the accepted store',
};
