/** `import-openlineage` and `openlineage`: events of others (Airflow, Spark, dbt, Marquez) beside the records, listed, shown and removed. */
import { resolve } from 'node:path';
import type { Output } from '../../../core/contract';
import { mostInside, type OpenLineageImport, type OpenLineageJoin } from '../../../core/contract/openlineage';
import { exitCodes } from '../exit-codes';
import { table } from '../table';
import type { Verb } from '../verb';
import { visibleLine, visibleText } from '../visible';
import { counted, countText, timeText } from '../words';

const help = `
Events are what their sender says; they never change a record of Nextflow, and no verdict rests on them. What they read or wrote joins with
the files of records by equal path or URI, or as a folder with the files inside it, and counts as inferred.`;

export const openLineageVerbs: Verb = (program, act) => {
  program
    .command('import-openlineage <paths...>')
    .description('read in OpenLineage events: files, or folders of .json, .jsonl, .ndjson')
    .addHelpText('after', help)
    .action(
      act(async (session, paths: string[]) => {
        const made = await session.job('openlineage.import', { workspace: await session.workspace(), paths: paths.map((path) => resolve(path)) });
        const lines = [
          ...(made.imports.length === 0 ? [] : [importsText(made.imports, session.width)]),
          ...made.known.map(({ name, number }) => `${visibleLine(name)}: the same bytes stand as import ${number}\n`),
          ...made.failed.map(({ message }) => `not imported: ${visibleLine(message)}\n`),
          ...(made.notReached > 0 ? [`stopped: ${counted(made.notReached, 'file')} not looked at\n`] : []),
        ];
        return { json: made, text: lines.join(''), code: made.failed.length > 0 ? exitCodes.findings : exitCodes.fine };
      }),
    );
  const openlineage = program
    .command('openlineage')
    .description('imports of OpenLineage events')
    .action(
      act(async (session) => {
        const answer = await session.call('openlineage.imports', { workspace: await session.workspace() });
        return { json: answer, text: answer.imports.length === 0 ? 'No OpenLineage events were imported.\n' : importsText(answer.imports, session.width) };
      }),
    );
  openlineage
    .command('show <what>')
    .description('what the events say of a run of theirs, named as trace names it (openlineage:run/ID), or who they say read or wrote a path, URI or LID')
    .option('--offset <n>', 'events to leave out at the beginning', '0')
    .action(
      act(async (session, lid: string, { offset }: { offset: string }) => {
        const workspace = await session.workspace();
        if (!lid.startsWith('openlineage:run/')) {
          const answer = await session.call('openlineage.data', { workspace, lid });
          return { json: answer, text: dataText(answer) };
        }
        const answer = await session.call('openlineage.run', { workspace, lid, offset: Number(offset) });
        return { json: answer, text: runText(answer) };
      }),
    );
  openlineage
    .command('event <import> <number>')
    .description('one event: parsed, secrets masked; with --raw as it was imported')
    .option('--raw', 'unmasked, control characters made visible')
    .action(
      act(async (session, number: string, at: string, { raw }: { raw?: boolean }) => {
        const asked = { workspace: await session.workspace(), number: Number(number), at: Number(at) };
        if (raw === true) {
          const answer = await session.call('openlineage.raw', asked);
          return { json: answer, text: `${visibleText(answer.text)}\n` };
        }
        const answer = await session.call('openlineage.event', asked);
        return { json: answer, text: `${visibleText(JSON.stringify(answer.fields, null, 2))}\n` };
      }),
    );
  openlineage
    .command('refused <import>')
    .description('all that was refused of an import, with the reasons')
    .action(
      act(async (session, number: string) => {
        const answer = await session.call('openlineage.refused', { workspace: await session.workspace(), number: Number(number) });
        const reasons = answer.reasons.map(({ why, count }) => `${countText(count)}: ${visibleLine(why)}\n`);
        const lines = answer.rows.map(({ at, why }) => `${answer.unit} ${at}: ${visibleLine(why)}\n`);
        return { json: answer, text: reasons.length === 0 ? 'Nothing of it was refused.\n' : `${reasons.join('')}\n${lines.join('')}` };
      }),
    );
  openlineage
    .command('remove <number>')
    .description('take an import out of the graph; its bytes stay as evidence')
    .requiredOption('--reason <text>', 'why')
    .action(
      act(async (session, number: string, { reason }: { reason: string }) => {
        const answer = await session.call('openlineage.remove', { workspace: await session.workspace(), number: Number(number), reason });
        return { json: answer, text: importsText(answer.imports, session.width) };
      }),
    );
};

