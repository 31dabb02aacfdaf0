/** What syncs found that touches this run. */
import type { Finding } from '../../contract/workspaces';
import { ownRecordsSentence } from '../../verify/own-record-words';
import type { RunReportFacts } from '../facts';
import type { Section } from '../outline';
import { counted, paragraph, utc } from '../words';

const typeWords: Record<Finding['type'], string> = {
  'store-repinned': 'another store taken for the pinned one',
  changed: 'changed in the store',
  vanished: 'vanished from the store',
  reappeared: 'reappeared in the store',
  'record-contradicts-itself': 'contradicts itself',
  quarantined: 'could not be read, kept',
  'unknown-record': 'unknown kind or version, kept',
  dangling: 'points to a record that is not here',
  'null-run': 'names no run',
  'run-without-record': 'run without a record',
  'run-without-history': 'run without a history line',
  'clock-file-after-record': 'clock: file changed after its record',
  'clock-record-before-run': 'clock: dated before its run',
  'clock-history-order': 'clock: history out of order',
  'clock-future': 'clock: dated after it was read here',
};

export function findingsSection({ findings, otherFindings, ownRecords }: RunReportFacts): Section {
  const own = ownRecords.total === 0 ? [] : [paragraph(ownRecordsSentence(ownRecords), ownRecords.contradicts > 0 ? 'bad' : 'plain')];
  const others = otherFindings === 0 ? '' : ` ${counted(otherFindings, 'other finding')} of this workspace ${otherFindings === 1 ? 'does' : 'do'} not speak of this run.`;
  if (findings.length === 0) return { title: 'Findings of syncs', blocks: [...own, paragraph(`No finding speaks of this run.${others}`)] };
  return {
    title: 'Findings of syncs',
    blocks: [
      ...own,
      paragraph(`${counted(findings.length, 'finding')} about records that this report speaks of.${others}`, 'caution'),
      {
        type: 'table',
        caption: 'Findings about this run',
        columns: [
          { title: 'Finding', weight: 20 },
          { title: 'Record', weight: 32 },
          { title: 'Detail', weight: 32 },
          { title: 'Found', weight: 16 },
        ],
        rows: findings.map((one) => [
          { text: typeWords[one.type] },
          { text: one.lid ?? one.key, mono: true, ...(one.lid === null ? {} : { lid: one.lid }) },
          { text: one.detail },
          { text: one.at === null ? 'follows from the records as they are now' : `${utc(one.at)}, sync ${one.sync}` },
        ]),
      },
    ],
  };
}
