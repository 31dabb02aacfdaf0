/** The tables of a workspace as Parquet, column by column: files, views, DDL and the guide follow from what is said here. */
import { findingTypes } from '../findings/kinds';
import { relationsTold } from '../graph/relation-told';
import { kindNumbers } from '../index/schema';

/** text: UTF-8. instant: milliseconds since 1970 UTC, TIMESTAMP_MILLIS. */
export type ColumnType = 'text' | 'integer' | 'instant' | 'boolean';
export type Value = string | number | boolean | null;

export interface Column {
  type: ColumnType;
  about: string;
}

export interface Table {
  about: string;
  /** The column that its folders are named by, and every value that it can have: no text of a record becomes a folder. */
  partition: { name: string; values: readonly string[]; about: string } | null;
  columns: Readonly<Record<string, Column>>;
}

const text = (about: string): Column => ({ type: 'text', about });
const integer = (about: string): Column => ({ type: 'integer', about });
const instant = (about: string): Column => ({ type: 'instant', about });
const boolean = (about: string): Column => ({ type: 'boolean', about });

export const observationKinds = ['check', 'fingerprint', 'version', 'finding'] as const;
export const labelOrigins = ['nextflow', 'platform'] as const;

const kinds = Object.keys(kindNumbers).filter((kind) => kind !== 'Withdrawn');

