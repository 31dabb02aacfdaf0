/** What is done with the drawing beside walking through it: find, ways, saving, full screen; buttons for the toolbar and the strips they open. */
import { ActionIcon, Button, CloseButton } from '@mantine/core';
import { IconMaximize, IconMinimize, IconRoute, IconSearch } from '@tabler/icons-react';
import { type FocusEvent, type MouseEvent, type ReactNode, type RefObject, useCallback, useEffect, useMemo, useState } from 'react';
import { isThingKind } from '../../../core/graph/things';
import { ErrorBox } from '../../parts/error-box';
import { pictureWords as words } from '../../words/graph-picture';
import { BetweenBar } from './between-bar';
import type { Tally } from './drawing';
import { FindBar } from './find-bar';
import { createMarks, type MarksStore } from './marks';
import { pictureOf } from './picture-of';
import { SaveMenu } from './save-menu';
import { useFullScreen } from './use-full-screen';
import type { useGraphView } from './use-graph-view';
import { waysTo } from './ways';

interface GraphTools {
  marks: MarksStore;
  full: boolean;
  buttons: ReactNode;
  strips: ReactNode;
  /** For the frame around the canvas. */
  hover: { onMouseOver: (event: MouseEvent) => void; onMouseLeave: () => void; onFocus: (event: FocusEvent) => void };
}

const boxAt = (target: EventTarget) => (target instanceof Element ? (target.closest('.graph-box')?.querySelector<HTMLElement>('[data-box]')?.dataset.box ?? null) : null);

/** `frame`: around the canvas, where the keyboard goes back to. */
export function useGraphTools(
  view: ReturnType<typeof useGraphView>,
  tallies: ReadonlyMap<string, Tally> | null,
  frame: RefObject<HTMLElement | null>,
  toDrawing: () => void,
): GraphTools {
  const { graph, drawing, actions, goTo, showBox } = view;
  const [marks] = useState(createMarks);
  const [strip, setStrip] = useState<'find' | 'between' | null>(null);
  const [asked, ask] = useState(0);
  const [full, setFull] = useFullScreen();
  const [said, setSaid] = useState('');
  const [failed, setFailed] = useState<unknown>(null);

  const find = useCallback(() => {
    toDrawing();
    setStrip('find');
    ask((times) => times + 1);
  }, [toDrawing]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'f' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || document.querySelector('[role=dialog][aria-modal=true]'))
        return;
      event.preventDefault();
      find();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [find]);
  const close = () => {
    setStrip(null);
    // Back to where the eye is: the box that was found, else the one that is selected.
    const box = marks.getState().current ?? view.selected;
    if (frame.current) goTo(box);
  };

  const wayOf = useMemo(() => (graph ? waysTo(graph, graph.boxOf.get(graph.focus) ?? graph.focus) : null), [graph]);
  const light = (box: string | null) => {
    const hover = box === null ? null : (wayOf?.(box) ?? null);
    if (hover !== marks.getState().hover) marks.setState({ hover });
  };

  const node = graph?.boxes.find(({ id }) => id === view.selected);
  return {
    marks,
    full,
    hover: { onMouseOver: (event) => light(boxAt(event.target)), onMouseLeave: () => light(null), onFocus: (event) => light(boxAt(event.target)) },
    buttons: (
      <>
        <Button data-tip={words.findTip} variant="default" leftSection={<IconSearch size={14} />} onClick={find}>
          {words.findShort}
        </Button>
        <Button
          data-extra
          data-tip={words.betweenTip}
          variant="default"
          leftSection={<IconRoute size={14} />}
          aria-expanded={strip === 'between'}
          onClick={() => {
            toDrawing();
            setStrip(strip === 'between' ? null : 'between');
          }}
        >
          {words.betweenShort}
        </Button>
        <SaveMenu
          workspace={graph?.workspace ?? ''}
          picture={() => (graph && drawing && tallies ? pictureOf(graph, drawing.hidden, tallies) : null)}
          onSaid={setSaid}
          onFailed={setFailed}
        />
        <ActionIcon
          data-tip={full ? words.leaveFullScreen : words.fullScreen}
          variant="default"
          size="md"
          aria-label={full ? words.leaveFullScreen : words.fullScreen}
          aria-pressed={full}
          onClick={() => setFull(!full)}
        >
          {full ? <IconMinimize size={16} /> : <IconMaximize size={16} />}
        </ActionIcon>
      </>
    ),
    strips: (
      <>
        {graph && strip === 'find' && <FindBar graph={graph} asked={asked} onShow={showBox} onTakeOut={view.takeOut} onClose={close} />}
        {graph && strip === 'between' && (
          <BetweenBar
            graph={graph}
            selected={node?.type === 'node' && !isThingKind(node.node.kind) ? node.id : null}
            busy={view.reading || view.arranging}
            onShow={goTo}
            onUnfold={actions.unfold}
            onClose={close}
          />
        )}
        {failed !== null && <ErrorBox error={failed} onClose={() => setFailed(null)} />}
        {said !== '' && (
          <div className="graph-strip">
            <span role="status" className="wrap-anywhere graph-said">
              {said}
            </span>
            <CloseButton className="graph-strip-end" size="sm" aria-label={words.closeSaid} onClick={() => setSaid('')} />
          </div>
        )}
      </>
    ),
  };
}
