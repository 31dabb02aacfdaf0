/** Files that what is asked about is a published copy of: tasks go on from these and not from the copy, so that their work stands under none of what it reached. */
import type { ImpactBegun } from '../../contract/impact';
import { countNeighbours, forEachLink } from '../../graph/adjacency';
import type { ImpactFacts } from '../../graph/impact/facts';
import type { Reach, ReachFrom } from '../../graph/impact/reach';
import { namesById } from '../../index/queries/nodes';
import { relationNumbers } from '../../index/schema';
import { counted } from '../../report/words';
import type { OpenWorkspace } from '../context';

const shown = 20;

/** Those that the answer did not reach and that a task read: of others nothing was left out. */
export function copiedFrom({ db }: OpenWorkspace, { graph }: ImpactFacts, starts: ReachFrom['starts'], found: Reach): ImpactBegun['copiedFrom'] {
  const from = new Set<number>();
  for (const [start] of starts)
    forEachLink(graph.up, start, (source, relation) => {
      if (relation !== relationNumbers.published || (found.distance[source] ?? -1) >= 0) return;
      if (countNeighbours(graph.down, source, (_, use) => use === relationNumbers.read) > 0) from.add(source);
    });
  const ids = [...from].slice(0, shown).map((node) => graph.ids[node] ?? -1);
  return { count: from.size, first: [...namesById(db, ids).values()].map(({ lid, title }) => ({ lid, title })) };
}

/** The sentence on them; none where there are none. */
export function copiedNotes({ count }: ImpactBegun['copiedFrom']): string[] {
  if (count === 0) return [];
  return [
    `What is asked about is a published copy of ${counted(count, 'file')} that tasks read. What these tasks made is not reached from the copy, and stands under “unaffected” where nothing else reaches it: whether it holds the same content is told by asking about the ${count === 1 ? 'file' : 'files'} that the copy was published from.`,
  ];
}
