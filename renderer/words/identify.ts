/** Words of the page that says what a file is. */
import { count, counted } from '../parts/format';

export const identifyWords = {
  title: 'What is this file?',
  open: 'What is this file?',
  choose: 'Choose files…',
  chooseTitle: 'Choose files to identify',
  again: 'Look again',
  label: 'Identifying files',
  empty: 'Drop files here, or choose them',
  hint: 'Each file is read once and compared with what this workspace has recorded, also when it was renamed or moved. Nothing is copied, nothing is written to it. A folder stands for every file in it.',
  found: (known: number, total: number) => `${count(known)} of ${counted(total, 'file')} known by content.`,
  notRead: (n: number) => `${counted(n, 'entry was', 'entries were')} not looked at: links, devices, folders that may not be listed, or more than 10,000 files.`,
  stopped: 'Stopped: only the files listed were read.',
  files: 'Files',
  sha: 'SHA-256',
  shaCopy: 'the SHA-256',
  record: 'Record',
  run: 'run',
  outside: 'an outside file, named by its path alone',
  recordedAt: 'recorded at',
  weak: 'Weak: no evidence of the content',
  weakBy: { path: 'its path alone agrees', 'name-and-size': 'name and size alone agree' },
  more: (n: number) => `and ${counted(n, 'other')}`,
};
