/** The longest turn of the page's event loop in processor time, which says the same on a busy machine as on one at rest. */
import type { Page } from 'playwright-core';

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Processor time of a whole turn, in µs. */
  tdur?: number;
}

/** In ms, scripts, styles, layout and painting of one turn together; traced by the browser itself while `act` runs. */
export async function longestTurn(page: Page, act: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] } });
  await act();
  const ended = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await ended;
  await session.detach();
  // The thread that runs scripts and lays out pages.
  const scripts = new Map<string, number>();
  const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  for (const event of events) if (event.name === 'FunctionCall') scripts.set(thread(event), (scripts.get(thread(event)) ?? 0) + 1);
  const [main] = [...scripts].sort((a, b) => b[1] - a[1])[0] ?? [];
  return Math.max(0, ...events.filter((event) => event.name === 'RunTask' && thread(event) === main).map(({ tdur = 0 }) => tdur / 1000));
}
