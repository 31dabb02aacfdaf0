/** What the subject of a report reached over recorded links, where that was asked for; in short, as a report of the impact has it in full. */
import type { Reached } from '../../engine/report/beside';
import type { SectionBody } from '../compose';
import { countsTable, impactLimits, publishedSection, unknownWords } from '../impact-sections';
import { counted, paragraph } from '../words';

export function impactSection({ impact }: { impact: Reached | null }): SectionBody {
  if (impact === null) return { blocks: [paragraph('Not asked for.')] };
  const { summary, lists } = impact;
  return {
    blocks: [
      paragraph(`${summary.said}: what the records of this workspace connect with it, over any number of steps and runs. What other stores hold is no part of it.`),
      countsTable(summary),
      ...unknownWords(summary),
      ...(summary.unread > 0 ? [paragraph(`${counted(summary.unread, 'record')} of the store could not be read: what they name is not known.`, 'caution')] : []),
      ...publishedSection(summary, lists).blocks,
      { type: 'list', items: [...summary.notes, ...impactLimits] },
    ],
  };
}
