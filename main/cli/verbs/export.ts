/** `export`: a run, a file's chain or chosen records in an open format; or a whole workspace as Parquet tables. */
import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Input } from '../../../core/contract';
import { AuditError } from '../../../core/errors';
import { type FormatId, formatIds } from '../../../core/export/format';
import { notCarried } from '../../../core/parquet/tables';
import type { Answer } from '../answer';
import type { Session } from '../session';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted, countText } from '../words';

interface Options {
  run?: string;
  file?: string;
  lid?: string[];
  format?: FormatId | typeof parquet;
  out?: string;
  formats?: boolean;
}

/** Of a whole workspace, into a folder: no format of `export.write`, which is of a scope and one file. */
const parquet = 'parquet';

export const exportVerb: Verb = (program, act) => {
  program
    .command('export')
    .description('a run, a file with its upstream chain, or chosen records in an open format, or the workspace as Parquet tables; what the format cannot carry is listed')
    .option('--run <lid>', 'the run, with all that it relied on')
    .option('--file <lid>', 'a file (LID, or path of an outside file), with all that was recorded upstream of it')
    .option('--lid <lid...>', 'chosen records, together')
    .addOption(new Option('--format <format>', 'see --formats').choices([...formatIds, parquet]))
    .option('--out <file>', 'the file to write, an existing one is replaced; for parquet a folder that is not there yet, or is empty')
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
          lines.push(
            `${parquet}: Apache Parquet tables with SQL for DuckDB, Athena and Trino; of the whole workspace, into a folder`,
            ...notCarried.map((one) => `  Not carried: ${one}`),
          );
          return { json: { formats }, text: lines.map((line) => `${visibleLine(line)}\n`).join('') };
        }
        const { format, out } = options;
        if (format === undefined || out === undefined) throw new AuditError('bad-input', 'Give --format and --out, or --formats for the list of formats.');
        const workspace = await session.workspace();
        if (format === parquet) return writeTables(session, options, workspace, resolve(out));
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

async function writeTables(session: Session, { run, file, lid }: Options, workspace: string, folder: string): Promise<Answer> {
  if (run !== undefined || file !== undefined || lid !== undefined)
    throw new AuditError('bad-input', 'Parquet tables are of the whole workspace: leave --run, --file and --lid out.');
  const result = await session.job('export.tables', { workspace, folder });
  const lines = [
    `${result.path}: ${counted(result.files, 'file')}, ${bytesText(result.bytes)}; SHA-256 of SHA256SUMS ${result.sha256}`,
    ...Object.entries(result.rows).map(([table, rows]) => `${table}: ${counted(rows, 'row')}`),
    result.checkpoint === null ? 'There is no checkpoint yet.' : `The newest checkpoint is ${result.checkpoint}.`,
    ...(result.masked === 0 ? [] : [`${counted(result.masked, 'secret-like value')} masked.`]),
    ...result.notCarried.map((one) => `Not carried: ${one}`),
    'Check it with: sha256sum -c SHA256SUMS',
  ];
  return { json: result, text: lines.map((line) => `${visibleLine(line)}\n`).join('') };
}
