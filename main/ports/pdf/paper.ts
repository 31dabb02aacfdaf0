/** Pages being filled from top to bottom: marks, each with its place in the logical structure, and the places that links lead to. */
import { textLine } from './ink';
import type { Line, Span } from './lines';
import { breakLines } from './lines';
import { contentBottom, contentWidth, sheet } from './style';
import type { Typeface } from './typeface';

interface TagOptions {
  title?: string;
  alt?: string;
  scope?: 'Row' | 'Column';
  bbox?: [number, number, number, number];
  /** Of a list whose items have labels. */
  numbering?: 'Disc';
}
const noOptions: TagOptions = {};

/** How far an element has come into the file. */
export interface Element {
  number: number;
  /** Number of the page that its marks without one are on. */
  page: number | null;
  /** Marks by their numbers; elements by theirs, below 0; what else there is as it is written. */
  kids: (number | string)[];
}

/** A structure element (ISO 32000-1, 14.8.4): what a mark means to a reader that cannot see it. */
export class Tag {
  /** Those that are being laid out; of a row all its cells. */
  readonly children: Tag[] = [];
  /** null: it has no mark yet, or is written; 'empty': ended with none. */
  element: Element | 'empty' | null = null;
  /** Pieces, links and children that are not written yet, and one while it is being laid out. */
  open = 1;
  constructor(
    readonly type: string,
    readonly parent: Tag | null,
    readonly options: TagOptions = noOptions,
  ) {
    parent?.children.push(this);
    if (parent !== null) parent.open++;
  }
}

interface Piece {
  /** null: decoration and page furniture, which a screen reader passes over. */
  tag: Tag | null;
  /** A function where the text is known only when all pages are (page numbers). */
  content: string | (() => string);
}
export interface Page {
  pieces: Piece[];
  links: { x: number; y: number; width: number; height: number; to: string; tag: Tag; words: string }[];
  places: { name: string; title: string; y: number }[];
  /** Kept free for signatures, found again by their names. */
  boxes: { name: string; x: number; y: number; width: number; height: number }[];
}

export class Paper {
  readonly pages: Page[] = [];
  readonly root = new Tag('Document', null);
  /** Laid out since somebody last looked, in the order of their ends: children before their parents. */
  readonly ended: Tag[] = [];
  y: number = sheet.top;

  constructor(readonly type: Typeface) {
    this.newPage();
  }

  get page(): Page {
    const page = this.pages.at(-1);
    if (page === undefined) throw new Error('a report has a page');
    return page;
  }
  get room(): number {
    return contentBottom - this.y;
  }

  newPage(): void {
    this.pages.push({ pieces: [], links: [], places: [], boxes: [] });
    this.y = sheet.top;
  }

  /** Nothing more comes to this element, or to what is in it: it can be written, and let go, once its pages are. */
  end(tag: Tag): void {
    for (const child of [...tag.children]) this.end(child);
    this.ended.push(tag);
    const { parent } = tag;
    if (parent === null || parent.type === 'TR') return;
    if (parent.children.at(-1) === tag) parent.children.pop();
    else parent.children.splice(parent.children.indexOf(tag), 1);
  }

  /** Goes to a new page unless `height` is left on this one. */
  need(height: number): void {
    if (this.room < height && this.y > sheet.top) this.newPage();
  }

  /** A place on this page that leads to another. */
  link(link: Page['links'][number]): void {
    this.page.links.push(link);
    link.tag.open++;
  }

  gap(height: number): void {
    if (this.y > sheet.top) this.y += height;
  }

  put(tag: Tag | null, content: Piece['content']): void {
    const last = this.page.pieces.at(-1);
    if (typeof content === 'string' && last !== undefined && last.tag === tag && typeof last.content === 'string') last.content += content;
    else if (content !== '') {
      this.page.pieces.push({ tag, content });
      if (tag !== null) tag.open++;
    }
  }

  /** A line whose top is at `top`; leading and size place the baseline so that lines of all sizes sit alike. */
  line(tag: Tag | null, line: Line, x: number, top: number, size: number, leading: number): void {
    const marks = textLine(this.type, line, x, top + (leading - size) / 2 + size * 0.82);
    this.put(null, marks.ground);
    this.put(tag, marks.text);
  }

  /** Text that runs on from page to page, never with a single first line at the foot of one or a single last line at the top. */
  text(tag: Tag | null, spans: readonly Span[], x: number = sheet.left, width: number = contentWidth): void {
    const style = spans[0]?.style;
    if (style === undefined) return;
    const lines = breakLines(this.type, spans, width);
    this.need(style.leading * Math.min(lines.length, lines.length <= 3 ? 3 : 2));
    for (const [at, line] of lines.entries()) {
      this.need(style.leading * (at === lines.length - 2 ? 2 : 1));
      this.line(tag, line, x, this.y, style.size, style.leading);
      this.y += style.leading;
    }
  }
}
