/** Every kind of finding, defined once for the window, the command line and the report: how it is known, what it proves and does not, what to do. */

/** The gravest first; lists are in this order. */
export const findingTypes = [
  'store-repinned',
  'changed',
  'vanished',
  'back-dated',
  'record-contradicts-itself',
  'key-disagrees',
  'duplicate-names',
  'reappeared',
  'lid-collision',
  'quarantined',
  'left-out',
  'unknown-record',
  'odd-content',
  'history-disagrees',
  'history-twice',
  'run-without-record',
  'run-without-history',
  'null-run',
  'dangling',
  'back-dated-by-own-time',
  'clock-file-after-record',
  'clock-record-before-run',
  'clock-history-order',
  'clock-future',
] as const;
export type FindingType = (typeof findingTypes)[number];

export interface FindingKind {
  /** In a list. */
  short: string;
  /** The word of the trade. */
  technical: string;
  /** How it is known, and from what evidence. */
  known: string;
  proves: string;
  /** What it does not prove. */
  not: string;
  todo: string;
  /** The store did not keep what it held, or a record speaks against itself. */
  grave: boolean;
  /** `sync`: found by one sync and never taken back. `records`: follows from the records as they are now, and goes when they do. */
  from: 'sync' | 'records';
}

const askWriter = 'Ask who writes to this store, and look into the logs of Nextflow and of the storage.';
const clockNot = 'Which of these it is: a clock that was set or differs, a later write, a tool that moved files with their times, or an edit.';