function importsText(imports: readonly OpenLineageImport[], width: number | null): string {
  const rows = table(
    imports,
    [
      { title: 'import', text: (one) => String(one.number), right: true },
      { title: 'file', text: (one) => one.name },
      { title: 'imported', text: (one) => timeText(one.at), whole: true },
      { title: 'events', text: (one) => countText(one.events), right: true },
      { title: 'runs', text: (one) => countText(one.runs), right: true },
      { title: 'datasets', text: (one) => countText(one.datasets), right: true },
      { title: 'joined', text: (one) => countText(one.joined), right: true },
      { title: 'refused', text: (one) => countText(one.refusedCount), right: true },
      { title: 'state', text: (one) => (one.removed !== null ? `removed ${timeText(one.removed.at)}` : one.unit === null ? 'its bytes are lost' : 'stands'), whole: true },
    ],
    width,
  );
  const refused = imports.flatMap((one) => one.refused.map(({ at, why }) => `import ${one.number}, ${one.unit ?? 'line'} ${at} refused: ${visibleLine(why)}\n`));
  return `${rows}${refused.slice(0, 50).join('')}`;
}

function runText(run: Output<'openlineage.run'>): string {
  const lines = [
    visibleLine(run.title),
    `${visibleLine(run.namespace)} · ${visibleLine(run.job)}`,
    visibleLine(run.state),
    ...run.odd.map((one) => `odd: ${visibleLine(one)}`),
    '',
    ...run.data.map(({ role, lid, joins, inside }) => `${role} ${visibleLine(lid)}${joinText(joins)}${insideText(inside)}`),
    '',
    counted(run.total, 'event'),
    ...run.events.flatMap((one) => [
      `${one.type} ${visibleLine(one.time)} · import ${one.number}, ${one.unit} ${one.at} · ${visibleLine(one.namespace)} · ${visibleLine(one.job)}`,
      ...(one.error === null ? [] : [`  error: ${visibleLine(one.error)}`]),
      ...one.inputs.map((name) => `  input ${visibleLine(name.namespace)} ${visibleLine(name.name)}${name.byColumns ? ' (named as the origin of columns alone)' : ''}`),
      ...one.outputs.map((name) => `  output ${visibleLine(name.namespace)} ${visibleLine(name.name)}`),
      ...(one.facets.length === 0 ? [] : [`  facets: ${one.facets.map(visibleLine).join(', ')}`]),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function insideText(inside: number): string {
  return inside === 0 ? '' : ` [${inside >= mostInside ? `${countText(mostInside)} or more files` : counted(inside, 'file')} of records inside it by path: inferred]`;
}

const by = { read: 'read by', wrote: 'written by' } as const;

function dataText(data: Output<'openlineage.data'>): string {
  const lines = data.told.map(
    ({ run, role, imports, folder }) =>
      `${folder === null ? '' : `the folder ${visibleLine(folder)} around it (inferred) `}${by[role]} ${visibleLine(run.title)} (${visibleLine(run.lid)}), says import ${imports.join(', ')}: ${visibleLine(run.detail)}`,
  );
  return `${visibleLine(data.lid)}${joinText(data.records)}${insideText(data.inside)}\n${lines.length === 0 ? 'No OpenLineage event that was imported names it.' : lines.join('\n')}\n`;
}

/** In the words of inference: a path that two name is no proof of one content. */
function joinText(joins: readonly OpenLineageJoin[]): string {
  if (joins.length === 0) return ': no record names it';
  return joins.map(({ lid, by }) => (by === 'lid' ? `: named by its LID ${visibleLine(lid)}` : `: same path as ${visibleLine(lid)}, inferred`)).join('');
}
