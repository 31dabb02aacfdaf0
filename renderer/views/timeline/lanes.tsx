/** The picture of the time line: one lane a kind, one bar a stretch of time; hollow where the time is the claim of a record. */
import type { KeyboardEvent } from 'react';
import type { Timeline, TimelineItem } from '../../../core/contract/time';
import { utc } from '../../parts/format';
import { timelineWords as words } from '../../words/time';
import type { Span } from './span';

interface LanesProps {
  timeline: Timeline;
  kinds: readonly TimelineItem['kind'][];
  onMove: (by: number) => void;
  onZoom: (factor: number) => void;
  onAll: () => void;
  onSpan: (span: Span) => void;
}

const ticks = 6;
const day = 86_400_000;

export function Lanes({ timeline, kinds, onMove, onZoom, onAll, onSpan }: LanesProps) {
  const { bins, unit, totals } = timeline;
  const low = Date.parse(timeline.from ?? '');
  const high = Date.parse(timeline.to ?? '');
  const length = high - low;
  const shown = kinds.filter((kind) => (totals[kind] ?? 0) > 0);
  const most = new Map(shown.map((kind) => [kind, Math.max(...bins.map((bin) => bin.counts[kind] ?? 0))]));
  const acts = new Map([
    ['ArrowLeft', () => onMove(-0.2)],
    ['ArrowRight', () => onMove(0.2)],
    ['+', () => onZoom(0.5)],
    ['=', () => onZoom(0.5)],
    ['-', () => onZoom(2)],
    ['Home', onAll],
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const act = acts.get(event.key);
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved and zoomed by keys; the buttons above it do the same
    <section className="timeline" aria-label={words.picture} tabIndex={0} onKeyDown={onKeyDown}>
      {shown.map((kind) => (
        <div key={kind} className="timeline-lane" data-kind={kind} data-clock={kind === 'run' ? 'recorded' : 'observed'}>
          <span className="timeline-name">{words.lane(words.kinds[kind], totals[kind] ?? 0)}</span>
          <div className="timeline-track" aria-hidden="true">
            {bins.map((bin, index) => {
              const n = bin.counts[kind];
              if (n === undefined) return null;
              const start = Date.parse(bin.start);
              const end = endOf(start, unit, bins[index + 1]?.start, high);
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: a shortcut for the mouse; keys zoom as well
                <span
                  key={bin.start}
                  className="timeline-bar"
                  title={words.bar(n, words.kinds[kind].toLowerCase(), utc(bin.start) ?? bin.start, unit)}
                  style={{
                    left: `${((start - low) / length) * 100}%`,
                    width: `max(3px, ${((end - start) / length) * 100}%)`,
                    height: `${20 + (80 * Math.log1p(n)) / Math.log1p(most.get(kind) ?? 1)}%`,
                  }}
                  onClick={() => onSpan({ from: bin.start, to: new Date(end).toISOString() })}
                />
              );
            })}
          </div>
        </div>
      ))}
      <div className="timeline-axis" aria-hidden="true">
        {Array.from({ length: ticks }, (_, at) => {
          const iso = new Date(low + (length * at) / (ticks - 1)).toISOString();
          return <span key={iso}>{length < 3 * day ? iso.slice(5, 16).replace('T', ' ') : iso.slice(0, 10)}</span>;
        })}
      </div>
    </section>
  );
}

const lengths: Record<Timeline['unit'], number> = { minute: 60_000, hour: 3_600_000, day, week: 7 * day, month: 28 * day, year: 365 * day };

/** Drawn a little short of the next: bars that touch can be told apart. */
function endOf(start: number, unit: Timeline['unit'], next: string | undefined, high: number): number {
  return Math.min(start + lengths[unit] * 0.9, next === undefined ? high : Date.parse(next), high);
}
