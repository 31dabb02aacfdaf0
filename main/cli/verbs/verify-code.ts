/** `verify-code`: the scripts of a run against the commit that its record names, out of a clone, a bare repository or a bundle. */
import { resolve } from 'node:path';
import type { CodeCheck, CodeFile, CodeOfTasks } from '../../../core/contract/code';
import { codeLimits, fileRoleWords } from '../../../core/verify/code/reasons';
import { allProven, codeCheckWords, codeReasonText, taskCodeText } from '../../../core/verify/code/words';
import { exitCodes } from '../exit-codes';
import { type Column, table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { countText, verdictText } from '../words';

const fileColumns: Column<CodeFile>[] = [
  { title: 'verdict', text: verdictText, whole: true },
  { title: 'why', text: codeReasonText },
  { title: 'recorded as', text: (file) => (file.field === 'scriptFiles' ? 'script' : 'bin entry') },
  { title: 'file', text: (file) => file.path, whole: true },
];
const taskColumns: Column<CodeOfTasks>[] = [
  { title: 'verdict', text: verdictText, whole: true },
  { title: 'process', text: (task) => task.process, whole: true },
  { title: 'tasks', text: (task) => countText(task.tasks), right: true },
  { title: 'where', text: taskCodeText },
];
const listedHere = 40;

export const verifyCodeVerb: Verb = (program, act) => {
  program
    .command('verify-code')
    .description('the code of a run against the commit that its record names: a git clone, a bare repository or a bundle, read without the git program')
    .requiredOption('--run <lid>', 'the run')
    .requiredOption('--repo <path>', 'the folder of the repository, or a bundle file')
    .option('--commit <id>', 'only for a run whose record names no commit: the one to hold it against')
    .action(
      act(async (session, { run, repo, commit }: { run: string; repo: string; commit?: string }) => {
        const workspace = await session.workspace();
        const check = await session.job('code.verify', { workspace, run: await session.lid(run), repo: resolve(repo), ...(commit === undefined ? {} : { commit }) });
        // Not proven is no success: a submodule, a file that is not UTF-8 or a task's text that was not found ends with 1 as well.
        return { json: check, text: codeText(check, session.width), code: allProven(check) ? exitCodes.fine : exitCodes.findings };
      }),
    );
};

function codeText(check: CodeCheck, width: number | null): string {
  const words = codeCheckWords(check);
  const others = check.notRecorded.filter(({ role }) => role !== 'other');
  const parts = [
    ...[words.answer, words.commit, ...words.notes].map((line) => `${visibleLine(line)}\n`),
    `\n${table(check.files, fileColumns, width)}`,
    ...(check.tasks.length === 0 ? [] : [`\n${words.tasks}\n${table(check.tasks, taskColumns, width)}`]),
    `\n${words.notRecorded}\n`,
    table(
      others.slice(0, listedHere),
      [
        { title: 'file', text: ({ path }) => path, whole: true },
        { title: 'what', text: ({ role, named }) => fileRoleWords[role] + (named ? '; the record names it, without a checksum' : '') },
      ],
      width,
    ),
    ...(others.length > listedHere ? [`${countText(others.length - listedHere)} more: see --json.\n`] : []),
    `\n${codeLimits.join('\n')}\n`,
  ];
  return parts.join('');
}
