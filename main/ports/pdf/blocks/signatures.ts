/** Places for signatures: empty boxes with their numbers, which a signature fills later (main/ports/pdf-sign/). */
import type { ReportBlock } from '../../../../core/contract/reports';
import { strokeBox } from '../ink';
import { breakLines } from '../lines';
import type { Paper } from '../paper';
import { Tag } from '../paper';
import { colors, contentWidth, sheet, styles } from '../style';

const across = 2;
const gap = 12;
const height = 96;
const style = styles.countLabel;

export function signatures(paper: Paper, section: Tag, block: Extract<ReportBlock, { type: 'signatures' }>): void {
  const width = (contentWidth - gap * (across - 1)) / across;
  for (let first = 0; first < block.places; first += across) {
    paper.need(height + style.leading + gap);
    for (let at = first; at < Math.min(first + across, block.places); at++) {
      const x = sheet.left + (at - first) * (width + gap);
      const [label] = breakLines(paper.type, [{ text: `Place for signature ${at + 1}`, style }], width);
      if (label) paper.line(new Tag('P', section), label, x, paper.y, style.size, style.leading);
      const y = paper.y + style.leading + 1;
      paper.put(null, strokeBox(x, y, width, height, colors.strongRule, 0.6, [2, 2]));
      paper.page.boxes.push({ name: `signature-${at + 1}`, x, y, width, height });
    }
    paper.y += style.leading + height + gap;
  }
}
