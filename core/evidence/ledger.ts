/** The ledger: one line of JSON for each thing observed or checked, in order; these lines are the leaves that a Merkle tree goes over. */
import type { CodeCheck } from '../contract/code';
import type { FileCheck } from '../contract/shared';
import type { StoreEvent } from '../contract/store-identity';
import type { PathMap, SyncResult } from '../contract/workspaces';
import { AuditError } from '../errors';
import type { KeyKeeping, Ports } from '../ports';
import type { TagItem } from '../tags/item';
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
  /** The SHA-256 that the maker of an imported bundle says it has, who left it out. */
  leftOut?: string;
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

/** A bundle that somebody else made became the store of this workspace. What it says of itself is its maker's word; `checked` and `faults` are ours. */
export interface BundleImported {
  type: 'bundle-imported';
  at: string;
  by: string;
  /** `sha256` is that of the zip, kept in the packs. */
  bundle: { name: string; sha256: string; size: number; id: string };
  origin: string;
  checkpoint: { number: number; size: number; root: string; dated: string };
  signer: { keyId: string | null; fingerprint: string | null };
  /** How far the key is vouched for, in words. */
  trust: string;
  completeness: 'complete' | 'redacted';
  leftOut: number;
  /** The LID of the run that it is of, and what its maker did not know of it as not the whole store was synced; absent in older versions. */
  of?: { run: string; coverage: string | null } | undefined;
  /** Of how many objects the maker's leaves tell that they changed, vanished, came back, how often; absent in older versions. */
  changes?: { changed: number; vanished: number; reappeared: number } | undefined;
  checked: { part: string; checked: number; failed: number }[];
  /** The first 100. */
  faults: string[];
  faultCount: number;
  /** What was given by another way: verifier keys, a checkpoint. */
  vouched: { key?: string | undefined; checkpoint?: string | undefined };
}

/** Somebody has seen these findings and says why they may stand; they stay findings. `detail`: as it was told. */
export interface FindingsAcknowledged {
  type: 'findings-acknowledged';
  at: string;
  by: string;
  reason: string;
  findings: { id: string; type: string; key: string; lid: string | null; object: string | null; sync: number | null; detail: string }[];
}

/** An act on the tags of this workbench, as far as it is about one item; an act on several is as many events with one number. */
export interface TagsSet {
  type: 'tags-set';
  /** From 1. */
  act: number;
  at: string;
  by: string;
  reason: string | null;
  /** The act that this one takes back. */
  undoes: number | null;
  item: TagItem;
  /** Null: no tag of that key. */
  changes: { key: string; was: string | null; now: string | null }[];
}

/** A file of OpenLineage events was read in: what others say of runs and data outside of Nextflow, never evidence of it. The bytes, kept in the packs, are read anew at each replay. */
export interface OpenLineageImported {
  type: 'openlineage-imported';
  /** From 1, over all files. */
  number: number;
  at: string;
  by: string;
  file: { name: string; sha256: string; size: number };
  /** As they were read then: events that tell of a run, and what was refused, the first 100 of it. */
  events: number;
  refused: { at: number; why: string }[];
  refusedCount: number;
}

/** What an import brought is shown no more; its bytes stay in the evidence. */
export interface OpenLineageRemoved {
  type: 'openlineage-removed';
  number: number;
  at: string;
  by: string;
  reason: string;
}

/** What the log says of itself; see core/evidence/log-state.ts. */
export type LogEvent =
  /** From here on checkpoints may be signed with this key. `name`: the log's, which names each key in its notes; `publicKey`: base64 of 32 bytes. */
  | { type: 'signer-enrolled'; name: string; publicKey: string; kept: KeyKeeping; surface: string; at: string; by: string }
  /** Right before a checkpoint: the newest line of the journal, by the SHA-256 of its bytes, and how many checkpoints there are so far. */
  | { type: 'journal-head'; seq: number; lineSha256: string; checkpoints: number; at: string }
  /** A copy of this checkpoint was written for another custodian; `root` in base64, `dated`: when it was made. */
  | { type: 'checkpoint-handed-out'; number: number; size: number; root: string; dated: string; at: string; by: string };
