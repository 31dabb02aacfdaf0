/** Words of the section "Pipeline code" around those that the PDF and the command line share (core/verify/code/words.ts). */
import { counted } from '../parts/format';

export const codeWords = {
  title: 'Pipeline code',
  never: 'Nobody has held the code of this run against a repository yet.',
  neverHint: (scripts: number, commit: string, repository: string | null) =>
    `The record names ${counted(scripts, 'script')}, each with a checksum of its text, and commit ${commit}${repository === null ? '' : ` of ${repository}`}. With a clone or a bundle of that repository every one can be proven. Nothing is written there, and no git program is needed.`,
  noCommit:
    'The record names no commit: the pipeline was run from a folder, or by a Nextflow without git, so there is no commit to hold its scripts against. On the command line a commit can be named: verify-code --commit ID.',
  noScripts: 'The record names no script, so there is nothing to hold against a repository.',
  howBundle: 'To get a bundle, ask whoever has the repository for: git bundle create pipeline.bundle --all',
  pickFolder: 'Choose a clone…',
  pickBundle: 'Choose a bundle…',
  folderTitle: 'The folder of the git repository',
  bundleTitle: 'The git bundle',
  check: 'Check the code',
  checking: 'Check of the pipeline code',
  stopped: 'Stopped: no result was kept.',
  files: 'Recorded files of code',
  filesNoun: 'files',
  tasks: 'Code of the tasks',
  tasksNoun: 'recorded texts',
  others: 'Not covered by any recorded checksum',
  othersNoun: 'files',
  limits: 'What this proves, and what it does not',
  field: { scriptFiles: 'script', binEntries: 'bin entry' },
  named: 'the record names it, without a checksum',
  more: (n: number) => `${counted(n, 'more file')} not listed here.`,
  columns: {
    file: 'File',
    verdict: 'Verdict',
    why: 'Why',
    field: 'Recorded as',
    recordedPath: 'Recorded path',
    size: 'Size',
    sha256: 'SHA-256 at the commit',
    blob: 'Git object',
    process: 'Process',
    tasks: 'Tasks',
    where: 'Where in the commit',
    role: 'What Nextflow may do with it',
  },
};
