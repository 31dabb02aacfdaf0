/** Boxes to a question for elk and its answer back to places: left to right, in a stable order, the box that was acted on staying where it was. */
import type { ElkNode } from 'elkjs/lib/elk-api';
import type { Box, Link } from './boxes';
import type { Frame } from './drawing';

export const boxWidth = 204;
export const boxHeight = 66;

export interface Point {
  x: number;
  y: number;
}
export interface Layout {
  /** Top left corner of each box. */
  places: ReadonlyMap<string, Point>;
  /** Corner points of each line, from its start to its end. */
  routes: ReadonlyMap<string, readonly Point[]>;
  /** Runs as frames. */
  frames: readonly FramePlace[];
}
export interface FramePlace extends Point {
  run: string;
  width: number;
  height: number;
}

const framePrefix = 'frame ';
/** Room in a frame above its boxes, for its name. */
const frameHead = 34;

/** Room for a word on a line between two columns, beside the buttons at the sides of boxes. */
const spacing = {
  'elk.spacing.nodeNode': '22',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '9',
  'elk.layered.spacing.nodeNodeBetweenLayers': '112',
  'elk.layered.spacing.edgeNodeBetweenLayers': '26',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '9',
};

/** Boxes in the order they last stood in, new ones after: elk keeps the order it is given wherever it can. `frames`: boxes that stand together, by run. */
export function elkInput(
  boxes: { boxes: readonly Pick<Box, 'id'>[]; links: readonly Pick<Link, 'id' | 'from' | 'to'>[] },
  before: Layout | null,
  frames: readonly Pick<Frame, 'run' | 'boxes'>[] = [],
): ElkNode {
  const rank = (id: string) => before?.places.get(id)?.y ?? Number.POSITIVE_INFINITY;
  const ordered = [...boxes.boxes].sort((a, b) => (rank(a.id) === rank(b.id) ? 0 : rank(a.id) - rank(b.id)));
  const many = boxes.boxes.length > 150;
  const child = (id: string): ElkNode => ({ id, width: boxWidth, height: boxHeight });
  const framed = new Set(frames.flatMap((frame) => frame.boxes));
  const inside = (frame: Pick<Frame, 'boxes'>) => {
    const ids = new Set(frame.boxes);
    return ordered.filter((box) => ids.has(box.id)).map((box) => child(box.id));
  };
  return {
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.json.shapeCoords': 'ROOT',
      'elk.json.edgeCoords': 'ROOT',
      ...(frames.length > 0 && { 'elk.hierarchyHandling': 'INCLUDE_CHILDREN' }),
      'elk.layered.mergeEdges': 'true',
      'elk.layered.considerModelOrder.strategy': many && before === null ? 'NONE' : 'NODES_AND_EDGES',
      'elk.layered.nodePlacement.strategy': many ? 'BRANDES_KOEPF' : 'NETWORK_SIMPLEX',
      'elk.layered.nodePlacement.favorStraightEdges': 'true',
      'elk.layered.thoroughness': many ? '1' : '7',
      ...(many && { 'elk.layered.crossingMinimization.greedySwitch.type': 'OFF' }),
      ...spacing,
      'elk.separateConnectedComponents': 'true',
      'elk.spacing.componentComponent': '36',
    },
    children: [
      ...frames.map((frame) => ({
        id: framePrefix + frame.run,
        layoutOptions: { ...spacing, 'elk.padding': `[top=${frameHead},left=18,bottom=18,right=18]` },
        children: inside(frame),
      })),
      ...ordered.filter((box) => !framed.has(box.id)).map((box) => child(box.id)),
    ],
    edges: boxes.links.map((link) => ({ id: link.id, sources: [link.from], targets: [link.to] })),
  };
}

/** Reads elk's answer; `anchor` is put back where it stood before, so that the eye does not lose it. */
export function layoutOf(answer: ElkNode, before: Layout | null, anchor: string | null): Layout {
  const places = new Map<string, Point>();
  const framed: FramePlace[] = [];
  const read = (child: ElkNode) => {
    if (child.id.startsWith(framePrefix))
      framed.push({ run: child.id.slice(framePrefix.length), x: child.x ?? 0, y: child.y ?? 0, width: child.width ?? 0, height: child.height ?? 0 });
    else places.set(child.id, { x: child.x ?? 0, y: child.y ?? 0 });
    for (const one of child.children ?? []) read(one);
  };
  for (const child of answer.children ?? []) read(child);
  const was = anchor === null ? undefined : before?.places.get(anchor);
  const is = anchor === null ? undefined : places.get(anchor);
  const dx = was && is ? was.x - is.x : 0;
  const dy = was && is ? was.y - is.y : 0;
  const move = (point: Point) => ({ x: point.x + dx, y: point.y + dy });
  const routes = new Map<string, readonly Point[]>();
  for (const edge of answer.edges ?? []) {
    const section = edge.sections?.[0];
    if (section) routes.set(edge.id, [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map(move));
  }
  return { places: new Map([...places].map(([id, point]) => [id, move(point)])), routes, frames: framed.map((frame) => ({ ...frame, ...move(frame) })) };
}

/** An SVG path through the points with rounded corners. */
export function roundedPath(points: readonly Point[], radius = 8): string {
  const first = points[0];
  const last = points[points.length - 1];
  if (!first || !last) return '';
  let path = `M${n(first.x)},${n(first.y)}`;
  for (let i = 1; i < points.length - 1; i++) {
    const a = points[i - 1];
    const b = points[i];
    const c = points[i + 1];
    if (!a || !b || !c) continue;
    const r = Math.min(radius, distance(a, b) / 2, distance(b, c) / 2);
    const from = towards(b, a, r);
    const to = towards(b, c, r);
    path += `L${n(from.x)},${n(from.y)}Q${n(b.x)},${n(b.y)} ${n(to.x)},${n(to.y)}`;
  }
  return `${path}L${n(last.x)},${n(last.y)}`;
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
function towards(from: Point, to: Point, by: number): Point {
  const all = distance(from, to);
  return all === 0 ? from : { x: from.x + ((to.x - from.x) * by) / all, y: from.y + ((to.y - from.y) * by) / all };
}
