/** Comparing in the real window: two runs chosen in the table, what differs between them, hashed and with a rule; two tasks; in light and dark. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Output } from '../../core/contract';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';

const workspace = 'trial-042';
let app: OpenApp;
let runs: Output<'runs.list'>['runs'];

async function ask<T>(name: string, input: object): Promise<T> {
  const answer = await app.page.evaluate(([n, i]) => window.audit.call(`compare-${Math.random()}`, n as string, i), [name, input] as const);
  if ('error' in answer) throw new Error(answer.error.message);
  return ('json' in answer ? JSON.parse(answer.json) : answer.ok) as T;
}
const show = (path: string) =>
  app.page.evaluate((to) => {
    location.hash = to;
  }, path);
const run = (name: string) => runs.find((each) => each.name === name)?.lid ?? '';

beforeAll(async () => {
  app = await openApp({ demo: true });
  app.page.setDefaultTimeout(20_000);
  await app.page.getByText(workspace).first().waitFor();
  runs = (await ask<Output<'runs.list'>>('runs.list', { workspace })).runs;
});
afterAll(() => app.close());

it('release and reproduce, chosen in the table: sizes at first, then the two index files alone, then a rule with its reason', async () => {
  const { page } = app;
  await show(paths.runs(workspace));
  await page.getByRole('checkbox', { name: 'Choose release to compare' }).check();
  expect(await page.getByRole('button', { name: 'Compare: 1 of 2 chosen' }).isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: 'Choose reproduce to compare' }).check();
  await app.screenshot('compare-choose');
  expect(await app.seriousAxeFaults()).toEqual([]);
  await page.getByRole('button', { name: 'Compare the two chosen' }).click();
  await page.getByRole('heading', { name: 'Compare release with reproduce' }).waitFor();
  const conclusion = page.getByRole('region', { name: 'Conclusion' });
  await conclusion.getByText('0 of 23 outputs compared by content').waitFor();
  await page.getByText('From results at hand; nothing was read').waitFor();
  expect(await page.locator('.compare [data-tone="good"]').count()).toBe(0);
  expect(await app.seriousAxeFaults()).toEqual([]);

  await page.getByRole('button', { name: 'Read the files of both, then compare' }).click();
  await conclusion.getByText('23 of 23 outputs compared by content: 21 identical, 2 different.').waitFor();
  await page.getByText('Read its input files in another order: COHORT.').waitFor();
  await page.getByRole('region', { name: 'Where they part first' }).getByText('No task was found to differ in what is recorded of it, but for the order of inputs.').waitFor();
  expect(await page.getByRole('button', { name: 'Read the files of both again' }).getAttribute('data-variant')).toBe('default');
  const outputs = page.getByRole('grid', { name: 'Outputs of both runs' });
  await expect.poll(() => outputs.getByRole('row', { name: /index\.csv.*Different/ }).count()).toBe(2);
  await app.screenshot('compare-runs');
  expect(await app.seriousAxeFaults()).toEqual([]);

  await page.getByLabel('Names', { exact: true }).fill('**/index.csv');
  expect(await page.getByRole('button', { name: 'Add the rule' }).isDisabled()).toBe(true);
  await page.getByLabel('Reason').fill('names the paths of its run');
  await page.getByLabel('Reason').press('Enter');
  await conclusion.getByText('21 of 21 outputs compared by content: 21 identical, 0 different.').waitFor();
  await conclusion.getByText('2 outputs ignored by rule').waitFor();
  await conclusion.locator('[data-tone="good"]', { hasText: 'Reproduced' }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
});

it('strict, from the page of the run: FILTER by min_qual, with the script as a diff; in the dark too', async () => {
  const { page } = app;
  await show(paths.run(workspace, run('strict')));
  await page.getByRole('combobox', { name: 'Another run to compare with' }).click();
  await page.getByRole('option', { name: /^reproduce/ }).click();
  await page.getByRole('heading', { name: 'Compare reproduce with strict' }).waitFor();
  const parts = page.getByRole('region', { name: 'Where they part first' });
  await parts.getByText('Input "min_qual": 20 in the first, "60" in the second.').waitFor();
  await parts.locator('[data-line="come"]', { hasText: 'QUAL>=60' }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await app.screenshot('compare-strict-dark');
  expect(await app.seriousAxeFaults()).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
});

it('two tasks: why did it run again? In words that claim no cause', async () => {
  const { page } = app;
  const { tasks } = await ask<Output<'runs.tasks'>>('runs.tasks', { workspace, lid: run('strict') });
  await show(paths.record(workspace, tasks.find(({ name }) => name === 'FILTER (HG002)')?.lid ?? ''));
  await page.getByRole('combobox', { name: 'Another task of this name to compare with' }).click();
  await page.getByRole('option', { name: /^FILTER \(HG002\), reproduce/ }).click();
  await page.getByText('1 recorded difference could explain a new execution').waitFor();
  await page.getByText("part of Nextflow's task hash: could explain a new execution").first().waitFor();
  await app.screenshot('compare-tasks');
  expect(await app.seriousAxeFaults()).toEqual([]);
});

it('any two records, field by field and as Nextflow prints them; and no error came up on the way', async () => {
  const { page } = app;
  const name = 'variants/HG002/HG002.vcf.gz';
  await show(paths.compare(workspace, `${run('release')}/${name}`, `${run('newref')}/${name}`));
  await page
    .getByRole('grid', { name: 'Differences between the two records' })
    .getByRole('row', { name: /spec\.size/ })
    .waitFor();
  await page.getByText('Content of the two files: Different').waitFor();
  await page.getByRole('button', { name: "Show Nextflow's text diff" }).click();
  await page.locator('.text-diff [data-line="come"]').first().waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await show(paths.compare(workspace, run('strict'), `${run('release')}/${name}`));
  await page.getByText('The two are of different kinds').waitFor();
  expect(app.errors).toEqual([]);
});
