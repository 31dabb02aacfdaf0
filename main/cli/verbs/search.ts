/** `search`: anything by a part of its name. */
import { table } from '../table';
import type { Verb } from '../verb';
import { countText } from '../words';

export const searchVerb: Verb = (program, act) => {
  program
    .command('search <text>')
    .description('runs, tasks, files, labels, containers, commits and checksums that match a text')
    .action(
      act(async (session, text: string) => {
        const { groups } = await session.call('search.find', { workspace: await session.workspace(), text, limit: 20 });
        const parts = groups
          .filter((group) => group.hits.length > 0)
          .map(
            ({ group, hits, total }) =>
              `${group}: ${countText(total)}${total > hits.length ? `, the first ${hits.length}` : ''}\n${table(
                hits,
                [
                  { title: 'title', text: (hit) => hit.title },
                  { title: 'detail', text: (hit) => (hit.count === null ? hit.detail : `${hit.detail} ${countText(hit.count)} records`.trim()) },
                  { title: 'lid', text: (hit) => hit.lid ?? '', whole: true },
                ],
                session.width,
              )}`,
          );
        return { json: { groups }, text: parts.length > 0 ? parts.join('\n') : 'Nothing was found.\n' };
      }),
    );
};
