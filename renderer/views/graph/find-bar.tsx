/** Find in the graph: "3 of 10", Enter goes on and Shift-Enter back, Escape closes. */
import { ActionIcon, Button, CloseButton, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useContext, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { visibleText } from '../../parts/visible-text';
import { kindWords } from '../../words/graph';
import { pictureWords as words } from '../../words/graph-picture';
import type { DrawnGraph } from './drawing';
import { findIn } from './find';
import { MarksContext } from './marks';

interface FindBarProps {
  graph: DrawnGraph;
  /** Counts up each time the bar is asked for, so that it takes the focus again. */
  asked: number;
  /** Shows a box, without taking the keyboard there. */
  onShow: (box: string) => void;
  /** Takes a node out of its group box. */
  onTakeOut: (lid: string) => void;
  onClose: () => void;
}

export function FindBar({ graph, asked, onShow, onTakeOut, onClose }: FindBarProps) {
  const [text, setText] = useState('');
  const [at, setAt] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const marks = useContext(MarksContext);
  const sought = useDeferredValue(text);
  const found = useMemo(() => findIn(graph, sought), [graph, sought]);
  const index = found.findIndex(({ lid }) => lid === at);
  const current = index < 0 ? undefined : found[index];

  useEffect(() => {
    if (asked === 0) return;
    input.current?.focus();
    input.current?.select();
  }, [asked]);
  useEffect(() => {
    marks.setState({ found: new Set(found.map(({ box }) => box)), current: current?.box ?? null });
  }, [marks, found, current]);
  useEffect(() => () => marks.setState({ found: new Set(), current: null }), [marks]);

  const go = (by: 1 | -1) => {
    if (found.length === 0) return;
    const next = found[index < 0 ? (by > 0 ? 0 : found.length - 1) : (index + by + found.length) % found.length];
    if (!next) return;
    setAt(next.lid);
    onShow(next.box);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.target === input.current) go(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const box = current && graph.boxes.find(({ id }) => id === current.box);
  const said =
    sought.trim() === ''
      ? ''
      : found.length === 0
        ? words.foundNone
        : current === undefined
          ? words.found(found.length)
          : words.foundAt(index + 1, found.length, visibleText(graph.nodes.get(current.lid)?.title ?? current.lid));
  return (
    <div className="graph-strip" role="search" aria-label={words.find} onKeyDown={onKeyDown}>
      <TextInput
        ref={input}
        className="graph-find"
        data-autofocus
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        aria-label={words.find}
        placeholder={words.findHint}
        value={text}
        maxLength={1000}
        spellCheck={false}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(null);
        }}
      />
      <ActionIcon variant="default" aria-label={words.findBack} title={words.findBack} disabled={found.length === 0} onClick={() => go(-1)}>
        <IconChevronUp size={16} />
      </ActionIcon>
      <ActionIcon variant="default" aria-label={words.findOn} title={words.findOn} disabled={found.length === 0} onClick={() => go(1)}>
        <IconChevronDown size={16} />
      </ActionIcon>
      <span role="status">{said}</span>
      {current?.folded && box?.type === 'group' && (
        <>
          <span className="muted">{words.inGroup(visibleText(box.title) || kindWords[box.kind].many, box.lids.length)}</span>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              input.current?.focus(); // this button goes
              onTakeOut(current.lid);
            }}
          >
            {words.takeOut}
          </Button>
        </>
      )}
      <CloseButton className="graph-strip-end" aria-label={words.findClose} title={words.findClose} onClick={onClose} />
    </div>
  );
}
