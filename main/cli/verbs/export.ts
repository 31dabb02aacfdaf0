/** `export`: a run, a file's chain or chosen records in an open format. */
import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Input } from '../../../core/contract';
import { AuditError } from '../../../core/errors';
import { type FormatId, formatIds } from '../../../core/export/format';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted, countText } from '../words';

interface Options {
  run?: string;
  file?: string;
  lid?: string[];
  format?: FormatId;
  out?: string;
  formats?: boolean;
}

export const exportVerb: Verb = (program, act) => {
  program
    .command('export')
    .description('a run, a file with its upstream chain, or chosen records in an open format; what the format cannot carry is listed')
    .option('--run <lid>', 'the run, with all that it relied on')
    .option('--file <lid>', 'a file (LID, or path of an outside file), with all that was recorded upstream of it')
    .option('--lid <lid...>', 'chosen records, together')
    .addOption(new Option('--format <format>', 'see --formats').choices(formatIds))
    .option('--out <file>', 'the file to write; an existing one is replaced')
    .option('--formats', 'list the formats: what each carries and cannot carry')
    .action(
      act(async (session, options: Options) => {
        if (options.formats === true) {
          const { formats } = await session.call('export.formats', {});
          const lines = formats.flatMap(({ id, title, standard, extension, lacks, limits }) => [
            `${id}: ${title}; ${standard}; .${extension}`,
            ...lacks.map((one) => `  no place for ${one}`),
            ...limits.map((one) => `  ${one}`),
          ]);
          return { json: { formats }, text: lines.map((line) => `${visibleLine(line)}\n`).join('') };
        }
        const { format, out } = options;
        if (format === undefined || out === undefined) throw new AuditError('bad-input', 'Give --format and --out, or --formats for the list of formats.');
        const workspace = await session.workspace();
        const scope = await scopeOf(options, session.lid);
        const result = await session.job('export.write', { workspace, scope, format, out: resolve(out) });
        const { counts, profiles } = result;
        const lines = [
          `${result.path}: ${counted(counts.runs, 'run')}, ${counted(counts.tasks, 'task')}, ${counted(counts.files, 'file')}, ${counted(counts.links, 'link')}; ${bytesText(result.bytes)}, SHA-256 ${result.sha256}`,
          ...(profiles.length === 0 ? [] : [`Profiles: ${profiles.join(', ')}`]),
          ...(result.masked === 0 ? [] : [`${counted(result.masked, 'secret-like value')} masked.`]),
          ...result.notCarried.map(({ what, count }) => `Not carried: ${what}${count === null ? '' : `: ${countText(count)}`}`),
          ...result.limits.map((line) => `Of this format: ${line}`),
        ];
        return { json: result, text: lines.map((line) => `${visibleLine(line)}\n`).join('') };
      }),
    );
};

async function scopeOf({ run, file, lid }: Options, whole: (text: string) => Promise<string>): Promise<Input<'export.write'>['scope']> {
  const given = [run, file, lid].filter((one) => one !== undefined).length;
  if (given !== 1) throw new AuditError('bad-input', 'Give one of --run, --file and --lid.');
  if (run !== undefined) return { run: await whole(run) };
  if (file !== undefined) return { file: await whole(file) };
  const lids: string[] = [];
  for (const one of lid ?? []) lids.push(await whole(one));
  return { lids };
}
