/** Looks at what is where a file should be and reads it once, through the digests that are asked for. What is on S3 is read only when asked. */
import type { Attestation } from '../contract/shared';
import type { StoreLocation } from '../contract/workspaces';
import { AuditError } from '../errors';
import type { Digested, DigestName, DigestOptions, FileStat, Looked, Ports } from '../ports';
import { digestsToCompare, heldAgainst } from './attested';
import { digestsNeeded, digestsPossible } from './digests-needed';
import type { RecordedFile } from './recorded-file';

export type Observation =
  | { kind: 'missing'; link?: string | undefined /** The S3 server says that it was there. */; deleted?: boolean }
  | { kind: 'unreadable'; reason: 'permission' | 'io-error' | 'changed-while-read'; message: string }
  /** On a service that this program cannot ask. */
  | { kind: 'remote' }
  /** A FIFO, device or socket: never opened. */
  | { kind: 'not-regular' }
  | { kind: 'folder'; size: number; modifiedMillis: number; link?: string | undefined }
  /** An object on S3 that was not read: size and time are the server's word. */
  | { kind: 'listed'; size: number; modifiedMillis: number; toldBy?: FileStat['toldBy']; attested: Attestation }
  | {
      kind: 'file';
      size: number;
      modifiedMillis: number;
      sha256: string;
      /** Null: no record asks for it. */
      deep: string | null;
      link?: string | undefined;
      toldBy?: FileStat['toldBy'];
      /** What the S3 server says of it, held against these bytes. */
      attested?: Attestation | null;
    };

export interface ObserveOptions {
  store: StoreLocation;
  /** Read what is on S3 as well; what is on disk always is. */
  content?: boolean;
  signal?: AbortSignal;
  /** Told of every part read, in bytes. */
  onBytes?: (bytes: number) => void;
  /** Told how far a folder has been read: `done` of `files` inside, of so many bytes in all. */
  onFolder?: (told: { path: string; done: number; files: number; bytes: number }) => void;
}

type Tools = Pick<Ports, 'files' | 'murmur3'>;

/** What is to be observed. */
interface Asked {
  tools: Tools;
  path: string;
  recorded: readonly RecordedFile[];
  options: ObserveOptions;
}

/** A file up to this size is small: a message between threads, or a look, takes as long as reading it. In bytes. */
export const smallSize = 256 * 1024;

/** `recorded`: what is recorded of this path, once or several times. Throws only `cancelled`, when there is a signal and it is aborted. */
export async function observe(tools: Tools, path: string, recorded: readonly RecordedFile[], options: ObserveOptions): Promise<Observation> {
  const { store, signal, content = false } = options;
  const it: Asked = { tools, path, recorded, options };
  const small = lookAndRead(it);
  if (small !== null) {
    let looked: Looked;
    try {
      looked = await small.looked;
    } catch (error) {
      return failed(error, signal);
    }
    const { seen, digested } = looked;
    if (seen.kind !== 'file') return withoutReading(seen, false);
    if (digested === null) return read(it, seen, null);
    return observed(it, { seen, attested: null, algorithms: small.algorithms }, digested, digested.looked ?? (await againLooked(it, seen)));
  }
  const asked = { store, ...(signal === undefined ? {} : { signal }) };
  const seen = await tools.files.stat(path, { store });
  if (seen.kind !== 'file') {
    const attested = seen.kind === 'missing' ? await tools.files.attest(path, asked) : null;
    return withoutReading(seen, attested?.deleted === true);
  }
  const attested = await tools.files.attest(path, asked);
  if (attested === null || content) return read(it, seen, attested);
  if (isOther(seen, attested) && stamp(await tools.files.stat(path, { store })) !== stamp(seen))
    return { kind: 'unreadable', reason: 'changed-while-read', message: 'it was replaced while it was looked at' };
  const { size, modifiedMillis, toldBy } = seen;
  return { kind: 'listed', size, modifiedMillis, toldBy, attested };
}

