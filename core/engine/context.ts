/** What every handler of the engine works with: the ports, and workspaces that are open with an index in step with the evidence. */

import type { EngineEvent } from '../contract';
import type { CodeCheck } from '../contract/code';
import type { LogSummary } from '../contract/evidence';
import type { MaskedBy } from '../contract/masking';
import type { ReportTemplate } from '../contract/reports';
import type { SavedSearch } from '../contract/search';
import type { FileCheck } from '../contract/shared';
import type { WatchSettings } from '../contract/watch';
import type { PathMap, StoreLocation } from '../contract/workspaces';
import type { Journal } from '../evidence/journal';
import type { LedgerEvent } from '../evidence/ledger';
import type { Ahead } from '../index/ahead';
import type { CurrentRecord } from '../index/queries/versions';
import type { ActDetail, ActName } from '../journal/acts';
import type { JournalTable } from '../journal/table';
import type { CallTimes } from '../overview/call-times';
import type { Ports, SqlDatabase } from '../ports';
import type { FactMasker } from '../redact/facts';
import type { Masker } from '../redact/masker';
import type { MaskingPolicy } from '../redact/policy';
import type { FindBytes } from '../search/text-blob';
import type { Searches } from './journal/searches';
import type { Verification } from './verify/verification';

export interface EngineContext {
  ports: Ports;
  /** Opens (or hands back) a workspace whose index is in step with its evidence. Throws `not-found`. */
  open(name: string): OpenWorkspace;
  emit(event: EngineEvent): void;
  /** What is typed into a search, on its way into the journal. */
  searches: Searches;
  /** How long the answers of this session took. */
  callTimes: CallTimes;
}

export interface WorkspaceSettings {
  name: string;
  store: StoreLocation;
  maps: PathMap[];
  addedAt: string;
  demo: boolean;
  watch: WatchSettings;
  /** The name of its log; null in workspaces of older versions until their first checkpoint. */
  log: string | null;
  /** What is masked, and the auditor's own lists; absent: as the program comes. */
  masking?: MaskingPolicy;
  /** Searches that were saved, by name. */
  searches?: SavedSearch[];
  /** Templates of reports, by name. */
  templates?: ReportTemplate[];
}

/** A version of an object's bytes, as the index knows it (table `version`). */
export interface VersionRow {
  id: number;
  sha256: string;
  size: number;
  pack: number;
  offset: number;
  firstSync: number;
  lastSync: number;
}

/** `contents`: bytes by their SHA-256. `records`: what is known of the records that events name by their LIDs, as the index has them now. */
export interface Decided<Answer> {
  events: LedgerEvent[];
  contents?: ReadonlyMap<string, Uint8Array> | undefined;
  records?: ReadonlyMap<string, CurrentRecord>;
  answer: Answer;
}

export interface OpenWorkspace {
  readonly name: string;
  readonly settings: WorkspaceSettings;
  /** Masks by the rules as they are set now, in views of an earlier time as well. */
  readonly masker: Masker;
  /** By which rules and key that is. */
  readonly maskedBy: MaskedBy;
  /** What the index holds masked is masked by this, and is asked for by it. */
  readonly facts: FactMasker;
  /** At rest, with a passphrase. */
  readonly encrypted: boolean;
  /** The index; read it through core/index/queries alone. */
  readonly db: SqlDatabase;
  /** Raised whenever the index changes: caches built from it are thrown away. */
  readonly generation: number;
  /** The raw bytes of one version out of the mirror, held against their SHA-256. Throws `evidence-damaged`. */
  bytes(version: Pick<VersionRow, 'sha256' | 'pack' | 'offset'>): Uint8Array;
  /** What the journal holds, oldest first. */
  readonly journalLog: Pick<Journal, 'events'>;
  /** What is known of its log: the newest checkpoint that fits, who signs, how far it is witnessed. */
  logSummary(): LogSummary;
  /** Why the system lets nothing be written to it, as far as it can be asked; null: nothing speaks against it. */
  readOnly(): string | null;
  /** Appends to the journal and fsyncs: who, when, what. */
  journal<A extends ActName>(act: A, detail: ActDetail<A>): void;
  /** The lines of the journal as they are now. */
  journalTable(): JournalTable;
  /**
   * Keeps results of checks as evidence (fsynced), then in the index; `manifests` by SHA-256, of the
   * folders among them; the first ones of a `verification` together with its beginning. Baselines are judged by the caller. `moreToCome`: as of `keepEvidence`.
   */
  keepChecks(checks: FileCheck[], more?: { manifests?: ReadonlyMap<string, Uint8Array>; verification?: Verification; moreToCome?: boolean }): void;
  /**
   * Keeps what `decide` answers with, alone and in step with what others wrote: the bytes that the events name by SHA-256, then the
   * events, fsynced; then in the index. No event: nothing is written. Throws `in-use`. `moreToCome`: the image of the index is written when what follows is kept.
   */
  keepEvidence<Answer>(purpose: string, decide: () => Decided<Answer>, moreToCome?: boolean): Answer;
  /** Bytes kept beside the records (an imported list, the manifest of a folder); null where none have this SHA-256. */
  kept(sha256: string): Uint8Array | null;
  /** Keeps the check of a run's code in the same way. */
  keepCodeCheck(check: CodeCheck): void;
  /** What takes long to make and lies beside the image of the index; null where nothing is kept, as of an earlier time. */
  readonly ahead: Ahead | null;
  /** Makes the pages of the index ready in parts, so that no question waits for it; nothing as of an earlier time. */
  pagesAhead(): Generator<void, void>;
  /** The edition of Unicode that letters are folded by. */
  readonly unicode: string;
  readonly findBytes: FindBytes;
  /** A value that belongs to the index as it is now and is made anew when that changes. */
  cached<T>(name: string, make: () => T): T;
}
