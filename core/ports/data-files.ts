/** The auditor's files, which are read and digested and never written. */
import type { Attestation } from '../contract/shared';
import type { StoreLocation } from '../contract/workspaces';

/** How a data file is found and read; a recorded path after its path map. Never written. */
export interface DataFiles {
  /** Never throws: what is wrong is a kind of its own. `store`: the workspace's, for the server and credentials of `s3://` paths. */
  stat(path: string, options?: { store?: StoreLocation }): Promise<FileStat>;
  /**
   * Reads the file once from its start in parts (a part is valid until the next), at most `limit` bytes.
   * Opens nothing but regular files. Throws AuditError `file-unreadable` with data.reason `not-found`, `permission`, `not-regular`,
   * `io-error`, or `replaced`: what is there is not the object that was `pinned`.
   */
  read(path: string, options: { limit?: number; signal?: AbortSignal; store?: StoreLocation; pinned?: PinnedObject }): AsyncIterable<Uint8Array>;
  /**
   * Everything below a folder on this computer's disks, in no given order and in batches: no link is followed, nothing but folders is
   * opened, no other file system is entered. What cannot be looked at is an entry of its own (the folder itself: path empty).
   * Paths below it are read as `folder/path`, names that are not UTF-8 among them (core/store/odd-name.ts). Throws only `cancelled`.
   */
  walk(folder: string, options: { signal?: AbortSignal }): AsyncIterable<FolderEntry[]>;
  /**
   * Reads a regular file once, whole, through all digests asked for; in a thread where there are threads. Throws as `read` does, and
   * `cancelled` within a tenth of a second after the signal.
   */
  digest(path: string, options: DigestOptions): Promise<Digested>;
  /**
   * Looks at a path of this computer's disks as `stat` does and, where a regular file of at most `size` bytes is there, digests it in the same go, so that
   * what is looked at is what is read. `digested` null: no such file is there. Throws as `digest` does. Null at once: such a path is not for this.
   */
  lookAndDigest(path: string, options: DigestOptions): Promise<Looked> | null;
  /** How many files are digested at the same time: asking for one more keeps all busy. */
  readonly atOnce: number;
  /**
   * What the S3 server says of the object, its content not read; null for what is not on S3. What it would not say is a sentence in
   * `notAsked`. Throws AuditError `cancelled` alone. Asks more of a server only where its first answer is silent.
   */
  attest(path: string, options: { store?: StoreLocation; signal?: AbortSignal }): Promise<Attestation | null>;
}

/** What one pass over a file's bytes can give. MurmurHash3 as `Ports.murmur3`; CRC64NVME as S3 has it (polynomial 0xad93d23594c93659, reflected). */
export type DigestName = 'sha256' | 'murmur3' | 'md5' | 'sha1' | 'crc32' | 'crc32c' | 'crc64nvme';

export interface DigestOptions {
  algorithms: readonly DigestName[];
  /** As found before, in bytes: small files share one message to a thread. */
  size: number;
  pinned?: PinnedObject;
  store?: StoreLocation;
  signal?: AbortSignal;
  /** Told of bytes read since it was told last. */
  onBytes?: (bytes: number) => void;
}

export interface Digested {
  /** How many were read. */
  bytes: number;
  /** Lower-case hex. */
  digests: Partial<Record<DigestName, string>>;
  /** What was opened, and what the path was when its end was reached; absent where nobody looked that close. */
  looked?: { before: FileStat; after: FileStat };
}

export interface Looked {
  seen: FileStat;
  digested: Digested | null;
}

/** `identity` changes whenever the bytes may have. */
export type FolderEntry = { path: string } & (
  | { kind: 'file'; size: number; identity: string }
  | { kind: 'folder' }
  | { kind: 'link'; target: string }
  /** A FIFO, socket or device. */
  | { kind: 'other'; what: string }
  | { kind: 'unreadable'; message: string }
);

export interface FileStat {
  kind: 'file' | 'folder' | 'missing' | 'denied' | 'other' | 'remote' | 'error';
  size: number;
  modifiedMillis: number;
  /** For `denied` and `error`: what the system said. */
  message?: string;
  /** The path is a symbolic link, followed; this is what it says. */
  link?: string;
  /** Changes whenever the bytes may have, finer than milliseconds; absent where nothing finer is known. */
  identity?: string;
  /** For what is on S3: who told size and time. The head of an object has whole seconds only; some servers list milliseconds. */
  toldBy?: 'listing' | 'head';
}

/** The object that was looked at before it is read: one that has taken its place since is not read as if it were it. */
export interface PinnedObject {
  /** As `FileStat.identity` has it. */
  etag: string | undefined;
  versionId: string | null;
}
