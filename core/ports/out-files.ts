/** What an auditor asks to be written, and zips that are read. */

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
