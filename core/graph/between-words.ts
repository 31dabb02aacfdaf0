/** What a search for a way may say, in sentences that claim no more than the links it went over. */
import type { GraphEdge, GraphNode } from '../contract/graph';
import { visibleText } from '../preview/visible-text';
import { counted } from '../report/words';
import type { Needs } from './between';

export interface Ways {
  from: GraphNode;
  to: GraphNode;
  direction: 'down' | 'up' | null;
  needs: Needs;
  way: readonly string[];
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
  total: number;
  inferredOnly: number;
}

/** One step of the shortest way: what leads on from it, recorded links before inferred ones; null at its end. */
export interface WayStep {
  node: GraphNode;
  link: GraphEdge | null;
}

export function stepsOf({ way, nodes, edges, needs }: Ways): WayStep[] {
  const byLid = new Map(nodes.map((node) => [node.lid, node]));
  return way.flatMap((lid, at) => {
    const node = byLid.get(lid);
    const links = edges.filter((edge) => edge.from === lid && edge.to === way[at + 1] && (needs.inferred || !edge.inferred));
    return node ? [{ node, link: links.find((edge) => !edge.inferred) ?? links[0] ?? null }] : [];
  });
}

/** The first sentence answers, the others bound the answer; inferred links are named one by one. */
export function saysWays(ways: Ways): string[] {
  const { direction, needs, total, inferredOnly } = ways;
  const [from, to] = [nameOf(ways.from), nameOf(ways.to)];
  const neither = `from ${from} to ${to}, nor from ${to} to ${from}`;
  if (direction === null)
    return [`No recorded link leads ${neither}, and no equal path suggests one.`, 'Links that were not recorded are not known: this does not say that the two are independent.'];
  const steps = stepsOf(ways);
  const [above, below] = direction === 'down' ? [from, to] : [to, from];
  const length = counted(steps.length - 1, 'link');
  const says = [firstSentence(needs, direction, { from, to, above, below, length, neither })];
  const inferred = steps.flatMap(({ node, link }, at) =>
    link?.inferred ? [`${nameOf(node)} → ${nameOf(steps[at + 1]?.node)} (${suggestedBy[link.relation] ?? 'inferred'})`] : [],
  );
  if (inferred.length > 0) says.push(`${counted(inferred.length, 'link')} of the ${steps.length - 1} on the shortest way no record states: ${inferred.join('; ')}.`);
  const between = total - 2;
  if (between === 0) says.push('Nothing lies between them.');
  else {
    const doubtful = needs.inferred || inferredOnly === 0 ? '' : `, ${inferredOnly} of them only on ways with an inferred link`;
    says.push(`${counted(between, 'item')} ${between === 1 ? 'lies' : 'lie'} between them on the shortest way or on any other${doubtful}.`);
  }
  return says;
}

interface Parts {
  from: string;
  to: string;
  above: string;
  below: string;
  length: string;
  neither: string;
}

function firstSentence(needs: Needs, direction: 'down' | 'up', { from, to, above, below, length, neither }: Parts): string {
  if (needs.runs)
    return needs.inferred
      ? `No recorded link leads ${neither}: a way from ${above} to ${below} (${length}) needs both records of runs and inferred links, so that it says little.`
      : `No link of data leads ${neither}: the only ways, from ${above} to ${below} (${length}), pass through records of runs, which link all that a run executed.`;
  if (needs.inferred) return `No recorded link leads all the way ${neither}. With inferred links, ${below} lies downstream of ${above} (${length}).`;
  const leads = `according to the records, ${below} lies downstream of ${above} (${length} on the shortest way).`;
  return direction === 'down' ? `A${leads.slice(1)}` : `No recorded link leads from ${from} to ${to}; the other way round, ${leads}`;
}

/** By `infer.ts`. */
const suggestedBy: Partial<Record<GraphEdge['relation'], string>> = {
  'same-path': 'inferred: the same path',
  inside: 'inferred: by its path or LID it lies inside',
  'told-read': 'told by OpenLineage events, no record says so',
  'told-produced': 'told by OpenLineage events, no record says so',
  'told-within': 'inferred: it lies inside a folder that OpenLineage events name',
  'told-into': 'inferred: it lies inside a folder that OpenLineage events name',
};

/** No record states a link of this kind. */
export function isInferredRelation(relation: GraphEdge['relation']): boolean {
  return suggestedBy[relation] !== undefined;
}

function nameOf(node: GraphNode | undefined): string {
  return `“${visibleText(node?.title || node?.lid || '')}”`;
}
