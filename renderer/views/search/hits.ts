/** Where a search hit leads, and which hits name values that many records carry: without any drawing. */
import type { Output } from '../../../core/contract';
import type { SearchHit, searchGroups } from '../../../core/contract/records';
import { shortLid } from '../../parts/format';
import { paths } from '../../routes';

export type Group = (typeof searchGroups)[number];
export type Groups = Output<'search.find'>['groups'];

/** The field that `find` knows a value of a group by. */
export const valueFields = { labels: 'label', containers: 'container', commits: 'workflow.commitId' } as const;
export type ValueGroup = keyof typeof valueFields;

export function isValueGroup(group: Group): group is ValueGroup {
  return Object.hasOwn(valueFields, group);
}

/** A run opens its page, a record its own; a label, container or commit is searched for. Outside files have no record: they are searched for, too. */
export function hitAddress(workspace: string, hit: SearchHit): string {
  if (hit.lid === null || hit.kind === 'External') return paths.search(workspace, hit.value);
  return hit.kind === 'WorkflowRun' ? paths.run(workspace, hit.lid) : paths.record(workspace, hit.lid);
}

/** What tells hits of one name apart: their detail, or, where that repeats the name, the beginning of the LID. */
export function hitDetail(hit: SearchHit): string {
  const repeats = hit.detail === '' || hit.title === hit.detail || hit.title.startsWith(`${hit.detail} (`);
  return repeats && hit.lid !== null ? shortLid(hit.lid) : hit.detail;
}

/** Stable and unique among all hits of one answer. */
export function hitKey(group: Group, hit: SearchHit): string {
  return `${group} ${hit.lid ?? ''} ${hit.value}`;
}

/** The labels, containers and commits that are exactly what was searched for. */
export function exactValues(groups: Groups, text: string): { group: ValueGroup; value: string; count: number }[] {
  const wanted = text.trim();
  return groups.flatMap(({ group, hits }) =>
    isValueGroup(group) ? hits.filter((hit) => hit.value === wanted).map((hit) => ({ group, value: hit.value, count: hit.count ?? 0 })) : [],
  );
}

/** The text of a search address, `/w/<workspace>/search/<segment>`; an empty text where there is none. */
export function searchSegment(location: string): string {
  return /^\/w\/[^/]+\/search\/([^/]+)/.exec(location)?.[1] ?? '';
}
