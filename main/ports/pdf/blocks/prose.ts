/** Paragraphs, headings, lists and commands of a report. */
import type { ReportBlock } from '../../../../core/contract/reports';
import { fillBox, textLine } from '../ink';
import { breakLines } from '../lines';
import type { Paper } from '../paper';
import { Tag } from '../paper';
import type { Tone } from '../style';
import { beginsWith, colors, contentWidth, sheet, styles, toneColor } from '../style';

type Block<T extends ReportBlock['type']> = Extract<ReportBlock, { type: T }>;
const toneOf: Record<Block<'paragraph'>['tone'], Tone> = { plain: 'plain', good: 'good', bad: 'bad', caution: 'caution' };

export function paragraph(paper: Paper, section: Tag, block: Block<'paragraph'>): void {
  const tag = new Tag('P', section);
  if (block.tone === 'plain') {
    paper.text(tag, [{ text: block.text, style: styles.body }]);
    paper.y += 5;
    return;
  }
  // A bar in the margin of the text: the words carry the meaning, the colour only repeats it.
  const color = toneColor(toneOf[block.tone]);
  const style = { ...styles.body, color };
  const lines = breakLines(paper.type, [{ text: block.text, style }], contentWidth - 12);
  paper.need(Math.min(lines.length, 3) * style.leading + 4);
  for (const line of lines) {
    paper.need(style.leading);
    paper.put(null, fillBox(sheet.left, paper.y, 2.4, style.leading, color));
    paper.line(tag, line, sheet.left + 12, paper.y, style.size, style.leading);
    paper.y += style.leading;
  }
  paper.y += 6;
}

export function heading(paper: Paper, section: Tag, block: Block<'heading'>): void {
  paper.gap(5);
  paper.need(styles.heading.leading + 2 + beginsWith);
  paper.text(new Tag('H3', section), [{ text: block.text, style: styles.heading }]);
  paper.y += 2;
}

export function list(paper: Paper, section: Tag, block: Block<'list'>): void {
  const tag = new Tag('L', section, { numbering: 'Disc' });
  for (const item of block.items) {
    const li = new Tag('LI', tag);
    const lines = breakLines(paper.type, [{ text: item, style: styles.body }], contentWidth - 16);
    paper.need(styles.body.leading * Math.min(lines.length, 2));
    const [bullet] = breakLines(paper.type, [{ text: '•', style: styles.body }], 20);
    if (bullet) paper.line(new Tag('Lbl', li), bullet, sheet.left + 4, paper.y, styles.body.size, styles.body.leading);
    const body = new Tag('LBody', li);
    for (const line of lines) {
      paper.need(styles.body.leading);
      paper.line(body, line, sheet.left + 16, paper.y, styles.body.size, styles.body.leading);
      paper.y += styles.body.leading;
    }
    paper.y += 1.5;
  }
  paper.y += 5;
}

export function code(paper: Paper, section: Tag, block: Block<'code'>): void {
  const tag = new Tag('Code', new Tag('P', section));
  const style = styles.code;
  paper.gap(1);
  for (const text of block.lines) {
    for (const [at, line] of breakLines(paper.type, [{ text, style }], contentWidth - 24).entries()) {
      paper.need(style.leading);
      paper.put(null, fillBox(sheet.left, paper.y, contentWidth, style.leading, colors.fill));
      const marks = textLine(paper.type, line, sheet.left + (at === 0 ? 8 : 16), paper.y + style.leading - 3);
      paper.put(null, marks.ground);
      paper.put(tag, marks.text);
      paper.y += style.leading;
    }
  }
  paper.y += 7;
}
