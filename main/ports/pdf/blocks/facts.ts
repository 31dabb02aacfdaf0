/** Named facts, one below the other, and counts in a row of tiles. */
import type { ReportBlock } from '../../../../core/contract/reports';
import { verdictWords } from '../../../../core/verify/verdict';
import { fillBox, strokeBox, strokePath } from '../ink';
import type { Span } from '../lines';
import { breakLines } from '../lines';
import type { Paper } from '../paper';
import { Tag } from '../paper';
import { colors, contentWidth, sheet, styles, verdictColor } from '../style';

type Block<T extends ReportBlock['type']> = Extract<ReportBlock, { type: T }>;
const nameWidth = 132;

export function facts(paper: Paper, section: Tag, block: Block<'facts'>): void {
  const table = new Tag('Table', section);
  for (const row of block.rows) {
    const tr = new Tag('TR', table);
    const name = new Tag('TH', tr, { scope: 'Row' });
    const value = new Tag('TD', tr);
    const style = row.mono ? styles.factMono : styles.fact;
    const names = breakLines(paper.type, [{ text: row.name, style: styles.factName }], nameWidth - 10);
    const values = breakLines(paper.type, [{ text: row.value, style }], contentWidth - nameWidth);
    const count = Math.max(names.length, values.length);
    paper.need(Math.min(count, 6) * style.leading + 5);
    paper.y += 2.5;
    for (let at = 0; at < count; at++) {
      paper.need(style.leading);
      const left = names[at];
      const right = values[at];
      if (left) paper.line(name, left, sheet.left, paper.y, styles.factName.size, style.leading);
      if (right) paper.line(value, right, sheet.left + nameWidth, paper.y, style.size, style.leading);
      paper.y += style.leading;
    }
    paper.y += 2.5;
    paper.put(null, rule(paper.y));
  }
  paper.y += 9;
}

export function counts(paper: Paper, section: Tag, block: Block<'counts'>): void {
  const table = new Tag('L', section);
  const across = Math.min(4, Math.max(1, block.items.length));
  const width = (contentWidth - 8 * (across - 1)) / across;
  for (let from = 0; from < block.items.length; from += across) {
    const row = block.items.slice(from, from + across).map((item) => {
      const color = item.verdict ? verdictColor(item.verdict) : colors.ink;
      const value: Span[] = [{ text: item.verdict ? `${verdictWords[item.verdict].sign} ${item.value}` : item.value, style: { ...styles.count, color } }];
      return { item, color, value: breakLines(paper.type, value, width - 18), label: breakLines(paper.type, [{ text: item.label, style: styles.countLabel }], width - 18) };
    });
    const height = Math.max(...row.map((one) => one.value.length * styles.count.leading + one.label.length * styles.countLabel.leading)) + 13;
    paper.need(height);
    row.forEach((one, at) => {
      const x = sheet.left + at * (width + 8);
      paper.put(null, strokeBox(x, paper.y, width, height, colors.rule, 0.6) + fillBox(x, paper.y, 2.4, height, one.color));
      const body = new Tag('LBody', new Tag('LI', table));
      const value = new Tag('P', body);
      const label = new Tag('P', body);
      let y = paper.y + 6;
      for (const line of one.value) {
        paper.line(value, line, x + 11, y, styles.count.size, styles.count.leading);
        y += styles.count.leading;
      }
      for (const line of one.label) {
        paper.line(label, line, x + 11, y, styles.countLabel.size, styles.countLabel.leading);
        y += styles.countLabel.leading;
      }
    });
    paper.y += height + 8;
  }
  paper.y += 3;
}

function rule(y: number): string {
  return strokePath(
    [
      [sheet.left, y],
      [sheet.left + contentWidth, y],
    ],
    colors.rule,
    0.4,
  );
}
