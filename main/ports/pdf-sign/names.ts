/** Name trees of a PDF: embedded files, among others. */
import type { PdfFile } from './file';
import { BadPdf, Ref, textOf, type Value } from './objects';

/** Parts of a name tree: a report of 100,000 destinations has some thousand. */
const mostNodes = 100_000;

/** What a name tree leads to (7.9.6). Throws BadPdf where a part of it stands in it twice. */
export function* namesIn(file: PdfFile, root: Value | undefined): Generator<[name: string, Value]> {
  const seen = new Set<number>();
  let nodes = 0;
  const open: { node: Value | undefined; depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (node instanceof Ref && seen.size === seen.add(node.number).size) throw new BadPdf('its names lead back to themselves');
    if (++nodes > mostNodes || depth > 20) throw new BadPdf('its names are more, or nested deeper, than those of any report');
    const here = file.get(node);
    if (!(here instanceof Map)) continue;
    const names = file.array(here.get('Names'));
    for (let at = 0; at + 1 < names.length; at += 2) yield [textOf(file.get(names[at])) ?? '', names[at + 1] ?? null];
    for (const kid of [...file.array(here.get('Kids'))].reverse()) open.push({ node: kid, depth: depth + 1 });
  }
}
