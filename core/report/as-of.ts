/** A report of a workspace as of an instant says so before it says anything else. */
import type { ReportOutline } from '../contract/reports';
import { splitName } from '../time/name';
import { asOfHead } from '../time/words';

type Sections = ReportOutline['sections'];

/** The sections of a report that speaks of now are left as they are. */
export function datedSections(workspace: string, sections: Sections): Sections {
  const { at } = splitName(workspace);
  const [first, ...rest] = sections;
  if (at === null || first === undefined) return sections;
  return [{ ...first, blocks: [{ type: 'paragraph', text: asOfHead(at), tone: 'caution' }, ...first.blocks] }, ...rest];
}
