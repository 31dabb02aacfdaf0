/** What syncs found that touches this run. */

import type { Finding } from '../../contract/findings';
import type { ReportBlock } from '../../contract/reports';
import { findingKinds } from '../../findings/kinds';
import { ownRecordsSentence } from '../../verify/own-record-words';
import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { counted, paragraph, utc } from '../words';

export function findingsSection({ findings, otherFindings, ownRecords, changedFields }: RunReportFacts): SectionBody {
  const own = ownRecords.total === 0 ? [] : [paragraph(ownRecordsSentence(ownRecords), ownRecords.contradicts > 0 ? 'bad' : 'plain')];
  const others = otherFindings === 0 ? '' : ` ${counted(otherFindings, 'other finding')} of this workspace ${otherFindings === 1 ? 'does' : 'do'} not speak of this run.`;
  if (findings.length === 0) return { blocks: [...own, paragraph(`No finding speaks of this run.${others}`)] };
  const acknowledged = findings.filter((one) => one.acknowledged !== null).length;
  const seen = acknowledged === 0 ? 'None of them is acknowledged.' : `${counted(acknowledged, 'of them is', 'of them are')} acknowledged, which takes none away.`;
  return {
    blocks: [
      ...own,
      paragraph(`${counted(findings.length, 'finding')} about records that this report speaks of. ${seen}${others}`, 'caution'),
      findingsTable('Findings about this run', findings),
      ...changed(changedFields),
      ...meanings(findings.map(({ type }) => type)),
    ],
  };
}

/** Each with when it was found, and who has acknowledged it. */
export function findingsTable(caption: string, findings: readonly Finding[]): ReportBlock {
  return {
    type: 'table',
    caption,
    columns: [
      { title: 'Finding', weight: 18 },
      { title: 'Record', weight: 28 },
      { title: 'Detail', weight: 30 },
      { title: 'Found', weight: 12 },
      { title: 'Acknowledged', weight: 12 },
    ],
    rows: findings.map((one) => [
      { text: findingKinds[one.type].short },
      { text: one.lid ?? one.key, mono: true, ...(one.lid === null ? {} : { lid: one.lid }) },
      { text: one.holds ? one.detail : `${one.detail} (no longer so by the records as they are now)` },
      { text: one.at === null ? 'follows from the records as they are now' : `${utc(one.at)}, sync ${one.sync}` },
      { text: one.acknowledged === null ? 'no' : `${utc(one.acknowledged.at)} by ${one.acknowledged.by}: ${one.acknowledged.reason}` },
    ]),
  };
}

function changed(fields: RunReportFacts['changedFields']): ReportBlock[] {
  if (fields.length === 0) return [];
  return [
    {
      type: 'table',
      caption: 'What changed in them, in short',
      columns: [
        { title: 'Record', weight: 28 },
        { title: 'Sync', weight: 6 },
        { title: 'Fields, before → after', weight: 66 },
      ],
      rows: fields.map(({ lid, sync, lines, more }) => [
        { text: lid ?? '', mono: true, ...(lid === null ? {} : { lid }) },
        { text: String(sync ?? '') },
        { text: [...lines, ...(more > 0 ? [`and ${counted(more, 'more field')}`] : [])].join('\n') },
      ]),
    },
  ];
}

/** What each kind that occurs does not prove. */
export function meanings(types: readonly (keyof typeof findingKinds)[]): ReportBlock[] {
  return [...new Set(types)].map((type) => paragraph(`“${findingKinds[type].short}” proves: ${findingKinds[type].proves} It does not prove: ${findingKinds[type].not}`));
}
