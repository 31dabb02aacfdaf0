/** Looks at what is where a file should be and reads it once: SHA-256 and MurmurHash3 of the same bytes. */
import type { StoreLocation } from '../contract/workspaces';
import { AuditError } from '../errors';
import type { FileStat, Ports } from '../ports';

export type Observation =
  | { kind: 'missing'; link?: string | undefined }
  | { kind: 'unreadable'; reason: 'permission' | 'io-error' | 'changed-while-read'; message: string }
  /** On a service that this program cannot ask. */
  | { kind: 'remote' }
  /** A FIFO, device or socket: never opened. */
  | { kind: 'not-regular' }
  | { kind: 'folder'; size: number; modifiedMillis: number; link?: string | undefined }
  | { kind: 'file'; size: number; modifiedMillis: number; sha256: string; deep: string; link?: string | undefined };

export interface ObserveOptions {
  store: StoreLocation;
  signal?: AbortSignal;
  /** Told of every part read, in bytes. */
  onBytes?: (bytes: number) => void;
  /** Told how far a folder has been read: `done` of `files` inside, of so many bytes in all. */
  onFolder?: (told: { path: string; done: number; files: number; bytes: number }) => void;
}

type Tools = Pick<Ports, 'files' | 'sha256' | 'murmur3'>;

/** Throws only `cancelled`, when there is a signal and it is aborted. */
export async function observe({ files, sha256, murmur3 }: Tools, path: string, options: ObserveOptions): Promise<Observation> {
  const { store, signal, onBytes } = options;
  const before = await files.stat(path, { store });
  if (before.kind !== 'file') return withoutReading(before);
  const sha = sha256();
  const murmur = murmur3();
  let read = 0;
  try {
    for await (const part of files.read(path, { store, ...(signal === undefined ? {} : { signal }) })) {
      sha.update(part);
      murmur.update(part);
      read += part.length;
      onBytes?.(part.length);
    }
  } catch (error) {
    if (signal?.aborted) throw new AuditError('cancelled', 'Stopped.');
    return failedRead(error);
  }
  const after = await files.stat(path, { store });
  // A digest of bytes that moved while they were read is the digest of nothing that ever was.
  if (after.kind !== 'file' || read !== before.size || stamp(after) !== stamp(before))
    return { kind: 'unreadable', reason: 'changed-while-read', message: `it changed while it was read (${before.size} bytes before, ${read} read, ${after.size} after)` };
  return { kind: 'file', size: before.size, modifiedMillis: before.modifiedMillis, sha256: sha.hex(), deep: murmur.hex(), link: before.link };
}

function withoutReading(stat: FileStat): Observation {
  switch (stat.kind) {
    case 'missing':
      return { kind: 'missing', link: stat.link };
    case 'denied':
      return { kind: 'unreadable', reason: 'permission', message: stat.message ?? 'the system denies access' };
    case 'remote':
      return { kind: 'remote' };
    case 'other':
      return { kind: 'not-regular' };
    case 'folder':
      return { kind: 'folder', size: stat.size, modifiedMillis: stat.modifiedMillis, link: stat.link };
    default:
      return { kind: 'unreadable', reason: 'io-error', message: stat.message ?? 'the system gives no reason' };
  }
}

function failedRead(error: unknown): Observation {
  const message = error instanceof Error ? error.message : String(error);
  const reason = error instanceof AuditError ? error.data?.reason : undefined;
  // It was there a moment ago: gone, or no file any more, means that it moved under our hands.
  if (reason === 'not-found' || reason === 'not-regular') return { kind: 'unreadable', reason: 'changed-while-read', message };
  return { kind: 'unreadable', reason: reason === 'permission' ? 'permission' : 'io-error', message };
}

function stamp(stat: FileStat): string {
  return stat.identity ?? `${stat.size}:${stat.modifiedMillis}`;
}
