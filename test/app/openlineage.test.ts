/** Events of others in the real window: imported by dialog and by dropping, listed with what was refused, looked at, removed with a reason; by keyboard, and without faults that axe finds. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixtures } from '../workbench';
import { dropFiles } from './drop-files';
import { type OpenApp, openApp } from './open-app';

let app: OpenApp;
let events: string;
beforeAll(async () => {
  app = await openApp({ demo: true });
  events = join(app.folder, 'events');
  mkdirSync(events);
  const airflow = readFileSync(join(fixtures, 'openlineage', 'airflow.jsonl'), 'utf8');
  writeFileSync(join(events, 'airflow.jsonl'), `${airflow}not an event\n\n{"run":{}}\n`);
  writeFileSync(join(events, 'spark.jsonl'), readFileSync(join(fixtures, 'openlineage', 'spark.jsonl'), 'utf8'));
  await app.page.getByRole('heading', { name: 'Workspaces' }).waitFor();
  await app.page.evaluate(() => {
    location.hash = '#/w/trial-042';
  });
}, 120_000);
afterAll(() => app.close(), 30_000);

const drop = (...files: string[]) => dropFiles(app.page, ...files);
const card = () => app.page.getByRole('region', { name: 'Events of others (OpenLineage)' });

it('the empty card says what to do; a folder is chosen by keyboard and imported, and the newest import is told with what was refused', async () => {
  await card().getByRole('heading', { name: 'No events were imported' }).waitFor();
  expect(await card().textContent()).toContain('or drop them on this page');
  await app.chooseInDialog(events);
  await card().getByRole('button', { name: 'Import a folder…' }).focus();
  await app.page.keyboard.press('Enter');
  await card().getByText('2 files imported with 5 events.').waitFor();
  const table = card().getByRole('grid', { name: 'Imports of OpenLineage events' });
  await table.waitFor();
  await table.getByText('airflow.jsonl').click();
  const one = card().getByRole('region', { name: 'Import 1: airflow.jsonl' });
  await one.getByText('1 × not JSON').waitFor();
  expect(await one.textContent()).toMatch(/1 × not JSON.*1 × run\.runId is not a UUID/);
  expect(await one.getByRole('row').allTextContents()).toEqual(expect.arrayContaining([expect.stringMatching(/4\s*not JSON/)]));
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('openlineage-card');
}, 120_000);

it('what is dropped on the page waits for a word; the same bytes are told to stand already', async () => {
  await drop(join(events, 'spark.jsonl'));
  const dropped = card().getByRole('region', { name: /1 file or folder dropped/ });
  await dropped.waitFor();
  expect(await dropped.textContent()).toContain('spark.jsonl');
  expect(await app.seriousAxeFaults()).toEqual([]);
  await dropped.getByRole('button', { name: 'Import them' }).click();
  await card().getByText('the same bytes stand as import 2.').waitFor();
  expect(await app.page.evaluate((path) => window.audit.call('x', 'openlineage.import', { workspace: 'trial-042', paths: [path] }), '/etc/passwd')).toMatchObject({
    error: { code: 'bad-input', message: expect.stringContaining('nor dropped') },
  });
}, 60_000);

it('a run of others is found by the search, and its page says what it told, what that joins with, and shows an event on purpose', async () => {
  await app.page.evaluate(() => {
    location.hash = '#/w/trial-042/search/kind~003aoutside-run';
  });
  await app.page.getByRole('link', { name: 'airflow · fetch_reference.download' }).click();
  const page = app.page.getByRole('main');
  await page.getByText('Told by OpenLineage events that were imported, not recorded by Nextflow').waitFor();
  const data = page.getByRole('region', { name: 'What it says it read and wrote' });
  await data.waitFor();
  expect(await data.textContent()).toMatch(/same path or URI: inferred/);
  expect(await data.textContent()).toMatch(/no record names it/);
  const event = page.getByRole('article', { name: /COMPLETE airflow\.jsonl, line 3/ });
  await event.getByRole('button', { name: /Show the event/ }).click();
  await event.getByText('BashOperator').waitFor();
  expect(await event.textContent()).not.toContain('hunter2');
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('openlineage-run');
  await event.getByRole('button', { name: /As it was imported/ }).click();
  await event.getByText(/hunter2-very-secret/).waitFor();
  await page.getByRole('button', { name: 'In the graph' }).click();
  const graph = page.getByRole('region', { name: 'In the graph' });
  await graph.getByText('reference.fa').first().waitFor();
  await graph.scrollIntoViewIfNeeded();
  await app.page.evaluate(() => document.querySelector('.told-graph')?.scrollIntoView());
  await app.screenshot('openlineage-graph');
  await data.getByRole('link', { name: '/data/trial-042/inputs/reference.fa' }).first().click();
  await app.page.getByRole('region', { name: 'Who says they read or wrote it' }).getByRole('link', { name: 'airflow · fetch_reference.download' }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('openlineage-path');
}, 120_000);

it('an import is removed with a reason, and stays in the list as removed', async () => {
  await app.page.evaluate(() => {
    location.hash = '#/w/trial-042';
  });
  await card().getByRole('grid', { name: 'Imports of OpenLineage events' }).getByText('airflow.jsonl').click();
  const one = card().getByRole('region', { name: 'Import 1: airflow.jsonl' });
  await one.getByRole('button', { name: 'Remove from the graph…' }).click();
  const dialog = app.page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('of another trial');
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await one.getByText('of another trial').waitFor();
  await expect.poll(() => one.getByRole('button', { name: 'Remove from the graph…' }).count()).toBe(0);
  expect(await card().getByRole('grid', { name: 'Imports of OpenLineage events' }).textContent()).toContain('removed');
  expect(app.errors).toEqual([]);
}, 60_000);
