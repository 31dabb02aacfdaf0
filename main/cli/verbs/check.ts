/** `check`: one file against its record; Nextflow's line on stdout where Nextflow is right, our verdict on stderr. */
import { isFinding } from '../../../core/verify/finding';
import { standingOf, strongerProofFor } from '../../../core/verify/standing';
import { verdictWords } from '../../../core/verify/verdict';
import { exitCodes } from '../exit-codes';
import type { Verb } from '../verb';
import { verdictText } from '../words';

export const checkVerb: Verb = (program, act) => {
  program
    .command('check <lid>')
    .description('check one file against its record; the verdict and why are on stderr')
    .option('--content', 'read a file on S3 as well; without it the server is only asked what it says of it')
    .action(
      act(async (session, typed: string, { content = false }: { content?: boolean }) => {
        const workspace = await session.workspace();
        const { nextflow, file } = await session.call('verify.check', { workspace, lid: await session.lid(typed), content });
        const conflict = file.labelConflict ? `The recorded checksum was made in the mode "${file.matchedMode}", its label says "${file.recorded.checksum?.mode}".` : null;
        const words = `${verdictText(file)}: ${file.checkedPath ?? file.path ?? typed}. ${file.detail ?? verdictWords[file.verdict].sentence}`;
        return {
          json: { nextflow, file },
          text: nextflow?.stdout ?? '',
          raw: true,
          notes: [words, conflict, ...standingOf(file), strongerProofFor(file)],
          code: isFinding(file) ? exitCodes.findings : exitCodes.fine,
        };
      }),
    );
};
