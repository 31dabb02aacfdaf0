/** The graph around one record: what it was made from to the left, what was made from it to the right, opened as far as one asks. */
import { Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ErrorBox } from '../../parts/error-box';
import { visibleText } from '../../parts/visible-text';
import { graphWords } from '../../words/graph';
import { traceLimit } from './begin';
import { boxLimit, groupStep } from './boxes';
import { findingsOf, ofOtherRuns, talliesOf } from './drawing';
import { Flow, type FlowHandle } from './flow';
import './graph.css';
import './picture.css';
import { GraphControls } from './graph-controls';
import { GraphToolbar } from './graph-toolbar';
import { useGraphTools } from './graph-tools';
import { GroupPanel } from './group-panel';
import { MarksContext } from './marks';
import { NodePanel } from './side-panel';
import { TwinTable } from './twin-table';
import { useGraphView } from './use-graph-view';

/** Where the head of a page and all tools would take half of the window and more: from 125 % on in a window of usual size. */
const littleRoom = '(max-width: 56rem), (max-height: 42rem)';

const none: ReadonlyMap<string, number> = new Map();

/** `lid` is where the graph begins, and its home. */
export function GraphView({ workspace, lid }: { workspace: string; lid: string }) {
  const [twin, setTwin] = useState<'drawing' | 'table'>('drawing');
  const canvas = useRef<FlowHandle>(null);
  const frame = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const low = useMediaQuery(littleRoom, false, { getInitialValueInEffect: false });
  const [more, setMore] = useState(false);
  const view = useGraphView(workspace, lid, canvas, frame);
  const { model, drawing, boxes, drawn, box, focus, actions } = view;
  const tallies = useMemo(() => (drawn && model ? talliesOf(drawn.boxes, model.nodes) : null), [drawn, model]);

  const run = model?.nodes.get(focus)?.kind === 'WorkflowRun' ? focus : null;
  const others = useMemo(() => (drawn && model ? ofOtherRuns(drawn.boxes, model.nodes, run) : none), [drawn, model, run]);
  const findings = useMemo(() => (drawn && model ? findingsOf(drawn.boxes, model.nodes) : none), [drawn, model]);
  const toDrawing = useCallback(() => setTwin('drawing'), []);
  const tools = useGraphTools(view, tallies, frame, toDrawing);

  // In a low window the head of the page would leave the drawing a slit: begun with, it is what is in sight.
  const stands = drawn !== null;
  useEffect(() => {
    const canvas = frame.current?.getBoundingClientRect();
    if (stands && canvas && innerHeight - canvas.top < innerHeight / 2) (root.current?.closest('.mantine-Tabs-root') ?? root.current)?.scrollIntoView({ block: 'start' });
  }, [stands]);

  if (view.error !== null && !model) return <ErrorBox error={view.error} onRetry={view.goHome} />;
  const title = visibleText(model?.nodes.get(focus)?.title ?? focus);
  const status = view.reading ? graphWords.loading : view.arranging ? graphWords.layingOut : boxes && drawing ? graphWords.shown(drawing.nodes.size, boxes.boxes.length) : '';
  return (
    <MarksContext.Provider value={tools.marks}>
      <div ref={root} className="graph" data-full={tools.full || undefined} data-folded={(low && !more) || undefined}>
        <div className="graph-bars">
          <GraphToolbar
            twin={twin}
            onTwin={setTwin}
            onHome={view.goHome}
            onFit={() => canvas.current?.fit()}
            onZoom={(by) => canvas.current?.zoom(by)}
            onAll={(side) => actions.unfold(focus, side, true)}
            onReset={() => view.makeFocus(focus)}
            tools={tools.buttons}
            more={low ? { shown: more, set: setMore } : null}
          />
          <GraphControls state={view.state} onState={view.setState} onArrange={view.arrange} status={status} />
        </div>
        {tools.strips}
        {view.error !== null && <ErrorBox error={view.error} />}
        {view.truncated && <Text size="xs">{graphWords.truncated(traceLimit)}</Text>}
        {boxes && boxes.boxes.length >= boxLimit - groupStep && boxes.grouped > 0 && <Text size="xs">{graphWords.dense(boxes.boxes.length)}</Text>}
        {view.leftOut > 0 && <Text size="xs">{graphWords.leftOut(view.leftOut)}</Text>}
        <div className="graph-body">
          {twin === 'table' && view.graph && drawing && tallies && (
            <div className="graph-twin">
              <TwinTable graph={view.graph} hidden={drawing.hidden} tallies={tallies} title={title} onSelect={actions.select} onOpen={actions.open} />
            </div>
          )}
          {twin === 'drawing' && (
            <div
              className="graph-canvas"
              ref={frame}
              onKeyDown={view.onKeyDown}
              {...tools.hover}
              aria-description={graphWords.keys}
              role="group"
              aria-label={graphWords.label(title)}
            >
              {drawn && drawing && tallies ? (
                <Flow
                  label={graphWords.label(title)}
                  drawn={drawn.boxes}
                  layout={drawn.layout}
                  frames={view.graph?.frames ?? []}
                  hidden={drawing.hidden}
                  tallies={tallies}
                  findings={findings}
                  selected={view.selected}
                  focus={focus}
                  home={view.home}
                  run={run}
                  others={others}
                  actions={actions}
                  handle={canvas}
                  onDrawn={view.onDrawn}
                />
              ) : (
                <div className="graph-busy">{graphWords.loading}</div>
              )}
            </div>
          )}
          <aside className="graph-panel" aria-label={graphWords.panel}>
            {box === null && <Text c="var(--text-muted)">{graphWords.nothingSelected}</Text>}
            {box?.type === 'node' && (
              <NodePanel
                key={box.id}
                workspace={workspace}
                node={box.node}
                hidden={drawing?.hidden.get(box.id)}
                focus={box.id === focus}
                onOpen={() => actions.open(box.id)}
                onFocus={() => view.makeFocus(box.id)}
                onUnfold={(side, wholly) => actions.unfold(box.id, side, wholly)}
                onFold={(side) => actions.fold(box.id, side)}
              />
            )}
            {box?.type === 'group' && model && (
              <GroupPanel
                box={box}
                nodes={model.nodes}
                onPick={(lid) => view.takeOut(lid, true)}
                onShowMore={() => view.showMore(box.id, box.shown)}
                onFold={() => view.foldGroup(box.id)}
              />
            )}
          </aside>
        </div>
      </div>
    </MarksContext.Provider>
  );
}
