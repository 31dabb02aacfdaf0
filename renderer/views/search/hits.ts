/** Where a search hit leads, and what tells hits of one name apart: without any drawing. */
import type { Output } from '../../../core/contract';
import type { ImpactQuestion } from '../../../core/contract/impact';
import type { SearchGroup, SearchHit } from '../../../core/contract/search';
import { shortLid } from '../../parts/format';
import { addressOf } from '../../parts/lid-link';
import { paths } from '../../routes';

export type Groups = Output<'search.find'>['groups'];

/** A run opens its page, a record its own, a label its own; any other value is searched for. An outside file has no record, but a page of who read it. */
export function hitAddress(workspace: string, group: SearchGroup, hit: SearchHit): string {
  if (group === 'labels') return paths.label(workspace, hit.value);
  if (hit.lid === null) return paths.search(workspace, hit.query ?? hit.value);
  return addressOf(workspace, hit.lid, hit.kind ?? undefined);
}

/** What tells hits of one name apart: their detail, or, where that repeats the name, the beginning of the LID. */
export function hitDetail(hit: SearchHit): string {
  const repeats = hit.detail === '' || hit.title === hit.detail || hit.title.startsWith(`${hit.detail} (`);
  return repeats && hit.lid !== null ? shortLid(hit.lid) : hit.detail;
}

/** The question where a value that is no record was used; null for what has a page that asks it. */
export function impactOfHit(group: SearchGroup, { value, parameter }: SearchHit): ImpactQuestion | null {
  if (group === 'containers') return { by: 'container', container: value };
  if (group === 'commits') return { by: 'commit', commit: value };
  if (group === 'checksums') return { by: 'checksum', checksum: value };
  return parameter === null ? null : { by: 'param', ...parameter };
}

/** Stable and unique among all hits of one answer. */
export function hitKey(group: SearchGroup, hit: SearchHit): string {
  return `${group} ${hit.lid ?? ''} ${hit.value}`;
}

/** The text of a search address, `/w/<workspace>/search/<segment>[/<group>]`; an empty text where there is none. */
export function searchSegment(location: string): string {
  return /^\/w\/[^/]+\/search\/([^/]+)/.exec(location)?.[1] ?? '';
}
