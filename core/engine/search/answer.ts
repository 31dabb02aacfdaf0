/** A typed search answered: every group counted, and of each the page that was asked for. */
import type { Output, Parsed } from '../../contract';
import type { HitGroup, SearchGroup, SearchHit } from '../../contract/search';
import { explainQuery } from '../../search/explain';
import { parseQuery } from '../../search/parse';
import type { Query } from '../../search/query';
import { ranks } from '../../search/text-blob';
import type { OpenWorkspace } from '../context';
import { lastAnswer } from '../last-answer';
import { evaluate, type Found, textsOf } from './evaluate';
import { countGroups, hitsOf, ordered, type Sort } from './hits';
import { scriptHits, scriptsAreRead, tasksByScript } from './scripts';
import { recordGroups } from './table';
import { valueGroups } from './value-groups';

/** One group: how many hits it has, and any stretch of them. */
export interface Listing {
  total: number;
  hits(sort: Sort, offset: number, limit: number): SearchHit[];
}

interface Answered {
  /** Those with a record that is called exactly so come first; each kind has its place otherwise. */
  listings: Map<SearchGroup, Listing>;
  withoutTime: number;
}

/** Kept until the index changes: a page asks for its groups, its next page and its counts one after another. */
export function answered(workspace: OpenWorkspace, text: string): Answered & { query: Query } {
  const query = parseQuery(text);
  // A mask means more once its original was met.
  const question = JSON.stringify([query, workspace.masker.reveal(text) === text, scriptsAreRead(workspace)]);
  return { ...lastAnswer(workspace, 'search', question, () => listingsOf(workspace, query)), query };
}

function listingsOf(workspace: OpenWorkspace, query: Query): Answered {
  const listings = new Map<SearchGroup, Listing>();
  if (query.terms.length === 0) return { listings, withoutTime: 0 };
  const found = evaluate(workspace, query);
  const counts = countGroups(workspace, found);
  const called = (group: (typeof recordGroups)[number]) => counts.of(group).best === ranks.exact;
  for (const group of [...recordGroups.filter(called), ...recordGroups.filter((one) => !called(one))]) {
    const { total } = counts.of(group);
    if (total > 0)
      listings.set(
        group,
        nodeListing(workspace, total, (sort) => ordered(workspace, found, counts, group, sort)),
      );
  }
  const scripts = tasksByScript(workspace, query);
  if (scripts !== null) {
    const byScript: Omit<Found, 'withoutTime'> = { mask: scripts, rank: new Uint8Array(scripts.length), few: null };
    const counted = countGroups(workspace, byScript);
    const { total } = counted.of('tasks');
    if (total > 0)
      listings.set(
        'scripts',
        nodeListing(
          workspace,
          total,
          (sort) => ordered(workspace, byScript, counted, 'tasks', sort),
          (nodes) => scriptHits(workspace, query, nodes),
        ),
      );
  }
  for (const [group, hits] of valueGroups(workspace, query)) listings.set(group, { total: hits.length, hits: (_sort, offset, limit) => hits.slice(offset, offset + limit) });
  return { listings, withoutTime: found.withoutTime };
}

/** Put in an order when the first hits in it are asked for. */
function nodeListing(workspace: OpenWorkspace, total: number, order: (sort: Sort) => Int32Array, shown = (nodes: readonly number[]) => hitsOf(workspace, nodes)): Listing {
  const orders = new Map<Sort, Int32Array>();
  return {
    total,
    hits(sort, offset, limit) {
      const nodes = orders.get(sort) ?? order(sort);
      orders.set(sort, nodes);
      return shown([...nodes.subarray(offset, offset + limit)]);
    },
  };
}

export function find(workspace: OpenWorkspace, { text, group, sort, offset, limit }: Omit<Parsed<'search.find'>, 'workspace' | 'settled'>): Output<'search.find'> {
  const { listings, withoutTime, query } = answered(workspace, text);
  const groups = [...listings].flatMap(([one, listing]): HitGroup[] =>
    group === undefined || group === one ? [{ group: one, total: listing.total, hits: listing.hits(sort, offset, limit) }] : [],
  );
  const scripts = textsOf(query).length === 0 ? 'not-asked' : scriptsAreRead(workspace) ? 'searched' : 'not-read';
  return { groups, readAs: explainQuery(query), withoutTime, scripts };
}
