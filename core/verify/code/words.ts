/** A check of a run's code in sentences, the same in the window, in the PDF and on the command line. */
import type { CodeCheck, CodeFile, CodeOfTasks } from '../../contract/code';
import { minuteText } from '../standing';
import { codeReasonWords } from './reasons';

export interface CodeCheckWords {
  /** How many are proven, with what is not first. */
  answer: string;
  tone: 'good' | 'bad' | 'caution';
  commit: string;
  /** What a reader must know beside it. */
  notes: string[];
  tasks: string;
  notRecorded: string;
}

export function codeCheckWords(check: CodeCheck): CodeCheckWords {
  return { ...answerWords(check), commit: commitWords(check), notes: notes(check), tasks: tasksWords(check), notRecorded: notRecordedWords(check) };
}

export function codeReasonText({ reason }: Pick<CodeFile, 'reason'>): string {
  return reason === null ? '' : codeReasonWords[reason];
}

/** `modules/variants.nf, lines 41–46`; of what is not proven, why. */
export function taskCodeText({ at, reason, process, inProcess }: Pick<CodeOfTasks, 'at' | 'reason' | 'process' | 'inProcess'>): string {
  if (at !== null) return `${at.path}, lines ${at.from}–${at.to}${inProcess === undefined ? '' : `, found in process ${inProcess}, included under another name`}`;
  return inProcess === undefined ? codeReasonText({ reason }) : `the recorded text is that of process ${inProcess}, not ${process}`;
}

/** Everything recorded was found as recorded; a task's text that was not found is not proven. */
export function allProven({ damaged, summary, tasks }: CodeCheck): boolean {
  return damaged.length === 0 && summary.proven === summary.files && tasks.every(({ verdict }) => verdict === 'content-verified');
}

function answerWords(check: CodeCheck): Pick<CodeCheckWords, 'answer' | 'tone'> {
  const { summary, damaged, notInCommit, tasks } = check;
  const of = `${summary.proven} of ${counted(summary.files, 'recorded file')} of code`;
  const otherTexts = tasks.filter(({ verdict }) => verdict === 'mismatch').length;
  const { mismatch = 0, unreadable = 0 } = summary.byVerdict;
  const open = summary.files - summary.proven - mismatch - notInCommit.length - unreadable;
  const findings = [
    damaged.length > 0 ? 'THE REPOSITORY IS DAMAGED OR FORGED' : null,
    mismatch > 0 ? `${counted(mismatch, 'file')} NOT as recorded` : null,
    notInCommit.length > 0 ? `${counted(notInCommit.length, 'file')} not in the commit` : null,
    unreadable > 0 ? `${counted(unreadable, 'file')} unreadable` : null,
    otherTexts > 0 ? `${counted(otherTexts, 'task text')} NOT as recorded` : null,
    open > 0 ? `${counted(open, 'file')} not provable` : null,
  ].filter((part) => part !== null);
  const bad = findings.length > (open > 0 ? 1 : 0);
  const texts = taskTexts(tasks);
  if (findings.length > 0) return { answer: `${[...findings, `${of} proven`, ...texts].join('; ')}.`, tone: bad ? 'bad' : 'caution' };
  if (!allProven(check)) return { answer: `${[`${of} proven`, ...texts].join('; ')}.`, tone: 'caution' };
  return { answer: `${[`${of} proven: each has the recorded checksum at the commit`, ...texts].join('; ')}.`, tone: summary.taskTexts === undefined ? 'caution' : 'good' };
}

/** `5 of 6 task texts found, 1 not`; nothing where none is recorded. */
function taskTexts(tasks: CodeCheck['tasks']): string[] {
  if (tasks.length === 0) return [];
  const found = tasks.filter(({ verdict }) => verdict === 'content-verified').length;
  return [`${found} of ${counted(tasks.length, 'task text')} found${found === tasks.length ? '' : `, ${tasks.length - found} not`}`];
}

