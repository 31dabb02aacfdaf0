/** Pages with their tags go into a pdfkit document: one content stream a page, structure, bookmarks and links with it. */
import { furniture } from './furniture';
import type { Identity } from './identity';
import { inside, type Reference } from './internals';
import { logoName } from './layout';
import { packAtEnd } from './packed';
import type { Paper, Tag } from './paper';
import { sheet } from './style';
import type { Typeface } from './typeface';

type Element = PDFKit.PDFStructureElement;

/** Writes page after page; yields after each with its number. */
export function* writePages(document: PDFKit.PDFDocument, paper: Paper, type: Typeface, identity: Identity, logo: Reference | null): Generator<number> {
  const raw = inside(document);
  const structure = new Structure(document);
  const total = paper.pages.length;
  for (const [at, page] of paper.pages.entries()) {
    document.addPage({ size: 'A4', margin: 0 });
    packAtEnd(raw.page.content);
    for (const [id, reference] of Object.entries(type.resources())) raw.page.fonts[id] = reference;
    if (at === 0 && logo !== null) raw.page.xobjects[logoName] = logo;
    for (const place of page.places) {
      raw.addNamedDestination(place.name, 'XYZ', sheet.left, place.y - 6, null);
      // `fit: false` with a top leads to the heading itself.
      document.outline.addItem(place.title, { expanded: false, fit: false, top: place.y - 6 } as { expanded: boolean });
    }
    for (const { name, x, y, width, height } of page.boxes) raw.addNamedDestination(name, 'FitR', x, sheet.height - y - height, x + width, sheet.height - y);
    // pdfkit turns the page upside down to count y from the top; the marks here are in the page's own coordinates.
    document.addContent(`q 1 0 0 -1 0 ${sheet.height} cm`);
    const { head, foot } = furniture(type, identity, at + 1, total);
    artifact(document, '/Type /Pagination /Subtype /Header', head);
    artifact(document, '/Type /Pagination /Subtype /Footer', foot);
    for (const piece of page.pieces) {
      const content = typeof piece.content === 'string' ? piece.content : piece.content();
      if (piece.tag === null) artifact(document, '/Type /Layout', content);
      else structure.write(piece.tag, content);
    }
    document.addContent('Q');
    for (const { x, y, width, height, to, tag, words } of page.links) {
      document.goTo(x, y, width, height, to, { structParent: structure.element(tag), Contents: new String(`Go to ${words}`) } as unknown as PDFKit.Mixins.AnnotationOption);
      structure.done(tag);
    }
    page.pieces = [];
    yield at + 1;
  }
}

/** Marks that a screen reader passes over (ISO 32000-1, 14.8.2.2). */
function artifact(document: PDFKit.PDFDocument, properties: string, content: string): void {
  document.addContent(`/Artifact <<${properties}>> BDC\n${content}EMC`);
}

/** The structure tree: elements come to be with their first mark, and are let go with their last, so that a long report stays small. */
class Structure {
  readonly #elements = new Map<Tag, Element>();
  constructor(readonly document: PDFKit.PDFDocument) {}

  write(tag: Tag, content: string): void {
    const element = this.element(tag);
    const marked = this.document.markStructureContent(tag.type);
    this.document.addContent(content);
    this.document.endMarkedContent();
    element.add(marked);
    this.done(tag);
  }

  element(tag: Tag): Element {
    const known = this.#elements.get(tag);
    if (known) return known;
    const { numbering, ...options } = tag.options;
    const made = this.document.struct(tag.type, options as PDFKit.Mixins.StructureElementOptions);
    if (numbering !== undefined) (made as unknown as { dictionary: Reference }).dictionary.data.A = { O: 'List', ListNumbering: numbering };
    if (tag.parent === null) this.document.addStructure(made);
    else this.element(tag.parent).add(made);
    this.#elements.set(tag, made);
    // A row has all its cells, the empty ones too, or its table would be no table.
    if (tag.type === 'TR') {
      for (const cell of tag.children) {
        this.element(cell);
        if (cell.open === 0) this.#close(cell);
      }
    }
    return made;
  }

  /** One mark, link or child of it is written. */
  done(tag: Tag): void {
    tag.open--;
    if (tag.open === 0) this.#close(tag);
  }

  #close(tag: Tag): void {
    this.#elements.get(tag)?.end();
    this.#elements.delete(tag);
    if (tag.parent !== null) this.done(tag.parent);
  }
}
