/** Every page as one hears it: one first heading, none that skips a level, and a name for every region, table, list of tabs and picture. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../renderer/routes';
import { demoPages, openPage, openUsedDemo, task, workspace } from './demo-pages';
import type { OpenApp } from './open-app';

const pages = [
  ...demoPages,
  { name: 'compare tasks', address: paths.compare(workspace, task, 'lid://9ac9afe0fc57adff48f54db7d57e040b'), drawn: 'text=What differs' },
  { name: 'a record that is not here', address: paths.record(workspace, 'lid://00000000000000000000000000000000'), drawn: 'text=no record names it' },
  { name: 'impact: asked', address: paths.impact(workspace), drawn: 'main h1' },
  { name: 'nowhere', address: '/nowhere-at-all', drawn: 'text=There is no such page' },
];

let app: OpenApp;
let page: Page;
beforeAll(async () => {
  app = await openUsedDemo();
  page = app.page;
});
afterAll(() => app.close());

/** What a person who hears the page would stumble over, in words. */
const faults = () =>
  page.evaluate(() => {
    const found: string[] = [];
    const heard = (element: Element) => element.checkVisibility() && !element.closest('[aria-hidden=true]');
    const say = (element: Element) => `${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.trim().slice(0, 40)}"`;
    const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6, [role=heading]')].filter(heard);
    const first = headings.filter((one) => one.tagName === 'H1');
    if (first.length !== 1) found.push(`${first.length} first headings: ${first.map(say).join(', ')}`);
    let level = 0;
    for (const one of headings) {
      const next = Number(one.tagName.startsWith('H') ? one.tagName.slice(1) : one.getAttribute('aria-level'));
      if (next > level + 1) found.push(`from level ${level} to ${next}: ${say(one)}`);
      if (!one.textContent?.trim()) found.push(`an empty heading of level ${next}`);
      level = next;
    }
    const named = (element: Element) => {
      const by = element.getAttribute('aria-labelledby');
      const texts = by?.split(' ').map((id) => document.getElementById(id)?.textContent ?? '') ?? [element.getAttribute('aria-label') ?? ''];
      return texts.join('').trim() !== '' || element.querySelector(':scope > caption') !== null;
    };
    const kinds = 'section, aside, nav, table, article, [role=region], [role=grid], [role=tablist], [role=img], [role=group], [role=radiogroup], [role=dialog], [role=search]';
    const nested = 'main nav ol nav, .mantine-SegmentedControl-control';
    for (const element of document.querySelectorAll(kinds)) if (heard(element) && !element.matches(nested) && !named(element)) found.push(`without a name: ${say(element)}`);
    const landmarks = [...document.querySelectorAll('section[aria-label], [role=region][aria-label], nav[aria-label], aside[aria-label]')].filter(heard);
    const names = landmarks.map((one) => `${one.tagName} ${one.getAttribute('aria-label')}`);
    for (const name of new Set(names)) if (names.filter((one) => one === name).length > 1) found.push(`several landmarks of one name: ${name}`);
    return found;
  });

it.each(pages)('of $name', async ({ address, drawn }) => {
  await openPage(page, address, drawn);
  expect(await faults()).toEqual([]);
});
