/** The digest of every record the report speaks of: what ties this paper to the bytes that are kept. */

import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { counted, paragraph, utcTime } from '../words';

/** Does a row of this table have a digest of its record? As its letters tell, which masking leaves as they are. */
export function hasDigest([, , digest]: readonly { mono?: boolean | undefined }[]): boolean {
  return digest?.mono === true;
}

export function digestsSection({ digests, log }: Pick<RunReportFacts, 'digests' | 'log'>): SectionBody {
  const changed = digests.filter((one) => one.versions > 1).length;
  return {
    blocks: [
      paragraph(
        `SHA-256 over the raw bytes of each record, as read from the store. “First seen” is when the sync began that first read these very bytes. ${
          changed === 0
            ? 'No record here was ever seen with other bytes.'
            : `${counted(changed, 'record was', 'records were')} seen with more than one content: the newest stands here, the earlier bytes are kept.`
        }`,
        changed === 0 ? 'plain' : 'bad',
      ),
      paragraph(
        `What was observed is kept as the leaves of a Merkle tree. ${log.checkpoint} ${log.keys.join(' ')} ${log.witness} How it lies on the disk: ${log.atRest} This report itself is not encrypted.`,
      ),
      {
        type: 'table',
        caption: counted(digests.length, 'record'),
        columns: [
          { title: 'Record', weight: 38 },
          { title: 'Kind', weight: 12.6 },
          { title: 'SHA-256 of its bytes', weight: 27.4 },
          { title: 'First seen (UTC)', weight: 12 },
          { title: 'Contents seen', weight: 10, align: 'right' },
        ],
        rows: digests.map((one) => [
          { text: one.lid, mono: true, lid: one.lid },
          { text: one.vanished ? `${one.kind}, vanished from the store` : one.kind },
          { text: one.sha256 ?? 'no record was read', mono: one.sha256 !== null },
          { text: one.firstSeen === null ? 'never' : utcTime(one.firstSeen) },
          { text: String(one.versions) },
        ]),
      },
    ],
  };
}
