/** The quality measures of a workspace's lineage: the closed list, each with its name, formula, target, and what it does not say. The one place for these words. */

export const measureIds = [
  'coverage',
  'capture-latency',
  'granularity',
  'unknown-upstream',
  'query-time',
  'staleness',
  'false-links',
  'event-loss',
  'dangling',
  'unhashed',
  'no-content-hash',
  'policy',
] as const;
export type MeasureId = (typeof measureIds)[number];

export interface MeasureWords {
  name: string;
  formula: string;
  /** What the two numbers count; of a time the second one alone. */
  numerator: string;
  denominator: string;
  unit: 'share' | 'seconds' | 'milliseconds';
  better: 'more' | 'less';
  /** The default that the value is held against: a share from 0 to 1, or a time in the unit. */
  target: number;
  /** What it does not say. */
  not: string;
  /** What the list behind it holds. */
  list: string;
}

export const measureWords: Record<MeasureId, MeasureWords> = {
  coverage: {
    name: 'Coverage',
    formula: 'published files with a full chain ÷ published files',
    numerator: 'published files whose every recorded way back ends outside the store, or at a task without inputs, and meets no break',
    denominator: 'published files that a record is kept of',
    unit: 'share',
    better: 'more',
    target: 1,
    not: 'Only of what was synced: a file that no record speaks of is in neither number, and a full chain says nothing of the content of any file in it.',
    list: 'published files without a full chain, by what breaks it',
  },
  'capture-latency': {
    name: 'Capture latency',
    formula: 'median of (end of the sync that first read a record − the time that the record states for its making)',
    numerator: '',
    denominator: 'dated records first read by a sync after the first whole one',
    unit: 'seconds',
    better: 'less',
    target: 86_400,
    not: 'Two clocks are compared: this computer’s, and that of the machine that wrote the record. It tells how long a record waited until it was kept here, not how long Nextflow took to write it, which no record says.',
    list: 'dated records first read by a sync after the first whole one, those that waited longest first',
  },
  granularity: {
    name: 'Granularity',
    formula: 'published files traced to the task that made them ÷ published files',
    numerator: 'published files that a recorded link leads from a task to',
    denominator: 'published files that a record is kept of',
    unit: 'share',
    better: 'more',
    target: 0.95,
    not: 'The finest that Nextflow records is the file and the task: rows and columns inside a file are not recorded and not measured. An index that a run writes itself has no task by nature.',
    list: 'published files that no recorded link leads from a task to',
  },
  'unknown-upstream': {
    name: 'Unknown-upstream rate',
    formula: 'readings of files whose making no record tells ÷ readings of files by tasks',
    numerator: 'recorded readings of an outside file, of a LID without record, or of a file without recorded origin',
    denominator: 'recorded readings of a file by a task (a file read by two tasks counts twice)',
    unit: 'share',
    better: 'less',
    target: 0.5,
    not: 'Every analysis begins with files from outside: the rate is never nought in a healthy store. That a path equals that of a recorded file is an inferred link, and does not make the upstream known.',
    list: 'readings of files whose making no record tells, by why',
  },
  'query-time': {
    name: 'Query time, p95',
    formula: '95th percentile of the time from a question to its answer',
    numerator: '',
    denominator: 'answers of this program in this session, the last 2,000 at the most',
    unit: 'milliseconds',
    better: 'less',
    target: 300,
    not: 'Of this session of this program on this computer, in the engine: drawing the answer comes on top, long jobs (sync, verify, report) are left out.',
    list: 'kinds of question asked in this session, the slowest first',
  },
  staleness: {
    name: 'Staleness',
    formula: 'now − end of the last whole sync',
    numerator: '',
    denominator: 'syncs that ended with a whole listing',
    unit: 'seconds',
    better: 'less',
    target: 86_400,
    not: 'By this computer’s clock. A store in which nothing happened is as old by this measure as one that changed: what happened since the last sync is not known.',
    list: 'syncs, newest first',
  },
  'false-links': {
    name: 'False inferred links',
    formula: 'inferred links that recorded checksums contradict ÷ inferred links that both ends’ checksums allow to judge',
    numerator: 'inferred links (a task read the path that a recorded file was written to) whose two checksums differ',
    denominator: 'inferred links with a checksum of the same algorithm and mode at both ends',
    unit: 'share',
    better: 'less',
    target: 0,
    not: 'Equal checksums do not prove a link, and most cover path, size and time alone: where they differ, the file read was not the file as recorded, which leaves open whether its content was. Of several files written to one path, at most one link can be right. No link that a record states is inferred.',
    list: 'inferred links that are contradicted, and those that cannot be judged',
  },
  'event-loss': {
    name: 'Event loss',
    formula: '(objects that could not be read + runs in the history without a record) ÷ (objects in the store + such runs)',
    numerator: 'quarantined objects, and history lines whose run no record is kept of',
    denominator: 'records, history lines and quarantined objects in the store, and the runs that only the history names',
    unit: 'share',
    better: 'less',
    target: 0,
    not: 'What a run never wrote, or wrote and lost before the first sync, leaves no trace to be counted.',
    list: 'what was lost, by how it is known',
  },
  dangling: {
    name: 'Dangling links',
    formula: 'LIDs named without a record ÷ LIDs named by records',
    numerator: 'LIDs that records name and no record kept here has',
    denominator: 'different LIDs that records name',
    unit: 'share',
    better: 'less',
    target: 0,
    not: 'That a record was deleted: it may lie in another store, or lineage was off when it would have been written.',
    list: 'LIDs that records name and no record kept here has',
  },
  unhashed: {
    name: 'Unhashed share',
    formula: 'files without a recorded checksum ÷ files',
    numerator: 'files, of tasks and published, whose record holds no checksum',
    denominator: 'files, of tasks and published, that a record is kept of',
    unit: 'share',
    better: 'less',
    target: 0,
    not: 'That a file has a checksum says nothing of what it covers: see the next measure.',
    list: 'files whose record holds no checksum',
  },
  'no-content-hash': {
    name: 'Share without a hash of the content',
    formula: 'published files without any hash over their content ÷ published files',
    numerator: 'published files whose checksum, by its own label, covers path, size and time, or is none, and whose bytes this program has no SHA-256 of',
    denominator: 'published files that a record is kept of',
    unit: 'share',
    better: 'less',
    target: 0,
    not: 'A label is the word of the record and may be wrong. A SHA-256 that this program took says what a file held when it was first read here, not when it was made.',
    list: 'published files without any hash over their content',
  },
  policy: {
    name: 'Policy violations',
    formula: 'runs and tasks that break at least one rule ÷ runs and tasks that a rule is about',
    numerator: 'runs and tasks that break at least one of the rules below',
    denominator: 'runs and tasks that a record is kept of',
    unit: 'share',
    better: 'less',
    target: 0,
    not: 'The rules are those of this program, stated by name, and no regulation. Keeping them all proves nothing about a result.',
    list: 'runs and tasks that break at least one rule, by rule',
  },
};

/** Why a number cannot be had, where it cannot. */
export const notMeasurable = {
  nothing: (what: string) => `Not measurable: there are no ${what}.`,
  oneSync:
    'Not measurable offline: all records were there at the first whole sync, and no record says when it was written into the store. It can be told for what later syncs find.',
  noSync: 'Not measurable: no sync has ended with a whole listing yet.',
  fewCalls: (calls: number, needed: number) => `Not measured yet: ${calls} of the ${needed} answers that a percentile needs were given in this session.`,
};
