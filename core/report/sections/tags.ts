/** Tags of this workbench: what auditors put on items that the report speaks of. */
import { tagText } from '../../tags/rules';
import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { counted, paragraph, utc } from '../words';

export function tagsSection({ tags }: RunReportFacts): SectionBody {
  if (tags.length === 0) return { blocks: [paragraph('Nobody has put a tag of this workbench on this run, its tasks, outputs or inputs.')] };
  return {
    blocks: [
      paragraph(
        `${counted(tags.length, 'tag')} on this run, its tasks, outputs or inputs. A tag is the word of whoever set it, kept in the evidence with who and when. It is no label: Nextflow and Seqera Platform know nothing of it.`,
      ),
      {
        type: 'table',
        caption: 'Tags of this workbench on this run, its tasks, outputs and inputs',
        columns: [
          { title: 'Tag', weight: 24 },
          { title: 'On', weight: 40 },
          { title: 'Set', weight: 20 },
          { title: 'Reason', weight: 16 },
        ],
        rows: tags.map((one) => [
          { text: tagText(one) },
          { text: one.item.text, mono: true, ...(one.item.kind === 'record' ? { lid: one.item.text } : {}) },
          { text: `${utc(one.at)} by ${one.by}` },
          { text: one.reason ?? 'none given' },
        ]),
      },
    ],
  };
}
