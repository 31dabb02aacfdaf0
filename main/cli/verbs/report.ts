/** `report`: a run's report as PDF. */
import { resolve } from 'node:path';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted } from '../words';

export const reportVerb: Verb = (program, act) => {
  program
    .command('report')
    .description("a run's report as PDF: what was asked, the answer, what is not proven")
    .requiredOption('--run <lid>', 'the run')
    .requiredOption('--out <file>', 'the PDF to write; an existing file is replaced')
    .action(
      act(async (session, { run, out }: { run: string; out: string }) => {
        const workspace = await session.workspace();
        const result = await session.job('report.pdf', { workspace, run: await session.lid(run), out: resolve(out) });
        return { json: result, text: `${visibleLine(result.path)}: report ${result.id}, ${counted(result.pages, 'page')}, ${bytesText(result.bytes)}, SHA-256 ${result.sha256}\n` };
      }),
    );
};
