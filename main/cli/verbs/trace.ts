/** `trace`: what a record was made from, or what was made from it. */
import { InvalidArgumentError } from 'commander';
import { AuditError } from '../../../core/errors';
import { table } from '../table';
import type { Verb } from '../verb';
import { counted } from '../words';

interface Options {
  up?: boolean;
  down?: boolean;
  depth?: number;
}

export const traceVerb: Verb = (program, act) => {
  program
    .command('trace <lid>')
    .description('all that a record (or an outside file, by its path) was made from, or all that was made from it')
    .option('--up', 'what it was made from')
    .option('--down', 'what was made from it')
    .option('--depth <n>', 'so many steps at the most', depth)
    .action(
      act(async (session, typed: string, { up = false, down = false, depth }: Options) => {
        if (up === down) throw new AuditError('bad-input', 'Say in which direction: --up (what it was made from) or --down (what was made from it).');
        const workspace = await session.workspace();
        const { nodes, edges, truncated } = await session.call('graph.trace', {
          workspace,
          lid: await session.lid(typed),
          direction: up ? 'up' : 'down',
          ...(depth === undefined ? {} : { depth }),
        });
        const rows = table(
          nodes,
          [
            { title: 'steps', text: (node) => String(node.depth), right: true },
            { title: 'kind', text: (node) => kindWords[node.kind] ?? node.kind, whole: true },
            { title: 'title', text: (node) => node.title },
            { title: 'lid', text: (node) => node.lid, whole: true },
          ],
          session.width,
        );
        const told = edges.filter(({ relation }) => relation.startsWith('told-')).length;
        const inferred = edges.filter((edge) => edge.inferred).length - told;
        const sum = `${counted(nodes.length, 'record or file', 'records and files')}, ${counted(edges.length, 'link')}${inferred > 0 ? `, ${inferred} of them inferred from equal paths, not recorded` : ''}${told > 0 ? `${inferred > 0 ? ';' : ','} ${told} told by OpenLineage events of others, not recorded by Nextflow` : ''}.`;
        return { json: { nodes, edges, truncated }, text: `${rows}${sum}${truncated ? ' There is more: this is not all.' : ''}\n` };
      }),
    );
};

const kindWords: Record<string, string> = { External: 'outside file', Missing: 'no record here' };

function depth(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('A number of steps, such as 3.');
  return Number(text);
}
