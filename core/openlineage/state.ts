/** What the events of a run say of how it went: the sender's word, and no verdict. */

const ends = new Set(['COMPLETE', 'FAIL', 'ABORT']);
const before = new Set(['START', 'RUNNING']);

/** In words. `events` by time: the last that ends the run counts, else the last that says it began or goes on. */
export function stateOf(events: readonly { type: string; time: string }[]): string {
  const last = events.findLast(({ type }) => ends.has(type)) ?? events.findLast(({ type }) => before.has(type));
  return last === undefined ? 'how it went is not told' : `${last.type} (${last.time}), says the sender`;
}

const namedJobs = 5;

/** What does not fit together in these events, in sentences. `events` by time; `job`: namespace and name. */
export function oddOf(events: readonly { type: string; time: string; job: string }[]): string[] {
  const odd: string[] = [];
  const jobs = [...new Set(events.map(({ job }) => job))];
  if (jobs.length > 1) {
    const more = jobs.length > namedJobs ? ` and ${jobs.length - namedJobs} more` : '';
    odd.push(`Events under this id name ${jobs.length} jobs: ${jobs.slice(0, namedJobs).join('; ')}${more}. They may be several runs that were given one id.`);
  }
  const kinds = [...new Set(events.filter(({ type }) => ends.has(type)).map(({ type }) => type))];
  if (kinds.length > 1) odd.push(`It is said to have ended in ${kinds.length} ways: ${kinds.join(', ')}.`);
  const end = events.findIndex(({ type }) => ends.has(type));
  const later = end < 0 ? undefined : events.slice(end + 1).find(({ type }) => before.has(type));
  if (later !== undefined)
    odd.push(`${later.type} (${later.time}) is said to be later than ${events[end]?.type} (${events[end]?.time}): the clock of the sender, or the run, went back.`);
  return odd;
}
