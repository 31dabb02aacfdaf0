/** Words of a record's page: states, fields in plain words, versions, raw bytes. */
import type { RecordPage } from '../../core/contract/records';
import { count } from '../parts/format';
import type { RecordTab } from '../routes';

export const kindWords: Record<string, string> = {
  WorkflowRun: 'Run',
  WorkflowOutput: 'Outputs of a run',
  TaskRun: 'Task',
  TaskOutput: 'Outputs of a task',
  FileOutput: 'File',
  AgentRun: 'Agent task',
  Unknown: 'Record of a kind we do not know',
  External: 'Outside file',
  Missing: 'Record that is not here',
};

/** What a record is called whose state says more than its kind. */
export const stateKinds: Partial<Record<RecordPage['state'], string>> = {
  quarantined: 'Record that could not be read',
  missing: 'Record that is not here',
};

export const recordWords = {
  tabs: { fields: 'Record', files: 'Files', preview: 'Preview', custody: 'Processing history', graph: 'Graph', raw: 'As it is stored' } satisfies Record<RecordTab, string>,
  tablist: 'Parts of the record',
  lid: 'LID',
  theLid: 'the LID',
  kind: 'Kind',
  format: 'Format',
  rootShape: 'of Nextflow 25.04 (fields beside “kind”)',
  run: 'Run',
  labels: 'Labels',
  check: 'Check',
  storePath: 'Object in the store',
  masked: (n: number) =>
    `${n === 1 ? 'One value is hidden, as it may be a secret' : `${count(n)} values are hidden, as they may be secrets`}. The record as it is stands under “As it is stored”.`,
  fields: 'Fields',
  noFields: 'This record has no fields that can be shown.',
  odd: 'Odd about it',
  runPage: 'Open the run page',
  verify: 'Check this file now',
  readOnS3: 'Read it on S3 and check',
  checking: 'Check of this file',
  referencedBy: 'Named by',
  referencedByNone: 'No other record names this one.',
  referencedByMore: (shown: number, total: number) => `The first ${count(shown)} of ${count(total)}.`,
  versions: 'Versions seen',
  versionsOne: 'Seen unchanged since it was first read.',
  current: 'in the store now',
  last: 'last seen',
  first: 'first seen',
  showing: 'shown',
  older: 'This is an earlier version, last seen in the store',
  toCurrent: 'Show the newest version',
  states: {
    present: null,
    vanished: 'This record is no longer in the store. What is shown was kept when it was last read.',
    quarantined: 'This record could not be read, so it is kept as it is. Its bytes are under “As it is stored”.',
    missing: 'There is no record at this address in what was synced. Another record names it, or the address was mistyped. Earlier runs may have had lineage off.',
  } satisfies Record<RecordPage['state'], string | null>,
  rawHint: 'The bytes exactly as they lie in the store, nothing hidden. They may hold passwords or keys, so they are shown on purpose only, and the journal notes it.',
  rawShow: 'Show the record as it is',
  rawSha: 'SHA-256 of the bytes',
  rawSize: 'Size',
  rawTruncated: 'Only the first 1 MiB is shown.',
  rawNotUtf8: 'These bytes are not valid UTF-8: what could not be decoded is shown as �.',
  rawText: 'the record as it is',
  sha: 'the SHA-256',
  files: { inputs: 'Files it read', outputs: 'Files it wrote', values: 'Other values' },
  noValues: 'No other value is recorded.',
  present: 'recorded',
};

/** Known fields in plain words; every other field is shown under its own name. */
export const fieldWords: Record<string, string> = {
  path: 'Path when recorded',
  checksum: 'Recorded checksum',
  source: 'Came from',
  workflowRun: 'Run',
  taskRun: 'Task',
  size: 'Size',
  createdAt: 'Created at',
  modifiedAt: 'File last modified',
  labels: 'Labels',
  sessionId: 'Session',
  name: 'Name',
  codeChecksum: 'Checksum of the code',
  script: 'Script',
  input: 'Inputs',
  output: 'Outputs',
  container: 'Container',
  conda: 'Conda',
  spack: 'Spack',
  architecture: 'Architecture',
  globalVars: 'Global variables',
  binEntries: 'Scripts of bin/',
  eval: 'Tool versions (eval)',
  moduleId: 'Module',
  workflow: 'Pipeline',
  params: 'Parameters',
  config: 'Configuration',
  metadata: 'Metadata',
  goal: 'Goal',
  instruction: 'Instruction',
  model: 'Model',
  resolvedModel: 'Model that answered',
};

export const recordCheckWords = {
  at: 'Checked',
  by: 'By',
  looked: 'Looked at',
  matched: 'Matches mode',
  found: 'Size found',
  sha256: 'Our SHA-256',
  firstSeen: 'First fingerprint taken',
};
