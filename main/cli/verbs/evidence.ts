/** `evidence …` and `journal`: whether what we keep holds together, and what was done. */
import { signerWords, witnessWords } from '../../../core/evidence/log-summary';
import { exitCodes } from '../exit-codes';
import { table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted, countText, timeText } from '../words';
import { logVerbs, readCheckpointFile } from './evidence-log';

export const evidenceVerbs: Verb = (program, act) => {
  const evidence = program.command('evidence').description('what this program keeps: its own copies, observations and results');
  evidence
    .command('verify')
    .description('read every byte that is kept and hold it against its digests and the signed checkpoints, and the index against what they give; says nothing of the store itself')
    .option('--against <file...>', 'checkpoints that were handed out earlier: whether the log still extends them')
    .action(
      act(async (session, { against = [] }: { against?: string[] }) => {
        const result = await session.job('evidence.verify', { workspace: await session.workspace(), against: against.map(readCheckpointFile) });
        const faults = result.faults.map(({ file, offset, message }) => `${visibleLine(file)}${offset === null ? '' : ` at byte ${countText(offset)}`}: ${visibleLine(message)}\n`);
        const sum = `${counted(result.objects, 'object')}, ${bytesText(result.bytes)} read again: ${result.ok ? 'all hold against their digests' : counted(result.faults.length, 'fault')}.\n`;
        const { log, index } = result;
        const compared =
          index.notCompared !== null
            ? `The index was not compared with the evidence: ${visibleLine(index.notCompared)}\n`
            : index.madeAnew
              ? 'The index was compared with one made anew from the evidence and differs: it is made anew. What was answered from it may be wrong: ask and check again.\n'
              : `The index was compared with one made anew from the evidence: ${counted(index.rows, 'row')} in ${counted(index.tables, 'table')}, all the same.\n`;
        const checkpoints =
          log.last === null
            ? `No checkpoint fits the ledger of ${counted(log.leaves, 'leaf', 'leaves')}.
`
            : `The newest checkpoint that fits is number ${log.last.number} of ${counted(result.checkpoints, 'checkpoint')}, over ${counted(log.last.size, 'leaf', 'leaves')}, ${timeText(log.last.at)}; ${counted(log.after, 'leaf', 'leaves')} after it.
`;
        const held = result.against.map(
          ({ file, outcome, message }) => `${outcome === 'extends' ? '✓' : '✗'} ${visibleLine(file)}: ${visibleLine(message)}
`,
        );
        const said = [...signerWords(log), witnessWords(log)].map(
          (line) => `${visibleLine(line)}
`,
        );
        return { json: result, text: [...faults, sum, compared, checkpoints, ...said, ...held].join(''), code: result.ok ? exitCodes.fine : exitCodes.findings };
      }),
    );
  logVerbs(evidence, act);

  program
    .command('journal')
    .description('what was done in this workspace, by whom and when; newest first')
    .action(
      act(async (session) => {
        const { events, total, damage } = await session.call('journal.list', { workspace: await session.workspace(), limit: 10_000 });
        const rows = table(
          events,
          [
            { title: 'no', text: (event) => String(event.seq), right: true },
            { title: 'when', text: (event) => timeText(event.at), whole: true },
            { title: 'who', text: (event) => event.who },
            { title: 'what', text: (event) => event.act },
            { title: 'detail', text: (event) => JSON.stringify(event.detail) },
          ],
          session.width,
        );
        return {
          json: { events, total, damage },
          notes: [damage ?? null],
          code: damage === undefined ? exitCodes.fine : exitCodes.findings,
          text: `${rows}${counted(total, 'act')}${total > events.length ? `, the newest ${countText(events.length)} shown` : ''}.\n`,
        };
      }),
    );
};