function commitWords({ commit, commitFrom, committed, revision, repository, at, by }: CodeCheck): string {
  const whose = commitFrom === 'record' ? 'named by the record of the run' : 'NOT named by the record: whoever checked named it';
  const called = revision === null ? '' : ` as "${revision}"`;
  const kind = { clone: 'clone', bare: 'bare repository', bundle: 'bundle' }[repository.kind];
  return `Commit ${commit} (${whose}${called}${committed === null ? '' : `; committed ${minuteText(committed)}, by its own clock`}), read from the ${kind} ${repository.path}${repository.sha256 === null ? '' : ` (SHA-256 ${repository.sha256})`} ${minuteText(at)} by ${by}.`;
}

function notes({ recordedRepository, repositoryMatches, repository, reused, submodules, stale, root, rootDoubt, files, summary, damaged }: CodeCheck): string[] {
  const remotes = repository.remotes.map(({ url }) => url).join(', ');
  const reusedTasks = reused.reduce((sum, { tasks }) => sum + tasks, 0);
  return [
    stale ? 'OUT OF DATE: the record of the run has changed since this check. Check again.' : null,
    summary.taskTexts === undefined
      ? 'Checked by an earlier version, which took the text of any process for that of a task, and the folder that proved most for the root. Check again.'
      : null,
    ...damaged.slice(0, 10).map(({ id, path, computed }) => `Damaged or forged: ${path === '' ? 'the commit or its root folder' : path}, object ${id}, has the SHA-1 ${computed}.`),
    repositoryMatches === false
      ? `The repository that was read names other addresses (${remotes}) than the record (${recordedRepository}). The commit id decides, not the address: the same commit is the same files.`
      : null,
    repositoryMatches === null && recordedRepository !== null ? `The record names the repository ${recordedRepository}; what was read names no address to compare with.` : null,
    recordedRepository === null ? 'The record names no repository.' : null,
    damaged.length === 0 && (root === null || files.every(({ verdict }) => verdict === 'missing'))
      ? 'No recorded path ends as a path of the commit does, so this may be another repository.'
      : null,
    rootDoubt !== undefined && rootDoubt.length > 0 ? doubtWords(rootDoubt) : null,
    submodules.length > 0
      ? `Submodules, whose files are in other repositories and were not looked at: ${submodules.slice(0, 20).join(', ')}${submodules.length > 20 ? ' …' : ''}.`
      : null,
    reusedTasks > 0
      ? `${counted(reusedTasks, 'task')} that this run relied on ${reusedTasks === 1 ? 'was' : 'were'} executed by other runs (${reused.map(({ name, run }) => name ?? run ?? 'unknown').join(', ')}); their code is that of those runs and was not checked here: check those runs too.`
      : null,
  ].filter((note) => note !== null);
}

function doubtWords(doubt: NonNullable<CodeCheck['rootDoubt']>): string {
  const [taken, ...others] = doubt.map(
    ({ recorded, inCommit, proven, mismatch }) =>
      `"${recorded}" as ${inCommit === '' ? 'the root' : `"${inCommit}"`} of the repository (${counted(proven, 'file')} proven, ${mismatch} not as recorded)`,
  );
  return `Which folder the recorded paths start from is ambiguous, and the answer depends on it. The answer told is the worst: ${taken}. Not taken: ${others.slice(0, 10).join('; ')}${others.length > 10 ? ' …' : ''}.`;
}

function tasksWords({ tasks }: CodeCheck): string {
  const found = tasks.filter(({ verdict }) => verdict === 'content-verified').length;
  return `Code of the tasks that the run executed: ${found} of ${counted(tasks.length, 'recorded text', 'recorded texts')} found in their process in the recorded scripts of the commit.`;
}

function notRecordedWords({ notRecordedCount, summary }: CodeCheck): string {
  if (notRecordedCount === 0) return 'Every file of the commit is covered by a recorded checksum.';
  return `In the commit, not covered by any recorded checksum: ${counted(notRecordedCount, 'file')}, ${summary.mayExecute} of them of a kind that Nextflow may evaluate or run.`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
