/** An outline becomes pages: the head of the first page, then section after section. */
import type { ReportBlock, ReportOutline } from '../../../core/contract/reports';
import { counts, facts } from './blocks/facts';
import { picture } from './blocks/picture';
import { code, heading, list, paragraph } from './blocks/prose';
import { signatures } from './blocks/signatures';
import { table } from './blocks/table';
import type { Identity } from './identity';
import { draftWords } from './identity';
import { fillBox, n, strokePath, textLine } from './ink';
import { breakLines, textWidth } from './lines';
import { Paper, Tag } from './paper';
import { beginsWith, colors, contentWidth, sheet, styles } from './style';
import type { Typeface } from './typeface';

/** Characters that are named at the end, at the most. */
const mostNamed = 500;

/** `spent`: as of the port. Yields often, so that whoever drives it can report, stop, and write all pages but the last; the pages at the end. */
export function* layOut(outline: ReportOutline, identity: Identity, type: Typeface, logo: Size | null, spent: boolean): Generator<Paper, Paper> {
  const paper = new Paper(type);
  if (logo !== null) drawLogo(paper, logo, outline.logo?.alt ?? '');
  head(paper, outline, identity);
  for (const [at, section] of outline.sections.entries()) {
    if (section.newPage && paper.y > sheet.top) paper.newPage();
    const tag = sectionHead(paper, at + 1, section.title);
    for (const [number, block] of section.blocks.entries()) {
      yield paper;
      for (const _ of drawBlock(paper, tag, block, outline, spent)) yield paper;
      for (const made of [...tag.children]) if (made.type !== 'H2') paper.end(made);
      if (spent) section.blocks[number] = { type: 'list', items: [] };
    }
    paper.end(tag);
  }
  shownByNumber(paper);
  endMark(paper);
  paper.end(paper.root);
  return paper;
}

function* drawBlock(paper: Paper, tag: Tag, block: ReportBlock, outline: ReportOutline, spent: boolean): Generator<void> {
  switch (block.type) {
    case 'paragraph':
      return paragraph(paper, tag, block);
    case 'heading':
      return heading(paper, tag, block);
    case 'list':
      return list(paper, tag, block);
    case 'code':
      return code(paper, tag, block);
    case 'facts':
      return facts(paper, tag, block);
    case 'counts':
      return counts(paper, tag, block);
    case 'table':
      return yield* table(paper, tag, block, spent);
    case 'picture':
      return picture(paper, tag, block);
    case 'signatures':
      return signatures(paper, tag, block);
    case 'contents':
      return contents(paper, tag, outline);
  }
}

function head(paper: Paper, outline: ReportOutline, { id, time, classification, draft }: Identity): void {
  paper.text(new Tag('H1', paper.root), [{ text: outline.title, style: styles.title }]);
  paper.y += 2;
  paper.text(new Tag('P', paper.root), [{ text: outline.subject, style: styles.subject }]);
  paper.y += 3;
  // The head and foot of a page are passed over by a screen reader: what they say is said here once.
  const status = [`Report ${id}`, time, classification].join(' · ');
  paper.text(new Tag('P', paper.root), [{ text: status, style: styles.factName }, ...(draft ? [{ text: ` · ${draftWords}`, style: styles.draft }] : [])]);
  paper.y += 7;
  paper.put(null, fillBox(sheet.left, paper.y, contentWidth, 1.2, colors.accent));
  paper.y += 8;
}

/** The name of the image among what the first page uses. */
export const logoName = 'Logo';
/** Points that it takes at the most: 6 cm by 2 cm. */
const logoRoom = { width: 170, height: 57 };

interface Size {
  width: number;
  height: number;
}

/** As large as its room allows, a pixel never larger than a point. */
function drawLogo(paper: Paper, { width, height }: Size, alt: string): void {
  const scale = Math.min(1, logoRoom.width / width, logoRoom.height / height);
  const [wide, high] = [width * scale, height * scale];
  const top = paper.y;
  const figure = new Tag('Figure', paper.root, { alt, bbox: [sheet.left, top, sheet.left + wide, top + high] });
  paper.put(figure, `q ${n(wide)} 0 0 ${n(high)} ${n(sheet.left)} ${n(sheet.height - top - high)} cm /${logoName} Do Q\n`);
  paper.y += high + 10;
}

/** The destination that bookmarks and the contents lead to. */
export function placeName(number: number): string {
  return `section-${number}`;
}

function sectionHead(paper: Paper, number: number, title: string): Tag {
  paper.gap(9);
  paper.need(styles.section.leading + 5 + beginsWith);
  paper.page.places.push({ name: placeName(number), title: `${number}  ${title}`, y: paper.y });
  const tag = new Tag('Sect', paper.root, { title });
  paper.text(new Tag('H2', tag), [{ text: `${number}  ${title}`, style: styles.section }]);
  paper.y += 5;
  return tag;
}

/** Sections with their pages; the numbers are filled in once all pages are there. */
function contents(paper: Paper, section: Tag, outline: ReportOutline): void {
  const tag = new Tag('TOC', section);
  const style = styles.fact;
  for (const [at, entry] of outline.sections.entries()) {
    paper.need(style.leading + 3);
    const top = paper.y;
    const words = `${at + 1}  ${entry.title}`;
    const item = new Tag('Link', new Tag('Reference', new Tag('TOCI', tag)));
    const [line] = breakLines(paper.type, [{ text: words, style }], contentWidth - 40);
    if (line === undefined) continue;
    paper.line(item, line, sheet.left, top, style.size, style.leading);
    paper.put(item, () => {
      const page = paper.pages.findIndex((one) => one.places.some((place) => place.name === placeName(at + 1))) + 1;
      const width = textWidth(paper.type, String(page), style);
      const [number] = breakLines(paper.type, [{ text: String(page), style }], 40);
      return number ? textLine(paper.type, number, sheet.left + contentWidth - width, top + (style.leading - style.size) / 2 + style.size * 0.82).text : '';
    });
    const dotsFrom = sheet.left + line.width + 6;
    paper.put(
      null,
      strokePath(
        [
          [sheet.left + contentWidth - 22, top + 8.4],
          [dotsFrom, top + 8.4],
        ],
        colors.strongRule,
        0.5,
        [0.6, 2.4],
      ),
    );
    paper.link({ x: sheet.left, y: top, width: contentWidth, height: style.leading, to: placeName(at + 1), tag: item, words });
    paper.y += style.leading + 2.5;
  }
  paper.y += 8;
}

/** Which characters stand as U+XXXX: the fonts decide, not what the report says. */
function shownByNumber(paper: Paper): void {
  const names = paper.type.escaped();
  if (names.length === 0) return;
  const listed = names.slice(0, mostNamed).join(', ');
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  const why = 'On grey, U+ and a number stand for a character that the fonts of this report lack, or that cannot be seen or would reorder the text';
  paper.gap(9);
  paper.text(new Tag('P', paper.root), [{ text: `${why} (Unicode). Here: ${listed}${more}.`, style: styles.countLabel }]);
}

function endMark(paper: Paper): void {
  paper.gap(10);
  paper.need(30);
  const style = styles.bodyBold;
  const [line] = breakLines(paper.type, [{ text: 'End of report', style }], contentWidth);
  if (line) paper.line(new Tag('P', paper.root), line, sheet.left + (contentWidth - line.width) / 2, paper.y, style.size, style.leading);
  paper.y += style.leading;
}
