/** Words for adding, testing, syncing and mapping stores. */
import type { SyncResult } from '../../core/contract/workspaces';
import { count, counted, duration } from '../parts/format';

export const workspacesWords = {
  title: 'Workspaces',
  add: 'Add a workspace',
  demo: 'demo',
  records: (n: number) => counted(n, 'record'),
  runs: (n: number) => counted(n, 'run'),
  findings: (n: number) => counted(n, 'finding'),
  lastSync: 'Last sync',
  never: 'never synced',
  added: 'Added',
  open: 'Open runs',
  problem: 'This workspace could not be opened.',
  store: 'Store',
};

export const addWords = {
  title: 'Add a workspace',
  kind: 'Where is the lineage store?',
  folder: 'In a folder',
  bucket: 'In a bucket (S3)',
  pick: 'Choose a folder…',
  pickTitle: 'The folder of the lineage store (it holds .history and folders with .data.json)',
  path: 'Folder',
  pathHint: 'The folder that lineage.store.location names. It is read, and never written to.',
  name: 'Name of the workspace',
  nameHint: 'Letters, digits, dots, dashes and underscores, at most 64',
  nameWrong: 'Begin with a letter or digit; then letters, digits, dots, dashes and underscores, at most 64 in all.',
  nameTaken: 'There is a workspace of this name already.',
  bucketName: 'Bucket',
  bucketHint: 'The name alone, without s3://',
  prefix: 'Prefix',
  prefixHint: 'The folder inside the bucket; leave it empty for the whole bucket',
  seqera: 'Seqera Platform workspace id',
  seqeraHint: 'A number. The Platform keeps the lineage of a workspace in a bucket named after it.',
  seqeraUse: 'Fill in the bucket',
  endpoint: 'Endpoint',
  endpointHint: 'Only for servers other than Amazon’s: https://host:port',
  region: 'Region',
  regionHint: 'For example eu-west-1; empty: as the profile says',
  profile: 'Profile',
  profileHint: 'A profile of ~/.aws (SSO too); empty: the environment or the default profile',
  pathStyle: 'Put the bucket in the path (many servers that are not Amazon’s need it)',
  anonymous: 'Public bucket: read it without signing in',
  policy: 'The rights it needs',
  optional: 'Files that records name on S3 need s3:ListBucket and s3:GetObject on their buckets. Optional there, and what cannot be said without it:',
  policyHint: 'Hand this policy to whoever grants access: it lists and reads this store, and allows nothing else. No key is ever stored by this program.',
  policyAfterBucket: 'Fill in the bucket, and the exact read-only policy to hand over stands here.',
  policyCopy: 'the policy',
  test: 'Test connection',
  testing: 'Testing…',
  testOk: 'All rights are there.',
  testBad: 'The test did not pass.',
  right: (ok: boolean) => (ok ? 'granted' : 'missing'),
  notLineage: 'This does not look like a lineage store: no .history and no record was seen at the first look.',
  looksRight: 'This looks like a lineage store.',
  submit: 'Add workspace',
  submitSync: 'Add and sync',
  cancel: 'Cancel',
};

export const storeWords = {
  title: 'Store and sync',
  store: 'Store',
  location: 'Location',
  endpoint: 'Endpoint',
  region: 'Region',
  profile: 'Profile',
  access: 'Signed requests',
  anonymous: 'no: read without signing in',
  signed: 'yes',
  holds: 'Kept here',
  holdsValue: (records: number, runs: number) => `${counted(records, 'record')}, ${counted(runs, 'run')}`,
  readOnly: 'The store is only read, never written to.',
  sync: 'Sync',
  syncNow: 'Sync now',
  syncAgain: 'Sync again',
  syncHint: 'Lists the store, compares the listing with what is kept, and reads what is new or changed.',
  interrupted: 'A sync was begun and did not end. What it had read is kept: sync again to go on.',
  stopped: 'Stopped. What was read so far is kept; nothing is called vanished until a listing ended.',
  resultTitle: (n: number) => `Sync ${count(n)}`,
  history: 'Syncs so far',
  findings: 'Open findings of all syncs',
  findingsOfSync: (sync: number) => `Open findings of sync ${sync}`,
  noFindings: 'Nothing to report.',
  noFindingsOfSync: 'This sync found nothing to report.',
  allFindings: (n: number) => `All ${counted(n, 'finding')}`,
  maps: 'Where these files are now',
  mapsHint:
    'Records name files by the path they had when the run wrote them. If the files lie elsewhere today, say where: recorded paths that begin with the first are looked for in the second. Checksums are still computed with the recorded path.',
  mapsNone: 'No path is mapped: files are looked for where the records say.',
  from: 'Recorded path begins with',
  to: 'Is now in',
  addMap: 'Add a line',
  pickTo: 'Choose the folder',
  mapRemoved: 'Line removed, not yet saved',
  mapsSaved: '“Where these files are now” saved. Undo puts the lines of before back; the journal keeps both changes.',
  removeMap: 'Remove this line',
  try: 'Try',
  save: 'Save',
  saved: 'Saved.',
  tried: (found: number, total: number) => `${count(found)} of ${counted(total, 'file')} found.`,
  caught: (catches: number, found: number) => `Decides ${counted(catches, 'recorded path')}, ${count(found)} of ${count(catches)} found.`,
  stillMissing: 'Not found, for example:',
  unsaved: 'Not saved yet.',
};

