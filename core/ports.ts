/** What core asks of the outside: each port is handed in, so that a test can hand in a fake and Electron the real thing. */
import type { RepositoryDescription } from './contract/code';
import type { Attestation } from './contract/shared';
import type { ReadableStore, StoreLocation } from './contract/workspaces';
import type { Span } from './redact/text';
import type { FindBytes } from './search/text-blob';
import type { LineageStore } from './store/lineage-store';

export interface Clock {
  /** Milliseconds since 1970 UTC, and the offset of local time from UTC in minutes. */
  now(): { ms: number; offsetMinutes: number };
  /** Milliseconds that only grow, for durations. */
  ticks(): number;
}

/** SHA-256 fed in parts. */
export interface Hash {
  update(bytes: Uint8Array): void;
  /** 64 lower-case hex digits. */
  hex(): string;
}

/** Gives a new one. `of`: the digest of bytes that are there as one piece, where it can be had with less around it: lower-case hex. */
export interface MakeHash {
  (): Hash;
  of?(bytes: Uint8Array): string;
}

/** Our own files, below the home folder. Paths are relative to it, with `/`. Synchronous: the engine has a thread of its own. */
export interface HomeFiles {
  exists(path: string): boolean;
  size(path: string): number;
  list(folder: string): string[];
  makeFolder(path: string): void;
  read(path: string): Uint8Array;
  /** Fills `into` from `offset`; returns how many bytes were there. */
  readAt(path: string, offset: number, into: Uint8Array): number;
  /** Lets go of files that `readAt` keeps open. */
  stopReading(): void;
  /** A file as it is now, whatever takes its name later; null where it is encrypted, or where the system would let nothing take its name meanwhile: then it is read whole. */
  hold(path: string): HeldFile | null;
  /** An empty file in a folder that nobody else sees and that is gone with this process; null where none can be made, or where what is written must be encrypted. */
  scratch(folder: string): ScratchFile | null;
  /** Writes a new file beside, fsyncs it, renames it over `path`, fsyncs the folder. Parts are written one after another and may be asked for as they are written. */
  replace(path: string, bytes: Uint8Array | Iterable<Uint8Array>): void;
  remove(path: string): void;
  openAppend(path: string): AppendFile;
  /** All regular files below a folder, as paths below it, sorted. */
  filesBelow(folder: string): string[];
  /** Removes a folder with all that is in it; the files `first` are overwritten and gone before the others. Fine where it is not there. */
  destroyFolder(folder: string, first: readonly string[]): void;
  /** Creates `path` with `text` only if it is not there; false when it is. Nobody finds it half written. For locks: not fsynced. */
  createExclusive(path: string, text: string): boolean;
  /** Gives a folder another name, on the disk when this returns; false when something has that name, other than an empty folder. No file in it may be open. */
  moveFolder(from: string, to: string): boolean;
  /** Fsyncs the files of a folder, their names and the folder's: what another process wrote before it was killed. */
  settle(folder: string): void;
  /** Why the system lets nothing be written there, as far as it can be asked; null: nothing speaks against it. */
  refusesWriting(folder: string): string | null;
}

export interface HeldFile {
  size(): number;
  /** Fills `into` from `offset`; returns how many bytes were there. */
  readAt(offset: number, into: Uint8Array): number;
  close(): void;
}

/** Never fsynced. What was not written reads as zeros. */
export interface ScratchFile {
  readAt(offset: number, into: Uint8Array): void;
  writeAt(offset: number, bytes: Uint8Array): void;
  close(): void;
}

export interface AppendFile {
  size(): number;
  /** One part after another in one write, all or nothing: what was written of it is taken back when it fails. */
  append(parts: readonly Uint8Array[]): void;
  /** Returns when what was appended is on the disk (fsync). When it fails, all since the last good one is taken back: its state is unknown. */
  sync(): void;
  truncate(size: number): void;
  close(): void;
}

