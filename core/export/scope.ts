/** What an export speaks of, gathered once as plain data, secrets masked: every format is a pure function of it. */
import type { NodeKind } from '../index/queries/nodes';
import type { relationNumbers } from '../index/schema';
import type { Json } from '../record/json';
import type { Verdict } from '../verify/verdict';

/** A checksum as a record states it. Nextflow's are MurmurHash3, mostly over path, size and time: never a digest of the content to others. */
export interface RecordedChecksum {
  value: string;
  algorithm: string | null;
  mode: string | null;
}

/** The newest check of a file. */
export interface ExportCheck {
  verdict: Verdict;
  reason: string | null;
  /** ISO 8601, UTC. */
  at: string | null;
  /** The record has changed since. */
  stale: boolean;
  /** Where we looked, after path maps. */
  checkedPath: string | null;
  /** Our own, of the bytes read then; null for a folder, and where nothing was read. 64 lower-case hex digits. */
  sha256: string | null;
}

export interface ExportFile {
  /** LID, or the recorded path of an outside file: unique in the scope. */
  id: string;
  kind: 'FileOutput' | 'External' | 'Missing';
  name: string;
  /** As recorded, without `file://`. */
  path: string | null;
  /** Bytes, as recorded. */
  size: number | null;
  createdAt: string | null;
  labels: string[];
  recorded: RecordedChecksum | null;
  /** Checksums recorded for the same outside path beyond `recorded`: it held several contents. */
  otherContents: number;
  /** LID of the run that it names as its own. */
  run: string | null;
  /** Published by a run that was asked for. */
  published: boolean;
  /** The workflow output it was published under. */
  output: string | null;
  check: ExportCheck | null;
}

export interface ExportTask {
  id: string;
  kind: 'TaskRun' | 'AgentRun' | 'Missing';
  name: string;
  process: string;
  tag: string | null;
  /** LID of the run that executed it; null where its record names none. */
  run: string | null;
  container: string | null;
  pinned: 'digest' | 'tag-only' | 'none';
  conda: string | null;
  spack: string | null;
  architecture: string | null;
  /** createdAt of its #output record: no record has a start or an end. */
  createdAt: string | null;
}

export interface ExportRun {
  id: string;
  /** Asked for; the others only executed tasks that were reused. */
  asked: boolean;
  recorded: boolean;
  name: string | null;
  start: string | null;
  startFrom: 'record' | 'history' | 'output' | null;
  outputCreatedAt: string | null;
  pipeline: string | null;
  repository: string | null;
  revision: string | null;
  commit: string | null;
  session: string | null;
  user: string | null;
  nextflow: string | null;
  commandLine: string | null;
  description: string | null;
  license: string | null;
  mainScript: string | null;
  scripts: { path: string; checksum: RecordedChecksum | null }[];
  params: { name: string; type: string | null; value: Json; masked: boolean }[];
  /** In sentences: what no record of it can show. */
  notRecorded: string[];
}

/** A record that is neither run, task nor file: #output records, what could not be understood. */
export interface ExportOther {
  id: string;
  kind: NodeKind;
  title: string;
}

export type Relation = keyof typeof relationNumbers;

/** Upstream end first. */
export interface ExportLink {
  from: string;
  to: string;
  relation: Relation;
  /** Suggested by names, stated by no record. */
  inferred: boolean;
}

/** A list, or what makes each link as it is gone through: there may be hundreds of thousands. */
export type ExportLinks = Iterable<ExportLink> & { readonly length: number };

export interface ExportScope {
  about: {
    workspace: string;
    /** The instant that the workspace was looked at as of; null: now. */
    asOf: string | null;
    store: string;
    /** What is not known of the store as not all of it was synced; absent: all was. */
    coverage?: string;
    /** When this export was made, and by whom: ISO 8601, UTC. */
    at: string;
    by: string;
    product: string;
    version: string;
  };
  of: { kind: 'run' | 'file' | 'selection'; ids: string[]; title: string };
  runs: ExportRun[];
  tasks: ExportTask[];
  files: ExportFile[];
  others: ExportOther[];
  links: ExportLinks;
  /** Runs of others, and data that OpenLineage events alone name, told of upstream: no format carries them. */
  told: number;
  /** Values, or stretches of text, that were masked. */
  masked: number;
}

/** Digests, which core is handed: lower-case hex. */
export interface Digests {
  sha1(bytes: Uint8Array): string;
  sha256(bytes: Uint8Array): string;
}
