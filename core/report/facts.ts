/** Everything a report of one run speaks of, gathered before a word is written, so that the same facts make the same report. */

import type { Output } from '../contract';
import type { Finding } from '../contract/findings';
import type { GraphNode } from '../contract/graph';
import type { Overwrite } from '../contract/overwrites';
import type { RunPage } from '../contract/runs';
import type { CheckSummary, FileRow } from '../contract/shared';
import type { TaggedItem } from '../contract/tags';
import type { ChangedInShort } from '../engine/findings/short';
import type { AgainstRun, OutputHistories, Reached } from '../engine/report/beside';
import type { TaskAlone } from '../engine/runs/tasks';
import type { Drawing } from '../graph/collapse';
import type { OwnRecordCounts } from '../verify/own-record-words';
import type { CommonFacts } from './facts-common';

/** The bytes of one record as we keep them. */
export interface RecordDigest {
  lid: string;
  kind: GraphNode['kind'];
  /** null where no bytes of it were ever read: the record is named by others only. */
  sha256: string | null;
  size: number | null;
  /** Began the sync that first saw these bytes. */
  firstSeen: string | null;
  /** How many different contents were seen under this LID. */
  versions: number;
  vanished: boolean;
  /** The object below the store. */
  storePath: string | null;
}

export interface RunReportFacts extends CommonFacts {
  run: RunPage;
  outputs: FileRow[];
  inputs: FileRow[];
  outputsSummary: CheckSummary;
  inputsSummary: CheckSummary;
  /** Executed and relied on. */
  tasks: TaskAlone[];
  code: Output<'code.results'>;
  environment: Output<'runs.environment'>;
  drawing: Drawing;
  /** How many records and files the drawing stands for. */
  drawn: { nodes: number; links: number };
  digests: RecordDigest[];
  findings: Finding[];
  /** Of the records among them that changed, what did, in short. */
  changedFields: ChangedInShort[];
  /** Findings of the workspace that do not speak of this run. */
  otherFindings: number;
  /** Paths that this run wrote or read and that several records claim. */
  overwrites: Overwrite[];
  /** Of the files that name this run. */
  ownRecords: OwnRecordCounts;
  /** null: the report has no such section. */
  against: AgainstRun | null;
  /** null as above, and where no published file has a record. */
  custody: OutputHistories | null;
  impact: Reached | null;
  /** Tags of this workbench on the run, its tasks, outputs and inputs. */
  tags: TaggedItem[];
}
