/** A drop on the window as Chromium takes it from the desktop: trusted, and with files that have a place on the disk. */
import type { Page } from 'playwright-core';

export async function dropFiles(page: Page, ...files: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  // A hand stays over the window for a while: nothing is dropped where the page has not answered yet that it takes files.
  for (const type of ['dragEnter', 'dragOver', 'dragOver', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
    await page.waitForTimeout(100);
  }
  await session.detach();
}
