/** Columns and rows of a lineage picture to points: pure, so that it can be tested. */
import type { ReportBlock } from '../../../core/contract/reports';

type Picture = Extract<ReportBlock, { type: 'picture' }>;

const box = { width: 184, height: 52 };
const gap = { x: 58, y: 14 };

export interface PictureGeometry {
  width: number;
  height: number;
  box: { width: number; height: number };
  boxes: { node: Picture['nodes'][number]; x: number; y: number }[];
  lines: { id: string; path: string; inferred: boolean }[];
}

/** A line leaves its box on the right, runs through its free places, and enters on the left. */
export function pictureGeometry(picture: Picture): PictureGeometry {
  const at = (place: { column: number; row: number }) => ({ x: 2 + place.column * (box.width + gap.x), y: 2 + place.row * (box.height + gap.y) });
  const places = [...picture.nodes, ...picture.edges.flatMap((edge) => edge.via ?? [])];
  const columns = Math.max(0, ...places.map((place) => place.column)) + 1;
  const rows = Math.max(0, ...places.map((place) => place.row)) + 1;
  const byId = new Map(picture.nodes.map((node) => [node.id, node]));
  const lines: PictureGeometry['lines'] = [];
  for (const [index, edge] of picture.edges.entries()) {
    const from = byId.get(edge.from);
    const to = byId.get(edge.to);
    if (!from || !to) continue;
    const middle = box.height / 2;
    let path = `M${at(from).x + box.width},${at(from).y + middle}`;
    let x = at(from).x + box.width;
    let y = at(from).y + middle;
    const curve = (nextX: number, nextY: number) => {
      const half = (nextX - x) / 2;
      path += `C${x + half},${y} ${nextX - half},${nextY} ${nextX},${nextY}`;
      x = nextX;
      y = nextY;
    };
    for (const via of edge.via ?? []) {
      curve(at(via).x, at(via).y + middle);
      x += box.width;
      path += `H${x}`;
    }
    curve(at(to).x, at(to).y + middle);
    lines.push({ id: String(index), path, inferred: edge.inferred });
  }
  return {
    width: columns * (box.width + gap.x) - gap.x + 4,
    height: rows * (box.height + gap.y) - gap.y + 4,
    box,
    boxes: picture.nodes.map((node) => ({ node, ...at(node) })),
    lines,
  };
}
