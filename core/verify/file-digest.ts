/** The SHA-256 of one file inside a folder, read once; what goes wrong is an answer, not an error. */
import { AuditError } from '../errors';
import type { Ports } from '../ports';
import type { ObserveOptions } from './observe';

export type FileDigest = { sha256: string; bytes: number } | { unreadable: string } | { moved: true };

/** Throws only `cancelled`. */
export async function sha256OfFile({ files }: Pick<Ports, 'files'>, path: string, size: number, { store, signal, onBytes }: ObserveOptions): Promise<FileDigest> {
  try {
    const { digests, bytes } = await files.digest(path, {
      algorithms: ['sha256'],
      size,
      store,
      ...(signal === undefined ? {} : { signal }),
      ...(onBytes === undefined ? {} : { onBytes }),
    });
    if (digests.sha256 !== undefined) return { sha256: digests.sha256, bytes };
  } catch (error) {
    if (signal?.aborted) throw new AuditError('cancelled', 'Stopped.');
    const reason = error instanceof AuditError ? error.data?.reason : undefined;
    if (reason === 'not-found' || reason === 'not-regular') return { moved: true };
    return { unreadable: reason === 'permission' ? 'the system denies access' : error instanceof Error ? error.message : String(error) };
  }
  throw new AuditError('internal', `No SHA-256 of "${path}" was computed.`, { path });
}
