/** The processes of two histories as data flows, with the places marked where they part first. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { PartingDrawing } from '../../../core/contract/compare';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { partingWords as words } from '../../words/compare';
import { pictureGeometry } from '../report/picture-geometry';

type Box = PartingDrawing['boxes'][number];

const stateOf = ({ first, differ, after }: Box) => (first > 0 ? 'first' : differ > 0 ? 'differ' : after > 0 ? 'after' : 'same');
const most = 24;
const short = (text: string, length: number) => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);

export function PartingPicture({ drawing, workspace }: { drawing: PartingDrawing; workspace: string }) {
  const { width, height, boxes, lines, box } = pictureGeometry({
    type: 'picture',
    caption: '',
    nodes: drawing.boxes.map(({ id, column, row }) => ({ id, kind: 'TaskRun', title: id, detail: '', column, row })),
    edges: drawing.edges.map((edge) => ({ ...edge, inferred: false })),
  });
  const byId = new Map(drawing.boxes.map((one) => [one.id, one]));
  const parting = drawing.boxes.filter(({ first }) => first > 0);
  return (
    <figure className="parting">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div className="parting-scroll" role="region" aria-label={words.label} tabIndex={0}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          role="img"
          aria-label={words.says(
            parting.map(({ id }) => visibleText(id)),
            drawing.boxes.length,
          )}
        >
          {lines.map((line) => (
            <path key={line.id} d={line.path} className="parting-line" />
          ))}
          {boxes.map(({ node, x, y }) => {
            const one = byId.get(node.id);
            if (!one) return null;
            return (
              <g key={node.id} transform={`translate(${x} ${y})`} data-state={stateOf(one)}>
                <title>{visibleText(`${node.id}: ${words.box(one)}`)}</title>
                <rect width={box.width} height={box.height} rx={9} className="parting-box" />
                <text x={10} y={21} className="parting-title">
                  {short(visibleText(node.id), most)}
                </text>
                <text x={10} y={39} className="parting-detail">
                  {words.box(one)}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
      <figcaption>
        {words.caption} {drawing.truncated && words.truncated(drawing.boxes.length)}
        {parting.slice(0, 5).map((one) => (
          <span key={one.id} className="parting-links">
            {visibleText(one.id)}:{' '}
            {one.left && (
              <Anchor component={Link} href={paths.record(workspace, one.left, 'graph')} inherit>
                {words.graphFirst}
              </Anchor>
            )}
            {one.left && one.right && one.right !== one.left && ', '}
            {one.right && one.right !== one.left && (
              <Anchor component={Link} href={paths.record(workspace, one.right, 'graph')} inherit>
                {words.graphSecond}
              </Anchor>
            )}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