export const coverageWords = {
  title: 'How much of the store is known here',
  explain: 'How much of the store is known',
  short: (runs: number) =>
    runs === 0 ? 'Not the whole store was synced.' : `Only ${counted(runs, 'run')} and what ${runs === 1 ? 'it rests' : 'they rest'} on ${runs === 1 ? 'was' : 'were'} synced.`,
  shortSince: (runs: number) =>
    `Since the last whole listing only ${counted(runs, 'run')} and what ${runs === 1 ? 'it rests' : 'they rest'} on ${runs === 1 ? 'was' : 'were'} synced.`,
  whole: (sync: number) => `All of it, as sync ${count(sync)} listed it. Of any run it can be said what came from it, and what did not, as far as recorded.`,
  runs: 'Runs asked for',
  runOfBundle: 'The run that the bundle is of',
  meansOfBundle: 'By that nothing is called unaffected, numbers that need the whole store are not measurable, and reports say so on page 1.',
  means:
    'By that nothing is called unaffected, numbers that need the whole store are not measurable, and reports say so on page 1. Reading the whole store reads nothing again that is unchanged.',
};

export const someRunsWords = {
  open: 'Sync only some runs…',
  title: 'Sync only some runs',
  hint: 'These runs and all that they rest on, of whichever run, are read by following links from their outputs. The store is not listed, so this is quick in a large one. Tasks that published nothing and that nothing of this rests on are not found, and what else used these files stays unknown.',
  again: 'Sync these runs again',
  againHint: 'The first follows the links of the same runs again, and does not list the store; the second lists it, and reads what is new or changed.',
  whole: 'Sync the whole store',
  reading: 'Reading the history of the store',
  history: 'Runs that the history of the store names',
  none: 'The history of the store names no run. Name one by its LID below.',
  unread: (n: number) => `${counted(n, 'line')} of the history could not be read.`,
  filter: 'Name or LID contains',
  more: (n: number) => `${count(n)} more: type a part of a name to narrow the list.`,
  known: 'kept here',
  lids: 'Runs by LID, one a line',
  lidsHint: 'Also of runs that no line of the history names',
  start: (n: number) => (n === 0 ? 'Sync' : `Sync ${counted(n, 'run')}`),
  cancel: 'Close',
};

/** What a sync did, in sentences: counts that add up, and what could not be read. */
export function syncSentences(result: SyncResult): string[] {
  const { listed, records, history, quarantined, ignored, fetched, seconds } = result;
  const kinds = [
    result.new > 0 && `${count(result.new)} new`,
    result.changed > 0 && `${count(result.changed)} changed`,
    result.unchanged > 0 && `${count(result.unchanged)} unchanged`,
  ].filter(Boolean);
  return [
    ...(result.scope === undefined
      ? []
      : [
          `Of ${counted(result.scope.runs.length, 'run')} and what ${result.scope.runs.length === 1 ? 'it rests' : 'they rest'} on: ${counted(result.scope.asked, 'key')} asked for, ${count(result.scope.missing)} of which have no record there. The store was not listed.`,
        ]),
    `${counted(listed, 'object')} ${result.scope === undefined ? 'listed' : 'found'}: ${counted(records, 'record')}${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}, ${counted(history, 'history line')}, ${count(quarantined)} that could not be read and are kept, ${count(ignored)} ignored (folder markers and other files).`,
    `${counted(fetched, 'object')} read in ${duration(seconds)}.`,
    (result.scope?.ended ?? result.complete)
      ? `${result.vanished === 0 ? 'No record' : counted(result.vanished, 'record')} vanished from ${result.scope === undefined ? 'the store' : 'what was asked for'}${result.reappeared > 0 ? `, ${count(result.reappeared)} came back` : ''}.`
      : result.scope === undefined
        ? 'The listing did not end, so it is not known what is no longer in the store.'
        : 'It stopped before all links were followed: sync these runs again to go on.',
  ];
}

export const syncTableWords = {
  noun: 'syncs',
  sync: 'Sync',
  at: 'Finished',
  listed: 'Listed',
  records: 'Records',
  new: 'New',
  changed: 'Changed',
  unchanged: 'Unchanged',
  vanished: 'Vanished',
  quarantined: 'Unreadable',
  ignored: 'Ignored',
  fetched: 'Read',
  took: 'Took',
  listing: 'Listing',
  whole: 'whole',
  partial: 'not whole',
  someRuns: (n: number) => counted(n, 'run'),
  someRunsStopped: (n: number) => `${counted(n, 'run')}, stopped`,
};
