/** `search` and `labels`: anything by a part of its name, by qualifiers, or by a label. */
import { resolve } from 'node:path';
import { Option } from 'commander';
import { type HitGroup, type SearchHit, searchGroups, searchSorts } from '../../../core/contract/search';
import { AuditError } from '../../../core/errors';
import { verdictWords } from '../../../core/verify/verdict';
import { table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted, countText, timeText } from '../words';

interface SearchOptions {
  group?: (typeof searchGroups)[number];
  sort: (typeof searchSorts)[number];
  limit: string;
  page: string;
  scripts: boolean;
  saved?: string;
  out?: string;
}

const help = `
The text is words and qualifiers, all of which must hold: kind: label: tag: run: task: container: commit: param: path: checksum: before: after:
verdict:. Text with spaces goes into quotation marks, a dash before a word or qualifier means not (put -- before a text that begins with
one). docs/guide/search.md says what each one asks for.`;

export const searchVerb: Verb = (program, act) => {
  program
    .command('search [text...]')
    .description('runs, tasks, files, labels, containers, commits, parameters and checksums by a part of their name, or by qualifiers')
    .addOption(new Option('--group <group>', 'one kind of results alone').choices([...searchGroups]))
    .addOption(new Option('--sort <order>', 'the order of the results').choices([...searchSorts]).default('best'))
    .option('--limit <n>', 'results of each kind on a page, from 1 to 1000', '20')
    .option('--page <n>', 'which page, from 1', '1')
    .option('--no-scripts', 'leave out the text of the scripts of tasks, which is read out of their records first')
    .option('--saved <name>', 'a search that was saved in this workspace')
    .option('--out <file>', 'with --group: all pages as CSV; an existing file is replaced')
    .addHelpText('after', help)
    .action(
      act(async (session, words: string[], options: SearchOptions) => {
        const workspace = await session.workspace();
        const text = options.saved === undefined ? words.join(' ') : await savedText(options.saved, (await session.call('search.saved', { workspace })).searches, words);
        if (text.trim() === '') throw new AuditError('bad-input', 'Say what to search for, or name a saved search with --saved.');
        const { group, sort, out } = options;
        if (out !== undefined) {
          if (group === undefined) throw new AuditError('bad-input', `--out goes with --group: ${searchGroups.join(', ')}.`);
          const made = await session.job('search.export', { workspace, text, group, sort, out: resolve(out) });
          return { json: made, text: `${visibleLine(made.path)}: ${counted(made.rows, 'line')}, ${bytesText(made.bytes)}, SHA-256 ${made.sha256}\n` };
        }
        const limit = wholeNumber('--limit', options.limit, 1000);
        const offset = (wholeNumber('--page', options.page, 1_000_000) - 1) * limit;
        const asked = { workspace, text, limit, offset, sort, ...(group !== undefined && { group }) };
        let answer = await session.call('search.find', { ...asked, settled: false });
        if (answer.scripts === 'not-read' && options.scripts) {
          await session.job('search.scripts', { workspace, text });
          answer = await session.call('search.find', { ...asked, settled: false });
        } else await session.call('search.settled', { workspace, text });
        const parts = answer.groups.filter(({ hits }) => hits.length > 0).map((one) => groupText(one, offset, session.width));
        const notes = [
          answer.withoutTime > 0
            ? `${counted(answer.withoutTime, 'record')} that fit otherwise: no recorded time, or one without a known zone, so neither before nor after.`
            : null,
          answer.scripts === 'not-read' ? 'The scripts of tasks were not searched.' : null,
        ];
        const nothing = answer.groups.length > 0 ? 'There are no results on this page.\n' : 'Nothing was found.\n';
        return { json: { ...answer, text, limit, page: offset / limit + 1 }, text: parts.length > 0 ? parts.join('\n') : nothing, notes };
      }),
    );

  program
    .command('labels')
    .description('every label: of records as Nextflow wrote them (fixed at run time), of runs as Seqera Platform had them then')
    .action(
      act(async (session) => {
        const { labels } = await session.call('labels.list', { workspace: await session.workspace() });
        const rows = table(
          labels,
          [
            { title: 'label', text: (row) => row.label, whole: true },
            { title: 'Nextflow: records', text: (row) => countText(row.nextflow), right: true },
            { title: 'Platform: runs', text: (row) => countText(row.platform), right: true },
          ],
          session.width,
        );
        return { json: { labels }, text: labels.length > 0 ? rows : 'No record carries a label, and Platform had none on a run.\n' };
      }),
    );
};

function savedText(name: string, searches: readonly { name: string; text: string }[], words: readonly string[]): string {
  if (words.length > 0) throw new AuditError('bad-input', 'Name a saved search with --saved, or say what to search for, not both.');
  const found = searches.find((one) => one.name === name);
  if (found === undefined)
    throw new AuditError('not-found', `There is no saved search "${name}".${searches.length === 0 ? '' : ` There are ${searches.map((one) => `"${one.name}"`).join(', ')}.`}`);
  return found.text;
}

function wholeNumber(option: string, text: string, most: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > most) throw new AuditError('bad-input', `${option} is a number from 1 to ${most}.`);
  return number;
}

function groupText({ group, hits, total }: HitGroup, offset: number, width: number | null): string {
  const shown = total > hits.length ? `, ${offset + 1} to ${offset + hits.length}` : '';
  const timed = hits.some((hit) => hit.time !== null);
  const checked = hits.some((hit) => hit.verdict !== null);
  return `${group}: ${countText(total)}${shown}\n${table(
    hits,
    [
      { title: 'title', text: (hit) => hit.title },
      { title: 'detail', text: (hit) => hit.detail },
      ...(timed ? [{ title: 'run', text: (hit: SearchHit) => hit.run?.name ?? '' }] : []),
      ...(timed ? [{ title: 'recorded', text: (hit: SearchHit) => timeText(hit.time), whole: true }] : []),
      ...(checked ? [{ title: 'newest check', text: (hit: SearchHit) => (hit.verdict === null ? '' : verdictWords[hit.verdict].short) }] : []),
      { title: 'lid', text: (hit) => hit.lid ?? '', whole: true },
    ],
    width,
  )}`;
}
