/** Why it cannot be told whether something was reached: a closed list, with the words for each. */

/** In the order of their numbers, from 1; where several hold of one record, the one that stands first here and enters nearest is told. */
export const doubtReasons = [
  'same-path-same-checksum',
  'same-path-other-checksum',
  'same-path-no-checksum',
  'read-later',
  'told-by-openlineage',
  'told-folder',
  'inside-folder',
  'listed-by-path',
  'named-in-value',
  'named-in-parameter',
  'written-by-run',
  'not-recorded-here',
  'run-not-named',
  'run-record-missing',
  'missing-record',
  'not-read',
  'record-changed',
  'no-origin',
  'path-only',
  'no-output-record',
  'not-whole-store',
] as const;
export type DoubtReason = (typeof doubtReasons)[number];

export const reasonNumbers = Object.fromEntries(doubtReasons.map((reason, at) => [reason, at + 1])) as Record<DoubtReason, number>;

/** `short` for a table, `sentence` for people who ask why. */
export const doubtWords: Record<DoubtReason, { short: string; sentence: string }> = {
  'same-path-same-checksum': {
    short: 'same path and checksum, link inferred',
    sentence: 'A task read an outside file with the path and the recorded checksum of this one, but no record says that it is the same file: the link is inferred.',
  },
  'same-path-other-checksum': {
    short: 'same path, another checksum',
    sentence:
      'The same path was read with another recorded checksum. Most recorded checksums cover path, size and time and no content, so the content may have been the same, or another.',
  },
  'same-path-no-checksum': {
    short: 'same path, no checksum',
    sentence: 'The same path is named without a checksum: which content it had then is not recorded.',
  },
  'read-later': {
    short: 'content read later',
    sentence: 'The file at this path had the content asked about when this program read it. What it held when the task read it is not recorded.',
  },
  'told-by-openlineage': {
    short: 'told by OpenLineage events',
    sentence: 'OpenLineage events of others say that a run of theirs read or wrote a file of this path. No record of Nextflow says so: the link is inferred.',
  },
  'told-folder': {
    short: 'inside a folder that events name',
    sentence: 'OpenLineage events of others say that a run of theirs read or wrote a folder in which this file lies. Whether the file was meant is not told: the link is inferred.',
  },
  'inside-folder': {
    short: 'inside a recorded folder',
    sentence: 'A folder and a file below it: one was reached, the other is read by its path. What the folder held is not recorded.',
  },
  'listed-by-path': {
    short: 'path in a list of outputs',
    sentence: 'A list of outputs of what was reached holds the path of this file as a text, or that of a folder or file of it. No record links them.',
  },
  'named-in-value': {
    short: 'path in a value of the task',
    sentence: 'The task was given the path of what was reached, or of a folder or file of it, as a text. Whether it read the file is not recorded.',
  },
  'named-in-parameter': {
    short: 'named in a parameter of the run',
    sentence: "A parameter of the run names what was reached. What the pipeline's own code did with it (a list of samples, say) is not recorded.",
  },
  'written-by-run': {
    short: 'written by the run itself',
    sentence: 'The run itself wrote this file (an index of its outputs, say). Which of its files it speaks of is not recorded.',
  },
  'not-recorded-here': {
    short: 'what is asked is not recorded',
    sentence: 'The record that would have to say it (a commit, a revision, a checksum, a path, a parameter) holds no such value, or holds it masked as a secret.',
  },
  'run-not-named': { short: 'run not named', sentence: 'The record does not name its run, so what governed it is not recorded.' },
  'run-record-missing': {
    short: 'record of the run missing',
    sentence: 'The record of the run is not here, so its parameters, its code and what it published are not known.',
  },
  'missing-record': { short: 'missing record', sentence: 'A record on the way is not here: other records name it, and what it was made from is not known.' },
  'not-read': { short: 'record could not be read', sentence: 'A record is kept and could not be interpreted, so what it names is not known.' },
  'record-changed': {
    short: 'record had other content earlier',
    sentence: 'An earlier sync read other bytes of this record. The links are those of its newest content; what the earlier one named is not among them.',
  },
  'no-origin': { short: 'origin not recorded', sentence: 'The record of a file says neither which task wrote it nor what it was published from.' },
  'path-only': { short: 'read by path alone', sentence: 'A task read an outside file of which no checksum is recorded: what it held, and who made it, is not known.' },
  'no-output-record': {
    short: 'run without output record',
    sentence: 'The run has no record of its outputs (it may have been interrupted), so it is not known which re-used tasks it relied on.',
  },
  'not-whole-store': {
    short: 'not the whole store was synced',
    sentence:
      'Only some runs of the store and what they rest on were synced, or its listing never came to its end, or the records come out of a bundle: records that would lead here may be among those that were not read.',
  },
};

/** Where not the whole store was listed nothing is called unaffected; said beside the counts. */
export const notWholeWords =
  'Nothing is called unaffected here: not the whole store was listed, so what is not reached is unknown, and more may have been reached than is counted.';

/** What the word means, said wherever it is used. */
export const unaffectedWords =
  'Unaffected as far as recorded: no recorded link leads there, and none of the ways into it has a missing record, an inferred link, or a file named by path alone. It does not say that nothing else was done outside the records.';
