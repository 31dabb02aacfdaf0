/** Opens the store that a workspace names: a folder or an S3 prefix. */
import type { ReadableStore } from '../../core/contract/workspaces';
import type { LineageStore } from '../../core/store/lineage-store';
import { openFolderStore } from './folder-store';
import { openS3Store } from './s3-store';

/** `thread`: the built store-thread, beside the running program when left out. */
export function openStore(location: ReadableStore, thread?: string): LineageStore {
  return location.type === 'folder' ? openFolderStore(location.path, thread) : openS3Store(location, { thread });
}
