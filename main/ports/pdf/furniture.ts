/** What stands on every page: product, DRAFT, report id, time, page X of Y. */
import type { ReportOutline } from '../../../core/contract/reports';
import { fillBox, strokePath, textLine } from './ink';
import { fitLine } from './lines';
import type { TextStyle } from './style';
import { colors, contentWidth, sheet, styles } from './style';
import type { Typeface } from './typeface';

/** PDF operators for the head and foot of page `number` of `total`. */
export function furniture(type: Typeface, outline: ReportOutline, number: number, total: number): string {
  const right = sheet.left + contentWidth;
  let marks = '';
  const put = (text: string, style: TextStyle, baseline: number, place: 'left' | 'centre' | 'right', room: number) => {
    const line = fitLine(type, text, style, room);
    const x = place === 'left' ? sheet.left : place === 'right' ? right - line.width : sheet.left + (contentWidth - line.width) / 2;
    const drawn = textLine(type, line, x, baseline);
    marks += drawn.ground + drawn.text;
  };
  put(outline.product, styles.furniture, 44, 'left', contentWidth - 130);
  if (outline.draft) put('DRAFT – UNSIGNED', styles.draft, 44, 'right', 120);
  marks += hair(51) + hair(sheet.height - 46);
  if (outline.draft) marks += fillBox(sheet.left, 50.6, contentWidth, 0.9, colors.draft);
  const foot = sheet.height - 34;
  put(`Report ${outline.id}`, styles.furnitureMono, foot, 'left', 190);
  put(outline.at.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC'), styles.furniture, foot, 'centre', 140);
  put(`Page ${number} of ${total}`, styles.furniture, foot, 'right', 120);
  return marks;

  function hair(y: number): string {
    return strokePath(
      [
        [sheet.left, y],
        [right, y],
      ],
      colors.rule,
      0.5,
    );
  }
}
