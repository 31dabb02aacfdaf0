/** The structure tree: elements come to be with their first mark and are written with their last, so that a long report stays small. */
import { text, written } from '../pdf-sign/objects';
import { n } from './ink';
import { type Internals, type Reference, referTo } from './internals';
import type { FileObjects } from './objects';
import type { Tag } from './paper';
import { sheet } from './style';

/** An element that is being filled. */
interface Element {
  number: number;
  /** Number of the page that its marks without one are on. */
  page: number | null;
  kids: string[];
}

/** What of a page the tree of parents leads back from: the number of the element of each mark, by the number of the mark. */
export interface MarkedPage {
  page: number;
  parents: number[];
}

export class Structure {
  readonly #elements = new Map<Tag, Element>();
  /** Ended, and of no open mark, before it was made: a cell with nothing in it. */
  readonly #closed = new Set<Tag>();

  constructor(
    readonly raw: Internals,
    readonly objects: FileObjects,
  ) {}

  /** The number of a new mark of this element on a page. */
  mark(tag: Tag, on: MarkedPage): number {
    const element = this.#element(tag);
    const mark = on.parents.length;
    on.parents.push(element.number);
    element.page ??= on.page;
    element.kids.push(element.page === on.page ? String(mark) : `<</Type/MCR/Pg ${on.page} 0 R/MCID ${mark}>>`);
    return mark;
  }

  /** An annotation belongs to the element; the key of the annotation in the tree of parents. */
  annotate(tag: Tag, annotation: Reference, page: number): void {
    const element = this.#element(tag);
    element.kids.push(`<</Type/OBJR/Obj ${annotation.id} 0 R/Pg ${page} 0 R>>`);
    const key = this.raw.createStructParentTreeNextKey();
    annotation.data.StructParent = key;
    this.raw.getStructParentTree().add(key, referTo(annotation, element.number));
  }

  /** One mark, link or child of it is written, or it is laid out. */
  done(tag: Tag): void {
    tag.open--;
    if (tag.open === 0) this.#close(tag);
  }

  #element(tag: Tag): Element {
    const known = this.#elements.get(tag);
    if (known) return known;
    const made: Element = { number: this.objects.reserve(), page: null, kids: [] };
    this.#elements.set(tag, made);
    if (tag.parent !== null) this.#element(tag.parent).kids.push(`${made.number} 0 R`);
    // A row has all its cells, the empty ones too, or its table would be no table.
    if (tag.type === 'TR') {
      for (const cell of tag.children) {
        const { number } = this.#element(cell);
        if (this.#closed.delete(cell)) this.#write(cell, number, this.#element(cell));
      }
    }
    return made;
  }

  #close(tag: Tag): void {
    const element = this.#elements.get(tag);
    if (element !== undefined) this.#write(tag, element.number, element);
    else if (tag.parent?.type === 'TR' && !this.#elements.has(tag.parent)) this.#closed.add(tag);
    if (tag.parent !== null) this.done(tag.parent);
    if (tag.type === 'TR') for (const cell of tag.children) this.#closed.delete(cell);
  }

  #write(tag: Tag, number: number, { page, kids }: Element): void {
    const { root } = this;
    const parent = tag.parent === null ? root.id : this.#element(tag.parent).number;
    if (tag.parent === null) root.data.K = [referTo(root, number)];
    const on = page === null ? '' : `/Pg ${page} 0 R`;
    this.objects.put(number, `<</S/${tag.type}/P ${parent} 0 R${on}${attributes(tag.options)}/K[${kids.join(' ')}]>>`);
    this.#elements.delete(tag);
  }

  get root(): Reference {
    return this.raw.getStructTreeRoot();
  }
}

/** Title and alternative text, and what else a kind of element says of itself (ISO 32000-1, 14.8.5). */
function attributes({ title, alt, scope, bbox, numbering }: Tag['options']): string {
  let entries = '';
  if (title !== undefined) entries += `/T ${textString(title)}`;
  if (alt !== undefined) entries += `/Alt ${textString(alt)}`;
  if (scope !== undefined) entries += `/A<</O/Table/Scope/${scope}>>`;
  if (numbering !== undefined) entries += `/A<</O/List/ListNumbering/${numbering}>>`;
  if (bbox !== undefined) {
    const [left, top, right, bottom] = bbox;
    entries += `/A<</O/Layout/Placement/Block/BBox[${n(left)} ${n(sheet.height - bottom)} ${n(right)} ${n(sheet.height - top)}]>>`;
  }
  return entries;
}

/** ASCII so that it can be read as it stands. */
function textString(value: string): string {
  return /^[\x20-\x7e]*$/.test(value) ? `(${value.replace(/[\\()]/g, '\\$&')})` : written(text(value));
}
