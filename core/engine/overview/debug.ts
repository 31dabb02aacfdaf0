/** For whoever looks into the store or this program: what was quarantined and why, contents by object, and the raw lines of the ledger. */
import type { Parsed } from '../../contract';
import type { RawEvent } from '../../contract/overview';
import type { Progress } from '../../contract/shared';
import { schemaNumber } from '../../index/schema';
import { kindOfReason } from '../../overview/quarantine-reason';
import { pause } from '../../pause';
import type { Ports } from '../../ports';
import type { OpenWorkspace } from '../context';
import type { WorkspaceInside } from '../open-workspace';
import { type StoreObjects, storeObjects } from './objects';

const shownLine = 4000;

export function debugOf({ who }: Ports, workspace: OpenWorkspace) {
  const { present, quarantine, versions } = storeObjects(workspace);
  return {
    product: `${who.product} ${who.version}`,
    schema: schemaNumber,
    quarantine: byKind(quarantine),
    versions: versions.map(({ contents, objects }) => ({ part: String(contents), words: `${contents} different contents`, count: objects })),
    objects: present.records + present.history + present.quarantined,
  };
}

/** The most first. */
function byKind(quarantine: StoreObjects['quarantine']): StoreObjects['quarantine'] {
  const kinds = new Map<string, StoreObjects['quarantine'][number]>();
  for (const { reason, count, first } of quarantine) {
    const kind = kindOfReason(reason);
    const known = kinds.get(kind);
    kinds.set(kind, known === undefined ? { reason: kind, count, first } : { ...known, count: known.count + count, first: [known.first, first].sort()[0] ?? first });
  }
  return [...kinds.values()].sort((a, b) => b.count - a.count);
}

/** Newest first; the whole ledger is gone over, as its lines have no table. */
export async function* rawEvents(workspace: WorkspaceInside, { type, offset, limit }: Omit<Parsed<'overview.events'>, 'workspace'>, signal: AbortSignal) {
  const byType = new Map<string, number>();
  const wanted: { leaf: number; type: string; bytes: Uint8Array }[] = [];
  let lines = 0;
  let told = 0;
  for (const batch of workspace.ledger.scan({ segment: 1, offset: 0 }, () => undefined)) {
    for (const [at, event] of batch.events.entries()) {
      byType.set(event.type, (byType.get(event.type) ?? 0) + 1);
      const bytes = batch.lines[at];
      if (bytes !== undefined && (type === undefined || event.type === type)) wanted.push({ leaf: lines + at, type: event.type, bytes });
    }
    // Only the newest can be on the page.
    if (wanted.length > 4 * (offset + limit)) wanted.splice(0, wanted.length - offset - limit);
    lines += batch.events.length;
    if (lines - told < 2000) continue;
    told = lines;
    yield* pause({ phase: 'reading the ledger', done: lines, total: null } satisfies Progress, signal);
  }
  const decoder = new TextDecoder();
  const events = wanted
    .reverse()
    .slice(offset, offset + limit)
    .map(({ leaf, type: of, bytes }): RawEvent => ({ leaf, type: of, line: decoder.decode(bytes.length > shownLine ? bytes.subarray(0, shownLine) : bytes) }));
  const total = type === undefined ? lines : (byType.get(type) ?? 0);
  return { events, total, lines, byType: [...byType].map(([one, count]) => ({ type: one, count })).sort((a, b) => b.count - a.count) };
}
