/** Finds text in what is drawn, inside group boxes too. */
import { kindWords } from '../../words/graph';
import type { DrawnGraph } from './drawing';

export interface Found {
  lid: string;
  /** The box it is drawn in. */
  box: string;
  /** Folded into that box with others. */
  folded: boolean;
}

/**
 * Nodes whose name, detail, LID, labels or kind have every word of the text, in any case; those with it in their name first,
 * then from left to right and from top to bottom. An empty text finds nothing.
 */
export function findIn({ nodes, boxOf, layout }: Pick<DrawnGraph, 'nodes' | 'boxOf' | 'layout'>, text: string): Found[] {
  const words = fold(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const found: (Found & { named: boolean; x: number; y: number; title: string })[] = [];
  for (const node of nodes.values()) {
    const box = boxOf.get(node.lid);
    if (box === undefined) continue;
    const title = fold(node.title);
    const all = `${title}\n${fold([node.detail, node.lid, kindWords[node.kind].one, ...node.labels].join('\n'))}`;
    if (!words.every((word) => all.includes(word))) continue;
    const place = layout.places.get(box) ?? { x: 0, y: 0 };
    found.push({ lid: node.lid, box, folded: box !== node.lid, named: words.every((word) => title.includes(word)), ...place, title });
  }
  found.sort((a, b) => Number(b.named) - Number(a.named) || a.x - b.x || a.y - b.y || (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
  return found.map(({ lid, box, folded }) => ({ lid, box, folded }));
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase();
