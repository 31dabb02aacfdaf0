/** The canvas: the only file that knows the drawing library. It pans, zooms and draws boxes and lines where they were laid out. */

import { type CSSProperties, type Ref, useDeferredValue, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import {
  BaseEdge,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  Handle,
  MiniMap,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from 'reactflow';
import 'reactflow/dist/base.css';
import './flow.css';
import { verdictWords } from '../../../core/verify/verdict';
import { motion } from '../../parts/motion';
import { visibleText } from '../../parts/visible-text';
import { graphWords } from '../../words/graph';
import { type BoxActions, BoxView, type BoxViewProps } from './box-view';
import type { Boxes } from './boxes';
import type { Frame, Tally } from './drawing';
import { boxHeight, boxWidth, type Layout } from './layout';
import { type Line, linesOf } from './lines';
import { firstView, mapSize, viewAfterResize, viewOf, wholeView } from './look';
import { useLinkMarks } from './marks';
import type { Hidden } from './model';

type BoxNode = Node<BoxViewProps & Record<string, unknown>, 'box'>;
type FrameNode = Node<{ title: string; boxes: number } & Record<string, unknown>, 'frame'>;
type LinkEdge = Edge<Line & Record<string, unknown>, 'link'>;

function FlowBox({ data }: NodeProps<BoxNode>) {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <BoxView {...data} />
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}

function FlowFrame({ data, width, height }: NodeProps<FrameNode>) {
  return (
    <div className="flow-frame" style={{ width, height }} role="group" aria-label={graphWords.frame(data.title, data.boxes)}>
      <span className="flow-frame-title">{data.title}</span>
    </div>
  );
}

function FlowLink({ id, data }: EdgeProps<LinkEdge>) {
  const marks = useLinkMarks(id);
  if (!data) return null;
  const { link, active } = data;
  return (
    <>
      <g className="flow-link" data-inferred={link.inferred || undefined} data-active={active || undefined} data-marks={marks}>
        <BaseEdge
          path={data.path}
          interactionWidth={0}
          markerEnd={active ? 'url(#flow-arrow-active)' : 'url(#flow-arrow)'}
          style={{ strokeWidth: data.width + (marks?.includes('way') ? 2.4 : 0) }}
        />
      </g>
      {data.word !== null && (
        <EdgeLabelRenderer>
          <span
            className="flow-word"
            data-inferred={link.inferred || undefined}
            data-active={active || undefined}
            style={{ transform: `translate(-50%,-100%) translate(${data.middle.x}px,${data.middle.y - data.width / 2}px)` }}
          >
            {data.word}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

/** Where lines meet a box. Told beforehand, so that no line waits until its boxes have been measured. */
const handles = [
  { type: 'target' as const, position: Position.Left, x: 0, y: boxHeight / 2, width: 1, height: 1 },
  { type: 'source' as const, position: Position.Right, x: boxWidth, y: boxHeight / 2, width: 1, height: 1 },
];
const nodeTypes = { box: FlowBox, frame: FlowFrame };
const edgeTypes = { link: FlowLink };

export interface FlowHandle {
  fit: () => void;
  zoom: (by: 1 | -1) => void;
  /** Brings boxes into sight, the first of them above all, moving as little as that takes. */
  reveal: (ids: readonly string[]) => void;
  /** The first picture again, around the focus. */
  begin: () => void;
}
export interface FlowProps {
  label: string;
  drawn: Boxes;
  layout: Layout;
  frames: readonly Frame[];
  hidden: ReadonlyMap<string, Hidden>;
  tallies: ReadonlyMap<string, Tally>;
  /** Open findings about the members of each group. */
  findings: ReadonlyMap<string, number>;
  selected: string | null;
  focus: string;
  home: string;
  /** The run in focus; null where the focus is no run. */
  run: string | null;
  /** How many of the members of each group are of another run than that in focus. */
  others: ReadonlyMap<string, number>;
  actions: BoxActions;
  handle: Ref<FlowHandle>;
  /** Called when a new layout stands. */
  onDrawn: () => void;
}

/** So few lines keep their words when seen from far. */
const fewLinks = 40;
/** Words of lines beside names of boxes, seen from far. */
const farWord = 0.72;

const noTally: Tally = [];
const noEdges: LinkEdge[] = [];

function Canvas({ label, drawn, layout, frames, hidden, tallies, findings, selected, focus, home, run, others, actions, handle, onDrawn }: FlowProps) {
  const flow = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  // In steps, so that the boxes are not drawn anew with each frame of a zoom.
  const zoom = useStore((state) => Math.max(0.1, Math.round(state.transform[2] * 20) / 20));
  const small = zoom < 0.7;
  const farFont = Math.min(28, 9.8 / zoom);
  // Words of many lines are hidden then: their lines need not be made anew with each step of the zoom.
  const wordSize = small && drawn.links.length <= fewLinks ? farFont * farWord : null;
  const ready = useStore((state) => state.width > 0 && state.height > 0);
  const begun = useRef(false);

  const nodes = useMemo<BoxNode[]>(
    () =>
      drawn.boxes.map((box) => ({
        id: box.id,
        type: 'box',
        position: layout.places.get(box.id) ?? { x: 0, y: 0 },
        width: boxWidth,
        height: boxHeight,
        measured: { width: boxWidth, height: boxHeight },
        handles,
        zIndex: box.id === selected ? 11 : 10, // above every line, so that no number at a box's side is struck out
        className: box.type === 'node' && box.node.verdict ? `map-${verdictWords[box.node.verdict].tone}` : '',
        data: {
          box,
          hidden: hidden.get(box.id),
          selected: box.id === selected,
          focus: box.id === focus,
          home: box.id === home,
          others: box.type === 'group' ? (others.get(box.id) ?? 0) : Number(run !== null && box.node.run !== null && box.node.run !== run),
          tally: tallies.get(box.id) ?? noTally,
          findings: box.type === 'node' ? (box.node.findings ?? 0) : (findings.get(box.id) ?? 0),
          actions,
        },
      })),
    [drawn, layout, hidden, tallies, findings, selected, focus, home, run, others, actions],
  );
  // Behind everything; a run without boxes in this layout has no place and is not drawn.
  const frameNodes = useMemo<FrameNode[]>(() => {
    const byRun = new Map(frames.map((frame) => [frame.run, frame]));
    return layout.frames.map(({ run: of, x, y, width, height }) => ({
      id: `frame ${of}`,
      type: 'frame',
      position: { x, y },
      width,
      height,
      measured: { width, height },
      zIndex: -1,
      data: { title: graphWords.frameTitle(visibleText(byRun.get(of)?.title ?? of)), boxes: byRun.get(of)?.boxes.length ?? 0 },
    }));
  }, [layout, frames]);
  const edges = useMemo<LinkEdge[]>(
    () =>
      linesOf(drawn.links, layout, selected, wordSize).map(({ link, ...data }) => ({
        id: link.id,
        source: link.from,
        target: link.to,
        type: 'link',
        zIndex: data.active ? 5 : 0,
        ariaLabel: data.says,
        data: { link, ...data },
      })),
    [drawn, layout, selected, wordSize],
  );

  // Boxes first; lines and the small map in turns of their own, so that no one turn holds the window up.
  const all = useMemo(() => [...frameNodes, ...nodes], [frameNodes, nodes]);
  const shownEdges = useDeferredValue(edges, noEdges);
  const mapShown = useDeferredValue(true, false);

  useImperativeHandle(
    handle,
    () => ({
      fit: () => {
        const size = frame.current?.getBoundingClientRect();
        if (size) void flow.setViewport(wholeView(layout, size.width, size.height, 1.1), { duration: motion(200) });
      },
      zoom: (by) => void (by > 0 ? flow.zoomIn({ duration: motion(120) }) : flow.zoomOut({ duration: motion(120) })),
      reveal: (ids) => {
        const size = frame.current?.getBoundingClientRect();
        if (size) void flow.setViewport(viewOf(layout, ids, flow.getViewport(), size.width, size.height), { duration: motion(160) });
      },
      begin: () => {
        const size = frame.current?.getBoundingClientRect();
        if (size) void flow.setViewport(firstView(layout, focus, size.width, size.height), { duration: motion(200) });
      },
    }),
    [flow, layout, focus],
  );
  // After the boxes stand where they were laid out, whoever waited for that may move the view.
  useEffect(() => {
    if (begun.current && layout.places.size > 0) onDrawn();
  }, [layout, onDrawn]);

  // The first picture: all of it where that can still be read, else the focus, with as much around it as there is.
  useEffect(() => {
    const size = frame.current?.getBoundingClientRect();
    if (begun.current || !ready || !size || layout.places.size === 0) return;
    begun.current = true;
    void flow.setViewport(firstView(layout, focus, size.width, size.height));
  }, [ready, layout, focus, flow]);

  // A canvas that becomes much larger or smaller, as by full screen, keeps what was in its middle there.
  const [width, height] = [useStore((state) => state.width), useStore((state) => state.height)];
  const was = useRef({ width, height });
  useEffect(() => {
    const before = was.current;
    was.current = { width, height };
    if (begun.current) void flow.setViewport(viewAfterResize(flow.getViewport(), before, { width, height }));
  }, [width, height, flow]);

  return (
    <div
      ref={frame}
      className="flow"
      data-small={small || undefined}
      data-few={drawn.links.length <= fewLinks || undefined}
      style={{ '--far-font': `${farFont}px`, '--far-word': `${farFont * farWord}px` } as CSSProperties}
    >
      <ReactFlow
        nodes={all}
        edges={shownEdges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        aria-label={label}
        minZoom={0.08}
        maxZoom={2}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        zoomOnDoubleClick={false}
        proOptions={{ hideAttribution: true }}
      >
        <svg className="flow-defs" aria-hidden="true">
          <defs>
            {['flow-arrow', 'flow-arrow-active'].map((id) => (
              <marker key={id} id={id} viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">
                <path d="M0,1L10,5L0,9Z" className={id} />
              </marker>
            ))}
          </defs>
        </svg>
        {mapShown && (
          <MiniMap
            pannable
            zoomable
            style={mapSize}
            ariaLabel={graphWords.minimap}
            nodeStrokeWidth={4}
            nodeClassName={(node) => (node.type === 'frame' ? 'map-frame' : node.id === focus ? 'map-focus' : (node.className ?? ''))}
          />
        )}
      </ReactFlow>
    </div>
  );
}

export function Flow(props: FlowProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}
