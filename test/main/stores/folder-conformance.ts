/** The suite of every store, of a folder store however it is opened. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LineageStore } from '../../../core/store/lineage-store';
import { storeConformance } from './conformance';

export function folderConformance(name: string, open: (path: string) => LineageStore): void {
  storeConformance(name, async () => {
    const root = mkdtempSync(join(tmpdir(), 'lineage-folder-'));
    const store = join(root, 'store');
    return {
      async clear() {
        rmSync(store, { recursive: true, force: true });
        mkdirSync(store);
      },
      put(path, body) {
        mkdirSync(dirname(join(store, path)), { recursive: true });
        writeFileSync(join(store, path), body);
      },
      remove: (path) => rmSync(join(store, path)),
      open: () => open(store),
      openMissing: () => open(join(root, 'not there')),
      close: async () => rmSync(root, { recursive: true, force: true }),
    };
  });
}
