/** Nextflow's own verbs: list, view, find, diff, render; stdout is Nextflow's, byte for byte, wherever Nextflow answers. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AuditError } from '../../../core/errors';
import { parseTerm } from '../../../core/nextflow/term';
import type { Verb } from '../verb';
import { counted } from '../words';

const defaultPage = 'lineage.html';

export const lineageVerbs: Verb = (program, act) => {
  program
    .command('list')
    .description("the runs of the store's history, oldest first")
    .action(
      act(async (session) => {
        const { text, runs } = await session.call('lineage.list', { workspace: await session.workspace() });
        return { json: { runs }, text, raw: true };
      }),
    );

  program
    .command('view <lid>')
    .description('a record as it is, or a part of it: LID#params, LID#workflow.commitId, LID#output. Nothing is masked, but with --json')
    .action(
      act(async (session, lid: string) => {
        const { text, value, secrets, note, lid: found } = await session.call('lineage.view', { workspace: await session.workspace(), lid });
        return {
          json: { lid: found, record: value, masked: secrets, note },
          text,
          raw: true,
          notes: [note, secrets > 0 && program.opts().json !== true ? `This record holds ${counted(secrets, 'value')} that look like secrets; they are shown as they are.` : null],
        };
      }),
    );

  program
    .command('find <terms...>')
    .description('LIDs of the records that hold every FIELD=VALUE: type=TaskRun label=gxp params.name=min_qual; write %20 for a space')
    .action(
      act(async (session, terms: string[]) => {
        const parsed = terms.map(parseTerm);
        const { lids } = await session.call('lineage.find', { workspace: await session.workspace(), terms: parsed });
        return { json: { lids }, text: lids.map((lid) => `${lid}\n`).join(''), raw: true };
      }),
    );

  program
    .command('diff <left> <right>')
    .description('what differs between two records, in the form of git')
    .action(
      act(async (session, left: string, right: string) => {
        const answer = await session.call('lineage.diff', { workspace: await session.workspace(), left, right });
        return { json: { same: answer.same, diff: answer.masked }, text: answer.text, raw: true };
      }),
    );

  program
    .command('render <lid> [file]')
    .description(`draw what a record was made from, as a page that needs no network (${defaultPage} if no file is named)`)
    .action(
      act(async (session, lid: string, file: string = defaultPage) => {
        const { html, nodes, edges, secrets } = await session.call('lineage.render', { workspace: await session.workspace(), lid });
        try {
          writeFileSync(file, html);
        } catch (error) {
          throw new AuditError('disk', `${file} could not be written: ${(error as Error).message}. Choose another place.`);
        }
        return {
          json: { lid, file: resolve(file), nodes, edges },
          text: `Rendered lineage graph for ${lid} to ${file}\n`,
          raw: true,
          notes: [secrets > 0 ? `The page shows ${counted(secrets, 'value')} that look like secrets as they are: mind who gets it.` : null],
        };
      }),
    );
};
