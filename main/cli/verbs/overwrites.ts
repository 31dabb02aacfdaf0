/** `overwrites`: paths that several records claim, and whose bytes are there now. */
import type { Overwrite } from '../../../core/contract/overwrites';
import { exitCodes } from '../exit-codes';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { counted, countText, timeText } from '../words';

interface Options {
  run?: string;
  verify?: boolean;
}

export const overwritesVerb: Verb = (program, act) => {
  program
    .command('overwrites')
    .description('paths that several records claim, and whose bytes are there now, from the results at hand')
    .option('--run <lid>', 'those that a run wrote or read')
    .option('--verify', 'check the files first')
    .action(
      act(async (session, { run, verify = false }: Options) => {
        const scope = { workspace: await session.workspace(), ...(run === undefined ? {} : { run: await session.lid(run) }) };
        const look = verify ? await session.job('overwrites.look', scope) : null;
        const answer = look ?? (await session.call('overwrites.list', scope));
        const { overwrites, total, looked } = answer;
        const unknown = overwrites.filter(({ now }) => now.state === 'unknown').length;
        const notKnown = unknown === 0 ? '' : ` Of ${countText(unknown)} it is not known whose bytes are there.`;
        const hint = overwrites.some(({ now }) => now.state === 'not-looked') ? ' Look with --verify.' : '';
        const found =
          look === null || look.findings === 0 ? '' : ` ${countText(look.findings)} of ${counted(look.checked, 'result')} of this check are findings: see them with verify.`;
        const more = total > overwrites.length ? ` The first ${countText(overwrites.length)} are shown.` : '';
        const end =
          total === 0
            ? 'No path is claimed by several records.'
            : `${counted(total, 'path')} claimed by several records; ${countText(looked)} of ${countText(overwrites.length)} looked at.${notKnown}${more}${hint}${found}`;
        return { json: answer, text: `${overwrites.map(paragraph).join('')}${end}\n`, code: found === '' ? exitCodes.fine : exitCodes.findings };
      }),
    );
};

function paragraph({ path, checkedPath, claimants, now }: Overwrite): string {
  const lines = [path, ...(checkedPath === path ? [] : [`  looked for at ${checkedPath}`])];
  claimants.forEach((one, i) => {
    const runs = one.runs.map(({ name, lid }) => name ?? lid).join(', ') || 'no run';
    const size = one.recorded.size === null ? '' : `, ${counted(one.recorded.size, 'byte')}`;
    const time = one.recorded.modifiedAt === null ? '' : `, ${timeText(one.recorded.modifiedAt)}`;
    lines.push(`  ${now.claimants.includes(i) ? '→' : ' '} ${runs}: ${one.lid ?? `checksum ${one.recorded.checksum?.value}`}${size}${time}${one.vanished ? ', record gone' : ''}`);
  });
  lines.push(`  ${now.sentence}`);
  return `${lines.map(visibleLine).join('\n')}\n\n`;
}