export type LedgerEvent =
  | LogEvent
  | { type: 'sync-began'; sync: number; at: string; by: string; store: string; product: string; scope?: { runs: string[] } }
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
  /** Which store this is; `type` is store-pinned, store-repinned or store-told. */
  | StoreEvent
  | BaselineImported
  | BaselineRenewed
  | BaselineLocked
  | BundleImported
  | FindingsAcknowledged
  | TagsSet
  | OpenLineageImported
  | OpenLineageRemoved
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

export interface LedgerBatch {
  events: LedgerEvent[];
  /** The bytes of each event's line, without a line feed: the leaves of the tree. */
  lines: Uint8Array[];
  /** Behind it. */
  end: FramePosition;
}

export interface Ledger {
  /** Appends all or nothing and returns when they are on the disk. */
  append(events: LedgerEvent[]): LedgerBatch;
  scan(from: FramePosition, onBad: (bad: BadTail) => void): Generator<LedgerBatch>;
  end(): FramePosition;
  /** As `FramedLog.bytesTo`. */
  bytesTo(position: FramePosition): number;
  grewBeyond(position: FramePosition): boolean;
  truncate(position: FramePosition): void;
  close(): void;
}

export function openLedger(ports: Ports, folder: string): Ledger {
  const log = openFramedLog(ports, folder);
  return {
    append(events) {
      const { payload, lines } = written(events);
      // Results of checks come by the thousand, and are much alike.
      log.append(payload, true, events.at(-1)?.type === 'checked' ? ports.deflate(payload, 'quickly') : undefined);
      log.sync();
      return { events, lines, end: log.end() };
    },
    *scan(from, onBad) {
      for (const frame of log.scan(from, onBad, { accept: holdsEvents }))
        yield { events: parseEvents(frame.payload, folder, frame.offset), lines: linesOf(frame.payload), end: { segment: frame.segment, offset: frame.end } };
    },
    end: () => log.end(),
    bytesTo: (position) => log.bytesTo(position),
    grewBeyond: (position) => log.grewBeyond(position),
    truncate: (position) => log.truncate(position),
    close: () => log.close(),
  };
}

const encoder = new TextEncoder();
/** Of most lines, with room to spare. */
const usualLine = 1500;

/** One text after another, so that none is held that is bytes already. */
function written(events: readonly LedgerEvent[]): { payload: Uint8Array; lines: Uint8Array[] } {
  let bytes = new Uint8Array(usualLine * events.length);
  const ends: number[] = [];
  let end = 0;
  for (const event of events) {
    const text = JSON.stringify(event);
    const from = ends.length === 0 ? 0 : end + 1;
    // No UTF-16 unit takes more than three bytes of UTF-8.
    const most = from + 3 * text.length;
    if (most > bytes.length) {
      const larger = new Uint8Array(Math.max(most, 2 * bytes.length));
      larger.set(bytes.subarray(0, end));
      bytes = larger;
    }
    if (from > end) bytes[end] = lineFeed;
    end = from + encoder.encodeInto(text, bytes.subarray(from)).written;
    ends.push(end);
  }
  return { payload: bytes.subarray(0, end), lines: ends.map((to, i) => bytes.subarray(i === 0 ? 0 : (ends[i - 1] ?? 0) + 1, to)) };
}

const lineFeed = 10;

function linesOf(payload: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let from = 0;
  for (let at = payload.indexOf(lineFeed); at >= 0; at = payload.indexOf(lineFeed, from)) {
    lines.push(payload.subarray(from, at));
    from = at + 1;
  }
  lines.push(payload.subarray(from));
  return lines;
}

/** Behind damage a frame that holds anything else is none of ours. */
function holdsEvents(payload: Uint8Array): boolean {
  try {
    return parseEvents(payload, '', 0).every((event) => typeof event?.type === 'string');
  } catch {
    return false;
  }
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

/** SHA-256 of the bytes in the packs that an event speaks of: of a record, a list that was read in, the manifest of a folder. */
export function bytesNamed(event: LedgerEvent): string[] {
  const sha256 =
    event.type === 'checked'
      ? event.check.folder?.sha256
      : event.type === 'baseline-imported'
        ? event.list.sha256
        : event.type === 'bundle-imported'
          ? event.bundle.sha256
          : event.type === 'openlineage-imported'
            ? event.file.sha256
            : 'sha256' in event
              ? event.sha256
              : null;
  return sha256 == null ? [] : [sha256];
}
