/** Pages with their tags go into a pdfkit document: one content stream a page, structure, bookmarks and links with it. */
import type { ReportOutline } from '../../../core/contract/reports';
import { furniture } from './furniture';
import type { Paper, Tag } from './paper';
import { sheet } from './style';
import type { Typeface } from './typeface';

type Element = PDFKit.PDFStructureElement;
/** What pdfkit 0.20 has and its types do not tell. */
type Attached = PDFKit.PDFDocument & { addNamedDestination(name: string, kind: 'XYZ', x: number, y: number, zoom: null): void };

/** Writes page after page; yields after each with its number. */
export function* writePages(document: PDFKit.PDFDocument, paper: Paper, type: Typeface, outline: ReportOutline): Generator<number> {
  const structure = new Structure(document);
  const total = paper.pages.length;
  for (const [at, page] of paper.pages.entries()) {
    document.addPage({ size: 'A4', margin: 0 });
    for (const [id, reference] of Object.entries(type.resources())) (document.page as unknown as { fonts: Record<string, unknown> }).fonts[id] = reference;
    for (const place of page.places) {
      (document as Attached).addNamedDestination(place.name, 'XYZ', sheet.left, place.y - 6, null);
      // `fit: false` with a top leads to the heading itself.
      document.outline.addItem(place.title, { expanded: false, fit: false, top: place.y - 6 } as { expanded: boolean });
    }
    // pdfkit turns the page upside down to count y from the top; the marks here are in the page's own coordinates.
    document.addContent(`q 1 0 0 -1 0 ${sheet.height} cm`);
    artifact(document, 'Pagination', furniture(type, outline, at + 1, total));
    for (const piece of page.pieces) {
      const content = typeof piece.content === 'string' ? piece.content : piece.content();
      if (piece.tag === null) artifact(document, 'Layout', content);
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

/** Marks that a screen reader passes over. */
function artifact(document: PDFKit.PDFDocument, type: 'Pagination' | 'Layout', content: string): void {
  document.markContent('Artifact', { type });
  document.addContent(content);
  document.endMarkedContent();
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
    const made = this.document.struct(tag.type, tag.options as PDFKit.Mixins.StructureElementOptions);
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
