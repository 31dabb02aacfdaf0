/** Opens the store that a workspace names: a folder or an S3 prefix. */
import type { ReadableStore } from '../../core/contract/workspaces';
import type { LineageStore } from '../../core/store/lineage-store';
import { openFolderStore } from './folder-store';
import { openS3Store } from './s3-store';

export function openStore(location: ReadableStore): LineageStore {
  return location.type === 'folder' ? openFolderStore(location.path) : openS3Store(location);
}
