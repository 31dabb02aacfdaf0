/** Every page of the window on the demo workspace, for what has to hold on all of them. */
import type { Page } from 'playwright-core';
import { pagesOf } from '../bench/pages';
import { type OpenApp, openApp } from './open-app';

export const workspace = 'trial-042';
export const release = 'lid://743f3d10fce32490142d3833990f2427';
export const task = 'lid://330d522174a0cea3ef0e645aef56efb3';
const strict = 'lid://87cf4e7e67eebdbcf18cc6b623acf905';
const cohort = `${release}/cohort/cohort.tsv`;

export const demoPages = pagesOf(workspace, {
  run: release,
  pair: [release, strict],
  task,
  file: cohort,
  published: cohort,
  reference: '/data/trial-042/inputs/reference.fa',
  sample: 'NA12878',
  label: 'deliverable',
});

/** Pages are waited for at most 20 s. */
export async function openDemo(): Promise<OpenApp> {
  const app = await openApp({ demo: true });
  app.page.setDefaultTimeout(20_000);
  return app;
}

/** One of its runs was checked and one of its files has a tag, so that pages have something to show. */
export async function openUsedDemo(): Promise<OpenApp> {
  const app = await openDemo();
  await app.page.evaluate(
    async ([name, run, lid]) => {
      await window.audit.call('checked', 'verify.run', { workspace: name, run });
      await window.audit.call('tagged', 'tags.set', { workspace: name, items: [{ kind: 'record', text: lid }], set: [{ key: 'reviewed', value: 'yes' }], reason: '' });
    },
    [workspace, release, cohort] as const,
  );
  return app;
}

/** Shows a page anew, as one comes to it by a link, and waits until it stands. */
export async function openPage(page: Page, address: string, drawn: string): Promise<void> {
  const go = (to: string) =>
    page.evaluate((hash) => {
      location.hash = hash;
    }, to);
  await go('/nowhere');
  await page.locator('main a[href="#/"]').waitFor();
  await go(address);
  await page.locator(drawn).first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true], .graph-busy'));
}
