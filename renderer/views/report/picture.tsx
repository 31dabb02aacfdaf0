/** The lineage picture of a report: boxes in the columns and rows that the outline gives them, lines between. */
import type { ReportBlock } from '../../../core/contract/reports';
import { verdictWords } from '../../../core/verify/verdict';
import { visibleText } from '../../parts/visible-text';
import { reportWords } from '../../words/report';
import { pictureGeometry } from './picture-geometry';

type Picture = Extract<ReportBlock, { type: 'picture' }>;

/** Pixels inside the margins of a sheet. */
const sheetWidth = 820;

function clipped(text: string, most: number): string {
  const shown = visibleText(text);
  return shown.length <= most ? shown : `${shown.slice(0, most - 1)}…`;
}

export function ReportPicture({ picture }: { picture: Picture }) {
  // As wide as the sheet where that can be read, else to be scrolled.
  const { width, height, boxes, lines, box } = pictureGeometry(picture);
  const scale = Math.max(0.8, Math.min(1, sheetWidth / width));
  return (
    <figure className="report-picture">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="picture-scroll" role="region" aria-label={visibleText(picture.caption)} tabIndex={0}>
        <svg viewBox={`0 0 ${width} ${height}`} width={width * scale} height={height * scale} role="img" aria-label={reportWords.picture(picture.nodes.length)}>
          {lines.map((line) => (
            <path key={line.id} d={line.path} className="picture-line" strokeDasharray={line.inferred ? '5 4' : undefined} />
          ))}
          {boxes.map(({ node, x, y }) => {
            const words = node.verdict ? verdictWords[node.verdict] : null;
            const task = node.kind === 'TaskRun' || node.kind === 'AgentRun';
            return (
              <g key={node.id} transform={`translate(${x} ${y})`} data-tone={words?.tone} data-kind={node.kind}>
                <title>{visibleText(`${node.title} · ${node.detail}`)}</title>
                <rect
                  width={box.width}
                  height={box.height}
                  rx={task ? 9 : 0}
                  className="picture-box"
                  strokeDasharray={node.kind === 'Missing' ? '3 3' : node.kind === 'External' ? '7 3' : undefined}
                />
                <text x={8} y={17} className="picture-title">
                  {clipped(node.title, 22)}
                </text>
                <text x={8} y={31} className="picture-detail">
                  {clipped(node.detail, 32)}
                </text>
                {words && (
                  <text x={8} y={45} className="picture-verdict">
                    {words.sign} {clipped(node.note ?? words.short, 29)}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      </div>
      <figcaption className="muted">{visibleText(picture.caption)}</figcaption>
    </figure>
  );
}
