/** A report as it is shown before it is saved: of a long table its first rows alone. */
import type { ReportOutline } from '../../contract/reports';

/** Of each longer table the first rows, and how many there are. */
export function cutTables(outline: ReportOutline, rows: number): ReportOutline {
  const cut = (block: ReportOutline['sections'][number]['blocks'][number]) =>
    block.type === 'table' && block.rows.length > rows ? { ...block, rows: block.rows.slice(0, rows), rowCount: block.rows.length } : block;
  return { ...outline, sections: outline.sections.map((section) => ({ ...section, blocks: section.blocks.map(cut) })) };
}