/** Of what should be a small file on a disk, look and read in one go; null: it is to be looked at by itself. */
function lookAndRead({ tools: { files, murmur3 }, path, recorded, options }: Asked): { algorithms: readonly DigestName[]; looked: Promise<Looked> } | null {
  if (recorded.some(({ size }) => size !== null && size > smallSize)) return null;
  const algorithms = digestsPossible(recorded, murmur3);
  const looked = files.lookAndDigest(path, digestOptions(options, algorithms, smallSize));
  return looked && { algorithms, looked };
}

async function read(it: Asked, seen: FileStat, attested: Attestation | null): Promise<Observation> {
  const { tools, path, recorded, options } = it;
  const { files, murmur3 } = tools;
  const algorithms = [...new Set([...digestsNeeded(recorded, seen, murmur3), ...(attested === null ? [] : digestsToCompare(attested))])];
  const pinned = attested === null ? {} : { pinned: { etag: seen.identity, versionId: attested.versionId } };
  const digested = await files.digest(path, { ...digestOptions(options, algorithms, seen.size), ...pinned }).catch((error: unknown) => failed(error, options.signal));
  if ('kind' in digested) return digested;
  return observed(it, { seen, attested, algorithms }, digested, digested.looked ?? (await againLooked(it, seen)));
}

function digestOptions({ store, signal, onBytes }: ObserveOptions, algorithms: readonly DigestName[], size: number): DigestOptions {
  const asked: DigestOptions = { algorithms, size, store };
  if (signal !== undefined) asked.signal = signal;
  if (onBytes !== undefined) asked.onBytes = onBytes;
  return asked;
}

/** What a failure says. */
function failed(error: unknown, signal: AbortSignal | undefined): Observation {
  if (signal?.aborted) throw new AuditError('cancelled', 'Stopped.');
  return failedRead(error);
}

interface Look {
  seen: FileStat;
  attested: Attestation | null;
  algorithms: readonly DigestName[];
}

async function againLooked({ tools, path, options }: Asked, seen: FileStat): Promise<NonNullable<Digested['looked']>> {
  return { before: seen, after: await tools.files.stat(path, { store: options.store }) };
}

function observed(
  { tools, path, recorded, options }: Asked,
  { seen, attested, algorithms }: Look,
  { bytes, digests }: Digested,
  { before, after }: NonNullable<Digested['looked']>,
): Observation | Promise<Observation> {
  const { murmur3 } = tools;
  // A digest of bytes that moved while they were read is the digest of nothing that ever was.
  if (after.kind !== 'file' || bytes !== before.size || (after !== before && stamp(after) !== stamp(before)))
    return { kind: 'unreadable', reason: 'changed-while-read', message: `it changed while it was read (${before.size} bytes before, ${bytes} read, ${after.size} after)` };
  const needed = digestsNeeded(recorded, before, murmur3);
  // It changed between the look and the read: what is needed now may be more.
  if (needed.some((name) => !algorithms.includes(name))) return observe(tools, path, recorded, options);
  if (digests.sha256 === undefined) throw new AuditError('internal', `No SHA-256 of "${path}" was computed.`, { path });
  return {
    kind: 'file',
    size: before.size,
    modifiedMillis: before.modifiedMillis,
    sha256: digests.sha256,
    deep: (needed.includes('murmur3') ? digests.murmur3 : null) ?? null,
    link: seen.link,
    toldBy: seen.toldBy,
    attested: attested === null ? null : heldAgainst(attested, digests),
  };
}

/** Does the server speak of another object than the listing did? */
function isOther({ identity }: FileStat, { etag, deleted }: Attestation): boolean {
  return deleted || (identity !== undefined && etag !== null && identity.replaceAll('"', '') !== etag.value);
}

function withoutReading(stat: FileStat, deleted: boolean): Observation {
  switch (stat.kind) {
    case 'missing':
      return { kind: 'missing', link: stat.link, deleted };
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
  if (reason === 'not-found' || reason === 'not-regular' || reason === 'replaced') return { kind: 'unreadable', reason: 'changed-while-read', message };
  return { kind: 'unreadable', reason: reason === 'permission' ? 'permission' : 'io-error', message };
}

function stamp(stat: FileStat): string {
  return stat.identity ?? `${stat.size}:${stat.modifiedMillis}`;
}
