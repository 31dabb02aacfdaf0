/** `evidence check-bundle`, `evidence import`, `evidence imported`: bundles that others made, checked and opened without believing them. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Input } from '../../../core/contract';
import type { BundleCheck } from '../../../core/contract/imported-bundles';
import { toErrorData } from '../../../core/errors';
import { tagText } from '../../../core/tags/rules';
import type { Answer } from '../answer';
import { exitCodes } from '../exit-codes';
import type { Session } from '../session';
import { table } from '../table';
import type { Act } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted, countText, timeText } from '../words';
import { readKeys, readText } from './evidence-log';

interface Given {
  key?: string;
  checkpoint?: string;
}
/** Faults named one by one for people; `--json` has more. */
const shownFaults = 50;

export function bundleImportVerbs(evidence: Command, act: Act): void {
  const given = (command: Command) =>
    command
      .option('--key <key>', 'the public key of its maker (name+id+key) that you have by another way, or a file that holds it')
      .option('--checkpoint <file>', 'the same checkpoint, that you have by another way');
  given(evidence.command('check-bundle <zip>').description('check an evidence bundle that somebody else made: signature, proofs, digests, journal; keeps nothing')).action(
    act(async (session, zip: string, options: Given) => {
      const check = await session.job('bundle.check', { path: resolve(zip), ...vouching(options) });
      return { json: check, text: checkText(check), code: check.ok ? exitCodes.fine : exitCodes.findings };
    }),
  );
  given(evidence.command('import <zip>').description('open an evidence bundle as a workspace of its own: kept byte for byte, its checks not believed'))
    .requiredOption('--name <name>', 'the name of the new workspace')
    .option('--anyway', 'even if the bundle does not hold: to look into it')
    .action(
      act(async (session, zip: string, { name, anyway = false, ...options }: Given & { name: string; anyway?: boolean }) => {
        const result = await refusedWithCheck(session, { path: resolve(zip), name, anyway, ...vouching(options) });
        if ('sha256' in result)
          return { json: { imported: false, check: result }, text: `${checkText(result)}Nothing was imported. To look into it as it is: --anyway.\n`, code: exitCodes.findings };
        const { workspace, check } = result;
        const text = `${checkText(check)}Imported as "${workspace.name}": ${counted(workspace.records, 'record')}, ${counted(workspace.runs, 'run')}. Nothing in it is checked here yet: lineage-audit verify -w ${workspace.name} --all\n`;
        return { json: { imported: true, ...result }, text, code: check.ok ? exitCodes.fine : exitCodes.findings };
      }),
    );
  evidence
    .command('imported')
    .description('what an imported workspace rests on, and what the maker of the bundle claims to have checked')
    .action(
      act(async (session): Promise<Answer> => {
        const { imported } = await session.call('bundle.imported', { workspace: await session.workspace() });
        if (imported === null) return { json: { imported }, text: 'This workspace is no imported bundle.\n' };
        const rows = table(
          imported.claims,
          [
            { title: 'claimed by the maker', text: (one) => one.verdict ?? (one.type === 'code-checked' ? 'code checked' : ''), whole: true },
            { title: 'when', text: (one) => (one.at === null ? '' : timeText(one.at)), whole: true },
            { title: 'of', text: (one) => one.subject },
          ],
          session.width,
        );
        const older =
          imported.olderVersions === 0
            ? ''
            : `${counted(imported.olderVersions, 'older version')} of records ${imported.olderVersions === 1 ? 'is' : 'are'} kept in the zip and not shown as records.\n`;
        const changes = imported.changes.map(({ leaf, type, subject }) => `By its maker's log (leaf ${countText(leaf)}) ${type}: ${visibleLine(subject)}\n`).join('');
        const tags = imported.tags
          .map((one) => `${visibleLine(`Tagged by its maker${one.by === null ? '' : ` (${one.by})`}, no tag of this workspace: ${tagText(one)} on ${one.subject}`)}\n`)
          .join('');
        const text = `${checkText(imported.check)}Imported by ${visibleLine(imported.by)} on ${timeText(imported.at)} from ${visibleLine(imported.file)}.\n${older}${changes}${tags}${rows}${rows === '' ? 'Its maker claims no result.' : 'These are claims of its maker, and no verdicts of this program.'}\n`;
        return { json: { imported }, text, code: imported.check.ok ? exitCodes.fine : exitCodes.findings };
      }),
    );
}

/** A bundle that does not hold is an answer with findings, not a failure of the command. */
async function refusedWithCheck(session: Session, input: Input<'bundle.import'>) {
  try {
    return await session.job('bundle.import', input);
  } catch (error) {
    const check = toErrorData(error).data?.check as BundleCheck | undefined;
    if (check === undefined) throw error;
    return check;
  }
}

function vouching({ key, checkpoint }: Given) {
  return { ...(key === undefined ? {} : { key: readKeys(key) }), ...(checkpoint === undefined ? {} : { checkpoint: readText(checkpoint) }) };
}

/** Redacted or complete comes first, then what was held against what, then whose word it is. */
function checkText({ info, parts, faults, faultCount, trust, hiddenLeaves, sha256, size }: BundleCheck): string {
  const left =
    info.completeness === 'complete'
      ? 'COMPLETE, as its maker says'
      : `REDACTED: ${counted(info.leftOut.length, 'content')} and ${counted(hiddenLeaves, 'line')} of the ledger left out by its maker, known by their digests alone`;
  const head = `${visibleLine(info.id)}, ${bytesText(size)}, SHA-256 ${sha256}: ${left}.\n`;
  const of = `Run ${visibleLine(info.run)}${info.runName === null ? '' : ` (${visibleLine(info.runName)})`}; checkpoint ${info.checkpoint.number} of ${visibleLine(info.origin)}, ${visibleLine(timeText(info.checkpoint.dated))} by its maker's clock.\n`;
  const held = parts
    .map(
      ({ title, checked, failed }) => `${failed === 0 ? '✓' : '✗'} ${title}: ${countText(checked)} looked at, ${failed === 0 ? 'all hold' : `${countText(failed)} do NOT hold`}\n`,
    )
    .join('');
  const named = faults.slice(0, shownFaults).map(({ subject, message }) => `  ${visibleLine(subject)}: ${visibleLine(message)}\n`);
  const more = faultCount > named.length ? `  and ${countText(faultCount - named.length)} more (--json names ${countText(faults.length)})\n` : '';
  return `${head}${of}${held}${named.join('')}${more}${visibleLine(trust.sentence)}\n`;
}
