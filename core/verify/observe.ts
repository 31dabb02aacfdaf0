/** Looks at what is where a file should be and reads it once, through the digests that its records ask for. */
import type { StoreLocation } from '../contract/workspaces';
import { AuditError } from '../errors';
import type { Digested, FileStat, Ports } from '../ports';
import { digestsNeeded } from './digests-needed';
import type { RecordedFile } from './recorded-file';

export type Observation =
  | { kind: 'missing'; link?: string | undefined }
  | { kind: 'unreadable'; reason: 'permission' | 'io-error' | 'changed-while-read'; message: string }
  /** On a service that this program cannot ask. */
  | { kind: 'remote' }
  /** A FIFO, device or socket: never opened. */
  | { kind: 'not-regular' }
  | { kind: 'folder'; size: number; modifiedMillis: number; link?: string | undefined }
  | { kind: 'file'; size: number; modifiedMillis: number; sha256: string /** Null: no record asks for it. */; deep: string | null; link?: string | undefined };

export interface ObserveOptions {
  store: StoreLocation;
  signal?: AbortSignal;
  /** Told of every part read, in bytes. */
  onBytes?: (bytes: number) => void;
  /** Told how far a folder has been read: `done` of `files` inside, of so many bytes in all. */
  onFolder?: (told: { path: string; done: number; files: number; bytes: number }) => void;
}

/** `recorded`: what is recorded of this path, once or several times. Throws only `cancelled`, when there is a signal and it is aborted. */
export async function observe(
  { files, murmur3 }: Pick<Ports, 'files' | 'murmur3'>,
  path: string,
  recorded: readonly RecordedFile[],
  options: ObserveOptions,
): Promise<Observation> {
  const { store, signal, onBytes } = options;
  const seen = await files.stat(path, { store });
  if (seen.kind !== 'file') return withoutReading(seen);
  const algorithms = digestsNeeded(recorded, seen, murmur3);
  let read: Digested;
  try {
    read = await files.digest(path, { algorithms, size: seen.size, store, ...(signal === undefined ? {} : { signal }), ...(onBytes === undefined ? {} : { onBytes }) });
  } catch (error) {
    if (signal?.aborted) throw new AuditError('cancelled', 'Stopped.');
    return failedRead(error);
  }
  const { bytes, digests } = read;
  const { before, after } = read.looked ?? { before: seen, after: await files.stat(path, { store }) };
  // A digest of bytes that moved while they were read is the digest of nothing that ever was.
  if (after.kind !== 'file' || bytes !== before.size || stamp(after) !== stamp(before))
    return { kind: 'unreadable', reason: 'changed-while-read', message: `it changed while it was read (${before.size} bytes before, ${bytes} read, ${after.size} after)` };
  // It changed between the look and the read: what is needed now may be more.
  if (digestsNeeded(recorded, before, murmur3).some((name) => !algorithms.includes(name))) return observe({ files, murmur3 }, path, recorded, options);
  if (digests.sha256 === undefined) throw new AuditError('internal', `No SHA-256 of "${path}" was computed.`, { path });
  return { kind: 'file', size: before.size, modifiedMillis: before.modifiedMillis, sha256: digests.sha256, deep: digests.murmur3 ?? null, link: seen.link };
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
