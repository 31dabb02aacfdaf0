/** What core asks of the outside: each port is handed in, so that a test can hand in a fake and Electron the real thing. */
import type { ReadableStore } from './contract/workspaces';
import type { DataFiles } from './ports/data-files';
import type { GitObjects } from './ports/git';
import type { HomeFiles, VaultPort } from './ports/home-files';
import type { KeysPort, MaskingPort } from './ports/keys';
import type { OutFile, OutFolder, ZipEntry, ZipFile, ZipLimits } from './ports/out-files';
import type { PdfPort } from './ports/pdf';
import type { PdfSignPort } from './ports/pdf-sign';
import type { SqlDatabase, SqlFile } from './ports/sql';
import type { FindBytes } from './search/text-blob';
import type { LineageStore } from './store/lineage-store';

export type * from './ports/data-files';
export type * from './ports/git';
export type * from './ports/home-files';
export type * from './ports/keys';
export type * from './ports/out-files';
export type * from './ports/pdf';
export type * from './ports/pdf-sign';
export type * from './ports/sql';

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

/** What tells a process from every other, so that a lock can be seen to outlive its owner. */
export interface Processes {
  /** One start of one computer's system, as far as process numbers go: equal exactly where numbers can be compared; null where the system does not say. */
  readonly boot: string | null;
  /** The installation of the system, the same after it starts anew; null where it does not say. */
  readonly machine: string | null;
  /** Whether a process of this computer is alive, and when it began in the system's own count (numbers are given out again); `began` null where the system does not say. */
  look(pid: number): { alive: boolean; began: string | null };
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
