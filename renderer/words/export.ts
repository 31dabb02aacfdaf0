/** Words of the dialog that writes an export. */
import { count, counted } from '../parts/format';

export const exportWords = {
  button: 'Export…',
  tip: 'What is recorded of this, in an open format that other programs read',
  title: (what: string) => `Export of ${what}`,
  close: 'Close the dialog',
  run: 'The run with all that it relied on, its inputs and outputs. Secret-like values are masked.',
  file: 'This item and all that was recorded upstream of it. Secret-like values are masked.',
  format: 'Format',
  standard: (standard: string) => `After ${standard}.`,
  lacks: 'What this format has no place for',
  limits: 'What else it cannot say',
  nothing: 'It has a place for every kind of fact.',
  choose: 'Choose where to save it…',
  saveTitle: 'Save the export',
  writing: 'Writing the export',
  stopped: 'Stopped: nothing was written.',
  saved: (runs: number, tasks: number, files: number, links: number) =>
    `Saved: ${counted(runs, 'run')}, ${counted(tasks, 'task')}, ${counted(files, 'file')}, ${counted(links, 'link')}`,
  profiles: (names: string) => `Profiles that the facts suffice for: ${names}`,
  masked: (n: number) => `${counted(n, 'secret-like value')} masked`,
  left: 'Not carried',
  leftCounted: (what: string, n: number | null) => (n === null ? what : `${what}: ${count(n)}`),
  shaLabel: 'SHA-256',
  sha: 'the SHA-256 of the export',
  path: 'the path of the export',
  show: 'Show in folder',
};
