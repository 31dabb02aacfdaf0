/** Pipeline code in a repository or bundle. */
import type { RepositoryDescription } from '../contract/code';

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
