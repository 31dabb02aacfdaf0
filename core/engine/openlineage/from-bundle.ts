/** Files of OpenLineage events that an imported bundle holds stand in the graph of its workspace as they did in that of its maker. */
import type { LedgerEvent } from '../../evidence/ledger';
import { sha256Of } from '../../evidence/mirror';
import type { CheckedBundle } from '../../import/check-bundle';
import { largestFile } from '../../openlineage/read-events';
import type { Ports } from '../../ports';
import type { OpenWorkspace } from '../context';
import { eventsIn, keepFiles, type ReadFile, together } from './import';

/** Those that the maker's log names and had not taken out again, whose bytes are in the bundle under the digest that they have; a second import of the same bytes counts once. */
export function keepBundledEvents(ports: Ports, workspace: OpenWorkspace, { bundle, log }: Pick<CheckedBundle, 'bundle' | 'log'>): void {
  const files = new Map<string, ReadFile>();
  for (const { sha256, name } of standing(log.events)) {
    const bytes = bundle.files.get(`data/lists/${sha256}`);
    if (bytes === undefined || bytes.length > largestFile || sha256Of(ports, bytes) !== sha256) continue; // a fault of the bundle, told by its check
    const read = eventsIn(ports, name, bytes);
    if (read.event.events > 0) files.set(sha256, read);
  }
  const all = [...files.values()];
  for (let at = 0; at < all.length; at += together) keepFiles(ports, workspace, all.slice(at, at + together));
}

/** The leaves of a bundle are hostile text until they fit. */
function standing(events: ReadonlyMap<number, LedgerEvent>): { sha256: string; name: string }[] {
  const found = new Map<unknown, { sha256: string; name: string }>();
  for (const [, event] of [...events].sort(([a], [b]) => a - b)) {
    if (event.type === 'openlineage-removed') found.delete(event.number);
    if (event.type !== 'openlineage-imported') continue;
    const { sha256, name } = (event.file ?? {}) as { sha256?: unknown; name?: unknown };
    if (typeof sha256 === 'string' && typeof name === 'string') found.set(event.number, { sha256, name });
  }
  return [...found.values()];
}