/** Workspaces whose files are encrypted: once unlocked they are read and written through `HomeFiles` as any other, and go by their name. */
export interface VaultPort {
  /** By folder; `name` null while locked, `createdAt` null where the key file is damaged. */
  list(): { folder: string; createdAt: string | null; name: string | null }[];
  /** A name for a folder that no other has. */
  newFolder(): string;
  /** Makes the folder, unlocked; returns what it goes by. */
  create(what: { folder: string; name: string; createdAt: string }, passphrase: string): string;
  /** Returns what it goes by: its name, or its folder where that name is taken. Throws `sealed` with data.reason `wrong-passphrase`, `not-found`, `evidence-damaged`. */
  unlock(folder: string, passphrase: string): string;
  /** Forgets the key. */
  lock(name: string): void;
  /** The folder of an unlocked one; null for all others. */
  folder(name: string): string | null;
  /** In its folder, what holds the key: without them nobody can open it. */
  readonly keyFiles: readonly string[];
  /** Wraps the key anew; nothing else is rewritten. Throws as `unlock` does. */
  changePassphrase(name: string, old: string, next: string): void;
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

/** The objects of one git repository or bundle, read and never written. */
export interface GitObjects {
  readonly description: RepositoryDescription;
  /**
   * The object that is filed under this id (40 hex digits): its bytes are whatever is there, the caller computes the id again.
   * null where there is none. Throws AuditError `file-unreadable` where it cannot be unpacked.
   */
  read(id: string): Promise<{ type: string; bytes: Uint8Array } | null>;
  /** Lets go of what it holds. */
  close(): void;
}

export interface SqlDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqlStatement;
  /** The same for a question that is asked again and again: prepared once, and not to be freed. */
  kept(sql: string): Pick<SqlStatement, 'all' | 'get'>;
  /** The whole database as one file image. */
  export(): Uint8Array;
  close(): void;
}
/** What a database is read from and written to, page by page, where it is not in memory. */
export interface SqlFile {
  size(): number;
  /** Fills `into` from `offset`; returns how many bytes were there. */
  read(offset: number, into: Uint8Array): number;
  write(offset: number, bytes: Uint8Array): void;
  truncate(size: number): void;
}
export type SqlValue = number | string | Uint8Array | null;
export interface SqlStatement {
  /** Runs once with these values. */
  run(values: SqlValue[]): void;
  all<Row extends SqlValue[] = SqlValue[]>(values?: SqlValue[]): Row[];
  get<Row extends SqlValue[] = SqlValue[]>(values?: SqlValue[]): Row | undefined;
  /** Hands over one row after another and keeps none: for tables of which a list of all rows would cost more than the rows. */
  each<Row extends SqlValue[] = SqlValue[]>(values: SqlValue[], visit: (row: Row) => void): void;
  free(): void;
}

/** What a file embedded in a PDF holds, as it will lie in it: small ones as they are, others packed. */
export interface EmbeddedBytes {
  bytes: Uint8Array;
  packed: boolean;
  /** Of the file itself, in bytes; its SHA-256 in hex. */
  size: number;
  sha256: string;
}

/** One that is made part by part: no more of it is held than what it is packed to. */
export interface EmbeddedFile {
  /** Takes the bytes over: they are not to be used again. */
  push(bytes: Uint8Array): void;
  end(): Promise<EmbeddedBytes>;
  /** It is not needed any more. */
  leave(): void;
}

/** A file embedded in a PDF (ISO 19005-3, 6.8). */
export interface PdfAttachment {
  /** Of letters, digits, `.`, `-` and `_`; no two of a report alike. */
  name: string;
  /** `application/json`, … */
  mime: string;
  description: string;
  /** What it is to the report (ISO 19005-3, annex E): what it was made from, data behind what is shown, the same in another form, or what adds to it. */
  relationship: 'Source' | 'Data' | 'Alternative' | 'Supplement';
  content: EmbeddedBytes;
  /** ISO 8601; left out: the time of the report. */
  modified?: string;
}

export interface PdfPort {
  /** Packs a file that is to be embedded, beside other work where there is much of it. The same bytes give the same, however they are parted. */
  file(): EmbeddedFile;
  /**
   * Draws the outline as PDF/A-3a and PDF/UA-1; yields how many of its blocks and rows of tables are drawn, and on how many pages; the bytes at the end. The same outline and attachments give the
   * same bytes. `enclosed`: what core/report/enclosed.ts makes of the outline, evidence.json first, and other files after it. `spent`: nobody reads the outline after it, and its blocks are
   * let go one by one as they are drawn.
   */
  draw(
    outline: import('./contract/reports').ReportOutline,
    enclosed: readonly PdfAttachment[],
    signal: AbortSignal,
    spent?: boolean,
  ): AsyncGenerator<{ done: number; total: number; pages: number }, { bytes: Uint8Array; pages: number }>;
}

/** A person's deliberate act on a report. */
export interface Signing {
  certificate: { from: 'p12'; path: string; password: string } | { from: 'local' };
  /** As printed. */
  name: string;
  meaning: import('./contract/signatures').SignatureMeaning;
  reason: string | null;
  at: { ms: number; offsetMinutes: number };
  /** The id of the report. */
  report: string;
}

