/** `between`: how one item has come to the other, if any recorded link leads there. */
import { saysWays, stepsOf } from '../../../core/graph/between-words';
import { table } from '../table';
import type { Verb } from '../verb';

export const betweenVerb: Verb = (program, act) => {
  program
    .command('between <from> <to>')
    .description('the shortest way over recorded links between two records or outside files, and how much lies on any way')
    .action(
      act(async (session, from: string, to: string) => {
        const workspace = await session.workspace();
        const answer = await session.call('graph.between', { workspace, from: await session.lid(from), to: await session.lid(to) });
        const rows = table(
          stepsOf(answer),
          [
            { title: 'kind', text: ({ node }) => node.kind, whole: true },
            { title: 'title', text: ({ node }) => node.title },
            { title: 'link to the next', text: ({ link }) => (link === null ? '' : `${link.relation}${link.inferred ? ' (inferred)' : ''}`), whole: true },
            { title: 'lid', text: ({ node }) => node.lid, whole: true },
          ],
          session.width,
        );
        return { json: answer, text: `${rows}${saysWays(answer).join('\n')}\n` };
      }),
    );
};
