/** The look of a report in one place: page, sizes, colours. Lengths are points (1/72 inch), y counts down from the top. */
import type { Verdict } from '../../../core/verify/verdict';
import { verdictWords } from '../../../core/verify/verdict';
import type { Face } from './fonts';

/** A4. */
export const sheet = { width: 595.28, height: 841.89, left: 54, right: 54, top: 74, bottom: 64 } as const;
export const contentWidth = sheet.width - sheet.left - sheet.right;
export const contentHeight = sheet.height - sheet.top - sheet.bottom;
export const contentBottom = sheet.height - sheet.bottom;

/** Red, green, blue, 0–1, as it stands in a content stream. */
export type Color = string;
function rgb(hex: string): Color {
  return [0, 2, 4].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255).toFixed(3)).join(' ');
}
export const colors = {
  ink: rgb('1d2329'),
  soft: rgb('565e67'),
  rule: rgb('c9ced4'),
  strongRule: rgb('7c858f'),
  fill: rgb('f1f3f5'),
  white: rgb('ffffff'),
  accent: rgb('1f3a5f'),
  draft: rgb('8e1b1b'),
} as const;

const tones = { good: rgb('17633a'), neutral: rgb('3d4b8a'), bad: rgb('a11919'), unknown: rgb('565e67'), caution: rgb('7a4d00'), plain: colors.ink } as const;
export type Tone = keyof typeof tones;
export const toneColor = (tone: Tone): Color => tones[tone];
export const verdictColor = (verdict: Verdict): Color => tones[verdictWords[verdict].tone];

export interface TextStyle {
  face: Face;
  size: number;
  /** From one baseline to the next. */
  leading: number;
  color: Color;
}
/** Room below a heading, without which it goes to the next page: caption, head and a row of a table, or six lines. */
export const beginsWith = 76;
export const styles = {
  title: { face: 'bold', size: 20, leading: 25, color: colors.accent },
  subject: { face: 'mono', size: 9, leading: 12, color: colors.soft },
  section: { face: 'bold', size: 13.5, leading: 18, color: colors.accent },
  heading: { face: 'bold', size: 10, leading: 13.5, color: colors.ink },
  body: { face: 'text', size: 9.2, leading: 13, color: colors.ink },
  bodyBold: { face: 'bold', size: 9.2, leading: 13, color: colors.ink },
  caption: { face: 'bold', size: 8.6, leading: 12, color: colors.ink },
  cell: { face: 'text', size: 7.4, leading: 9.6, color: colors.ink },
  cellHead: { face: 'bold', size: 7.2, leading: 9.6, color: colors.ink },
  cellMono: { face: 'mono', size: 6.5, leading: 9.6, color: colors.ink },
  factName: { face: 'text', size: 8.2, leading: 11, color: colors.soft },
  fact: { face: 'text', size: 8.4, leading: 11, color: colors.ink },
  factMono: { face: 'mono', size: 7.4, leading: 11, color: colors.ink },
  code: { face: 'mono', size: 7.2, leading: 10.4, color: colors.ink },
  count: { face: 'bold', size: 15, leading: 18, color: colors.ink },
  countLabel: { face: 'text', size: 7.4, leading: 9.4, color: colors.soft },
  furniture: { face: 'text', size: 7, leading: 9, color: colors.soft },
  furnitureMono: { face: 'mono', size: 6.6, leading: 9, color: colors.soft },
  classification: { face: 'bold', size: 8, leading: 9, color: colors.ink },
  evidence: { face: 'mono', size: 5.8, leading: 8, color: colors.soft },
  draft: { face: 'bold', size: 8, leading: 9, color: colors.draft },
  boxKind: { face: 'text', size: 5.6, leading: 6.8, color: colors.soft },
  boxTitle: { face: 'bold', size: 6.8, leading: 8, color: colors.ink },
  boxDetail: { face: 'text', size: 5.8, leading: 7, color: colors.soft },
} as const satisfies Record<string, TextStyle>;
