/** The ledger: one line of JSON for each thing observed or checked, in order; these lines are the leaves that a Merkle tree goes over. */
import type { CodeCheck } from '../contract/code';
import type { FileCheck } from '../contract/shared';
import type { PathMap, SyncResult } from '../contract/workspaces';
import { AuditError } from '../errors';
import type { Ports } from '../ports';
import { type BadTail, type FramePosition, openFramedLog } from './framed-log';

/** Bytes of an object as listed and read. `sha256` null: it could not be read, `quarantined` says why. */
interface Seen {
  sync: number;
  path: string;
  sha256: string | null;
  size: number;
  tag: string;
  modified: number;
  quarantined?: string;
}
/** A file by its LID, or an outside file (`lid` null) by its recorded path. */
export interface FileName {
  lid: string | null;
  path: string | null;
}
interface Print {
  sha256: string;
  at: string;
  kind: 'file' | 'folder';
}

/** Fingerprints out of a list: `files` had none and got these; `conflicts` have another, which stays. `list.sha256` is that of its raw bytes, kept in the packs. */
export interface BaselineImported {
  type: 'baseline-imported';
  at: string;
  by: string;
  list: { name: string; sha256: string; size: number };
  files: (FileName & { sha256: string; line: number })[];
  agree: number;
  conflicts: (FileName & { sha256: string; line: number; has: string })[];
}
/** The newest reading becomes what later ones are held against. */
export interface BaselineRenewed {
  type: 'baseline-renewed';
  at: string;
  by: string;
  reason: string;
  files: (FileName & { was: Print & { origin: string }; now: Print })[];
}
/** Signed off: these fingerprints stay. `digest`: see lockDigest in core/verify/baseline-lock.ts. `without`: files of the scope that have none. */
export interface BaselineLocked {
  type: 'baseline-locked';
  at: string;
  by: string;
  reason: string;
  scope: string;
  digest: string;
  files: (FileName & { sha256: string; kind: 'file' | 'folder' })[];
  without: number;
}

export type LedgerEvent =
  | { type: 'sync-began'; sync: number; at: string; by: string; store: string; product: string }
  | ({ type: 'first-seen' } & Seen)
  | ({ type: 'changed' } & Seen & { was: string | null })
  | ({ type: 'reappeared' } & Seen)
  /** Another tag, the same bytes: nothing changed but what the listing says. */
  | ({ type: 'retagged' } & Seen)
  | { type: 'vanished'; sync: number; path: string; was: string | null }
  | ({ type: 'sync-ended' } & SyncResult)
  | ({ type: 'verify-began' } & VerificationBegan)
  /** A file held against its record; `record` is the SHA-256 of the record's bytes, null for an outside file; `verification`: as part of which. */
  | { type: 'checked'; record: string | null; check: FileCheck; verification?: number }
  | BaselineImported
  | BaselineRenewed
  | BaselineLocked
  /** The code of a run held against a commit; `record` is the SHA-256 of the bytes of the run's record. */
  | { type: 'code-checked'; record: string | null; check: CodeCheck };

/** Written with the first results of a verification. It has ended when results of `total` files are kept, those taken over among them. */
export interface VerificationBegan {
  /** From 1. */
  verification: number;
  at: string;
  by: string;
  /** What was asked for, as text: two verifications of equal texts are of the same files. */
  scope: string;
  maps: PathMap[];
  total: number;
  /** The interrupted one that it goes on with, and how many of its results it took over. */
  resumes: { verification: number; taken: number } | null;
}

export interface Ledger {
  /** Appends all or nothing and returns when they are on the disk. */
  append(events: LedgerEvent[]): FramePosition;
  scan(from: FramePosition, onBad: (bad: BadTail) => void): Generator<{ events: LedgerEvent[]; end: FramePosition }>;
  end(): FramePosition;
  grewBeyond(position: FramePosition): boolean;
  truncate(position: FramePosition): void;
  close(): void;
}

export function openLedger(ports: Ports, folder: string): Ledger {
  const log = openFramedLog(ports, folder);
  const encoder = new TextEncoder();
  return {
    append(events) {
      log.append(encoder.encode(events.map((event) => JSON.stringify(event)).join('\n')), true);
      log.sync();
      return log.end();
    },
    *scan(from, onBad) {
      for (const frame of log.scan(from, onBad)) yield { events: parseEvents(frame.payload, folder, frame.offset), end: { segment: frame.segment, offset: frame.end } };
    },
    end: () => log.end(),
    grewBeyond: (position) => log.grewBeyond(position),
    truncate: (position) => log.truncate(position),
    close: () => log.close(),
  };
}

function parseEvents(payload: Uint8Array, folder: string, offset: number): LedgerEvent[] {
  try {
    return new TextDecoder('utf-8', { fatal: true })
      .decode(payload)
      .split('\n')
      .map((line) => JSON.parse(line) as LedgerEvent);
  } catch {
    throw new AuditError('evidence-damaged', `${folder}, byte ${offset}: an entry is whole but holds no events.`, { offset });
  }
}