export const findingKinds: Record<FindingType, FindingKind> = {
  'store-repinned': {
    short: 'another store taken for the pinned one',
    technical: 'store-repinned',
    known: 'A workspace is pinned to the store of its first sync: folder and file system, or server, bucket and account. Somebody took another one for it and said why.',
    proves: 'What was kept before came from another store than what was read since.',
    not: 'That the two hold the same records, or that the reason given is true.',
    todo: 'Read the reason, and compare the counts of the syncs before and after.',
    grave: true,
    from: 'sync',
  },
  changed: {
    short: 'changed in the store',
    technical: 'changed',
    known: 'A sync read other bytes under the name where an earlier sync had read these. Both are kept, each under its SHA-256; the ledger says which sync read which.',
    proves: 'Between two readings by this program, other bytes were written under the same name.',
    not: 'Who wrote them or why. Nextflow itself replaces the record of a task that it runs again; this alone is no sign of tampering.',
    todo: `Compare both versions field by field. ${askWriter}`,
    grave: true,
    from: 'sync',
  },
  vanished: {
    short: 'vanished from the store',
    technical: 'vanished',
    known: 'An earlier sync read it, and a later listing that ended normally did not name it. The bytes read earlier are kept.',
    proves: 'The store no longer listed it to this program.',
    not: 'That it was deleted on purpose: it may have been moved, or this account may have lost the right to see it.',
    todo: `Open it here: the bytes are kept. ${askWriter}`,
    grave: true,
    from: 'sync',
  },
  'back-dated': {
    short: 'older than the listing that lacked it',
    technical: 'back-dated (strong): modified before the last whole listing began',
    known:
      'First seen, or seen with other bytes, by one sync, while the store says that it was last modified more than 60 s before the last whole listing before that began, which did not show it so. The listing is dated by the clock of this computer, the object by the store.',
    proves: 'The modification time that the store states, and the earlier listing, cannot both be right by one clock.',
    not: 'That somebody dated it back. On a folder any tool that keeps times does this (a copy, an archive, a move, a restored backup), and a writer can set the time at will. On S3 the server sets it and a writer cannot choose it; there, clocks that differ, rights that changed, a copied bucket or an upload in parts, dated by its beginning, explain it.',
    todo: `Find out how it came into the store. ${askWriter}`,
    grave: true,
    from: 'sync',
  },
  'record-contradicts-itself': {
    short: 'its checksum is not that of its own path, size and time',
    technical: 'own record: contradicts',
    known: 'The recorded checksum is computed again from the path, size and time in the same record, and is another.',
    proves: 'The record was edited, its label is wrong, or something else than Nextflow made it.',
    not: 'Anything about the file. And a record that agrees with itself is no evidence of the content either.',
    todo: 'Verify the file itself, and look for the same file in other records.',
    grave: true,
    from: 'records',
  },
  'key-disagrees': {
    short: 'names another task or run than its own address',
    technical: 'key and content disagree',
    known: 'The address of such a record begins with the hash of its task or run; the field inside that names the same one names another.',
    proves: 'The record does not lie where Nextflow would have written it, or was edited.',
    not: 'Which of the two is right.',
    todo: 'Compare it with the record that it names, and with the one its address belongs to.',
    grave: true,
    from: 'records',
  },
  'duplicate-names': {
    short: 'names a field twice',
    technical: 'duplicate names in JSON',
    known: 'In the bytes kept, one object of the JSON has the same name more than once.',
    proves:
      'The bytes are not as Nextflow writes them. Readers of JSON may differ in what they take: this program takes the last value. Nextflow reads with Gson into a tree first, which by its source takes the last as well; that was not tried here.',
    not: 'That it was done to mislead; though a person who reads the file may see the other value.',
    todo: 'Read the raw bytes, and ask what wrote them.',
    grave: true,
    from: 'records',
  },
  reappeared: {
    short: 'came back',
    technical: 'reappeared',
    known: 'It had vanished, and a later sync read it again. Whether the bytes are the earlier ones is said with it.',
    proves: 'The store lists it again.',
    not: 'That it had been deleted: a right or a mount may have been missing in between.',
    todo: 'Read it together with the finding that it vanished.',
    grave: false,
    from: 'sync',
  },
  'lid-collision': {
    short: 'differs from another address by spelling alone',
    technical: 'LIDs equal after case folding, Unicode normalisation or percent-decoding',
    known: 'Two addresses of this store become the same when letter case, the Unicode form of accents or percent-encoding is ignored.',
    proves: 'On a file system or in a program that ignores these, one of the records takes the place of the other.',
    not: 'That it has happened, or that anything is wrong: a run may put out A.txt and a.txt.',
    todo: 'Copy such a store only to file systems that tell the two apart; write the address in full when you cite one of them.',
    grave: false,
    from: 'records',
  },
  quarantined: {
    short: 'could not be read, kept',
    technical: 'quarantined',
    known:
      'The object is half written, empty, too large, not UTF-8, not JSON, or lies under a name that no record can have. What could be read of it is kept under its SHA-256, with the reason.',
    proves: 'It is no record that can be interpreted as it is.',
    not: 'What it was meant to be, or that it was damaged on purpose.',
    todo: 'Look at the bytes kept. A sync reads it again when it changes.',
    grave: false,
    from: 'sync',
  },
  'left-out': {
    short: 'left out by the maker of the bundle',
    technical: 'left-out',
    known: 'This workspace was imported from a redacted evidence bundle. A proven entry of it names these bytes by their SHA-256, and its maker left the bytes themselves out.',
    proves: 'A record or line with this SHA-256 was kept by the maker, and whoever has it can show that it is the one.',
    not: 'What it says. Lists, counts and links of this workspace lack whatever it would add.',
    todo: 'Ask the maker of the bundle why it was left out, and for the record itself if it matters.',
    grave: false,
    from: 'sync',
  },
  'unknown-record': {
    short: 'record of an unknown kind or version',
    technical: 'unknown kind or version',
    known: 'Sound JSON, but its version or kind is none that this program knows. The bytes are kept as they are.',
    proves: 'Nothing that it says is in any count, link or check here.',
    not: 'That it is wrong: a newer Nextflow may have written it.',
    todo: 'Read it as it is; ask for a newer version of this program.',
    grave: false,
    from: 'records',
  },
  'odd-content': {
    short: 'holds what Nextflow does not write',
    technical: 'unexpected types, inexact numbers, hidden characters',
    known:
      'A known field has another type than Nextflow gives it, a whole number is too large to be held exactly, or a text holds characters that are not seen or that turn the direction of reading. Such fields are kept and shown, and what is of the wrong type is not interpreted.',
    proves: 'The bytes are not as the known versions of Nextflow write them.',
    not: 'That it was done on purpose.',
    todo: 'Read the raw bytes of the record.',
    grave: false,
    from: 'records',
  },
  'history-disagrees': {
    short: 'history line and record differ',
    technical: '.history line against its name and the run record',
    known: 'The line lies under another name than the run that it names, or gives another run name or session than the record of that run.',
    proves: 'The two cannot both be as Nextflow wrote them for one run.',
    not: 'Which of the two is right.',
    todo: 'Compare the line with the record of the run.',
    grave: false,
    from: 'records',
  },
  'history-twice': {
    short: 'several history lines of one run',
    technical: 'two .history files name one LID',
    known: 'More than one file of the run history names the same run.',
    proves: 'One of them is not where Nextflow writes it.',
    not: 'Which of them it is.',
    todo: 'Compare the lines.',
    grave: false,
    from: 'records',
  },
  'run-without-record': {
    short: 'in the history, but without a record',
    technical: 'history line only',
    known: 'A line of the run history names a run, and no record of that run was ever read here.',
    proves: 'The store says that the run was launched, and holds nothing else of it.',
    not: 'That a record was deleted: a run that failed at once may never have written one.',
    todo: 'Ask for the log of that run.',
    grave: false,
    from: 'records',
  },
  'run-without-history': {
    short: 'a run that the history does not name',
    technical: 'record only',
    known: 'A run has a record, and no line of the history that is there now names it.',
    proves: 'The history is not complete, or the record was not written by a launch in this store.',
    not: 'Which of the two.',
    todo: 'Look whether a line of the history has vanished, or the record was copied from another store.',
    grave: false,
    from: 'records',
  },
  'null-run': {
    short: 'names no run: the run record was never written',
    technical: 'workflowRun "lid://"',
    known: 'The record names its run as lid:// alone.',
    proves: 'Nextflow had no record of the run when it wrote this one, as with a pipeline run from a local git folder.',
    not: 'Which run it belongs to.',
    todo: 'Ask for the log of that run; run pipelines from a repository.',
    grave: false,
    from: 'records',
  },
  dangling: {
    short: 'points to a record that is not here',
    technical: 'dangling LID',
    known: 'A record names a LID, and no record of that LID was ever read here.',
    proves: 'The chain of what was made from what breaks there.',
    not: 'That it was deleted: an earlier run may have had lineage off, or its records lie in another store. Where not all of the store was synced, or the records come out of a bundle, it may only not have been read.',
    todo: 'Sync the whole store, where it was not. Add the store that holds it as a workspace of its own; the finding then says which one keeps that LID.',
    grave: false,
    from: 'records',
  },
  'back-dated-by-own-time': {
    short: 'dates itself before a listing that lacked it',
    technical: 'back-dated (weak): its own time before the last whole listing began',
    known:
      'The time that the record itself states for its making (the start of a run, createdAt of an #output record, the line of the history) is more than 60 s before the last whole listing began that did not show it. The listing is dated by the clock of this computer, the record by that of the run.',
    proves: 'The record came into the store late, or a clock differs.',
    not: 'That it was dated back. A store that is copied here from elsewhere shows this for every new record.',
    todo: 'If the store is no copy, find out how the record came into it late.',
    grave: false,
    from: 'records',
  },
  'clock-file-after-record': {
    short: 'clock: a file changed after its record was made',
    technical: 'modifiedAt after createdAt of the #output record',
    known:
      'The modification time in the record of a file lies more than 2 s after the record of its outputs was made. One finding a run, with the widest difference. createdAt of a file record is when the file was made, not its record.',
    proves: 'These recorded times cannot stand beside one another by one clock.',
    not: clockNot,
    todo: 'Verify the file.',
    grave: false,
    from: 'records',
  },
  'clock-record-before-run': {
    short: 'clock: dated before its run began',
    technical: 'createdAt before metadata.start',
    known: 'A record or file that a run made is dated more than 2 s before that run began. One finding a run.',
    proves: 'These recorded times cannot stand beside one another by one clock.',
    not: clockNot,
    todo: 'Compare with the log of the run.',
    grave: false,
    from: 'records',
  },
  'clock-history-order': {
    short: 'clock: the history is out of order',
    technical: '.history against metadata.start',
    known: 'The line of the run history, the start in the record and the first outputs do not follow one another, or a run resumes one that began later.',
    proves: 'These recorded times cannot stand beside one another by one clock.',
    not: clockNot,
    todo: 'Compare with the log of the run.',
    grave: false,
    from: 'records',
  },
  'clock-future': {
    short: 'clock: dated after it was read here',
    technical: 'later than the end of the sync that read it',
    known: 'A recorded time lies more than 60 s after the end of the sync that read it, by the clock of this computer.',
    proves: 'One of the two clocks is wrong, or the time was written by hand.',
    not: clockNot,
    todo: 'Look at the clock of this computer first.',
    grave: false,
    from: 'records',
  },
};
