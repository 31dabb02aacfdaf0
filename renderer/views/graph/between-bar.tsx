/** The way between two items: both are chosen by clicking or by their LID, the answer comes from the whole recorded graph, the way is lit. */

import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Output } from '../../../core/contract';
import { saysWays, stepsOf } from '../../../core/graph/between-words';
import { BusyButton } from '../../parts/busy-button';
import { ErrorBox } from '../../parts/error-box';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { relationWords } from '../../words/graph';
import { pictureWords as words } from '../../words/graph-picture';
import type { DrawnGraph } from './drawing';
import { MarksContext } from './marks';
import type { Side } from './model';
import { litOf } from './ways';

interface BetweenBarProps {
  graph: DrawnGraph;
  /** The node selected in the drawing; null where a group box is. */
  selected: string | null;
  /** The drawing is being read or arranged. */
  busy: boolean;
  onShow: (box: string) => void;
  onUnfold: (lid: string, side: Side) => void;
  onClose: () => void;
}

type Answer = Output<'graph.between'>;

/** The next step that draws more of a way: a node that is drawn, beside one that is not. */
function nextUnfold(way: readonly string[], graph: DrawnGraph, tried: ReadonlySet<string>): { lid: string; side: Side } | null {
  for (const [at, lid] of way.entries()) {
    if (!graph.nodes.has(lid)) continue;
    for (const [side, other] of [['down', way[at + 1]] as const, ['up', way[at - 1]] as const])
      if (other !== undefined && !graph.nodes.has(other) && !tried.has(`${side} ${lid}`)) return { lid, side };
  }
  return null;
}

export function BetweenBar({ graph, selected, busy, onShow, onUnfold, onClose }: BetweenBarProps) {
  const [from, setFrom] = useState(selected ?? '');
  const [to, setTo] = useState('');
  const marks = useContext(MarksContext);
  const ready = from !== '' && to !== '' && from !== to;
  const { data, error, isFetching } = useCall('graph.between', { workspace: graph.workspace, from, to }, { enabled: ready });
  const answer = ready ? data : undefined;

  // A box that is chosen fills the field that is still empty.
  const [last, setLast] = useState(selected);
  if (selected !== last) {
    setLast(selected);
    if (selected !== null && from === '') setFrom(selected);
    else if (selected !== null && to === '' && selected !== from) setTo(selected);
  }

  useEffect(() => {
    if (!answer || answer.way.length === 0) {
      marks.setState({ way: null });
      return;
    }
    const next = new Map(answer.way.slice(0, -1).map((lid, at) => [lid, answer.way[at + 1]]));
    const shortest = litOf(graph, answer.way, (one, other) => next.get(one) === other);
    marks.setState({
      way: {
        shortest,
        any: litOf(
          graph,
          answer.nodes.map(({ lid }) => lid),
        ),
      },
    });
  }, [marks, graph, answer]);
  useEffect(() => () => marks.setState({ way: null }), [marks]);
  // Whoever asked for it goes on in the field that is still empty.
  const strip = useRef<HTMLElement>(null);
  useEffect(() => [...(strip.current?.querySelectorAll('input') ?? [])].find(({ value }) => value === '')?.focus(), []);

  return (
    <section
      ref={strip}
      className="graph-strip graph-between"
      aria-label={words.between}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <End label={words.from} value={from} graph={graph} onChange={setFrom} />
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={words.swap}
        title={words.swap}
        onClick={() => {
          setFrom(to);
          setTo(from);
        }}
      >
        <IconArrowsLeftRight size={15} />
      </Button>
      <End label={words.to} value={to} graph={graph} onChange={setTo} />
      <CloseButton aria-label={words.betweenClose} title={words.betweenClose} onClick={onClose} className="graph-strip-end" />
      <div className="graph-answer" role="status">
        {!ready && (from !== '' && from === to ? words.sameItem : words.betweenHint)}
        {ready && isFetching && words.looking}
        {answer && saysWays(answer).map((sentence, at) => (at === 0 ? <strong key={sentence}>{sentence} </strong> : <span key={sentence}>{sentence} </span>))}
      </div>
      {error !== null && ready && <ErrorBox error={error} />}
      {answer && answer.way.length > 0 && <Way answer={answer} graph={graph} busy={busy} onShow={onShow} onUnfold={onUnfold} />}
    </section>
  );
}

/** A LID or path; shown by its name below. */
function End({ label, value, graph, onChange }: { label: string; value: string; graph: DrawnGraph; onChange: (lid: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const title = graph.nodes.get(value)?.title;
  return (
    <TextInput
      className="graph-end"
      label={title === undefined ? label : `${label}: ${visibleText(title)}`}
      placeholder={words.endHint}
      value={visibleText(typed)}
      maxLength={4096}
      spellCheck={false}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => onChange(typed.trim())}
      onKeyDown={(event) => event.key === 'Enter' && onChange(typed.trim())}
      rightSection={value !== '' && <CloseButton size="xs" aria-label={words.clearEnd(label)} onClick={() => onChange('')} />}
    />
  );
}

/** The steps of the shortest way, each a button that shows it in the drawing; and a button that draws what of it is not drawn. */
function Way({ answer, graph, busy, onShow, onUnfold }: { answer: Answer } & Pick<BetweenBarProps, 'graph' | 'busy' | 'onShow' | 'onUnfold'>) {
  const [drawing, setDrawing] = useState<ReadonlySet<string> | null>(null);
  const steps = useMemo(() => stepsOf(answer), [answer]);
  const notDrawn = answer.way.filter((lid) => !graph.nodes.has(lid)).length;
  useEffect(() => {
    if (drawing === null || busy) return;
    const next = nextUnfold(answer.way, graph, drawing);
    if (next === null) return setDrawing(null);
    setDrawing(new Set([...drawing, `${next.side} ${next.lid}`]));
    onUnfold(next.lid, next.side);
  }, [drawing, busy, answer, graph, onUnfold]);
  return (
    <>
      <ol className="graph-way" aria-label={words.shortest}>
        {steps.map(({ node, link }) => {
          const box = graph.boxOf.get(node.lid);
          return (
            <li key={node.lid}>
              <button type="button" disabled={box === undefined} title={visibleText(node.lid)} onClick={() => box !== undefined && onShow(box)}>
                {visibleText(node.title)}
              </button>
              {link && (
                <span className="muted" data-inferred={link.inferred || undefined}>
                  {relationWords[link.relation]}
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {notDrawn > 0 && (
        <div>
          <span className="muted">{words.notDrawn(notDrawn, steps.length)} </span>
          <BusyButton size="compact-xs" variant="default" loading={drawing !== null} onClick={() => setDrawing(new Set())}>
            {words.drawWay}
          </BusyButton>
        </div>
      )}
      {answer.truncated && <span className="muted">{words.waysTruncated(answer.nodes.length, answer.total)}</span>}
    </>
  );
}
