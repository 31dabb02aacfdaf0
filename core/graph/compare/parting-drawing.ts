/** The tasks of two runs drawn by process: where they part first, and what lies behind that. */
import type { ComparedTask, PartingDrawing } from '../../contract/compare';
import { splitTaskName } from '../../record/facts';
import { layered } from '../layers';
import type { Matching } from './match';

const mostBoxes = 120;

/** Null where there is no task. `rows` are those of `matching`, in any order. */
export function drawParting({ pairs, pairOf }: Matching, rows: readonly ComparedTask[]): PartingDrawing | null {
  const boxes = new Map<string, Omit<PartingDrawing['boxes'][number], 'column' | 'row'>>();
  for (const row of [...rows].sort((a, b) => Number(b.first) - Number(a.first))) {
    const { process } = splitTaskName(row.name);
    const box = boxes.get(process);
    if (box === undefined && boxes.size >= mostBoxes) continue;
    const one = box ?? { id: process, tasks: 0, first: 0, differ: 0, after: 0, left: null, right: null };
    one.tasks++;
    if (row.first) one.first++;
    if (row.first || row.status === 'differs' || row.status === 'other-outputs') one.differ++;
    if (row.status === 'downstream') one.after++;
    one.left ??= row.left?.lid ?? null;
    one.right ??= row.right?.lid ?? null;
    boxes.set(process, one);
  }
  if (boxes.size === 0) return null;
  const processes = new Set(pairs.map(({ left, right }) => (left ?? right)?.process ?? ''));
  const edges = new Map<string, { from: string; to: string }>();
  for (const { left, right } of pairs)
    for (const [task, at] of [
      [left, pairOf.left],
      [right, pairOf.right],
    ] as const)
      for (const node of task?.upstream ?? []) {
        const before = pairs[at.get(node) ?? -1];
        const [from, to] = [(before?.left ?? before?.right)?.process, (left ?? right)?.process];
        if (from !== undefined && to !== undefined && from !== to && boxes.has(from) && boxes.has(to)) edges.set(JSON.stringify([from, to]), { from, to });
      }
  const links = [...edges.values()];
  const places = layered([...boxes.keys()], links);
  return {
    boxes: [...boxes.values()].map((box) => ({ ...box, column: places.get(box.id)?.column ?? 0, row: places.get(box.id)?.row ?? 0 })),
    edges: links,
    truncated: processes.size > boxes.size,
  };
}
