/** `verify`: files against their records, with progress, verdicts and counts that name their denominator. */
import type { FileCheck } from '../../../core/contract/shared';
import type { Sample, VerifyResult } from '../../../core/contract/verify';
import { AuditError } from '../../../core/errors';
import { plainPath } from '../../../core/record/lid';
import { contradictionOf } from '../../../core/verify/attested';
import { isFinding } from '../../../core/verify/finding';
import { folderLine } from '../../../core/verify/folder-words';
import { reasonWords } from '../../../core/verify/verdict';
import { type ExitCode, exitCodes } from '../exit-codes';
import { type Column, table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { counted, countText, summaryText, verdictText } from '../words';

interface Options {
  run?: string;
  work?: boolean;
  inputs?: boolean;
  all?: boolean;
  resume?: boolean;
  content?: boolean;
  sample?: string;
  seed?: string;
}

const columns: Column<FileCheck>[] = [
  { title: 'verdict', text: (file) => verdictText(file), whole: true },
  { title: 'why', text: why },
  { title: 'file', text: (file) => file.lid ?? file.path ?? '', whole: true },
];
/** Where files were looked for elsewhere than recorded. */
const paths: Column<FileCheck>[] = [
  { title: 'recorded path', text: (file) => file.path ?? '' },
  { title: 'looked for at', text: (file) => (file.checkedPath === null || isSamePath(file) ? '' : file.checkedPath) },
];

const isSamePath = ({ path, checkedPath }: FileCheck) => path !== null && checkedPath === plainPath(path);

function filesTable(files: readonly FileCheck[], width: number | null): string {
  return table(files, files.some((file) => file.checkedPath !== null && !isSamePath(file)) ? [...columns, ...paths] : columns, width);
}

export const verifyVerb: Verb = (program, act) => {
  program
    .command('verify [lids...]')
    .description('check files against their records: those of a run, those named, or all')
    .option('--run <lid>', 'the files that a run published')
    .option('--work', "with --run: its tasks' files as well")
    .option('--inputs', 'with --run: the files from outside as well, in a list of their own')
    .option('--all', 'every file of the store')
    .option('--resume', 'go on with the last check of the same files, if it was interrupted: what it read, and what has the same size and time since, is not read again')
    .option('--content', 'read files on S3 as well; without it the server is only asked what it says of them')
    .option('--sample <n>', 'check so many of these files, drawn by label and size, and say what that can claim of all')
    .option('--seed <text>', 'with --sample: the same seed and records give the same files; without one, one is drawn and said')
    .action(
      act(async (session, lids: string[], { run, work = false, inputs = false, all = false, content = false, resume = false, sample, seed }: Options) => {
        if ([run !== undefined, lids.length > 0, all].filter(Boolean).length !== 1) throw new AuditError('bad-input', 'Say what to check: --run LID, one or more LIDs, or --all.');
        if (run === undefined && (work || inputs)) throw new AuditError('bad-input', '--work and --inputs go with --run LID.');
        if (sample === undefined && seed !== undefined) throw new AuditError('bad-input', '--seed goes with --sample N.');
        if (sample !== undefined && !/^[1-9]\d{0,5}$/.test(sample)) throw new AuditError('bad-input', `--sample "${sample}" is no number of files: say one from 1 to 999999.`);
        const workspace = await session.workspace();
        const named = await Promise.all(lids.map((lid) => session.lid(lid)));
        const result = await session.job('verify.run', {
          workspace,
          ...(run === undefined ? {} : { run: await session.lid(run), work, inputs }),
          ...(lids.length > 0 ? { lids: named } : {}),
          all,
          resume,
          content,
          ...(sample === undefined ? {} : { sample: { n: Number(sample), ...(seed === undefined ? {} : { seed }) } }),
        });
        return { json: result, text: verifyText(result, session.width), code: exitCodeOf(result) };
      }),
    );
};

/** 1 where a file is a finding, or its bytes are others than when we first looked or than the S3 server says; a label conflict alone is none. */
function exitCodeOf({ files, inputs = [] }: VerifyResult): ExitCode {
  return [...files, ...inputs].some(isFinding) ? exitCodes.findings : exitCodes.fine;
}

function verifyText({ files, inputs, summary, inputsSummary, sample, resumed, stopped }: VerifyResult, width: number | null): string {
  const shown = sample === undefined ? files : files.filter((file) => file.verdict !== 'not-checked' || file.reason !== null);
  const parts = [filesTable(shown, width) + summaryText(summary)];
  if (sample !== undefined) parts.push(sampleText(sample, width));
  if (inputs !== undefined && inputsSummary !== undefined) parts.push(`\nInputs from outside:\n${filesTable(inputs, width)}${summaryText(inputsSummary)}`);
  if (resumed > 0) parts.push(`Taken over from the check that was interrupted: ${countText(resumed)}; size and time are as they were then, the content was not read again.`);
  const findings = [...files, ...(inputs ?? [])].filter(isFinding).length;
  if (findings > 0) parts.push(`${counted(findings, 'finding')} in all: look at ${findings === 1 ? 'it' : 'them'} above.`);
  if (stopped) parts.push('Stopped before the end: what was not reached is not checked. --resume goes on from here.');
  return `${parts.join('\n')}\n`;
}

function sampleText({ n, of, seed, method, strata, claim }: Sample, width: number | null): string {
  const rows = table(strata, stratumColumns, width);
  return `\nA sample of ${countText(n)} of ${counted(of, 'file')}, seed "${visibleLine(seed)}", ${method}:\n${rows}${claim.words.join('\n')}`;
}

const stratumColumns: Column<Sample['strata'][number]>[] = [
  { title: 'label', text: ({ label }) => label },
  { title: 'size', text: ({ size }) => size },
  { title: 'taken', text: ({ taken }) => countText(taken), right: true },
  { title: 'of', text: ({ total }) => countText(total), right: true },
];

function why(file: FileCheck): string {
  return [
    file.reason === null ? null : reasonWords[file.reason],
    file.ownRecord === 'contradicts' ? 'the record contradicts itself' : null,
    file.labelConflict ? `label says ${file.recorded.checksum?.mode ?? 'no mode'}, is ${file.matchedMode}` : null,
    file.baseline === 'changed'
      ? `${file.baselineFrom === 'imported' ? 'other bytes than in the imported list' : 'changed since our first fingerprint'}${file.baselineLocked ? ', which is locked' : ''}`
      : null,
    folderLine(file),
    contradictionOf(file.attested) === null ? null : "the S3 server's word is not what it sent",
  ]
    .filter((part) => part !== null)
    .join('; ');
}
