/** A stretch of time that is looked at: moved and zoomed, never beyond what there is by more than its own half. */

export interface Span {
  /** ISO 8601 in UTC. */
  from: string;
  to: string;
}

/** No shorter stretch is of use: bars are a minute at least. */
const shortest = 10 * 60_000;

/** By a part of its own length; negative is earlier. */
export function moved(span: Span, extent: Span, by: number): Span {
  const { low, high } = millis(span);
  const length = high - low;
  return held(low + by * length, length, extent);
}

/** Around its middle; a factor under 1 shows less. */
export function zoomed(span: Span, extent: Span, factor: number): Span {
  const { low, high } = millis(span);
  const all = millis(extent);
  const length = Math.min(Math.max((high - low) * factor, shortest), Math.max(all.high - all.low, shortest) * 1.5);
  return held((low + high) / 2 - length / 2, length, extent);
}

function held(low: number, length: number, extent: Span): Span {
  const all = millis(extent);
  const begin = Math.min(Math.max(low, all.low - length / 2), all.high - length / 2);
  return { from: new Date(Math.floor(begin)).toISOString(), to: new Date(Math.ceil(begin + length)).toISOString() };
}

function millis({ from, to }: Span) {
  return { low: Date.parse(from), high: Date.parse(to) };
}
