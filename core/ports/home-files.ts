/** Our own files, below the home folder, and the ones of encrypted workspaces. */

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
