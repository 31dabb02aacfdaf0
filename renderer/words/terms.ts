/** The glossary: each plain word that the window uses, the technical term behind it, and what it means. */

export interface TermEntry {
  plain: string;
  technical: string;
  meaning: string;
}

export const terms = {
  lid: {
    plain: 'record address',
    technical: 'LID (lineage ID)',
    meaning: 'The address of a record, lid:// and a key. A LID does not prove that the record is unaltered: only bytes seen earlier can.',
  },
  quarantined: {
    plain: 'could not be read, kept',
    technical: 'quarantined',
    meaning: 'An object in the store that is half written, empty or not JSON. Its bytes are kept, with the reason.',
  },
  dangling: {
    plain: 'points to a record that is not here',
    technical: 'dangling LID',
    meaning: 'A record names another that the store does not hold, for example because an earlier run had lineage off.',
  },
  baseline: {
    plain: 'our first fingerprint',
    technical: 'baseline',
    meaning:
      'The SHA-256 that later checks of a file are held against: taken when this program first read it, or out of a list that others made and that was read in. Of a folder it is that of a manifest of what is inside.',
  },
  checkpoint: {
    plain: 'signed digest of all that is kept',
    technical: 'checkpoint',
    meaning:
      'A few lines that stand for every observation and act so far. A copy with somebody else shows later whether any of it was cut or rewritten; without one, nothing does.',
  },
  pathMap: {
    plain: 'where these files are now',
    technical: 'path map',
    meaning: 'Recorded paths that begin with one folder are looked for in another. The checksum is still computed with the recorded path.',
  },
  stale: { plain: 'record changed since', technical: 'stale', meaning: 'The check was made before the record changed: it speaks of the earlier record.' },
  vanished: {
    plain: 'no longer in the store',
    technical: 'vanished',
    meaning: 'A record that an earlier sync read and the last whole listing no longer shows. Its bytes are kept here.',
  },
  reappeared: { plain: 'back in the store', technical: 'reappeared', meaning: 'A record that had vanished and is listed again.' },
  changed: { plain: 'changed in the store', technical: 'changed', meaning: 'The record was overwritten since an earlier sync. Both versions are kept here.' },
  storeRepinned: {
    plain: 'another store taken for the pinned one',
    technical: 'store-repinned',
    meaning:
      'A workspace is pinned to the store of its first sync: folder and file system, or server, bucket and account. Somebody took another one for it and said why; what was kept before came from the other.',
  },
  unknownRecord: {
    plain: 'of a kind we do not know',
    technical: 'unknown kind or version',
    meaning: 'A record written by another version of Nextflow. Its bytes are kept and shown as they are.',
  },
  nullRun: { plain: 'its run was never recorded', technical: 'workflowRun "lid://"', meaning: 'The record names an empty run: Nextflow never wrote the record of that run.' },
  runWithoutRecord: { plain: 'run without a record', technical: 'history line only', meaning: 'The history names a run whose record is not in the store.' },
  runWithoutHistory: { plain: 'run not in the history', technical: 'no history line', meaning: 'A run has a record but no line in the history of the store.' },
  contradictsItself: {
    plain: 'record contradicts itself',
    technical: 'own record: contradicts',
    meaning:
      'The recorded checksum is not that of the path, size and time in the same record: it was edited, or made by something else than Nextflow. A record that agrees with itself is no evidence of the content.',
  },
  clockFileAfterRecord: {
    plain: 'file changed after its record',
    technical: 'modifiedAt after createdAt of the #output record',
    meaning:
      'A clock was set or differs, a file was written again, or a record was edited; nothing tells which. createdAt of a file record is when the file was made, not its record.',
  },
  clockRecordBeforeRun: {
    plain: 'dated before its run',
    technical: 'createdAt before metadata.start',
    meaning: 'A record or file of a run is dated before the run began: a clock, an older file that a tool moved with its times, or an edit; nothing tells which.',
  },
  clockHistoryOrder: {
    plain: 'history out of order',
    technical: '.history against metadata.start',
    meaning: 'The line of the run history, the start in the record and the first outputs do not follow one another, or a run resumes one that began later.',
  },
  clockFuture: {
    plain: 'dated after it was read here',
    technical: 'recorded time after the sync',
    meaning: 'A record holds a time that had not come, by the clock of this computer, when it was read.',
  },
  stub: { plain: 'stub run', technical: '-stub-run', meaning: 'The run executed the stub of each task instead of its script: the files are no results.' },
  preview: { plain: 'preview', technical: '-preview', meaning: 'The run was only prepared: no task was executed.' },
  resumed: { plain: 'resumed', technical: '-resume', meaning: 'The run took over tasks that an earlier run of the same session had executed.' },
  noOutputRecord: {
    plain: 'no output record',
    technical: 'no WorkflowOutput',
    meaning: 'The run was interrupted, or is still going on, or declares no outputs: the store does not say which.',
  },
  reused: { plain: 'reused', technical: 'cached task', meaning: 'The run relied on this task but did not execute it: its records are those of an earlier run.' },
  executed: { plain: 'executed by this run', technical: 'workflowRun of the task', meaning: 'Tasks whose record names this run.' },
  reliedOn: { plain: 'relied on by this run', technical: 'effective tasks', meaning: 'Tasks found by walking back from the outputs of this run, whichever run executed them.' },
  tagOnly: {
    plain: 'tag only',
    technical: 'container without digest',
    meaning: 'The container is named by a tag, which may point to another image today. Only a digest (@sha256:…) pins the image.',
  },
  digest: { plain: 'by digest', technical: '@sha256:…', meaning: 'The container is named by the SHA-256 of its image.' },
  strength: {
    plain: 'not cryptographic',
    technical: 'MurmurHash3 x64 128',
    meaning: 'Equal checksums rule out accidental change; someone who wants to can make another file with the same checksum.',
  },
  labelConflict: {
    plain: 'other mode than labelled',
    technical: 'label conflict',
    meaning:
      'The recorded checksum matches another mode than its label says. Nextflow up to 26.04.6 labels every checksum by an environment variable but always computes the standard one.',
  },
  upstream: { plain: 'made from', technical: 'upstream', meaning: 'What a record was made from.' },
  downstream: { plain: 'used for', technical: 'downstream', meaning: 'What was made from a record.' },
  inferred: { plain: 'inferred', technical: 'inferred link', meaning: 'A link that no record states: an equal path or checksum elsewhere. A hint, not evidence.' },
  published: {
    plain: 'published file',
    technical: 'FileOutput below the run',
    meaning: 'A copy that the run put into its output folder. Its record names the file in the work folder that it was copied from.',
  },
  workFile: { plain: 'work file', technical: 'FileOutput of a task', meaning: 'A file that a task wrote into its own work folder. Work folders are often deleted after a run.' },
  outsideFile: {
    plain: 'outside file',
    technical: 'DataPath, a path without record',
    meaning: 'A file that a task read and that no record describes: only its path, and a checksum as the task saw it.',
  },
  checkedPath: {
    plain: 'checked path',
    technical: 'the recorded path after path maps',
    meaning: 'Where a check looked for the file. Metadata modes are still computed with the recorded path.',
  },
  unsigned: {
    plain: 'draft, unsigned',
    technical: 'DRAFT – UNSIGNED',
    meaning: 'A report that nobody has signed off: it says what was found, and nobody has taken responsibility for it.',
  },
  session: { plain: 'session', technical: 'session id', meaning: 'Runs that resume one another share it; it does not name one run.' },
  anonymous: { plain: 'without signing in', technical: 'anonymous (unsigned) requests', meaning: 'For public buckets: no credentials are used.' },
  pathStyle: {
    plain: 'bucket in the path',
    technical: 'path-style addressing',
    meaning: 'Needed by many servers that are not AWS: https://server/bucket instead of https://bucket.server.',
  },
} satisfies Record<string, TermEntry>;

export type TermName = keyof typeof terms;
