/** `custody`: the processing history of one file, back to what came from outside. */
import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { AuditError } from '../../../core/errors';
import { custodyText } from '../../../core/graph/custody/text';
import type { Verb } from '../verb';
import { visibleLine, visibleText } from '../visible';
import { bytesText, counted, countText } from '../words';

interface Options {
  steps: number;
  from: number;
  format: 'text' | 'csv';
  out?: string;
  check?: boolean;
  checkAll?: boolean;
}

export const custodyVerb: Verb = (program, act) => {
  program
    .command('custody <lid>')
    .description('processing history of a file (or of an outside file, by its path): every step back to the outside inputs, and the weakest link')
    .option('--steps <n>', 'so many steps in full, the rest folded by process', number, 50)
    .option('--check', 'check the file first, and keep the result as evidence')
    .option('--check-all', 'check every file of the history first (the 2,000 nearest)')
    .option('--from <n>', 'begin at this step', number, 1)
    .addOption(new Option('--format <format>', 'with --out: text, or csv with every step, input, run and outside file').choices(['text', 'csv']).default('text'))
    .option('--out <file>', 'write the whole history to this file; an existing one is replaced')
    .action(
      act(async (session, typed: string, { steps, from, format, out, check = false, checkAll = false }: Options) => {
        const workspace = await session.workspace();
        // Of a path that no record stands for, the engine says where it is named at all.
        const lid = await session.lid(typed).catch((error: unknown) => {
          if (typed.startsWith('lid://') || !(error instanceof AuditError) || error.code !== 'not-found') throw error;
          return typed;
        });
        if (check || checkAll) await session.job('custody.check', { workspace, lid, chain: checkAll });
        if (out !== undefined) {
          const made = await session.job('custody.save', { workspace, lid, form: format, out: resolve(out) });
          const folded = made.steps < made.stepCount ? `, ${countText(made.steps)} of them in full` : '';
          return { json: made, text: `${visibleLine(made.path)}: ${counted(made.stepCount, 'step')}${folded}, ${bytesText(made.bytes)}, SHA-256 ${made.sha256}\n` };
        }
        const page = await session.call('custody.get', { workspace, lid, offset: from - 1, limit: steps });
        return { json: page, text: visibleText(custodyText(page)) };
      }),
    );
};

function number(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text) || Number(text) > 100_000) throw new InvalidArgumentError('A number from 1, such as 50.');
  return Number(text);
}
