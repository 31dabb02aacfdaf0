/** The structure tree: elements come to be with their first mark and are written with their last, so that a long report stays small. */
import { text, written } from '../pdf-sign/objects';
import { n } from './ink';
import { type Internals, type Reference, referTo } from './internals';
import type { FileObjects } from './objects';
import type { Element, Tag } from './paper';
import { sheet } from './style';

/** What of a page the tree of parents leads back from: the number of the element of each mark, by the number of the mark. */
export interface MarkedPage {
  page: number;
  parents: number[];
}

export class Structure {
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
    element.kids.push(element.page === on.page ? mark : `<</Type/MCR/Pg ${on.page} 0 R/MCID ${mark}>>`);
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
    const { element } = tag;
    if (element !== null && element !== 'empty') return element;
    const made: Element = { number: this.objects.reserve(), page: null, kids: [] };
    tag.element = made;
    if (tag.parent !== null) this.#element(tag.parent).kids.push(-made.number);
    // A row has all its cells, the empty ones too, or its table would be no table.
    if (tag.type === 'TR') {
      for (const cell of tag.children) {
        const empty = cell.element === 'empty';
        const inRow = this.#element(cell);
        if (empty) this.#write(cell, inRow);
      }
    }
    return made;
  }

  #close(tag: Tag): void {
    const { element, parent } = tag;
    if (element !== null && element !== 'empty') this.#write(tag, element);
    else if (parent?.type === 'TR' && parent.element === null) tag.element = 'empty';
    if (parent !== null) this.done(parent);
  }

  #write(tag: Tag, { number, page, kids }: Element): void {
    const { root } = this;
    const parent = tag.parent === null ? root.id : this.#element(tag.parent).number;
    if (tag.parent === null) root.data.K = [referTo(root, number)];
    const to = this.objects.begin(number);
    to.text(begins[tag.type] ?? beginning(tag.type));
    to.reference(parent);
    if (page !== null) {
      to.text('/Pg ');
      to.reference(page);
    }
    to.text(attributes(tag.options));
    to.text('/K[');
    for (let at = 0; at < kids.length; at++) {
      const kid = kids[at] as number | string;
      if (at > 0) to.text(' ');
      if (typeof kid === 'string') to.text(kid);
      else if (kid < 0) to.reference(-kid);
      else to.number(kid);
    }
    to.text(']>>');
    this.objects.ended();
    tag.element = null;
  }

  get root(): Reference {
    return this.raw.getStructTreeRoot();
  }
}

const beginning = (type: string) => `<</S/${type}/P `;
/** Of what a long report has most. */
const begins: Record<string, string> = { TR: beginning('TR'), TD: beginning('TD') };

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
