/**
 * Signature fields in a report: one for the seal, and one for each place that its page "Signatures" keeps free (named destinations
 * `signature-1` …, of kind FitR). Each is a Form element of the structure tree, as PDF/UA-1 asks (ISO 14289-1, 7.18.4).
 */
import { isName, type PdfFile } from './file';
import { namesIn } from './names';
import { BadPdf, type Dict, dict, name, Ref, Stream, text, textOf, type Value } from './objects';
import type { Update } from './update';

export const sealField = 'seal';
export const placeField = /^signature-(\d{1,3})$/;

/** Printed, and locked against being moved (ISO 32000-1, table 165). PDF/A-3 wants it printed and not hidden (ISO 19005-3, 6.3.2). */
const flags = 4 + 128;

export interface Field {
  name: string;
  ref: Ref;
  dict: Dict;
  /** The signature dictionary's own reference or value; null: empty. */
  value: Value;
}

/** More than a form of signatures has. */
const mostFields = 10_000;

/** Signature fields in the order of the form, whichever of their ancestors says that they are some (12.7.3). Throws BadPdf. */
export function fieldsOf(file: PdfFile): Field[] {
  const form = file.get(file.root.get('AcroForm'));
  if (!(form instanceof Map)) return [];
  const found: Field[] = [];
  const seen = new Set<number>();
  const walk = (entries: Value[], above: { type: Value; value: Value; name: string | null }, depth: number) => {
    if (depth > 20) throw new BadPdf('its form is nested too deep');
    for (const entry of entries) {
      if (!(entry instanceof Ref)) throw new BadPdf('a field of its form has no number');
      if (seen.has(entry.number)) throw new BadPdf(`field ${entry.number} of its form stands in it twice`);
      if (seen.add(entry.number).size > mostFields) throw new BadPdf(`its form has more than ${mostFields} fields`);
      const field = file.dict(entry);
      const here = { type: file.get(field.get('FT') ?? above.type), value: field.get('V') ?? above.value, name: textOf(file.get(field.get('T'))) ?? above.name };
      const kids = file.array(field.get('Kids'));
      // Kids without a name are places where the field is shown, and no fields.
      if (kids.some((kid) => file.dict(kid).has('T'))) walk(kids, here, depth + 1);
      else if (isName(here.type, 'Sig')) found.push({ name: here.name ?? '', ref: entry, dict: field, value: here.value });
    }
  };
  walk(file.array(form.get('Fields')), { type: null, value: null, name: null }, 0);
  return found;
}

/** Adds all fields, empty but for the one of the seal, whose value is `seal`. Throws BadPdf where the file has a form, or is not tagged. */
export function addFields(update: Update, seal: Ref): void {
  const { file } = update;
  if (file.root.has('AcroForm')) throw new BadPdf('it has a form already');
  const rootRef = file.trailer.get('Root');
  const root = update.edit(rootRef);
  const [firstPage] = pagesOf(file);
  if (firstPage === undefined) throw new BadPdf('it has no page');
  const fields: Ref[] = [];
  const add = (entry: Field & { page: Ref; rect: number[]; words: string; look?: Ref }) => {
    const key = enterInTree(update, (elementRef) => update.add(elementRef));
    const field = dict({
      Type: name('Annot'),
      Subtype: name('Widget'),
      FT: name('Sig'),
      T: text(entry.name),
      TU: text(entry.words),
      F: flags,
      Rect: entry.rect,
      P: entry.page,
      StructParent: key.number,
    });
    if (entry.value !== null) field.set('V', entry.value);
    if (entry.look) field.set('AP', dict({ N: entry.look }));
    const ref = update.add(field);
    key.form(ref, entry.page, entry.words);
    const page = update.edit(entry.page);
    page.set('Annots', [...file.array(page.get('Annots')), ref]);
    page.set('Tabs', name('S'));
    fields.push(ref);
  };
  const none = { ref: new Ref(0, 0), dict: new Map() as Dict };
  add({ ...none, name: sealField, value: seal, page: firstPage, rect: [0, 0, 0, 0], words: 'Seal of the installation that made this report' });
  for (const { name: place, page, rect } of placesOf(file)) {
    const [left = 0, bottom = 0, right = 0, top = 0] = rect;
    const look = update.add(new Stream(dict({ Type: name('XObject'), Subtype: name('Form'), BBox: [0, 0, right - left, top - bottom], Resources: new Map() }), Buffer.alloc(0)));
    add({ ...none, name: place, value: null, page, rect, words: `Place for signature ${placeField.exec(place)?.[1]}`, look });
  }
  // 3: there are signatures, and the file may only be appended to (table 219).
  root.set('AcroForm', update.add(dict({ Fields: fields, SigFlags: 3 })));
  // Form fields may be filled and signed, nothing else (12.8.2.2).
  root.set('Perms', dict({ DocMDP: seal }));
}