/** PAdES B-B (ETSI EN 319 142-1). What is given is never changed: the answer has all its bytes and one incremental update more. */
/** An embedded file that gets other bytes with the seal. */
export interface SealedToo {
  name: string;
  bytes: Uint8Array;
}

export interface PdfSignPort {
  /** By the installation's certificate; makes empty places for signatures where the file keeps room for them. All that it does is appended to `bytes`. */
  seal(bytes: Uint8Array, what: { report: string; at: Signing['at']; replaces?: SealedToo | null }): Promise<Uint8Array>;
  /** Into the first empty place. Throws `bad-input` (data.reason `wrong-password`, `expired`, `key-usage` …), `not-supported`, `file-unreadable`. */
  sign(bytes: Uint8Array, signing: Signing): Promise<Uint8Array>;
  /** In the order in which they were made. `roots`: PEM; `now`: milliseconds. Throws `not-supported` where the file is of another make, or damaged. */
  signatures(bytes: Uint8Array, roots: string | undefined, now: number): Promise<import('./contract/signatures').FoundSignature[]>;
  /** How many places for signatures are empty. */
  freePlaces(bytes: Uint8Array): Promise<number>;
  /** A file that is embedded in it. */
  embedded(bytes: Uint8Array, name: string): Promise<Uint8Array | null>;
}

/** A zip file under way: written beside its path, there only once it is whole. One entry after the other. */
export interface ZipFile {
  /** Stored as it is; `parts` are taken one at a time, `signal` is looked at between them. Throws AuditError `disk`, or the signal's reason. */
  add(name: string, parts: Uint8Array | Iterable<Uint8Array>, signal: AbortSignal): Promise<void>;
  /** Ends it, fsyncs it, calls `ready`, puts it in place of what was there; where `ready` throws, nothing is put there. */
  finish(ready: (written: { bytes: number; sha256: string }) => void): Promise<{ bytes: number; sha256: string }>;
  /** Takes away what there is of it; nothing after `finish`. */
  discard(): void;
}

/** A file under way: written beside its path, there only once it is whole. */
export interface OutFile {
  /** Throws AuditError `disk`. */
  append(bytes: Uint8Array): void;
  /** Fsyncs it, calls `ready`, puts it in place of what was there; where `ready` throws, nothing is put there. */
  finish(ready: (written: { bytes: number; sha256: string }) => void): { bytes: number; sha256: string };
  /** Takes away what there is of it; nothing after `finish`. */
  discard(): void;
}

/** A file of a folder under way. */
export interface OutPart {
  append(bytes: Uint8Array): void;
  /** Fsyncs it. */
  end(): { bytes: number; sha256: string };
}

/** A folder of files under way: written beside its path, there only once all of them are whole. */
export interface OutFolder {
  /** A new file; `name` with `/` between parts, which are ours and no text of a record. Several may be open. Throws AuditError `disk`. */
  file(name: string): OutPart;
  /** Fsyncs all, calls `ready`, gives the folder its name; where `ready` throws, nothing is put there. */
  finish(ready: () => void): void;
  /** Takes away what there is of it; nothing after `finish`. */
  discard(): void;
}

/** One file of a zip. */
export interface ZipEntry {
  /** With `/` between parts; text alone, never made a path of ours. */
  name: string;
  bytes: Uint8Array;
}
export interface ZipLimits {
  entries: number;
  /** All contents together, unpacked. */
  bytes: number;
}

/** How a signing key is kept: in a file that its owner alone may read, or sealed by the keychain of the operating system. */
export type KeyKeeping = 'file' | 'keychain';

