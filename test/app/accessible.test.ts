/** Every view in light and in dark: nothing that axe-core calls serious, no page wider than the window, no error. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenApp, openApp } from './open-app';

const release = '743f3d10fce32490142d3833990f2427';
const run = (tab: string) => `/w/trial-042/run/${release}/${tab}`;

/** The address of each view, and what is seen once it has been drawn. */
const views: Record<string, [address: string, drawn: string]> = {
  workspaces: ['/', 'article.workspace-card'],
  store: ['/w/trial-042', 'text=Syncs so far'],
  runs: ['/w/trial-042/runs', '[role=grid]'],
  'run info': [run('info'), 'text=Parameters'],
  tasks: [run('tasks'), '[role=grid]'],
  inputs: [run('inputs'), '[role=grid]'],
  outputs: [run('outputs'), '[role=grid] >> text=content NOT checked'],
  environment: [run('environment'), 'text=What is not recorded'],
  graph: [run('graph'), '.graph-box'],
  checks: [run('checks'), '[role=grid]'],
  report: [run('report'), 'article.sheet >> nth=1'],
  'a record': [`/w/trial-042/record/${release}~002fcohort~002fcohort.tsv`, 'text=Versions seen'],
  'the preview of a file': [`/w/trial-042/record/${release}~002fcohort~002fcohort.tsv/preview`, '.preview-facts'],
  'the graph of a record': [`/w/trial-042/record/${release}~002fcohort~002fcohort.tsv/graph`, '.graph-box'],
  'the bytes of a record': [`/w/trial-042/record/${release}/raw`, 'text=Show the record as it is'],
  'a record that is not here': ['/w/trial-042/record/00000000000000000000000000000000', 'text=no record names it'],
  search: ['/w/trial-042/search/NA12878', 'text=/Tasks \\(\\d+\\)/'],
  impact: ['/w/trial-042/impact/path/~002fdata~002ftrial-042~002finputs~002freference.fa', '[role=grid]'],
  findings: ['/w/trial-042/findings', 'h1'],
  'two runs compared': [`/w/trial-042/compare/${release}/87cf4e7e67eebdbcf18cc6b623acf905`, '[role=grid] >> nth=1'],
  'two tasks compared': ['/w/trial-042/compare/330d522174a0cea3ef0e645aef56efb3/9ac9afe0fc57adff48f54db7d57e040b', 'text=What differs'],
  'checks of all files': ['/w/trial-042/checks', '[role=grid]'],
  journal: ['/w/trial-042/journal', '[role=grid]'],
  glossary: ['/glossary', 'h1'],
  'an address that leads nowhere': ['/nowhere', 'text=There is no such page'],
};

let app: OpenApp;
let page: Page;
beforeAll(async () => {
  app = await openApp({ demo: true });
  page = app.page;
  page.setDefaultTimeout(12_000);
  await page.evaluate((lid) => window.audit.call('before', 'verify.run', { workspace: 'trial-042', run: lid }), `lid://${release}`);
});
afterAll(() => app.close());

async function open(address: string, drawn: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, address);
  await page.locator(drawn).first().waitFor();
  // Transitions are over, and nothing is being read any more.
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running') && !document.querySelector('[aria-busy=true], .graph-busy'));
}

/** Elements that reach beyond the window without lying in something that scrolls. */
function sideways(): Promise<string[]> {
  return page.evaluate(() => {
    const page = document.scrollingElement;
    const main = document.getElementById('content');
    return [page, main].flatMap((element) => (element && element.scrollWidth > element.clientWidth ? [`${element.tagName} ${element.scrollWidth} > ${element.clientWidth}`] : []));
  });
}

describe.each(['light', 'dark'] as const)('in %s colours', (scheme) => {
  beforeAll(async () => {
    await app.electron.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source;
    }, scheme);
    await page.waitForFunction((wanted) => document.documentElement.dataset.mantineColorScheme === wanted, scheme);
  });

  it.each(Object.entries(views))('%s', async (name, [address, drawn]) => {
    await open(address, drawn);
    await app.screenshot(`view-${name.replaceAll(' ', '-')}-${scheme}`);
    expect(await app.seriousAxeFaults()).toEqual([]);
    expect(await sideways()).toEqual([]);
    expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([1280, 800]);
    await expect.poll(() => page.locator('h1').count()).toBeGreaterThan(0);
  });

  it('the forms of a folder and of a bucket', async () => {
    await open('/', 'article.workspace-card');
    await page.getByRole('button', { name: 'Add a workspace' }).first().click();
    await page.getByText('In a bucket (S3)').click();
    await page.getByLabel('Bucket', { exact: true }).fill('some-bucket');
    await page.getByRole('region', { name: 'The rights it needs' }).waitFor();
    await app.screenshot(`view-bucket-form-${scheme}`);
    expect(await app.seriousAxeFaults()).toEqual([]);
    await page.getByText('In a folder').click();
    expect(await app.seriousAxeFaults()).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).last().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('the search from anywhere, the legend of the graph, and the audit of a run', async () => {
    await open(run('graph'), '.graph-box');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('NA12878');
    await page.locator('[data-action]').first().waitFor();
    await app.screenshot(`view-search-box-${scheme}`);
    expect(await app.seriousAxeFaults()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Legend' }).click();
    await page.getByText('Kind: shape, sign and word').waitFor();
    await app.screenshot(`view-legend-${scheme}`);
    expect(await app.seriousAxeFaults()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Audit this run' }).click();
    await page.getByRole('button', { name: 'To the report preview' }).waitFor();
    await app.screenshot(`view-audit-${scheme}`);
    expect(await app.seriousAxeFaults()).toEqual([]);
    await page.getByRole('button', { name: 'Close the audit' }).click();
  });
});

it('drew all of it without an error', () => {
  expect(app.errors).toEqual([]);
});
