/** Seals and signatures of a report. */
import type { FoundSignature, SignatureMeaning } from '../contract/signatures';

/** A person's deliberate act on a report. */
export interface Signing {
  certificate: { from: 'p12'; path: string; password: string } | { from: 'local' };
  /** As printed. */
  name: string;
  meaning: SignatureMeaning;
  reason: string | null;
  at: { ms: number; offsetMinutes: number };
  /** The id of the report. */
  report: string;
}

/** An embedded file that gets other bytes with the seal. */
export interface SealedToo {
  name: string;
  bytes: Uint8Array;
}

/** PAdES B-B (ETSI EN 319 142-1). What is given is never changed: the answer has all its bytes and one incremental update more. */
export interface PdfSignPort {
  /**
   * By the installation's certificate; makes empty places for signatures where the file keeps room for them. All that it does is appended to `bytes`. `evidence`: the SHA-256 of evidence.json, which
   * whoever embedded it has; left out: it is read.
   */
  seal(bytes: Uint8Array, what: { report: string; at: Signing['at']; replaces?: SealedToo | null; evidence?: string | null }): Promise<Uint8Array>;
  /** Into the first empty place. Throws `bad-input` (data.reason `wrong-password`, `expired`, `key-usage` …), `not-supported`, `file-unreadable`. */
  sign(bytes: Uint8Array, signing: Signing): Promise<Uint8Array>;
  /** In the order in which they were made. `roots`: PEM; `now`: milliseconds. Throws `not-supported` where the file is of another make, or damaged. */
  signatures(bytes: Uint8Array, roots: string | undefined, now: number): Promise<FoundSignature[]>;
  /** How many places for signatures are empty. */
  freePlaces(bytes: Uint8Array): Promise<number>;
  /** A file that is embedded in it. */
  embedded(bytes: Uint8Array, name: string): Promise<Uint8Array | null>;
}
