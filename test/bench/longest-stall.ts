/** How long the page could not draw while something went on, by the page's own clock. */
import type { Page } from 'playwright-core';

/** The longest gap between two turns of the page's event loop while `act` runs, in ms. */
export async function longestStall(page: Page, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => {
    const watch = { longest: 0, last: performance.now(), on: true };
    (globalThis as unknown as { watch: typeof watch }).watch = watch;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const now = performance.now();
      watch.longest = Math.max(watch.longest, now - watch.last);
      watch.last = now;
      if (watch.on) setTimeout(() => channel.port2.postMessage(0), 4);
    };
    channel.port2.postMessage(0);
  });
  await act();
  return page.evaluate(() => {
    const { watch } = globalThis as unknown as { watch: { longest: number; on: boolean } };
    watch.on = false;
    return watch.longest;
  });
}
