/** Before a sync reads anything: is this the store that the workspace was pinned to, by what it says of itself and by what it still holds. */
import type { ContentSeen, IdentityDifference, IdentityFact, StoreEvent } from '../contract/store-identity';
import { AuditError } from '../errors';
import { sha256Of } from '../evidence/mirror';
import { currentPin } from '../index/queries/store-events';
import { nowOf } from '../now';
import type { Ports, SqlDatabase } from '../ports';
import { differences, differenceText, withTold } from '../store/identity';
import type { LineageStore, StoreObject } from '../store/lineage-store';
import type { KnownObjects } from './known-objects';
import { syncCounts } from './known-objects';

/** Where nothing is listed as it was: so many of the earliest objects are read; and other bytes in all of this many are another store. */
const readToCompare = 16;
const enoughToTell = 8;

export interface Listed {
  known: KnownObjects;
  /** Folder markers left out. */
  count: number;
  /** Not the whole store was listed: `known` are those objects that were looked for. */
  sampled?: true;
  shared: number;
  asKept: number;
  /** Known objects that are listed otherwise than before. */
  otherwise: readonly StoreObject[];
}

export interface SameStore {
  /** Asks the store what it is. Throws `other-store` where a pinned fact differs; what the store throws passes through. */
  ask(signal: AbortSignal): Promise<void>;
  /** Holds the whole listing against what is kept, and gives what the ledger is to say of it. Throws `other-store`, or `bad-input` where there is nothing to accept. */
  held(listed: Listed, signal: AbortSignal): Promise<StoreEvent[]>;
}

/** `accept`: the reason why another store is taken for this one; null where none was given. */
export function createSameStore({ ports, db, store, accept }: { ports: Ports; db: SqlDatabase; store: LineageStore; accept: string | null }): SameStore {
  const pin = currentPin(db);
  const sync = syncCounts(db).last + 1;
  let facts: IdentityFact[] = [];
  let differs: IdentityDifference[] = [];

  const refuseUnlessAccepted = (content: ContentSeen | null) => {
    if (accept === null) throw refusal(store.text, pin, differs, content);
  };
  const event = (more: Pick<StoreEvent, 'type' | 'facts' | 'content'> & Partial<StoreEvent>): StoreEvent => ({
    sync,
    at: nowOf(ports),
    by: ports.who.user,
    late: false,
    reason: null,
    differs: [],
    ...more,
  });

  return {
    async ask(signal) {
      const wanted = pin === null || accept !== null ? 'all' : new Set(pin.facts.filter((fact) => fact.value !== null).map((fact) => fact.name));
      facts = await store.identity(wanted, signal);
      differs = pin === null ? [] : differences(pin.facts, facts);
      if (differs.some((one) => one.weight === 'pinned')) refuseUnlessAccepted(null);
    },
    async held(listed, signal) {
      const content = await compareContent(ports, store, listed, signal);
      const isOther = differs.some((one) => one.weight === 'pinned') || holdsNothingKept(content);
      if (isOther) refuseUnlessAccepted(content);
      else if (accept !== null) throw new AuditError('bad-input', 'This is the store that the workspace is pinned to: there is nothing to accept. Sync without a reason.');
      if (isOther) return [event({ type: 'store-repinned', facts, differs, content, reason: accept })];
      // What is empty may be the place where a disk is not mounted yet.
      if (pin === null) return listed.count === 0 ? [] : [event({ type: 'store-pinned', facts, content: content.kept === 0 ? null : content, late: sync > 1 })];
      return differs.length === 0 ? [] : [event({ type: 'store-told', facts: withTold(pin.facts, facts, sync), differs, content })];
    },
  };
}

async function compareContent(ports: Ports, store: LineageStore, { known, count, shared, asKept, otherwise, sampled }: Listed, signal: AbortSignal): Promise<ContentSeen> {
  const content: ContentSeen = { kept: 0, listed: count, shared, asKept, read: 0, sameBytes: 0, ...(sampled && { sampled }) };
  for (const { present } of known.values()) if (present) content.kept++;
  if (shared === 0 || asKept > 0) return content;
  const byPath = new Map(otherwise.map((object) => [object.path, object]));
  const earliest: StoreObject[] = [];
  for (const [path, before] of known) {
    const object = byPath.get(path);
    if (object === undefined || before.sha256 === null) continue;
    if (earliest.push(object) === readToCompare) break;
  }
  for await (const read of store.readMany(earliest, signal)) {
    if (!('bytes' in read)) continue;
    content.read++;
    if (sha256Of(ports, read.bytes) === known.get(read.object.path)?.sha256) content.sameBytes++;
  }
  return content;
}

/** A few records can all have changed; many that are all others are another store's. */
function holdsNothingKept({ kept, shared, read, sameBytes }: ContentSeen): boolean {
  return kept > 0 && (shared === 0 || (read >= enoughToTell && sameBytes === 0));
}

function contentText({ kept, listed, shared, read, sampled }: ContentSeen): string {
  if (shared === 0 && sampled)
    return `of the objects that were there at the last look ${kept} were looked for, of the runs asked for and the earliest of all, and none is there now`;
  if (listed === 0) return `it is empty, and ${kept} objects were there at the last look: a disk that is not mounted looks like that`;
  if (shared === 0) return `of the ${kept} objects that were there at the last look none is among the ${listed} there now`;
  return `the earliest ${read} of the objects that were there at the last look all have other bytes now`;
}

function refusal(text: string, pin: StoreEvent | null, differs: readonly IdentityDifference[], content: ContentSeen | null): AuditError {
  const pinned = differs.filter((one) => one.weight === 'pinned');
  const facts = [...pinned.map(differenceText), ...(content !== null && holdsNothingKept(content) ? [contentText(content)] : [])];
  const since = pin === null ? 'that was synced before' : `that was pinned at sync ${pin.sync} (${pin.at})`;
  return new AuditError(
    'other-store',
    `${text} is not the store ${since}: ${facts.join('; ')}. Nothing of it was kept, and nothing is called vanished. If it is meant to take that store's place, say why ("Accept this store" in the window, sync --accept-store "reason" on the command line); else mount or choose the right one.`,
    { differs: pinned, content, pinnedAt: pin?.at ?? null },
  );
}
