/** Words of "Audit this run": check everything, look at what is not fine, read the report. */
import { count, counted } from '../parts/format';

export const auditWords = {
  button: 'Audit this run',
  tip: 'Checks every file of this run, shows what is not fine, and previews the report',
  title: (name: string) => `Audit of ${name}`,
  close: 'Close the audit',
  steps: { check: 'Check all files', exceptions: 'Exceptions', report: 'Report' },
  stepTips: { check: 'outputs, work files, inputs', exceptions: 'what is not proven', report: 'preview, save as PDF' },
  checking: 'Check of everything this run wrote and read',
  begin: 'Check everything now',
  again: 'Check again',
  toExceptions: 'To the exceptions',
  toReport: 'To the report preview',
  back: 'Back',
  stopped: 'The check was stopped. What was not reached is not checked, and the report will say so.',
  resultFiles: 'Published and work files',
  resultInputs: 'Inputs from outside',
  notProven: 'Not proven',
  proven: 'Proven',
  nothingProven: 'The content of no file of this run was verified against its record.',
  provenFiles: (n: number, total: number) => `The content of ${count(n)} of ${counted(total, 'file')} was verified against its record.`,
  notProvenFiles: (n: number, total: number) =>
    n === 0
      ? `None of the ${counted(total, 'file')} is left unproven, but no record can prove what follows.`
      : `The content of ${count(n)} of ${counted(total, 'file')} is not proven:`,
  always: [
    'That the run succeeded, or when it ended: no record holds an exit status or an end time.',
    'That the records were true when written, or unaltered before this program first saw them.',
    'That this is every run: runs launched with lineage off leave no record.',
  ],
  alwaysTitle: 'No check of files can prove:',
  and: (n: number) => `and ${count(n)} more`,
  files: (n: number) => counted(n, 'file'),
  list: (n: number) => `List ${n === 1 ? 'it' : `all ${count(n)}`}`,
  stronger: (how: string, bad: boolean) => `${bad ? 'What to do' : 'Stronger proof'}: ${how}`,
  changedTitle: 'Changed since our first fingerprint',
  changedFiles: (n: number) =>
    `${counted(n, 'file')} ${n === 1 ? 'has' : 'have'} other bytes than our first fingerprint of ${n === 1 ? 'it' : 'them'}, whatever the verdict against the record: the same size and time are no proof of the same content.`,
  where: 'Where are these files now?',
  whereLead: (n: number) =>
    `${counted(n, 'file')} ${n === 1 ? 'is' : 'are'} not where the records say. If they were moved or copied, choose the folder that holds them now: its name or its content should be that of the recorded folder.`,
  recordedFolder: 'Recorded folder',
  pick: 'Choose the folder…',
  trying: 'Looking for the files there…',
  found: (found: number, total: number) => `${count(found)} of ${counted(total, 'published file')} found`,
  foundHow: (from: string, to: string) => `if ${from} is now ${to}`,
  noBetter: 'No more files are found with that folder than without it. Choose another one.',
  save: 'Save this and check again',
  notMoved: 'They are not moved: go on',
  dismissed: 'Missing files stay missing in the report.',
  pickerTitle: 'Where are these files now?',
  noExceptions: 'No mismatch, no missing and no unreadable file was found, and none that has changed since our first fingerprint of it.',
};
