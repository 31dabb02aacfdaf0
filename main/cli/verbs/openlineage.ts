/** `import-openlineage` and `openlineage`: events of others (Airflow, Spark, dbt, Marquez) beside the records, listed, shown and removed. */
import { resolve } from 'node:path';
import type { OpenLineageImport } from '../../../core/contract/openlineage';
import { exitCodes } from '../exit-codes';
import { table } from '../table';
import type { Verb } from '../verb';
import { visibleLine, visibleText } from '../visible';
import { counted, countText, timeText } from '../words';

const help = `
Events are what their sender says; they never change a record of Nextflow, and no verdict rests on them. What they read or wrote joins with
the files of records by equal path or URI, and counts as inferred.`;

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
    .command('show <run>')
    .description('what the events say of a run of theirs, named as trace names it: openlineage:run/ID')
    .action(
      act(async (session, lid: string) => {
        const answer = await session.call('openlineage.run', { workspace: await session.workspace(), lid });
        const head = `${visibleLine(answer.title)}\n${visibleLine(answer.namespace)} · ${visibleLine(answer.job)}\n${visibleLine(answer.state)}\n`;
        const events = answer.events.map((one) => `\nimport ${one.number}, number ${one.at} in it: ${one.type} ${visibleLine(one.time)}\n${visibleText(one.raw)}\n`);
        return { json: answer, text: `${head}${counted(answer.total, 'event')}\n${events.join('')}` };
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
