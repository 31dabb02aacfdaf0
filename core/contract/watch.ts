/** Watching: a schedule of syncs a workspace, and the notices that follow from what is kept. */
import { z } from 'zod';
import { call } from './kinds';
import { instant, workspaceName } from './shared';

/** What the window offers, in minutes; the command line takes any from 1 minute to a week. */
export const offeredIntervals = [15, 60, 360, 1440] as const;

const everyMinutes = z.int().min(1).max(10_080).nullable().describe('minutes between two syncs while the program is open; null: none by itself');
const quietDays = z.int().min(1).max(3650).nullable().describe('tell when no new record was seen for so many days; null: never');
const desktop = z.boolean().describe('tell on the desktop as well, outside the window: the name of the workspace alone');

export const watchSettings = z.object({
  everyMinutes,
  quietDays,
  desktop,
  setBy: z.string().nullable().describe('the OS account that set it last; null: as it came'),
  setAt: instant.nullable(),
});
export type WatchSettings = z.infer<typeof watchSettings>;
export const unwatched: WatchSettings = { everyMinutes: null, quietDays: 7, desktop: false, setBy: null, setAt: null };

/** When a workspace is due: everything that decides it follows from what is kept. */
export const watchState = z.object({
  workspace: workspaceName,
  watch: watchSettings,
  lastTry: instant.nullable().describe('when the last sync ended, well or not, or was refused'),
  failures: z.int().describe('tries since the last sync that went well, that failed or were refused'),
  failingSince: instant.nullable(),
  lastError: z.string().nullable(),
  due: instant.nullable().describe('when the next sync begins, if the program is open then; null: not watched'),
  sentence: z.string(),
});
export type WatchState = z.infer<typeof watchState>;

export const noticeKinds = ['store-refused', 'changed', 'vanished', 'null-run', 'no-new-record', 'sync-failing'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** One of each kind a workspace at the most. It goes when a person has seen it, and comes again with the next that it counts. */
export const notice = z.object({
  workspace: workspaceName,
  kind: z.enum(noticeKinds),
  count: z.int().describe('records, days (no-new-record) or tries (store-refused, sync-failing)'),
  since: instant.describe('of the first that it counts'),
  upTo: z.int().describe('the sync, or the entry of the journal, of the last that it counts: what a seen mark is for'),
  sentence: z.string(),
});
export type Notice = z.infer<typeof notice>;

export const watchCalls = {
  'watch.get': call({ workspace: workspaceName }, { state: watchState }),
  'watch.set': call({ workspace: workspaceName, everyMinutes, quietDays, desktop }, { state: watchState }),
  /** Every workspace that has a schedule; one that cannot be opened is left out and told by `workspaces.list`. */
  'watch.list': call({}, { states: z.array(watchState) }),
  'notices.list': call(
    {
      workspace: workspaceName.optional().describe('of all workspaces when left out'),
      watching: z.boolean().default(false).describe('as if it had a schedule: no-new-record is told of watched workspaces alone'),
    },
    { notices: z.array(notice), problems: z.array(z.object({ workspace: z.string(), error: z.string() })).describe('of which no notice can be given, and why') },
  ),
  /** Marks as seen what the notice counts up to `upTo`; the mark is kept in the journal. */
  'notices.seen': call({ workspace: workspaceName, kind: z.enum(noticeKinds), upTo: z.int().min(0) }, { notices: z.array(notice) }),
};
