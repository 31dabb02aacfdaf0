/** One hit as a line: its kind, its name as a link, and what tells it from others of that name. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { SearchGroup, SearchHit } from '../../../core/contract/search';
import { isOutsideKind } from '../../../core/graph/things';
import { menuOn, subjectNamed } from '../../parts/context-menu';
import { useInTable } from '../../parts/in-table';
import { copyText } from '../../parts/toasts';
import { VerdictBadge } from '../../parts/verdict-badge';
import { tipOf, visibleName, visibleText } from '../../parts/visible-text';
import { contextMenuWords } from '../../words/context-menu';
import { impactWords } from '../../words/impact';
import { searchWords } from '../../words/search';
import { kindIcons } from '../graph/kind-shape';
import { ImpactLink } from '../impact/impact-link';
import { hitAddress, hitDetail, impactOfHit } from './hits';

export function HitLink({ workspace, group, hit }: { workspace: string; group: SearchGroup; hit: SearchHit }) {
  const inTable = useInTable();
  const subject = subjectNamed(hit.lid ?? '', hit.kind);
  return (
    <Anchor
      component={Link}
      href={hitAddress(workspace, group, hit)}
      inherit
      className="wrap-anywhere"
      title={tipOf(hit.title, hit.lid ?? hit.value)}
      onContextMenu={inTable ? undefined : menuOn({ workspace, subject, copies: hit.lid === null ? [{ words: contextMenuWords.copyName, copy: () => copyText(hit.value) }] : [] })}
    >
      {visibleName(hit.title || hit.value)}
    </Anchor>
  );
}

/** Vanished records are no longer in the store; outside files never were, and need no word for it. */
export function isGone(hit: SearchHit): boolean {
  return hit.lid !== null && !hit.present && hit.kind !== 'Missing' && (hit.kind === null || !isOutsideKind(hit.kind));
}

export function impactLinkWords(group: SearchGroup): string {
  return group === 'commits' ? impactWords.commitWhere : impactWords.usedWhere;
}

/** The way to the impact of a value; nothing for what has a page of its own. */
export function HitImpact({ group, hit }: { group: SearchGroup; hit: SearchHit }) {
  const asked = impactOfHit(group, hit);
  return asked === null ? null : <ImpactLink asked={asked} words={impactLinkWords(group)} />;
}

export function HitLine({ workspace, group, hit }: { workspace: string; group: SearchGroup; hit: SearchHit }) {
  const Icon = hit.kind ? kindIcons[hit.kind] : null;
  return (
    <li className="search-hit">
      {Icon && <Icon size={15} aria-hidden />}
      <HitLink workspace={workspace} group={group} hit={hit} />
      {hit.verdict !== null && <VerdictBadge verdict={hit.verdict} compact />}
      <span className="muted search-detail">{visibleText([hit.run?.name, hitDetail(hit)].filter(Boolean).join(' · '))}</span>
      <HitImpact group={group} hit={hit} />
      {isGone(hit) && <span className="muted nowrap">({searchWords.gone})</span>}
    </li>
  );
}
