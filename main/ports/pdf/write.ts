/** Pages go into a pdfkit document as they are laid out, with their tags, bookmarks and links; what only the last page tells (how many there are) goes into streams of its own. */
import { type Furniture, furniture, pageNumber } from './furniture';
import type { Identity } from './identity';
import { inside, type Reference, referTo } from './internals';
import { latin1 } from './latin1';
import { logoName } from './layout';
import type { FileObjects } from './objects';
import type { Packer } from './packer';
import type { Page, Paper } from './paper';
import { type MarkedPage, Structure } from './structure';
import { sheet } from './style';
import type { Typeface } from './typeface';

export class PageWriter {
  readonly #raw;
  readonly #structure: Structure;
  readonly #common: Reference;
  /** Of each page that is written: its stream, which is packed meanwhile; the stream of its number, and what stands on it that was not known then. */
  readonly #later: { content: Reference; packed: Promise<Uint8Array>; number: Reference; rest: { stream: Reference; marks: (() => string)[] } | null }[] = [];

  constructor(
    readonly document: PDFKit.PDFDocument,
    readonly objects: FileObjects,
    readonly packer: Packer,
    readonly type: Typeface,
    readonly logo: Reference | null,
  ) {
    this.#raw = inside(document);
    this.#structure = new Structure(this.#raw, objects);
    this.#common = this.#raw.ref({});
  }

  get written(): number {
    return this.#later.length;
  }

  /** Writes all pages but the last, which may not be full. */
  upToLast(paper: Paper): void {
    while (this.written < paper.pages.length - 1) this.#page(paper.pages[this.written] as Page, paper);
  }

  /** Writes the rest, once all is laid out. Yields after each page. */
  async *finish(paper: Paper, identity: Identity): AsyncGenerator<void> {
    while (this.written < paper.pages.length) this.#page(paper.pages[this.written] as Page, paper);
    this.document.flushPages();
    const shared: Furniture = furniture(this.type, identity);
    plain(this.#common, header(shared.head) + footer(shared.foot));
    const total = this.written;
    // Each is let go once it is in the file.
    const later = this.#later;
    for (let next = later.shift(), at = 0; next !== undefined; next = later.shift(), at++) {
      const { content, packed, number, rest } = next;
      content.data.Filter = 'FlateDecode';
      content.write(await packed);
      finalizeOf(content)();
      plain(number, footer(pageNumber(this.type, at + 1, total)));
      if (rest !== null) plain(rest.stream, rest.marks.map((mark) => mark()).join(''));
      yield;
    }
    await this.objects.flush();
  }

  #page(page: Page, paper: Paper): void {
    const { document } = this;
    const raw = this.#raw;
    const structure = this.#structure;
    document.addPage({ size: 'A4', margin: 0 });
    const { content, dictionary } = raw.page;
    // pdfkit turns the page upside down to count y from the top; the marks here are in the page's own coordinates.
    content.buffer = [];
    content.data = {};
    for (const [id, reference] of Object.entries(this.type.resources())) raw.page.fonts[id] = reference;
    if (this.written === 0 && this.logo !== null) raw.page.xobjects[logoName] = this.logo;
    for (const place of page.places) {
      raw.addNamedDestination(place.name, 'XYZ', sheet.left, place.y - 6, null);
      // `fit: false` with a top leads to the heading itself.
      document.outline.addItem(place.title, { expanded: false, fit: false, top: place.y - 6 } as { expanded: boolean });
    }
    for (const { name, x, y, width, height } of page.boxes) raw.addNamedDestination(name, 'FitR', x, sheet.height - y - height, x + width, sheet.height - y);
    const on: MarkedPage = { page: dictionary.id, parents: [] };
    const later: (() => string)[] = [];
    let body = '';
    for (const { tag, content: marks } of page.pieces) {
      if (tag === null) body += typeof marks === 'string' ? artifact('/Type /Layout', marks) : '';
      else {
        const open = `/${tag.type} <</MCID ${structure.mark(tag, on)}>> BDC\n`;
        if (typeof marks === 'string') body += `${open}${marks}EMC\n`;
        else later.push(() => `${open}${marks()}EMC\n`);
        structure.done(tag);
      }
    }
    // pdfkit ends the stream of a page with the page; it is written once it is packed.
    content.compress = false;
    content.finalize = () => undefined;
    const packed = this.packer.stream(latin1(body));
    // Told where it is awaited.
    packed.catch(() => undefined);
    for (const { x, y, width, height, to, tag, words } of page.links) {
      const action = raw.ref({ S: 'GoTo', D: new String(to) });
      action.end();
      const Rect = [x, sheet.height - y - height, x + width, sheet.height - y];
      const link = raw.ref({ Contents: new String(`Go to ${words}`), Subtype: 'Link', A: action, Type: 'Annot', Rect, Border: [0, 0, 0], F: 4 });
      raw.page.annotations.push(link);
      structure.annotate(tag, link, on.page);
      link.end();
      structure.done(tag);
    }
    for (const tag of paper.ended.splice(0)) structure.done(tag);
    page.pieces = [];
    page.links = [];
    const parents = this.objects.reserve();
    const array = this.objects.begin(parents);
    for (const [at, number] of on.parents.entries()) {
      array.text(at === 0 ? '[' : ' ');
      array.reference(number);
    }
    array.text(on.parents.length === 0 ? '[]' : ']');
    this.objects.ended();
    raw.getStructParentTree().add(raw.page.structParentTreeKey, referTo(dictionary, parents));
    const number = raw.ref({});
    const rest = later.length === 0 ? null : { stream: raw.ref({}), marks: later };
    dictionary.data.Contents = [this.#common, number, content, ...(rest === null ? [] : [rest.stream])];
    this.#later.push({ content, packed, number, rest });
  }
}

/** How an object of pdfkit is written. */
const finalizeOf = (object: Reference) => (Object.getPrototypeOf(object) as Reference).finalize.bind(object);

/** What is too short to be packed. */
function plain(stream: Reference, content: string): void {
  stream.compress = false;
  stream.write(latin1(content));
  stream.end();
}

const header = (marks: string) => artifact('/Type /Pagination /Subtype /Header', marks);
const footer = (marks: string) => artifact('/Type /Pagination /Subtype /Footer', marks);

/** Marks that a screen reader passes over (ISO 32000-1, 14.8.2.2). */
function artifact(properties: string, content: string): string {
  return content === '' ? '' : `/Artifact <<${properties}>> BDC\n${content}EMC\n`;
}
