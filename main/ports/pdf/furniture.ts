/** What stands on every page: product, classification, DRAFT, report id, time, page X of Y, and the digest of what it rests on. */
import type { Identity } from './identity';
import { draftWords } from './identity';
import { fillBox, strokePath, textLine } from './ink';
import { fitLine } from './lines';
import type { TextStyle } from './style';
import { colors, contentWidth, sheet, styles } from './style';
import type { Typeface } from './typeface';

/** PDF operators for the head and for the foot of every page. */
export interface Furniture {
  head: string;
  foot: string;
}

const right = sheet.left + contentWidth;
const top = sheet.height - 42;

export function furniture(type: Typeface, identity: Identity): Furniture {
  const fit = (...one: Fitting) => fitted(type, ...one);
  const put = (...one: Fitting) => fit(...one).marks;
  const { id, product, time, classification, evidence, draft } = identity;
  const state = draft ? fit(draftWords, styles.draft, 44, right, 120) : { width: 0, marks: '' };
  const edge = right - state.width - (draft ? 12 : 0);
  const secrecy = fit(classification, styles.classification, 44, edge, 170);
  const head = [
    put(product, styles.furniture, 44, 'left', edge - secrecy.width - 12 - sheet.left),
    secrecy.marks,
    state.marks,
    hair(51),
    draft ? fillBox(sheet.left, 50.6, contentWidth, 0.9, colors.draft) : '',
  ];
  const foot = [
    hair(sheet.height - 53),
    put(`Report ${id}`, styles.furnitureMono, top, 'left', 190),
    put(time, styles.furniture, top, 'centre', 140),
    ...evidence.map((text, at) => put(text, styles.evidence, top + 8 * (at + 1), 'left', contentWidth)),
  ];
  return { head: head.join(''), foot: foot.join('') };

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

/** The same for what differs from page to page. */
export function pageNumber(type: Typeface, number: number, total: number): string {
  return fitted(type, `Page ${number} of ${total}`, styles.furniture, top, right, 120).marks;
}

type Fitting = [text: string, style: TextStyle, baseline: number, place: 'left' | 'centre' | number, room: number];

function fitted(type: Typeface, ...[text, style, baseline, place, room]: Fitting): { width: number; marks: string } {
  const line = fitLine(type, text, style, room);
  const x = place === 'left' ? sheet.left : place === 'centre' ? sheet.left + (contentWidth - line.width) / 2 : place - line.width;
  const drawn = textLine(type, line, x, baseline);
  return { width: line.width, marks: drawn.ground + drawn.text };
}
