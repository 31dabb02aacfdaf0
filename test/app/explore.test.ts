/** Graph, search, checks, audit and report in the real window, on the demo: by keyboard where one would, with axe on every view. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Output } from '../../core/contract';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';

const workspace = 'trial-042';
let app: OpenApp;
let runs: Output<'runs.list'>['runs'];

let asked = 0;
async function ask<T>(name: string, input: object): Promise<T> {
  const answer = await app.page.evaluate(([id, n, i]) => window.audit.call(id as string, n as string, i), [`explore-${asked++}`, name, input] as const);
  if ('error' in answer) throw new Error(answer.error.message);
  return ('json' in answer ? JSON.parse(answer.json) : answer.ok) as T;
}
async function show(path: string): Promise<void> {
  await app.page.evaluate((to) => {
    location.hash = to;
  }, path);
}
function run(name: string): string {
  const found = runs.find((each) => each.name === name);
  if (!found) throw new Error(`The demo has no run ${name}.`);
  return found.lid;
}
const selected = () => app.page.locator('.box-main[tabindex="0"]').getAttribute('data-box');

beforeAll(async () => {
  app = await openApp({ demo: true });
  await app.page.getByText(workspace).first().waitFor();
  runs = (await ask<Output<'runs.list'>>('runs.list', { workspace })).runs;
});
afterAll(() => app.close());

it('draws the graph of a resumed run with what it reused, and the same as a table', async () => {
  await show(paths.run(workspace, run('strict'), 'graph'));
  await app.page.locator('.graph-box').first().waitFor();
  await app.page.getByText('of another run').first().waitFor();
  await expect.poll(() => app.page.locator('.flow-link').count()).toBeGreaterThan(10);
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('graph');
  await app.page.getByText('Table', { exact: true }).click();
  await app.page.getByRole('grid', { name: /What the graph around strict shows/ }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
});

it('walks, unfolds and folds the graph of a file by keyboard alone', async () => {
  const { outputs } = await ask<Output<'runs.outputs'>>('runs.outputs', { workspace, lid: run('strict') });
  const published = outputs.find((file) => file.name === 'cohort.tsv')?.lid ?? '';
  await show(paths.record(workspace, published));
  await app.page.getByRole('tab', { name: 'Graph' }).click();
  const boxes = (n: number) => app.page.locator('.graph-status', { hasText: new RegExp(`^${n} boxes$`) }).waitFor();
  const at = (lid: string) => app.page.locator(`.box-main[data-box="${lid}"]:focus`).waitFor();
  await boxes(2);
  await app.page.locator('.box-main[tabindex="0"]').focus();
  expect(await selected()).toBe(published);
  await app.page.keyboard.press('ArrowLeft');
  await app.page.locator('.box-main[tabindex="0"]:focus').waitFor();
  const inWorkFolder = (await selected()) ?? '';
  expect(inWorkFolder).toMatch(/^lid:\/\/[0-9a-f]{32}\/cohort\.tsv$/);
  await at(inWorkFolder);
  await app.page.keyboard.press('+');
  await boxes(3);
  await app.page.keyboard.press('-');
  await boxes(2);
  await app.page.keyboard.press('Home');
  await at(published);
  await app.page.keyboard.press('ArrowLeft');
  await at(inWorkFolder);
  await app.page.keyboard.press('Enter');
  await app.page.waitForURL((url) => url.hash === `#${paths.record(workspace, inWorkFolder)}`);
});

it('finds a label from anywhere and leads to the records that carry it', async () => {
  await show(paths.runs(workspace));
  await app.page.keyboard.press('Control+k');
  await app.page.locator('.mantine-Spotlight-search:focus').waitFor();
  await app.page.keyboard.type('deliver');
  await app.page.locator('.mantine-Spotlight-action', { hasText: 'deliverable' }).first().waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  const label = app.page.locator('.mantine-Spotlight-action[data-selected]', { hasText: /^deliverable/ });
  for (let hit = 0; hit < 12 && (await label.count()) === 0; hit++) await app.page.keyboard.press('ArrowDown');
  await app.page.keyboard.press('Enter');
  await app.page.waitForURL((url) => url.hash === `#${paths.label(workspace, 'deliverable')}`);
  await app.page.locator('.grid-body [role=row]').first().waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
});

it('audits a run whose files are elsewhere: asks once where they are, checks again, and states first what is not proven', async () => {
  const { maps } = (await ask<Output<'workspaces.get'>>('workspaces.get', { workspace })).workspace;
  await ask('workspaces.setMaps', { workspace, maps: [] });
  await show(paths.run(workspace, run('release'), 'checks'));
  await app.page.getByRole('button', { name: 'Audit this run' }).click();
  await app.page.getByRole('heading', { name: 'Where are these files now?' }).waitFor();
  await app.chooseInDialog(maps[0]?.to ?? '');
  await app.page.getByRole('button', { name: 'Choose the folder…' }).click();
  await app.page.getByText('23 of 23 published files found').waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.page.getByRole('button', { name: 'Save this and check again' }).click();
  await app.page.getByRole('heading', { name: 'Where are these files now?' }).waitFor({ state: 'detached' });
  const dialog = app.page.getByRole('dialog');
  await dialog.getByText('reference.fa', { exact: true }).waitFor();
  const text = (await dialog.textContent()) ?? '';
  expect(text).toContain('The content of no file of this run was verified against its record.');
  expect(text.indexOf('Not proven')).toBeLessThan(text.indexOf('Proven'));
  expect((await ask<Output<'workspaces.get'>>('workspaces.get', { workspace })).workspace.maps).toEqual(maps);
  await app.page.getByRole('button', { name: 'To the report preview' }).click();
  await dialog.getByText('DRAFT – UNSIGNED').first().waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.page.getByRole('button', { name: 'Close the audit' }).click();
});

it('lists every check with its denominator, when and who, and never shows a metadata match in green', async () => {
  await show(paths.run(workspace, run('deepmode'), 'checks'));
  await app.page.getByText('0 of 23 checked, 23 not').last().waitFor();
  await app.page.getByRole('button', { name: 'Check everything of this run' }).click();
  await app.page.getByText('62 of 62 checked').waitFor();
  await app.page.getByRole('button', { name: /62 other mode than labelled/ }).waitFor();
  await app.page.locator('.check-open').first().click();
  await app.page.getByText('The record labels its checksum “deep”', { exact: false }).waitFor();
  expect(await app.page.locator('.check-lists [data-tone="good"]').count()).toBe(0);
  await expect.poll(() => app.page.locator('.check-lists time').count()).toBeGreaterThan(0);
  expect(await app.seriousAxeFaults()).toEqual([]);
});

it('saves the report as a PDF and says what its SHA-256 is', async () => {
  const out = join(app.folder, 'report.pdf');
  await show(paths.run(workspace, run('release'), 'report'));
  await app.page.getByRole('button', { name: 'Save PDF…' }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.chooseInDialog(out);
  await app.page.getByRole('button', { name: 'Save PDF…' }).click();
  await app.page.getByText(/^Saved, \d+ pages/).waitFor();
  const sha256 = createHash('sha256').update(readFileSync(out)).digest('hex');
  expect(await app.page.locator('.save-result').textContent()).toContain(sha256);
});

it('has a glossary that axe finds nothing wrong with, and no error came up on the way', async () => {
  await show(paths.glossary());
  await app.page.getByRole('heading', { name: 'Verdicts' }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  expect(app.errors).toEqual([]);
});
