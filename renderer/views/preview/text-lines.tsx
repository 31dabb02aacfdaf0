/** A long text as lines, of which only those in sight are drawn; nothing in it is anything but text. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { count } from '../../parts/format';
import { visibleLines } from '../../parts/visible-text';

const lineHeight = 18;
/** A line this long would stall the drawing of text; the rest of it is cut, visibly. */
const longest = 5000;

/** Lines as they are drawn; too long ones end with a note. */
export function drawnLines(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > 1 && lines[lines.length - 1] === '') lines.pop();
  return lines.map((line) => (line.length > longest ? `${line.slice(0, longest)} … (${count(line.length - longest)} more characters in this line)` : line));
}

export function TextLines({ text, label }: { text: string; label: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => drawnLines(text), [text]);
  const widest = useMemo(() => lines.reduce((most, line) => Math.max(most, line.length), 0), [lines]);
  const virtualizer = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => lineHeight, overscan: 20 });
  const digits = String(lines.length).length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div ref={scroller} className="text-lines mono" role="region" aria-label={label} tabIndex={0}>
      <div style={{ height: virtualizer.getTotalSize(), minWidth: `${widest + digits + 4}ch` }} className="text-lines-all">
        {virtualizer.getVirtualItems().map((item) => (
          <div key={item.key} className="text-line" style={{ transform: `translateY(${item.start}px)` }}>
            <span className="text-number" aria-hidden="true" style={{ width: `${digits + 1}ch` }}>
              {item.index + 1}
            </span>
            {visibleLines(lines[item.index] ?? '')}
          </div>
        ))}
      </div>
    </div>
  );
}