/** The places for signatures, by their number. */
function placesOf(file: PdfFile): { name: string; page: Ref; rect: number[] }[] {
  const found: { name: string; page: Ref; rect: number[] }[] = [];
  for (const [key, value] of namesIn(file, file.dict(file.root.get('Names') ?? new Map()).get('Dests'))) {
    const [page, kind, ...rect] = file.array(value);
    if (!placeField.test(key) || !(page instanceof Ref) || !isName(kind, 'FitR')) continue;
    found.push({ name: key, page, rect: rect.map((one) => (typeof one === 'number' ? one : 0)) });
  }
  const number = (one: string) => Number(placeField.exec(one)?.[1]);
  return found.sort((a, b) => number(a.name) - number(b.name));
}

function pagesOf(file: PdfFile): Ref[] {
  const pages: Ref[] = [];
  const seen = new Set<number>();
  const walk = (node: Value | undefined, depth: number) => {
    if (!(node instanceof Ref) || seen.size === seen.add(node.number).size) throw new BadPdf('its pages lead back to themselves');
    const here = file.dict(node);
    if (depth > 30) throw new BadPdf('its pages are nested too deep');
    if (!here.has('Kids')) {
      pages.push(node);
      return;
    }
    for (const kid of file.array(here.get('Kids'))) {
      walk(kid, depth + 1);
      if (pages.length > 0) return;
    }
  };
  walk(file.root.get('Pages'), 0);
  return pages;
}

/** Adds an element to the structure tree and to its parent tree; `form` gives it its widget. */
function enterInTree(update: Update, add: (element: Dict) => Ref): { number: number; form(widget: Ref, page: Ref, words: string): void } {
  const { file } = update;
  const treeRef = file.root.get('StructTreeRoot');
  if (!(treeRef instanceof Ref)) throw new BadPdf('it is not tagged');
  const tree = update.edit(treeRef);
  const number = tree.get('ParentTreeNextKey');
  if (typeof number !== 'number') throw new BadPdf('its structure tree does not say its next key');
  // The first element, which holds the others: Document.
  const [top] = kidsOf(file, tree.get('K'));
  if (!(top instanceof Ref)) throw new BadPdf('its structure tree has no document element');
  const element = dict({ Type: name('StructElem'), S: name('Form'), P: top });
  const ref = add(element);
  const document = update.edit(top);
  document.set('K', [...kidsOf(file, document.get('K')), ref]);
  tree.set('ParentTreeNextKey', number + 1);
  const parents = tree.get('ParentTree');
  const node = parents instanceof Ref ? update.edit(parents) : new Map(file.dict(parents));
  if (!(parents instanceof Ref)) tree.set('ParentTree', node);
  addLast(update, node, number, ref);
  return {
    number,
    form(widget, page, words) {
      element.set('Alt', text(words));
      element.set('Pg', page);
      // Alone, not in an array: pyHanko takes a field that is filled later for a change of the structure otherwise.
      element.set('K', dict({ Type: name('OBJR'), Obj: widget, Pg: page }));
    },
  };
}

function kidsOf(file: PdfFile, value: Value | undefined): Value[] {
  if (value === undefined || value === null) return [];
  const found = value instanceof Ref ? file.get(value) : value;
  return Array.isArray(found) ? found : [value];
}

/** A number tree's last leaf gets the highest key there is (7.9.7). */
function addLast(update: Update, node: Dict, key: number, value: Value): void {
  const kids = update.file.array(node.get('Kids'));
  const last = kids.at(-1);
  if (last !== undefined) addLast(update, update.edit(last), key, value);
  else node.set('Nums', [...update.file.array(node.get('Nums')), key, value]);
  const [first] = update.file.array(node.get('Limits'));
  if (first !== undefined) node.set('Limits', [first, key]);
}
