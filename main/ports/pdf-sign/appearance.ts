/** What stands in the box of a signature: drawn by pdfkit as a page of its own with the report's fonts, then taken over as a form XObject (ISO 32000-1, 12.5.5). */
import PDFDocument from 'pdfkit';
import { fontPath } from '../pdf/fonts';
import { fillBox, strokeBox, textLine } from '../pdf/ink';
import { breakLines, fitLine, type Line } from '../pdf/lines';
import type { TextStyle } from '../pdf/style';
import { colors, sheet } from '../pdf/style';
import { Typeface } from '../pdf/typeface';
import { PdfFile } from './file';
import { type Dict, dict, name, Ref, Stream, type Value } from './objects';
import type { Update } from './update';

/** A line of the box; what is too long is broken as often as `lines` says, then cut with an ellipsis. */
export interface BoxLine {
  text: string;
  face: 'text' | 'bold' | 'mono';
  size: number;
  tone?: 'draft' | 'soft';
  lines?: number;
}

/** Adds the appearance of a box of this size (points) to an update. */
export async function addAppearance(update: Update, width: number, height: number, lines: readonly BoxLine[]): Promise<Ref> {
  const drawn = new PdfFile(await drawPage(width, height, lines));
  const page = drawn.dict(drawn.array(drawn.dict(drawn.root.get('Pages')).get('Kids'))[0]);
  const contents = drawn.get(page.get('Contents'));
  if (!(contents instanceof Stream)) throw new Error('pdfkit writes one content stream a page');
  const fonts = drawn.dict(drawn.dict(page.get('Resources')).get('Font'));
  const taken = new Map<number, Ref>();
  const look = dict({ Type: name('XObject'), Subtype: name('Form'), BBox: [0, 0, width, height], Resources: dict({ Font: takeOver(fonts, drawn, update, taken) as Dict }) });
  return update.add(new Stream(look, contents.data));
}

async function drawPage(width: number, height: number, lines: readonly BoxLine[]): Promise<Buffer> {
  const document = new PDFDocument({ font: fontPath('text'), compress: false, pdfVersion: '1.7', subset: 'PDF/A-3a', autoFirstPage: false, fontLayoutCache: false });
  const chunks: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.on('end', resolve);
    document.on('error', reject);
  });
  const type = new Typeface(document);
  document.addPage({ size: [width, height], margin: 0 });
  for (const [id, reference] of Object.entries(type.resources())) (document.page as unknown as { fonts: Record<string, unknown> }).fonts[id] = reference;
  // Marks count y from the top of an A4 sheet: the box is drawn as the foot of one.
  const top = sheet.height - height;
  let content = fillBox(0, top, width, height, colors.white) + strokeBox(0.4, top + 0.4, width - 0.8, height - 0.8, colors.accent, 0.8);
  let y = top + 5;
  for (const line of lines) {
    const style: TextStyle = { face: line.face, size: line.size, leading: line.size * 1.25, color: line.tone ? colors[line.tone] : colors.ink };
    for (const piece of broken(type, line.text, style, width - 12, line.lines ?? 1)) {
      const drawn = textLine(type, piece, 6, y + style.size * 0.95);
      content += drawn.ground + drawn.text;
      y += style.leading;
    }
  }
  // pdfkit turns the page upside down; the marks are in the page's own coordinates.
  document.addContent(`1 0 0 -1 0 ${height} cm\n${content}`);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

function broken(type: Typeface, text: string, style: TextStyle, width: number, most: number): readonly Line[] {
  const lines = breakLines(type, [{ text, style }], width);
  if (lines.length <= most) return lines;
  if (most === 1) return [fitLine(type, text, style, width)];
  return lines.slice(0, most);
}

/** Copies a value with all it refers to into the update. */
function takeOver(value: Value, from: PdfFile, to: Update, taken: Map<number, Ref>): Value {
  if (value instanceof Ref) {
    const known = taken.get(value.number);
    if (known) return known;
    const ref = to.add(null);
    taken.set(value.number, ref);
    to.set(ref, takeOver(from.object(value.number), from, to, taken));
    return ref;
  }
  if (Array.isArray(value)) return value.map((one) => takeOver(one, from, to, taken));
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, takeOver(one, from, to, taken)]));
  if (value instanceof Stream) return new Stream(takeOver(value.dict, from, to, taken) as Dict, value.data);
  return value;
}
