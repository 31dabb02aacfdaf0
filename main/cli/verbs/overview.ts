/** `overview`: the counts of a workspace, the quality measures of its lineage with their formulas, and the list behind one of them. */
import { type Measure, type OverviewRow, overviewLists } from '../../../core/contract/overview';
import { AuditError } from '../../../core/errors';
import { measureTarget, measureValue } from '../../../core/overview/words';
import { verdicts, verdictWords } from '../../../core/verify/verdict';
import { type Column, table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted, countText } from '../words';

interface Options {
  list?: string;
  part?: string;
  limit: string;
}

const columns: Column<Measure>[] = [
  { title: 'measure', text: (one) => one.name, whole: true },
  { title: 'value', text: (one) => measureValue(one), whole: true },
  { title: 'of', text: (one) => (one.numerator === null ? countText(one.denominator ?? 0) : `${countText(one.numerator)} of ${countText(one.denominator ?? 0)}`), whole: true },
  { title: 'target', text: (one) => measureTarget(one), whole: true },
  { title: '', text: (one) => (one.met === null ? 'not measurable' : one.met ? 'met' : 'missed'), whole: true },
  { title: 'formula', text: (one) => one.formula },
];

const rowColumns: Column<OverviewRow>[] = [
  { title: 'why', text: (row) => row.words },
  { title: 'what', text: (row) => row.title },
  { title: 'run', text: (row) => row.run?.title ?? '' },
  { title: 'detail', text: (row) => row.detail },
  { title: 'lid', text: (row) => row.lid ?? '', whole: true },
];

export const overviewVerb: Verb = (program, act) => {
  program
    .command('overview')
    .description('counts, and the quality measures of the lineage: value, formula, target; what cannot be measured says why')
    .option('--list <name>', `the list behind a number: ${overviewLists.join(', ')}`)
    .option('--part <part>', 'of the list, this part alone')
    .option('--limit <n>', 'lines of the list at most, up to 1000', '100')
    .action(
      act(async (session, { list: asked, part, limit }: Options) => {
        const workspace = await session.workspace();
        if (asked !== undefined) {
          const list = overviewLists.find((one) => one === asked);
          if (list === undefined) throw new AuditError('bad-input', `There is no list "${asked}". Name one of ${overviewLists.join(', ')}.`);
          const answer = await session.call('overview.list', { workspace, list, part, limit: Number(limit) });
          const parts = answer.parts.map((one) => `${countText(one.count)} × ${one.words} (${one.part})`).join('; ');
          return {
            json: answer,
            text: `${table(answer.rows, rowColumns, session.width)}${countText(answer.rows.length)} of ${countText(answer.total)} shown. ${visibleLine(parts)}\n`,
          };
        }
        const { overview } = await session.call('overview.get', { workspace });
        const { executive } = await session.call('overview.executive', { workspace });
        const { incident } = await session.call('overview.incident', { workspace });
        const { outputs, findings, storage, measures } = overview;
        const ofVerdict = verdicts.flatMap((verdict) => (outputs.byVerdict[verdict] ? [`${countText(outputs.byVerdict[verdict])} ${verdictWords[verdict].short}`] : []));
        const lines = [
          `${counted(overview.runs.total, 'run')}, ${counted(overview.records, 'record')} in the store.`,
          `Published files: ${countText(outputs.total)}; ${ofVerdict.join(', ') || 'none'}.`,
          `Findings: ${countText(findings.open)} open, ${countText(findings.acknowledged)} acknowledged.`,
          `Evidence: ${counted(storage.contents, 'content')} of records kept, ${bytesText(storage.contentBytes)}.`,
          `Reached now by ${counted(incident.sourceCount, 'thing')} known to be wrong: ${counted(incident.reached.runs, 'run')}, ${countText(incident.reached.published)} of ${counted(incident.of.published, 'published file')}; unknown: ${countText(incident.unknown.published)}.`,
          '',
          table(measures, columns, session.width),
          ...measures.filter(({ why }) => why !== null).map(({ name, why }) => `${name}: ${why}`),
          'Targets are defaults of this program. "overview --list NAME" gives the list behind a number; what each measure does not say stands in the guide and in --json.',
        ];
        return { json: { ...overview, executive, incident }, text: `${lines.join('\n')}\n` };
      }),
    );
};
