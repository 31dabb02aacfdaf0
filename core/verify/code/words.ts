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

/** `modules/variants.nf, lines 41–46`. */
export function taskCodeText({ at, reason }: Pick<CodeOfTasks, 'at' | 'reason'>): string {
  return at === null ? codeReasonText({ reason }) : `${at.path}, lines ${at.from}–${at.to}`;
}

function answerWords({ summary, damaged, notInCommit }: CodeCheck): Pick<CodeCheckWords, 'answer' | 'tone'> {
  const of = `${summary.proven} of ${counted(summary.files, 'recorded file')} of code`;
  const { mismatch = 0, unreadable = 0 } = summary.byVerdict;
  const open = summary.files - summary.proven - mismatch - notInCommit.length - unreadable;
  const findings = [
    damaged.length > 0 ? 'THE REPOSITORY IS DAMAGED OR FORGED' : null,
    mismatch > 0 ? `${counted(mismatch, 'file')} NOT as recorded` : null,
    notInCommit.length > 0 ? `${counted(notInCommit.length, 'file')} not in the commit` : null,
    unreadable > 0 ? `${counted(unreadable, 'file')} unreadable` : null,
    open > 0 ? `${counted(open, 'file')} not provable` : null,
  ].filter((part) => part !== null);
  const bad = findings.length > (open > 0 ? 1 : 0);
  return findings.length === 0
    ? { answer: `${of} proven: each has the recorded checksum at the commit.`, tone: 'good' }
    : { answer: `${findings.join('; ')}; ${of} proven.`, tone: bad ? 'bad' : 'caution' };
}

function commitWords({ commit, commitFrom, committed, revision, repository, at, by }: CodeCheck): string {
  const whose = commitFrom === 'record' ? 'named by the record of the run' : 'NOT named by the record: whoever checked named it';
  const called = revision === null ? '' : ` as "${revision}"`;
  const kind = { clone: 'clone', bare: 'bare repository', bundle: 'bundle' }[repository.kind];
  return `Commit ${commit} (${whose}${called}${committed === null ? '' : `; committed ${minuteText(committed)}, by its own clock`}), read from the ${kind} ${repository.path}${repository.sha256 === null ? '' : ` (SHA-256 ${repository.sha256})`} ${minuteText(at)} by ${by}.`;
}

function notes({ recordedRepository, repositoryMatches, repository, reused, submodules, stale, root, damaged }: CodeCheck): string[] {
  const remotes = repository.remotes.map(({ url }) => url).join(', ');
  const reusedTasks = reused.reduce((sum, { tasks }) => sum + tasks, 0);
  return [
    stale ? 'OUT OF DATE: the record of the run has changed since this check. Check again.' : null,
    ...damaged.slice(0, 10).map(({ id, path, computed }) => `Damaged or forged: ${path === '' ? 'the commit or its root folder' : path}, object ${id}, has the SHA-1 ${computed}.`),
    repositoryMatches === false
      ? `The repository that was read names other addresses (${remotes}) than the record (${recordedRepository}). The commit id decides, not the address: the same commit is the same files.`
      : null,
    repositoryMatches === null && recordedRepository !== null ? `The record names the repository ${recordedRepository}; what was read names no address to compare with.` : null,
    recordedRepository === null ? 'The record names no repository.' : null,
    root === null && damaged.length === 0 ? 'No recorded path ends as a path of the commit does, so this may be another repository.' : null,
    submodules.length > 0
      ? `Submodules, whose files are in other repositories and were not looked at: ${submodules.slice(0, 20).join(', ')}${submodules.length > 20 ? ' …' : ''}.`
      : null,
    reusedTasks > 0
      ? `${counted(reusedTasks, 'task')} that this run relied on ${reusedTasks === 1 ? 'was' : 'were'} executed by other runs (${reused.map(({ name, run }) => name ?? run ?? 'unknown').join(', ')}); their code is that of those runs and was not checked here: check those runs too.`
      : null,
  ].filter((note) => note !== null);
}

function tasksWords({ tasks }: CodeCheck): string {
  const found = tasks.filter(({ at }) => at !== null).length;
  return `Code of the tasks that the run executed: ${found} of ${counted(tasks.length, 'recorded text', 'recorded texts')} found in the scripts of the commit.`;
}

function notRecordedWords({ notRecordedCount, summary }: CodeCheck): string {
  if (notRecordedCount === 0) return 'Every file of the commit is covered by a recorded checksum.';
  return `In the commit, not covered by any recorded checksum: ${counted(notRecordedCount, 'file')}, ${summary.mayExecute} of them of a kind that Nextflow may evaluate or run.`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
