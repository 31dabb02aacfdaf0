/** A workspace that answers with what was known at an earlier point: an index of then, the journal up to then, the settings of then; nothing can be kept in it. */

import { type SavedSearch, savedSearch } from '../contract/search';
import type { Progress } from '../contract/shared';
import { pathMap } from '../contract/workspaces';
import type { OpenWorkspace, WorkspaceSettings } from '../engine/context';
import type { WorkspaceInside } from '../engine/open-workspace';
import type { AuditError } from '../errors';
import type { FramePosition } from '../evidence/frame';
import type { Journal, JournalEvent } from '../evidence/journal';
import type { LogState } from '../evidence/log-state';
import { summariseLog } from '../evidence/log-summary';
import type { Index } from '../index/open-index';
import { createJournalTable } from '../journal/table';
import { pause } from '../pause';
import type { Ports } from '../ports';

interface Past {
  name: string;
  index: Index;
  log: LogState;
  /** The lines of the journal that were there, oldest first. */
  events: Journal['events'];
  /** Where what is looked at now is journalled. */
  journal: OpenWorkspace['journal'];
  /** Thrown when something is to be kept. */
  refusal(): AuditError;
}

export function pastWorkspace(ports: Ports, inside: WorkspaceInside, { name, index, log, events, journal, refusal }: Past): OpenWorkspace {
  const all = () => events(() => undefined);
  const cache = new Map<string, unknown>();
  const refuse = (): never => {
    throw refusal();
  };
  return {
    name,
    settings: settingsThen(inside.settings, all()),
    masker: inside.masker,
    maskedBy: inside.maskedBy,
    facts: inside.facts,
    encrypted: encryptedThen(all()),
    db: index.db,
    generation: 0,
    bytes: inside.bytes,
    journalLog: { events },
    logSummary: () => summariseLog(ports, log, null),
    readOnly: () => null,
    journal,
    journalTable: createJournalTable(ports, { events }).refresh,
    keepChecks: refuse,
    keepEvidence: refuse,
    kept: (sha256) => (index.find(sha256) === undefined ? null : inside.kept(sha256)),
    keepCodeCheck: refuse,
    ahead: null,
    *pagesAhead() {},
    unicode: ports.who.unicode,
    findBytes: ports.findBytes,
    cached<T>(key: string, make: () => T): T {
      if (!cache.has(key)) cache.set(key, make());
      return cache.get(key) as T;
    },
  };
}

/** An index made of the ledger up to a position. `leaves`: how many lines that is. */
export async function* replayTo(
  inside: Pick<WorkspaceInside, 'replay'>,
  until: FramePosition,
  leaves: number,
  phase: string,
  signal: AbortSignal,
): AsyncGenerator<Progress, Index> {
  const replay = inside.replay(until);
  let index: Index | null = null;
  try {
    for (;;) {
      const step = replay.next();
      if (step.done) {
        index = step.value;
        return index;
      }
      yield* pause({ phase, done: step.value, total: Math.max(leaves, step.value) }, signal);
    }
  } finally {
    if (index === null) replay.return(undefined as never);
  }
}

/** Path maps and saved searches as they were: each change of them is an act in the journal. */
export function settingsThen(now: WorkspaceSettings, events: Iterable<{ event: JournalEvent }>): WorkspaceSettings {
  let { maps } = now;
  const searches = new Map<string, SavedSearch>();
  for (const { event } of events) {
    if (event.act === 'saved-search-set') {
      const was = savedSearch.safeParse(event.detail.was);
      const set = savedSearch.safeParse(event.detail.now);
      if (was.success) searches.delete(was.data.name);
      if (set.success) searches.set(set.data.name, set.data);
    }
    if (event.act !== 'workspace-added' && event.act !== 'path-maps-set') continue;
    const then = pathMap.array().safeParse(event.act === 'workspace-added' ? event.detail.maps : (event.detail.now ?? event.detail.new));
    if (then.success) maps = then.data;
  }
  const { searches: _, ...others } = now;
  return { ...others, maps, ...(searches.size === 0 ? {} : { searches: [...searches.values()].sort((a, b) => (a.name < b.name ? -1 : 1)) }) };
}

/** Whether it lay encrypted on the disk then: it may have been encrypted later than it was added. */
function encryptedThen(events: Iterable<{ event: JournalEvent }>): boolean {
  let encrypted = false;
  for (const { event } of events) {
    if (event.act === 'workspace-encrypted' || (event.act === 'workspace-added' && event.detail.encrypted === true)) encrypted = true;
    if (event.act === 'workspace-not-encrypted') encrypted = false;
  }
  return encrypted;
}
