/** The time of this computer's clock, as it is kept and told. */
import type { Ports } from './ports';

/** Thousands of results may be of the same few milliseconds. */
let last = { ms: 0, text: new Date(0).toISOString() };

/** ISO 8601 in UTC, to the millisecond. */
export function nowOf({ clock }: Pick<Ports, 'clock'>): string {
  const { ms } = clock.now();
  if (ms !== last.ms) last = { ms, text: new Date(ms).toISOString() };
  return last.text;
}