/** Ed25519 (RFC 8032). */
export interface KeysPort {
  /** The key of this surface, made at its first use. Throws AuditError `disk` where its file may be read by others or is no key. */
  signer(): { publicKey: Uint8Array; kept: KeyKeeping /** In words: which file, which keychain. */; where: string; sign(bytes: Uint8Array): Uint8Array };
  verify(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean;
}

/** What tells a process from every other, so that a lock can be seen to outlive its owner. */
export interface Processes {
  /** One start of one computer's system, as far as process numbers go: equal exactly where numbers can be compared; null where the system does not say. */
  readonly boot: string | null;
  /** The installation of the system, the same after it starts anew; null where it does not say. */
  readonly machine: string | null;
  /** Whether a process of this computer is alive, and when it began in the system's own count (numbers are given out again); `began` null where the system does not say. */
  look(pid: number): { alive: boolean; began: string | null };
}

/** The digests that stand in masks, and the kept rule set. The key stays behind the port. */
export interface MaskingPort {
  /** HMAC-SHA-256 over the text's UTF-8: 64 hex digits. */
  hmac(text: string): string;
  /** `id`: names the key and says nothing of it; `session`: none could be kept, `where` says why. */
  key(): { id: string; kept: 'file' | 'session'; where: string };
  known(text: string): Span[];
}

export interface Ports {
  clock: Clock;
  keys: KeysPort;
  masking: MaskingPort;
  random(bytes: number): Uint8Array;
  sha256: MakeHash;
  /** SHA-512, for manifests of bags: 128 hex digits. */
  sha512(): Hash;
  /** SHA-1, for git's object ids alone: 40 hex digits. */
  sha1(): Hash;
  /** MurmurHash3 x64 128, seed 0, fed in parts: 32 hex digits of the two little-endian words. */
  murmur3(): Hash;
  /** Raw deflate (RFC 1951); `quickly`: for texts that are much alike, where more time gains hardly anything. */
  deflate(bytes: Uint8Array, how?: 'quickly'): Uint8Array;
  /** Raw inflate; throws when the result would be over `limit` bytes. */
  inflate(bytes: Uint8Array, limit: number): Uint8Array;
  /** Brotli (RFC 7932), for what is kept as a cache and made often; `quickly`: as of `deflate`. */
  brotli(bytes: Uint8Array, how?: 'quickly'): Uint8Array;
  /** The reverse; throws when the result would be over `limit` bytes. */
  unbrotli(bytes: Uint8Array, limit: number): Uint8Array;
  /** The start of what a gzip file that may be cut holds, at most `limit` bytes; `more`: it holds more than that. Throws where it is none. */
  gunzipStart(bytes: Uint8Array, limit: number): { bytes: Uint8Array; more: boolean };
  findBytes: FindBytes;
  home: HomeFiles;
  /** Absolute: for words, and to tell what lies inside. */
  homeFolder: string;
  vault: VaultPort;
  /** This process answers one question and ends: little need be at hand for the next. */
  brief: boolean;
  files: DataFiles;
  /** Writes a file that the auditor asked for, anywhere: beside, fsync, `ready`, rename. Where `ready` throws, nothing is left. */
  writeOut(path: string, bytes: Uint8Array, ready: () => void): void;
  /** A folder that the auditor named for several files, where it is not there yet. Throws `disk`. */
  makeFolder(path: string): void;
  /** As `writeOut`, in parts, for what is too large to be one piece in memory. */
  openOut(path: string): OutFile;
  /** A folder that is not there yet, or is empty. Throws `bad-input` where it is not. */
  openOutFolder(path: string): OutFolder;
  /** A zip that the auditor asked for: the same entries give the same bytes on any computer. `day` (milliseconds since 1970): every entry is dated noon of it, UTC. */
  openZip(path: string, day: number): ZipFile;
  /** Each file of a zip once, its check sum held; what no honest zip holds is refused: AuditError `bad-input`. Nothing is written. */
  readZip(bytes: Uint8Array, limits: ZipLimits): AsyncIterable<ZipEntry>;
  /** Reads such a file again; null where it is not there. Throws `disk`. */
  readBack(path: string): Uint8Array | null;
  openStore(location: ReadableStore): LineageStore;
  /** A clone (or its `.git`), a worktree, a bare repository or a bundle file. Throws AuditError `file-unreadable` or `not-supported`, naming the path. */
  openGit(path: string, signal: AbortSignal): Promise<GitObjects>;
  openSql(image: Uint8Array | null): SqlDatabase;
  /** A database whose pages stay in a file; null: this build of SQLite has them in memory alone. What the file throws is thrown by whoever asked. */
  openSqlFile: ((file: SqlFile) => SqlDatabase) | null;
  /** From now on memory that nothing needs is given back sooner, which takes a little more time; until what it answers is called. */
  spareMemory(): () => void;
  pdf: PdfPort;
  pdfSign: PdfSignPort;
  /** The OS account, this process, this program; `unicode`: the edition of Unicode that this runtime folds letters by. */
  who: { user: string; host: string; pid: number; product: string; version: string; unicode: string; testRuntime: boolean; surface: 'window' | 'command line' | 'test' };
  /** Bytes of memory that this thread can still have. */
  memoryLeft(): number;
  /** The same of the memory of JavaScript's values alone, garbage counted as in use; the program ends where it is used up. */
  heapLeft(): number;
  /** Blocks this thread for so many milliseconds: only while another process holds a lock for an instant. */
  pause(ms: number): void;
  processes: Processes;
}
