/** Lines between boxes as they are drawn: path, thickness and words. */
import type { GraphEdge } from '../../../core/contract/graph';
import { relationWords } from '../../words/graph';
import type { Link } from './boxes';
import { type Layout, type Point, roundedPath } from './layout';

export interface Line {
  link: Link;
  path: string;
  /** At an end of it is the selected box. */
  active: boolean;
  /** Whether it carries its word. */
  named: boolean;
  middle: Point;
  width: number;
  /** What it says, for screen readers. */
  says: string;
}

/** Beyond so many lines, only those of the selected box carry their word. */
const mostNamed = 200;

export function linesOf(links: readonly Link[], layout: Layout, selected: string | null): Line[] {
  return links.flatMap((link) => {
    const route = layout.routes.get(link.id) ?? [];
    const half = Math.floor((route.length - 1) / 2);
    const from = route[half];
    const to = route[half + 1];
    if (!from || !to) return [];
    const active = link.from === selected || link.to === selected;
    return [
      {
        link,
        path: roundedPath(route),
        active,
        named: active || links.length < mostNamed,
        middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 },
        width: 1.3 + Math.min(3, Math.log2(link.count) * 0.6) + (active ? 0.7 : 0),
        says: link.relations.map((each) => relationWords[each as GraphEdge['relation']]).join('; '),
      },
    ];
  });
}
