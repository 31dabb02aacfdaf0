/** What the journal says of tries to sync and of notices that were seen, read on from where it was read before. */
import { type NoticeKind, noticeKinds } from '../contract/watch';
import type { OpenWorkspace } from '../engine/context';
import type { FramePosition } from '../evidence/framed-log';
import type { JournalEvent } from '../evidence/journal';

/** Tries since the last sync that went well. */
export interface Tries {
  count: number;
  since: string;
  /** Of the last one, in the journal. */
  seq: number;
}

export interface WatchFacts {
  /** When the last try ended; a sync that was killed leaves none. */
  lastTry: string | null;
  failed: Tries | null;
  refused: Tries | null;
  lastError: string | null;
  /** Up to what a person marked the notices of a kind as seen. */
  seen: ReadonlyMap<NoticeKind, number>;
  /** The journal could be read to here alone, and why. */
  damage: string | null;
}

const nothing: WatchFacts = { lastTry: null, failed: null, refused: null, lastError: null, seen: new Map(), damage: null };
const start: FramePosition = { segment: 1, offset: 0 };

/** Gives the facts of an open workspace. */
export function createWatchFacts(): (workspace: OpenWorkspace) => WatchFacts {
  const read = new WeakMap<OpenWorkspace, { facts: WatchFacts; end: FramePosition }>();
  return (workspace) => {
    let { facts, end } = read.get(workspace) ?? { facts: nothing, end: start };
    let damage: string | null = null;
    for (const { event, end: behind } of workspace.journalLog.events((bad) => {
      // An unfinished write at the end is another process's, or is cut at the next act.
      if (bad.kind !== 'cut') damage = `The journal can be read to byte ${bad.offset} of file ${bad.segment} alone: ${bad.message}.`;
    }, end)) {
      facts = withEvent(facts, event);
      end = behind;
    }
    read.set(workspace, { facts, end });
    return { ...facts, damage };
  };
}

function withEvent(facts: WatchFacts, { act, at, seq, detail }: JournalEvent): WatchFacts {
  switch (act) {
    case 'sync':
      return { ...facts, lastTry: at, failed: null, refused: null, lastError: null };
    case 'sync-stopped':
      return { ...facts, lastTry: at };
    case 'sync-failed':
      return { ...facts, lastTry: at, failed: oneMore(facts.failed, at, seq), lastError: textOf(detail.error) };
    case 'store-refused':
      return { ...facts, lastTry: at, refused: oneMore(facts.refused, at, seq), lastError: textOf(detail.error) };
    case 'notice-seen': {
      const kind = noticeKinds.find((known) => known === detail.kind);
      return kind === undefined || typeof detail.upTo !== 'number' ? facts : { ...facts, seen: new Map([...facts.seen, [kind, detail.upTo]]) };
    }
    default:
      return facts;
  }
}

function oneMore(before: Tries | null, at: string, seq: number): Tries {
  return { count: (before?.count ?? 0) + 1, since: before?.since ?? at, seq };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
