/** The SHA-256 of one file inside a folder, read once; what goes wrong is an answer, not an error. */
import { AuditError } from '../errors';
import type { Ports } from '../ports';
import type { ObserveOptions } from './observe';

export type FileDigest = { sha256: string; bytes: number } | { unreadable: string } | { moved: true };

/** Throws only `cancelled`. */
export async function sha256OfFile({ files, sha256 }: Pick<Ports, 'files' | 'sha256'>, path: string, { store, signal, onBytes }: ObserveOptions): Promise<FileDigest> {
  const hash = sha256();
  let bytes = 0;
  try {
    for await (const part of files.read(path, { store, ...(signal === undefined ? {} : { signal }) })) {
      hash.update(part);
      bytes += part.length;
      onBytes?.(part.length);
    }
  } catch (error) {
    if (signal?.aborted) throw new AuditError('cancelled', 'Stopped.');
    const reason = error instanceof AuditError ? error.data?.reason : undefined;
    if (reason === 'not-found' || reason === 'not-regular') return { moved: true };
    return { unreadable: reason === 'permission' ? 'the system denies access' : error instanceof Error ? error.message : String(error) };
  }
  return { sha256: hash.hex(), bytes };
}
