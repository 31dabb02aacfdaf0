/** One box of the lineage picture. */
import type { ReportBlock } from '../../../../core/contract/reports';
import { verdictWords } from '../../../../core/verify/verdict';
import type { Point } from '../ink';
import { fillBox, fillShape, n, strokeBox, strokePath } from '../ink';
import { breakLines, fitLine } from '../lines';
import type { Paper, Tag } from '../paper';
import { colors, sheet, styles, verdictColor } from '../style';
import type { Grid } from './picture';

type Node = Extract<ReportBlock, { type: 'picture' }>['nodes'][number];

const kindWords: Record<string, string> = {
  WorkflowRun: 'run',
  WorkflowOutput: 'outputs of the run',
  TaskRun: 'task',
  TaskOutput: 'outputs of the task',
  FileOutput: 'file',
  AgentRun: 'agent task',
  External: 'outside file',
  Missing: 'record not here',
  Unknown: 'unknown record',
};

export function drawBox(paper: Paper, figure: Tag, node: Node, centre: Point, grid: Grid): void {
  const { boxWidth: width, boxHeight: height } = grid;
  const x = centre[0] - width / 2;
  const y = centre[1] - height / 2;
  paper.put(figure, outline(node.kind, x, y, width, height) + (node.verdict ? fillBox(x, y, 2.2, height, verdictColor(node.verdict)) : ''));
  const left = x + (node.verdict ? 6 : 4);
  const room = width - (node.verdict ? 9 : 8);
  const { boxKind, boxTitle, boxDetail } = styles;
  paper.line(figure, fitLine(paper.type, kindWords[node.kind] ?? node.kind, boxKind, room), left, y + 2.5, boxKind.size, boxKind.leading);
  // A title on two lines where the detail leaves room, else cut: the table twin has it whole.
  const titleLines = breakLines(paper.type, [{ text: node.title, style: boxTitle }], room);
  const two = titleLines.length === 2 && !(node.verdict && node.detail !== '');
  let top = y + 2.5 + boxKind.leading;
  for (const line of two ? titleLines : [fitLine(paper.type, node.title, boxTitle, room)]) {
    paper.line(figure, line, left, top, boxTitle.size, boxTitle.leading);
    top += boxTitle.leading;
  }
  if (node.verdict) {
    const word = verdictWords[node.verdict];
    const style = { ...boxDetail, color: verdictColor(node.verdict) };
    paper.line(figure, fitLine(paper.type, `${word.sign} ${node.note ?? word.short}`, style, room), left, y + height - 2.5 - boxDetail.leading, style.size, style.leading);
    if (node.detail !== '') paper.line(figure, fitLine(paper.type, node.detail, boxDetail, room), left, top, boxDetail.size, boxDetail.leading);
  } else if (node.detail !== '') paper.line(figure, fitLine(paper.type, node.detail, boxDetail, room), left, top, boxDetail.size, boxDetail.leading);
}

function outline(kind: string, x: number, y: number, width: number, height: number): string {
  const ground = fillBox(x, y, width, height, colors.white);
  if (kind === 'WorkflowRun') return rounded(x, y, width, height);
  if (kind === 'FileOutput') return ground + folded(x, y, width, height);
  if (kind === 'External') return ground + strokeBox(x, y, width, height, colors.strongRule, 0.8, [3, 2]);
  if (kind === 'Missing' || kind === 'Unknown') return ground + strokeBox(x, y, width, height, colors.draft, 0.9, [1.5, 2]);
  return fillBox(x, y, width, height, colors.fill) + strokeBox(x, y, width, height, colors.accent, 0.9);
}

function folded(x: number, y: number, width: number, height: number): string {
  const fold = 6;
  const right = x + width;
  const corner: Point[] = [
    [right - fold, y],
    [right - fold, y + fold],
    [right, y + fold],
  ];
  const border: Point[] = [
    [x, y],
    [right - fold, y],
    [right, y + fold],
    [right, y + height],
    [x, y + height],
    [x, y],
  ];
  return (
    fillShape(
      [
        [right - fold - 1, y - 1],
        [right + 1, y - 1],
        [right + 1, y + fold + 1],
      ],
      colors.white,
    ) +
    strokePath(border, colors.strongRule, 0.8) +
    strokePath(corner, colors.strongRule, 0.6)
  );
}

/** A box with round corners: four Bézier quarters, whose handles are 0.5523 of the radius. */
function rounded(x: number, y: number, width: number, height: number): string {
  const r = 7;
  const h = r * (1 - 0.5523);
  const at = (px: number, py: number) => `${n(px)} ${n(sheet.height - py)}`;
  const right = x + width;
  const foot = y + height;
  const path = [
    `${at(x + r, y)} m ${at(right - r, y)} l`,
    `${at(right - h, y)} ${at(right, y + h)} ${at(right, y + r)} c ${at(right, foot - r)} l`,
    `${at(right, foot - h)} ${at(right - h, foot)} ${at(right - r, foot)} c ${at(x + r, foot)} l`,
    `${at(x + h, foot)} ${at(x, foot - h)} ${at(x, foot - r)} c ${at(x, y + r)} l`,
    `${at(x, y + h)} ${at(x + h, y)} ${at(x + r, y)} c h`,
  ].join(' ');
  return `q ${colors.white} rg ${colors.accent} RG 0.9 w ${path} B Q\n`;
}
