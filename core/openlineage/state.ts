/** What the events of a run say of how it went: the sender's word, and no verdict. */

const ends = new Set(['COMPLETE', 'FAIL', 'ABORT']);
const before = new Set(['START', 'RUNNING']);

/** In words. `events` by time: the last that ends the run counts, else the last that says it began or goes on. */
export function stateOf(events: readonly { type: string; time: string }[]): string {
  const last = events.findLast(({ type }) => ends.has(type)) ?? events.findLast(({ type }) => before.has(type));
  return last === undefined ? 'how it went is not told' : `${last.type} (${last.time}), says the sender`;
}
