/** An imported bundle as a lineage store: its records as their maker last saw them, out of the zip that is kept. */
import { sha256Of } from '../evidence/mirror';
import type { Ports } from '../ports';
import type { LineageStore, StoreObject, StoreRead } from '../store/lineage-store';
import { stopIfAborted } from '../store/stop';
import { isOfObject } from './bundled-objects';
import type { CheckedBundle } from './check-bundle';

const objectsInPage = 1000;

export function openBundleStore(ports: Pick<Ports, 'sha256'>, { bundle, log }: Pick<CheckedBundle, 'bundle' | 'log'>, text: string): LineageStore {
  const leftOut = new Map(bundle.info.leftOut.map((one) => [one.sha256, one]));
  /** The newest leaf that tells of an object's bytes: one that vanished from the maker's store is read as it was last. */
  const newest = new Map<string, { sha256: string | null; why: string; modified: number; size: number }>();
  for (const [, event] of [...log.events].sort(([a], [b]) => a - b)) {
    if (!isOfObject(event) || event.type === 'vanished') continue;
    const { path, sha256, quarantined, modified, size } = event;
    if (sha256 === null && newest.has(path)) continue; // what could not be read once more was read before
    newest.set(path, { sha256, why: quarantined ?? 'no reason given', modified: finite(modified), size: finite(size) });
  }
  const read = (object: StoreObject): StoreRead => {
    const { sha256, why } = newest.get(object.path) ?? { sha256: null, why: 'not in the bundle' };
    const failed = (message: string): StoreRead => ({ object, error: { code: 'failed', message } });
    if (sha256 === null) return failed(`could not be read by the maker of the bundle either: ${why}`);
    const out = leftOut.get(sha256);
    if (out !== undefined) return { object, error: { code: 'left-out', message: `left out by the maker of the bundle (SHA-256 ${sha256}): ${out.why}`, sha256 } };
    const bytes = bundle.files.get(`data/records/${sha256}`);
    if (bytes === undefined) return failed(`the bundle lacks its bytes (SHA-256 ${sha256}) and does not say that they were left out`);
    // Nothing of the bundle is read under a digest that it does not have.
    return sha256Of(ports, bytes) === sha256 ? { object, bytes } : failed(`its bytes in the bundle are not those of SHA-256 ${sha256}: they were altered or swapped`);
  };
  const all = () => [...newest].map(([path, { sha256, modified, size }]): StoreObject => ({ path, size, tag: sha256 ?? 'unread', modifiedMillis: modified }));
  async function* inPages(objects: StoreObject[], signal: AbortSignal) {
    for (let at = 0; at < objects.length; at += objectsInPage) {
      stopIfAborted(signal);
      yield objects.slice(at, at + objectsInPage);
    }
  }
  return {
    text,
    list: (signal) => inPages(all(), signal),
    listAt: (paths, signal) =>
      inPages(
        all().filter(({ path }) => paths.some((at) => path === at || path.startsWith(`${at}/`))),
        signal,
      ),
    async *readMany(objects, signal) {
      for (const object of objects) {
        stopIfAborted(signal);
        yield read(object);
      }
    },
    test: async () => ({ checks: [{ right: 'read the bundle', ok: true, message: 'The bundle is kept in this workspace.' }], looksLikeLineage: newest.size > 0 }),
    identity: async () => [
      { name: 'type', value: 'evidence bundle', from: 'the settings', note: null },
      { name: 'path', value: text, from: 'the settings', note: null },
    ],
    close: () => {},
  };
}

function finite(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : 0;
}
