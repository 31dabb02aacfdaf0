/** Places the boxes of a folded lineage on a grid, long arrows through places of their own, so that none runs behind a box. */
import type { ReportBlock } from '../contract/reports';
import type { Box, Drawing } from '../graph/collapse';
import { type Verdict, verdictWords } from '../verify/verdict';
import { placeRows, type Spot } from './places';
import { compare } from './verdict-words';
import { counted } from './words';

type Picture = Extract<ReportBlock, { type: 'picture' }>;

/** `reused`: LIDs of tasks whose results were taken over from other runs. `numbers`: those of the boxes, which the table shares. */
export function pictureOf(drawing: Drawing, caption: string, reused: ReadonlySet<string>): { picture: Picture; numbers: Map<string, number> } {
  const spots = new Map(drawing.boxes.map((box) => [box.id, { box, ...spot(box.column, box.row) }]));
  const edges: Picture['edges'] = [];
  const vias: Spot[][] = [];
  for (const edge of drawing.edges) {
    const from = spots.get(edge.from);
    const to = spots.get(edge.to);
    if (from === undefined || to === undefined) continue;
    const through: Spot[] = [];
    for (let column = from.column + 1; column < to.column; column++) through.push(spot(column, 0));
    const stops: Spot[] = [from, ...through, to];
    stops.reduce((before, after) => {
      before.down.push(after);
      after.up.push(before);
      return after;
    });
    edges.push({ from: edge.from, to: edge.to, inferred: edge.inferred });
    vias.push(through);
  }
  placeRows([...[...spots.values()].sort((a, b) => a.row - b.row || compare(a.box.id, b.box.id)), ...vias.flat()]);
  vias.forEach((through, at) => {
    const edge = edges[at];
    if (edge && through.length > 0) edge.via = through.map(({ column, row }) => ({ column, row }));
  });
  const sorted = [...spots.values()].sort((a, b) => a.column - b.column || a.row - b.row);
  const numbers = new Map<string, number>();
  const nodes = sorted.map(({ box, column, row }, at) => {
    numbers.set(box.id, at + 1);
    return toNode(box, { column, row }, at + 1, reused);
  });
  return { picture: { type: 'picture', caption, nodes, edges }, numbers };
}

function spot(column: number, row: number): Spot {
  return { column, row, up: [], down: [] };
}

/** How wide the picture is: rows in its fullest column, free places among them. */
export function rowsOf(picture: Picture): number {
  return Math.max(-1, ...picture.nodes.map((node) => node.row), ...picture.edges.flatMap((edge) => edge.via ?? []).map((via) => via.row)) + 1;
}

function toNode(box: Box, { column, row }: Pick<Spot, 'column' | 'row'>, number: number, reused: ReadonlySet<string>): Picture['nodes'][number] {
  const verdict = boxVerdict(box);
  return {
    id: box.id,
    kind: box.kind,
    title: `${number}  ${boxTitle(box)}`,
    detail: holds(box, reused),
    column,
    row,
    ...(verdict === null ? {} : { verdict, note: worstNote(box, verdict) }),
  };
}

/** `Mismatch: 1 of 9`. */
function worstNote(box: Box, verdict: Verdict): string {
  const count = (box.verdicts[verdict] ?? 0) + (verdict === 'not-checked' ? (box.verdicts.none ?? 0) : 0);
  const words = verdict === 'metadata-match' ? 'content NOT checked' : verdictWords[verdict].short;
  return box.count === 1 ? words : `${words}: ${count} of ${box.count}`;
}

const holdWords: Partial<Record<Box['kind'], string>> = {
  TaskRun: 'task',
  AgentRun: 'agent task',
  FileOutput: 'file',
  External: 'outside file',
  Missing: 'record not here',
  WorkflowRun: 'run',
};

export function holds(box: Box, reused: ReadonlySet<string>): string {
  if (box.kind === 'Missing') return box.count === 1 ? 'record not here' : `${box.count} records not here`;
  const taken = box.members.filter((member) => reused.has(member)).length;
  return counted(box.count, holdWords[box.kind] ?? 'record') + (taken === 0 ? '' : box.count === 1 ? ', reused' : `, ${taken} reused`);
}

/** What a box of several files holds, by the endings of their names, the most frequent first. */
export function boxTitle(box: Box): string {
  if (box.count === 1 || (box.kind !== 'FileOutput' && box.kind !== 'External')) return box.title;
  const counts = new Map<string, number>();
  for (const member of box.members) {
    const ending = endingOf(member.slice(member.lastIndexOf('/') + 1));
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  const endings = [...counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).map(([ending]) => ending);
  return endings.length > 4 ? `${endings.slice(0, 3).join(', ')} and others` : endings.join(', ');
}

/** `x.vcf.gz.tbi` → `.vcf.gz.tbi`: endings that say how a file is packed or indexed take the one before with them. */
function endingOf(name: string): string {
  return /\.[a-z0-9]{1,10}(?:\.(?:gz|bz2|xz|zst|bgz|tbi|csi|bai|crai|fai))*$/i.exec(name)?.[0].toLowerCase() ?? 'no ending';
}

/** Worst first: a box must not look better than any file in it. */
const gravity: readonly (Verdict | 'none')[] = ['mismatch', 'missing', 'unreadable', 'inconclusive', 'not-checked', 'none', 'not-checkable', 'metadata-match', 'content-verified'];

/** The gravest verdict in a box of files; null for tasks, runs and records that are not here, which nobody checks. */
export function boxVerdict(box: Box): Verdict | null {
  if (box.kind !== 'FileOutput' && box.kind !== 'External') return null;
  const worst = gravity.find((verdict) => (box.verdicts[verdict] ?? 0) > 0);
  return worst === undefined || worst === 'none' ? 'not-checked' : worst;
}

/** `3 of 4: Mismatch; 1 of 4: Not checked`. */
export function verdictCounts(box: Box): string {
  const parts = gravity.flatMap((verdict) => {
    const count = box.verdicts[verdict] ?? 0;
    return count === 0 ? [] : [`${count} of ${box.count}: ${verdictWords[verdict === 'none' ? 'not-checked' : verdict].short}`];
  });
  return parts.join('; ');
}
