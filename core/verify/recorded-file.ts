/** What a record says of one file: all that a check holds it against. */
import type { FileCheck } from '../contract/shared';

export interface RecordedFile {
  /** Of the FileOutput; null for an outside file that is named by path alone. */
  lid: string | null;
  path: string | null;
  /** Bytes; null where the record says none. */
  size: number | null;
  /** ISO 8601 with up to nine digits of a second and an offset, as recorded. */
  modifiedAt: string | null;
  checksum: { value: string; algorithm: string | null; mode: string | null } | null;
  /** When the run that the record names began, as recorded: ISO 8601, or a line of the history; null where nothing says. */
  ranAt: string | null;
  /** Known to be written by a Nextflow that records the hash of path, size and time alone, whatever the label says. */
  metadataOnly?: boolean;
  /** The last to name the same path with a later time, if any: whose bytes these may be. */
  laterClaim?: { run: string | null; lid: string; modifiedAt: string };
}

/** The answer before anybody has looked. */
export function uncheckedFile(recorded: RecordedFile, checkedPath: string | null, reason: 'stopped' | null): FileCheck {
  return {
    lid: recorded.lid,
    path: recorded.path,
    checkedPath,
    recorded: { checksum: recorded.checksum, size: recorded.size, modifiedAt: recorded.modifiedAt },
    verdict: 'not-checked',
    strength: null,
    matchedMode: null,
    labelConflict: false,
    ownRecord: 'unknown',
    reason,
    examined: null,
    detail: reason === 'stopped' ? 'The check was stopped before its turn.' : 'Nobody has looked yet.',
    found: null,
    sha256: null,
    baseline: null,
    firstSeen: null,
    baselineFrom: null,
    baselineLocked: false,
    ranAt: recorded.ranAt,
    attested: null,
    folder: null,
    link: null,
    at: null,
    by: null,
    stale: false,
  };
}

/** A result as it was kept, perhaps by an earlier version of this program: what that did not know of is filled in as unknown. */
export function keptCheck(kept: Partial<FileCheck> & Pick<FileCheck, 'lid' | 'path' | 'recorded'>): FileCheck {
  const { lid, path, recorded } = kept;
  return {
    ...uncheckedFile({ lid, path, ...recorded, ranAt: kept.ranAt ?? null }, null, null),
    examined: kept.sha256 == null ? null : 'content',
    baselineFrom: kept.baseline == null ? null : 'read',
    ...kept,
  };
}
