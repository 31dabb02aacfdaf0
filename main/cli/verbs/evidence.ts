/** `evidence …`: whether what we keep holds together. */
import { InvalidArgumentError } from 'commander';
import { atRestWords } from '../../../core/at-rest/words';
import { signerWords, witnessWords } from '../../../core/evidence/log-summary';
import { exitCodes } from '../exit-codes';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted, countText, timeText } from '../words';
import { bundleVerb } from './bundle';
import { logVerbs, readCheckpointFile } from './evidence-log';
import { bundleImportVerbs } from './import-bundle';

export const evidenceVerbs: Verb = (program, act) => {
  const evidence = program.command('evidence').description('what this program keeps: verify it, hand out checkpoints, prove records, make, check and open bundles');
  evidence
    .command('verify')
    .description('read every byte that is kept and hold it against its digests and the signed checkpoints, and the index against what they give; says nothing of the store itself')
    .option('--against <file...>', 'checkpoints that were handed out earlier: whether the log still extends them')
    .option('--subset <n/t>', 'of the records alone every t-th, from the n-th on: part n of t; all parts together are all of them', parsePart)
    .option('--resume', 'go on with the records where an interrupted verification stopped')
    .action(
      act(async (session, { against = [], subset, resume }: { against?: string[]; subset?: { n: number; of: number }; resume?: boolean }) => {
        const result = await session.job('evidence.verify', {
          workspace: await session.workspace(),
          against: against.map(readCheckpointFile),
          ...(subset === undefined ? {} : { part: subset }),
          resume: resume === true,
        });
        const faults = result.faults.map((fault) => `${visibleLine(fault.file)}${placeText(fault)}: ${visibleLine(fault.message)}\n`);
        const { covered } = result;
        const held = covered.part === null ? 'all hold against their digests' : 'what was read holds against its digests';
        const sum = `${counted(result.objects, 'object')}, ${bytesText(result.bytes)} read again: ${result.ok ? held : counted(result.faults.length, 'fault')}.\n${visibleLine(covered.words)}\n${
          result.notJournalled === null ? '' : `The journal does not tell of this verification: ${visibleLine(result.notJournalled)}\n`
        }`;
        const { log, index } = result;
        const compared =
          index.notCompared !== null
            ? `The index was not compared with the evidence: ${visibleLine(index.notCompared)}\n`
            : index.ahead.length > 0
              ? 'The index was compared with one made anew from the evidence, all the same; what was made ahead from it differs and is made anew. What was answered from it may be wrong: ask and check again.\n'
              : index.madeAnew
                ? 'The index was compared with one made anew from the evidence and differs: it is made anew. What was answered from it may be wrong: ask and check again.\n'
                : `The index was compared with one made anew from the evidence: ${counted(index.rows, 'row')} in ${counted(index.tables, 'table')}, all the same.\n`;
        const checkpoints =
          log.last === null
            ? `No checkpoint fits the ledger of ${counted(log.leaves, 'leaf', 'leaves')}.
`
            : `The newest checkpoint that fits is number ${log.last.number} of ${counted(result.checkpoints, 'checkpoint')}, over ${counted(log.last.size, 'leaf', 'leaves')}, ${timeText(log.last.at)}; ${counted(log.after, 'leaf', 'leaves')} after it.
`;
        const foreign = result.against.map(
          ({ file, outcome, message }) => `${outcome === 'extends' ? '✓' : '✗'} ${visibleLine(file)}: ${visibleLine(message)}
`,
        );
        const said = [...signerWords(log), witnessWords(log), atRestWords(result.encrypted)].map(
          (line) => `${visibleLine(line)}
`,
        );
        return { json: result, text: [...faults, sum, compared, checkpoints, ...said, ...foreign].join(''), code: result.ok ? exitCodes.fine : exitCodes.findings };
      }),
    );
  logVerbs(evidence, act);
  bundleVerb(evidence, act);
  bundleImportVerbs(evidence, act);
};

function placeText({ offset, end, entry }: { offset: number | null; end?: number | undefined; entry?: number | undefined }): string {
  if (offset === null) return '';
  const bytes = end === undefined || end <= offset ? ` at byte ${countText(offset)}` : ` bytes ${countText(offset)} to ${countText(end - 1)}`;
  return `${bytes}${entry === undefined ? '' : ` (entry ${countText(entry)})`}`;
}

function parsePart(text: string): { n: number; of: number } {
  const [, n, of] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? [];
  if (n === undefined || of === undefined || Number(n) < 1 || Number(of) < 2 || Number(n) > Number(of))
    throw new InvalidArgumentError(`"${text}" is no part: write 3/10 for the third of ten.`);
  return { n: Number(n), of: Number(of) };
}
