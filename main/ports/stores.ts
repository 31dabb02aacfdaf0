/** Opens the store that a workspace names: a folder or an S3 prefix. */
import type { ReadableStore, S3Location } from '../../core/contract/workspaces';
import type { LineageStore } from '../../core/store/lineage-store';
import { storeText } from '../../core/store/location';
import { openFolderStore } from './folder-store';

/** `thread`: the built store-thread, beside the running program when left out. */
export function openStore(location: ReadableStore, thread?: string): LineageStore {
  return location.type === 'folder' ? openFolderStore(location.path, thread) : s3Store(location, thread);
}

/** The client is loaded at the first question. */
function s3Store(location: S3Location, thread: string | undefined): LineageStore {
  let store: Promise<LineageStore> | undefined;
  const loaded = () => {
    store ??= import('./s3-store').then(({ openS3Store }) => openS3Store(location, { thread }));
    return store;
  };
  return {
    text: storeText(location),
    async *list(...asked) {
      yield* (await loaded()).list(...asked);
    },
    async *listAt(...asked) {
      yield* (await loaded()).listAt(...asked);
    },
    async *readMany(...asked) {
      yield* (await loaded()).readMany(...asked);
    },
    identity: async (...asked) => (await loaded()).identity(...asked),
    test: async (...asked) => (await loaded()).test(...asked),
    close: () => void store?.then((open) => open.close()),
  };
}
