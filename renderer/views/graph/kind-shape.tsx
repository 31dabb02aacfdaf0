/** The outline and the icon of each kind of box: a kind is told by shape and icon and word, never by colour. */
import {
  IconAdjustments,
  IconBox,
  IconCloudDownload,
  IconCode,
  IconFile,
  IconFileImport,
  IconGhost2,
  IconGitCommit,
  IconListDetails,
  IconPackage,
  IconPlayerPlay,
  IconQuestionMark,
  IconRobot,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { GraphNode } from '../../../core/contract/graph';

type Kind = GraphNode['kind'];

export const kindIcons: Record<Kind, ComponentType<{ size?: number; 'aria-hidden'?: boolean }>> = {
  WorkflowRun: IconPlayerPlay,
  WorkflowOutput: IconListDetails,
  TaskRun: IconBox,
  TaskOutput: IconListDetails,
  FileOutput: IconFile,
  AgentRun: IconRobot,
  Unknown: IconQuestionMark,
  External: IconFileImport,
  Missing: IconGhost2,
  OutsideRun: IconCloudDownload,
  OutsideData: IconFileImport,
  Container: IconPackage,
  Commit: IconGitCommit,
  Script: IconCode,
  Parameter: IconAdjustments,
};

/** The outline of a kind as an SVG path in a box of `w` by `h`. */
export function outline(kind: Kind, w: number, h: number): string {
  const a = 1;
  const b = w - 1;
  const c = h - 1;
  const round = (r: number) =>
    `M${a + r},${a}H${b - r}A${r},${r} 0 0 1 ${b},${a + r}V${c - r}A${r},${r} 0 0 1 ${b - r},${c}H${a + r}A${r},${r} 0 0 1 ${a},${c - r}V${a + r}A${r},${r} 0 0 1 ${a + r},${a}Z`;
  const corner = Math.min(13, h / 3);
  switch (kind) {
    case 'TaskRun':
      return round(Math.min(11, h / 3));
    case 'WorkflowRun':
      return round((h - 2) / 2);
    case 'FileOutput':
      return `M${a},${a}H${b - corner}L${b},${a + corner}V${c}H${a}ZM${b - corner},${a}V${a + corner}H${b}`;
    case 'External':
    case 'OutsideData':
    case 'OutsideRun':
      return `M${a + corner},${a}H${b}L${b - corner},${c}H${a}Z`;
    case 'AgentRun':
      return `M${a + corner},${a}H${b - corner}L${b},${h / 2}L${b - corner},${c}H${a + corner}L${a},${h / 2}Z`;
    case 'WorkflowOutput':
    case 'TaskOutput':
      return `M${a + corner},${a}H${b - corner}L${b},${a + corner}V${c - corner}L${b - corner},${c}H${a + corner}L${a},${c - corner}V${a + corner}Z`;
    case 'Container':
      return `M${a},${a + corner / 2}H${b}V${c - corner / 2}H${a}ZM${a + corner},${a + corner / 2}V${a}H${b - corner}V${a + corner / 2}`;
    case 'Commit':
    case 'Script':
      return `M${a},${a}H${b - corner}L${b},${h / 2}L${b - corner},${c}H${a}Z`;
    case 'Parameter':
      return `M${a + corner},${a}H${b}V${c}H${a + corner}L${a},${h / 2}Z`;
    default:
      return round(2);
  }
}

/** The outline drawn; a group shows two more edges behind it. */
export function KindShape({ kind, width, height, stacked = false }: { kind: Kind; width: number; height: number; stacked?: boolean }) {
  const path = outline(kind, width, height);
  // Of what lies behind only the edge is seen: no folded corner, no lid.
  const [edge = path] = path.split(/(?<=Z)/);
  return (
    <svg className="kind-shape" data-kind={kind} width={width} height={height} aria-hidden="true" focusable="false">
      {stacked && <path d={edge} transform="translate(7 7)" className="kind-behind" />}
      {stacked && <path d={edge} transform="translate(3.5 3.5)" className="kind-behind" />}
      <path d={path} />
    </svg>
  );
}
