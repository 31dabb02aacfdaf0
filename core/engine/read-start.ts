/** The first bytes of a file as one piece, for what must be looked at whole. */

import { joinedBytes } from '../joined-bytes';
import type { DataFiles, Ports } from '../ports';

/** At most `limit` bytes. Throws as `DataFiles.read` does. */
export async function readStart({ files }: Pick<Ports, 'files'>, path: string, options: Parameters<DataFiles['read']>[1] & { limit: number }): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of files.read(path, options)) {
    parts.push(new Uint8Array(part)); // a copy: slice() of a Node Buffer is a view of memory that the next part overwrites
  }
  return joinedBytes(parts);
}