const named = {
  records: {
    about:
      'Everything that the graph speaks of, one row each: records, LIDs that only other records name (Missing), outside files (External), runs and data sets that OpenLineage events tell of (OutsideRun, OutsideData). What could not be read is no record: observations (finding, quarantined or left-out) name it.',
    partition: { name: 'kind', values: kinds, about: 'Kind of the record, or of what stands for one.' },
    columns: {
      lid: text('LID; of an outside file its recorded path, of a run that OpenLineage tells of openlineage:run/ and its id. Unique.'),
      title: text('What a box of the graph shows.'),
      name: text('Recorded name: of a run, of a task with its tag, of a file the last part of its path.'),
      run: text('LID of the run that the record names as its own.'),
      task: text('LID of the task that the record names as its own.'),
      source: text('LID of the file that it was published from, as recorded.'),
      published: boolean('A FileOutput that names no task: what a run published. Of other kinds NULL.'),
      path: text('Recorded path.'),
      size: integer('Recorded size in bytes.'),
      created: instant('Recorded time of creation, UTC; NULL where the text is no time.'),
      created_text: text('The same as recorded.'),
      modified: instant('Recorded time of the last change of the file, UTC.'),
      modified_text: text('The same as recorded.'),
      checksum: text('Recorded checksum. By itself it says nothing of a content: see observations.'),
      checksum_algorithm: text('Its recorded algorithm.'),
      checksum_mode: text('Its recorded mode, a label that can be wrong.'),
      started: instant('Of a run: when it began, as recorded, UTC.'),
      started_text: text('The same as recorded.'),
      session: text('Of a run: session id, which runs that resume one another share.'),
      pipeline: text('Of a run: name of the pipeline.'),
      repository: text('Of a run: where its code is from, as recorded.'),
      revision: text('Of a run: branch or tag, as recorded.'),
      commit_id: text('Of a run: commit, as recorded.'),
      started_by: text('Of a run: account that began it, as recorded.'),
      process: text('Of a task: its name without tag.'),
      container: text('Of a task: container as it was configured, a tag more often than a digest.'),
      conda: text('Of a task.'),
      spack: text('Of a task.'),
      architecture: text('Of a task.'),
      code_checksum: text('Of a task: hash of the text of its script before variables were filled in.'),
      store_path: text('Where the record lies below the store.'),
      state: text('present or vanished, as the last sync found it; NULL: there is no such record.'),
      record_sha256: text('SHA-256 of the bytes of the record as last seen.'),
      record_bytes: integer('Length of these bytes.'),
      versions: integer('How many different contents the record was seen with.'),
      first_sync: integer('Number of the sync that first read it (table syncs).'),
      version_sync: integer('Number of the sync that first read the content it has now.'),
    },
  },
  parameters: {
    about: 'Parameters of runs, one row each.',
    partition: null,
    columns: { run: text('LID of the run.'), name: text('Name of the parameter.'), value: text('Its value as JSON, masked.') },
  },
  edges: {
    about: 'Links of the graph: source is upstream of target.',
    partition: { name: 'relation', values: relationsTold, about: 'What links them, in the words of the graph; same-path, inside and told-… are stated by no record of Nextflow.' },
    columns: {
      source: text('lid of what is upstream.'),
      target: text('lid of what is downstream.'),
      inferred: boolean('No record of Nextflow states it: an equal path suggests it, or OpenLineage events tell of it.'),
      carries_data: boolean('From file to task to file, as this program walks to say what something was made from; between two LIDs `inside` counts, too.'),
    },
  },
  labels: {
    about: 'Labels.',
    partition: { name: 'origin', values: labelOrigins, about: 'nextflow: in the record itself; platform: on the run in Seqera Platform, as its record says.' },
    columns: { lid: text('LID of what carries it.'), label: text('The label.') },
  },
  observations: {
    about: 'What this program found: by reading files (check, fingerprint), by reading records (version), and in syncs and records (finding).',
    partition: {
      name: 'kind',
      values: observationKinds,
      about:
        'check: the newest of each file and each checksum recorded of it. fingerprint: the SHA-256 that later readings are held against. version: each content of a record. finding: as in the list of findings.',
    },
    columns: {
      lid: text('What it is about; NULL where it is about no record.'),
      observed: instant('When it was checked, read in, or the sync began, by the clock of the computer that did it, UTC.'),
      observed_by: text('Account that did it.'),
      sync_number: integer('Of a version: the sync that first read it. Of a finding: the sync that found it, or that read what shows it.'),
      last_sync: integer('Of a version: the last sync that saw it; NULL while it is the one that is there.'),
      sha256: text('check: of the bytes read then. fingerprint: the value. version: of the bytes of the record. finding: of the bytes kept that show it.'),
      sha256_of: text('content; folder-manifest: of a list of what is in the folder; record.'),
      bytes: integer('check: size found. version: length of the record.'),
      verdict: text(
        'check: content-verified, metadata-match, inconclusive, mismatch, missing, unreadable, not-checked, not-checkable. Only content-verified says something good of a content.',
      ),
      strength: text('check: what content-verified rests on. murmur3-128 is not cryptographic: it rules out accidents.'),
      reason: text('check: why the verdict fell so.'),
      examined: text('check: content, or metadata alone.'),
      matched_mode: text('check: mode whose value equals the recorded one.'),
      label_conflict: boolean('check: it is another mode than the label says.'),
      recorded_checksum: text('check: recorded value that the file was held against.'),
      recorded_size: integer('check: recorded size.'),
      checked_path: text('check: where it was looked, after path maps. version, finding: place below the store, where it is not that of the record (table records).'),
      baseline: text('check: first-seen, unchanged or changed against the first SHA-256 taken. It says nothing of the time before.'),
      baseline_from: text('check, fingerprint: read, imported or renewed.'),
      baseline_locked: boolean('check, fingerprint: signed off.'),
      stale: boolean('check: the record has changed since.'),
      finding_id: text('finding: its id in this program.'),
      finding_type: text(`finding: ${findingTypes.join(', ')}.`),
      holds: boolean('finding: FALSE: acknowledged once, and no longer so.'),
      acknowledged: instant('finding: when it was acknowledged; NULL: it is open.'),
      acknowledged_by: text('finding: by whom.'),
      acknowledged_reason: text('finding: why it may stand.'),
      detail: text('In one sentence.'),
    },
  },
  outside_uses: {
    about: 'Outside files as each task or run names them: one path can be recorded with several contents.',
    partition: null,
    columns: {
      path: text('lid of the outside file.'),
      named_by: text('LID of the task or run.'),
      checksum: text('Checksum recorded there.'),
      checksum_algorithm: text('Its recorded algorithm.'),
      checksum_mode: text('Its recorded mode.'),
    },
  },
  history: {
    about: 'Lines of .history in the store.',
    partition: null,
    columns: {
      run: text('LID of the run.'),
      line_time: text('Time as written, in the zone of who wrote it.'),
      name: text('Name of the run.'),
      session: text('Session id.'),
      state: text('present or vanished.'),
    },
  },
  syncs: {
    about: 'Readings of the store.',
    partition: null,
    columns: {
      sync_number: integer('From 1.'),
      began: instant('By the clock of the computer that read, UTC.'),
      finished: instant('NULL: it did not end.'),
      complete: boolean('The listing ended normally, so that what it lacked has vanished.'),
      records: integer('Records listed.'),
      new_records: integer('Of these new.'),
      changed_records: integer('Of these with other bytes than before.'),
      vanished_records: integer('No longer listed.'),
    },
  },
} satisfies Record<string, Table>;

export type TableName = keyof typeof named;
export const tables: Readonly<Record<TableName, Table>> = named;
export const tableNames = Object.keys(named) as TableName[];

/** A row of a table, its partition apart. */
export type Row<N extends TableName> = { [C in keyof (typeof named)[N]['columns']]: Value };

/** What no table has a place for, in sentences. */
export const notCarried = [
  'The bytes of records, and what of them no column names (scripts, inputs by name, configuration, environment): `evidence bundle` hands these over.',
  'Checks of a file before the newest one of each recorded checksum, and who signed what: the evidence and the journal hold them.',
  'Tags of the auditor: `tags export` writes them. Checks of code against a repository: reports hold them.',
  'The journal, the proofs and the checkpoints of the log: a table proves nothing by itself.',
  'Whether a run or a task succeeded: no record of Nextflow says so.',
  'Sizes above 9007199254740991 bytes, which are NULL.',
] as const;
