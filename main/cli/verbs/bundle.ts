/** `evidence bundle`: what is known of a run, in one zip that others can check without this program. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { AuditError } from '../../../core/errors';
import type { Session } from '../session';
import type { Act } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted, countText, timeText } from '../words';

interface Options {
  run: string;
  out: string;
  at: string;
  withoutReport?: boolean;
  redacted?: boolean;
}

export function bundleVerb(evidence: Command, act: Act): void {
  evidence
    .command('bundle')
    .description('hand over what is known of a run: records, results, proofs, checkpoint, journal and report in one zip, with a program that checks it')
    .requiredOption('--run <lid>', 'the run')
    .requiredOption('--out <file>', 'the zip to write; an existing file is replaced')
    .option('--at <checkpoint>', 'the number of the checkpoint that it is of, or latest', 'latest')
    .option('--redacted', 'leave out what holds a secret or what your deny list names; its digests and proofs stay in')
    .option('--without-report', 'leave the PDF out')
    .action(
      act(async (session, { run, out, at, withoutReport, redacted = false }: Options) => {
        if (at !== 'latest' && !/^[1-9]\d{0,9}$/.test(at)) throw new AuditError('bad-input', `--at ${at}: give the number of a checkpoint, or latest.`);
        const workspace = await session.workspace();
        const lid = await session.lid(run);
        await warn(session, workspace, lid, redacted);
        const result = await session.job('evidence.bundle', {
          workspace,
          run: lid,
          redacted,
          out: resolve(out),
          at: at === 'latest' ? at : Number(at),
          report: withoutReport !== true,
        });
        const { info } = result;
        const { checkpoint, counts } = info;
        const lines = [
          `${result.path}: ${bytesText(result.bytes)}, SHA-256 ${result.sha256}`,
          `${info.id}, ${info.completeness}: ${counted(counts.records, 'record')}, ${counted(counts.checks, 'result')} of checks, ${counted(counts.leaves, 'entry', 'entries')} of the log with ${counts.leaves === 1 ? 'its proof' : 'their proofs'}, ${counted(counts.journal, 'act')} of the journal${result.pages === null ? '' : `, the report (${counted(result.pages, 'page')})`}.`,
          `As of checkpoint ${checkpoint.number} over ${counted(checkpoint.size, 'leaf', 'leaves')}, ${timeText(checkpoint.dated)} by this computer's clock${result.madeCheckpoint ? ', made for this bundle' : ''}.${result.after === 0 ? '' : ` ${counted(result.after, 'leaf', 'leaves')} came after it and are not in the bundle.`}`,
          `The signed statement names ${countText(result.subjects)} of ${counted(result.published, 'published file')} by a SHA-256 that was computed over verified content.`,
          redacted
            ? `REDACTED: ${counted(info.leftOut.length, 'content')} left out. Rules cannot find all, and personal data that your deny list does not name is in it. Look before you hand it on.`
            : 'COMPLETE: the journal in it is whole and tells of other runs too; records hold command lines, settings and names of accounts. Look before you hand it on.',
          result.scan.sentence,
          `Whoever gets it: unzip, read READ-ME.txt, run python3 verify.py. Tell them by another way ${result.verifierKeys.length === 1 ? 'this public key' : 'these public keys'}:`,
          ...result.verifierKeys.map((key) => `  ${key}`),
        ];
        return { json: result, text: lines.map((line) => `${visibleLine(line)}\n`).join('') };
      }),
    );
}

/** Before anything is written: what the bundle would hold, by counts, on stderr. */
async function warn(session: Session, workspace: string, run: string, redacted: boolean): Promise<void> {
  const { findings } = await session.job('secrets.scan', { workspace, run });
  const loud = findings.filter(({ group }) => group !== 'perhaps');
  if (loud.length === 0) return;
  const found = loud.map(({ title, places, records }) => `${title}: ${counted(places, 'place')} in ${counted(records, 'record')}`).join('; ');
  process.stderr.write(`${visibleLine(`The records of this run hold ${found}.${redacted ? '' : ' All of it goes into a complete bundle; --redacted leaves the secrets out.'}`)}\n`);
}
