/**
 * The questions of the mission, walked in the real window by what a person sees: each from the page Runs to its answer, in a counted number of
 * clicks and keys. What is read is held against what is known of how trial-042 was made. The guide must tell the same steps.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { unpackDemo } from '../../build/demo.mjs';
import { dropFiles } from './drop-files';
import { type OpenApp, openApp } from './open-app';
import { type Walk, type Walked, walk } from './walk';
import { inGuide, printed, updateGuide } from './walked-guide';

const bundle = join(import.meta.dirname, '../fixtures/trial-042-pipeline.bundle');
/** The recorded checksums of reference.fa: before and after somebody replaced it. */
const before = '5ad194a8f94d0b18d823954ad90e49f5';
const after = '1535809033c2d615ff311934791e2a86';
const walked: Walked[] = [];
let app: OpenApp;
let page: Page;
let vcf: string;
let sha256: string;

beforeAll(async () => {
  vcf = join(unpackDemo(), 'launch/results/release/variants/HG002/HG002.vcf.gz');
  sha256 = createHash('sha256').update(readFileSync(vcf)).digest('hex');
  app = await openApp({ demo: true, env: { TZ: 'UTC' } });
  page = app.page;
  page.setDefaultTimeout(15_000);
  await page.getByRole('link', { name: 'Open runs' }).click();
  await page.getByRole('grid', { name: 'Runs of trial-042' }).waitFor();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await app.screenshot('journeys-failed');
});
afterAll(async () => {
  writeFileSync(join(import.meta.dirname, '../../test-results/journeys.json'), JSON.stringify(walked, null, 2));
  await app?.close();
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const link = (name: string | RegExp) => page.getByRole('link', { name, exact: typeof name === 'string' });
const tab = (name: string) => page.getByRole('tab', { name, exact: true });
const text = (words: string | RegExp) => page.getByText(words);
const region = (name: string) => page.getByRole('region', { name });
const crumb = (name: string) => page.getByRole('navigation', { name: 'Where you are' }).getByRole('link', { name, exact: true });

/** Walks from the page Runs, whose opening is not counted, and keeps what was walked for the guide. */
function journey(question: string, most: number, steps: (step: Walk) => Promise<void>): void {
  it(question, async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('grid', { name: 'Runs of trial-042' }).waitFor();
    const one = await walk(app, question, steps);
    walked.push(one);
    expect(one.clicks, 'clicks').toBeLessThanOrEqual(most);
    expect(app.errors).toEqual([]);
  });
}

/** Two keys: the search from anywhere; what was searched for last is typed over. */
async function search(step: Walk, what: string): Promise<void> {
  await step.press('Control+k', 'Press `Ctrl K`.');
  await expect.poll(() => page.getByRole('dialog').evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  await step.type(what, `Type \`${what}\`.`);
}

/** Three keys: what the search finds first is opened. */
async function find(step: Walk, what: string, first: string): Promise<void> {
  await search(step, what);
  await page.getByRole('dialog').locator('[data-selected]', { hasText: first }).waitFor();
  await step.press('Enter', 'Press `Enter`.');
}

journey('Prove this VCF', 6, async (step) => {
  await find(step, 'HG002.vcf.gz release', '/results/release/variants/HG002/HG002.vcf.gz');
  await step.read(page.getByRole('heading', { name: 'File: HG002.vcf.gz' }), 'the record of the released file.');
  await step.click(button('Check this file now'), 'Click _Check this file now_.');
  const check = region('Check');
  await step.read(
    [check.getByText('Same path, size and date; content NOT checked'), check.getByText(sha256)],
    '“Same path, size and date; content NOT checked”, why, and the SHA-256 that was taken now. It is that of the file: whoever has one of the release compares.',
  );
  await step.clean();
  await step.picture('prove-check');
  await step.click(tab('Processing history'), 'Click the tab _Processing history_.');
  await step.read(
    text('this file was published by run release from task FILTER (HG002), which read 1 file of task CALL (HG002); who held or copied it between steps is not recorded.'),
    'which run published it, from which task, and that who held it is not recorded.',
  );
  await step.read(text('5 by tag only, which can name another image every day'), 'that all 5 containers are named by tag only.');
  await step.read(region('What this does not prove').getByText('That any task or run succeeded'), 'what this does not prove, beside what it does.');
  await step.read(
    [text('min_qual = 20'), text('b7c7347fc3e9f3407a819c5c5de04a413733e707')],
    'each step with script, container and values, and below them the run with its commit and parameters.',
  );
  await step.clean();
  await step.picture('prove-history');
  await step.click(crumb('release'), 'Click _release_, above the heading.');
  await step.click(tab('Report'), 'Click the tab _Report_.');
  const sheet = page.getByRole('article').first();
  await step.read(
    [sheet.getByText('What is not proven'), sheet.getByText('DRAFT – UNSIGNED')],
    'the report on the run, page 1: the answer, then what is not proven. _Save PDF…_ writes it.',
  );
  await step.clean();
});

journey('Is it the code it says it is?', 6, async (step) => {
  await step.click(link('release'), 'Click the run _release_.');
  await step.click(tab('Checks'), 'Click the tab _Checks_.');
  const code = page.locator('details.code-check');
  await step.click(code.locator('summary'), 'Click _Pipeline code_.');
  await app.chooseInDialog(bundle);
  await step.click(code.getByRole('button', { name: 'Choose a bundle…' }), 'Click _Choose a bundle…_ and choose the bundle of the pipeline’s repository.');
  await step.click(code.getByRole('button', { name: 'Check the code' }), 'Click _Check the code_.');
  await step.read(code.getByRole('status').getByText('5 of 5 recorded files of code proven'), '“5 of 5 recorded files of code proven”, from git’s own objects.');
  await step.read(
    page.getByRole('grid', { name: 'Not covered by any recorded checksum' }).getByText('nextflow.config'),
    'which files of the commit no recorded checksum covers, `nextflow.config` for one.',
  );
  await step.clean();
});

journey('What is this file that I was sent?', 6, async (step) => {
  await step.other('Drop the file on the window.', () => dropFiles(page, vcf));
  const file = region('HG002.vcf.gz');
  await step.read(
    [file.getByText('Known by its content to one record.'), file.getByText(sha256)],
    '“Known by its content to one record” (for that file was checked before), since when, and apart from it what agrees in name and size alone.',
  );
  await step.clean();
  await step.click(file.getByRole('link', { name: 'HG002.vcf.gz', exact: true }).first(), 'Click its name.');
  await step.read(page.getByRole('heading', { name: 'File: HG002.vcf.gz' }), 'the record, with its check and the way to its processing history.');
});

journey('Who used this reference?', 6, async (step) => {
  await find(step, 'reference.fa', '/data/trial-042/inputs/reference.fa');
  await step.read(
    text(`It was recorded as ${before} for 18 tasks of the runs release and reproduce`),
    'that two different checksums were recorded under this one path, and for which runs.',
  );
  await step.clean();
  await step.click(link('Where was this used?'), 'Click _Where was this used?_');
  const counts = page.getByRole('table').first();
  await step.read(
    [counts.getByRole('row', { name: 'Reached 127 298 92 8' }), counts.getByRole('row', { name: 'Unknown 48 120 24 0' })],
    'with either content: 127 published files in 8 runs reached, 48 unknown, and why they are.',
  );
  const contents = region('This path is recorded with 2 different checksums');
  for (const [checksum, runs] of Object.entries({ [before]: ['release', 'reproduce', 'strict', 'v13'], [after]: ['newref', 'cutreads', 'deepmode', 'failed'] })) {
    const line = contents.getByRole('listitem').filter({ hasText: checksum });
    for (const run of runs) await line.getByText(run).waitFor();
    expect(await line.textContent()).toContain('4 runs');
  }
  await step.clean();
  await step.click(contents.getByRole('link', { name: before }), 'Click _Only this one_ beside the checksum that the run release read.');
  await step.click(page.getByLabel('Published files only'), 'Tick _Published files only_.');
  const files = page.getByRole('grid', { name: 'Files reached' });
  await step.read(
    [text(/^68 files$/), files.getByRole('row', { name: /HG002\.bam release/ })],
    'the 68 published files that rest on it, each with its run. _Save this list (CSV)_ writes them.',
  );
  await step.clean();
  await step.picture('reference-used');
});

/** Chooses two runs in the table and compares them. */
async function compare(step: Walk, first: string, second: string): Promise<void> {
  await step.click(page.getByRole('checkbox', { name: `Choose ${first} to compare` }), `Tick _${first}_.`);
  await step.click(page.getByRole('checkbox', { name: `Choose ${second} to compare` }), `Tick _${second}_.`);
  await step.click(button('Compare the two chosen'), 'Click _Compare the two chosen_.');
}
const partFirst = () => region('Where they part first');

journey('Did it reproduce?', 6, async (step) => {
  await compare(step, 'release', 'reproduce');
  await step.click(button('Read the files of both, then compare'), 'Click _Read the files of both, then compare_.');
  await step.read(
    region('Conclusion').getByText('23 of 23 outputs compared by content: 21 identical, 2 different.'),
    '“23 of 23 outputs compared by content: 21 identical, 2 different.”',
  );
  await step.read(text('alignments/index.csv, variants/index.csv. Index files of that kind name the paths of their run.'), 'which two, and that files of that kind name paths.');
  await step.read(text('Read its input files in another order: COHORT.'), 'that COHORT read its files in another order, and that no task differs otherwise.');
  await step.clean();
  await step.picture('reproduced');
});

journey('Where did the run with the new reference part first?', 6, async (step) => {
  await compare(step, 'release', 'newref');
  await step.read(
    partFirst().getByText('Input "reference": /data/trial-042/inputs/reference.fa has another recorded checksum.'),
    'the task INDEX_REFERENCE, and that its input reference.fa has another recorded checksum.',
  );
  await step.read(partFirst().getByText('INDEX_REFERENCE').first(), 'the same as a picture: where they part, and what comes after it.');
  await step.clean();
  await step.picture('parted');
});

journey('Where did version 1.3.0 part first?', 6, async (step) => {
  await compare(step, 'release', 'v13');
  await step.read([partFirst().getByText('FILTER (NA12878)'), partFirst().getByText('INFO/MQ>=30')], 'the task FILTER, and the line of its script that is another.');
  await step.clean();
});

journey('What can you not prove?', 6, async (step) => {
  await step.click(link('release'), 'Click the run _release_.');
  await step.read(text('Success and end time: not recorded.'), '“Success and end time: not recorded.”');
  await step.click(tab('Report'), 'Click the tab _Report_.');
  const sheet = page.getByRole('article').first();
  await step.read(
    [
      sheet.getByText('23 of 23 published files: same path, size and date as recorded; content NOT checked'),
      sheet.getByText('That the run ended well, or ended at all: no record holds an exit status'),
      sheet.getByText('That the records were true when Nextflow wrote them'),
      sheet.getByText('runs launched with lineage off leave no record'),
    ],
    'under “What is not proven”: that it ended well, that the records were true, that the list of runs is whole.',
  );
  await sheet.getByRole('heading', { name: 'The answer' }).evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
  await step.picture('not-proven');
});

journey('Why is this file different?', 6, async (step) => {
  await find(step, 'HG002.vcf.gz newref', '/results/newref/variants/HG002/HG002.vcf.gz');
  await step.click(link('Why is this file different?'), 'Click _Why is this file different?_');
  await step.read(
    text('First by the rule, of 2 recorded differences: Input "reference": /data/trial-042/inputs/reference.fa has another recorded checksum.'),
    'what differs upstream, ranked, the other reference first.',
  );
  await step.read(
    [text('that it made the difference is not shown'), text(/The last earlier run without it: v13/)],
    'that a cause is not shown by it, and the last earlier run without it, with its commit.',
  );
  await step.clean();
  await step.picture('why-different');
});

journey('Find what carries a label', 6, async (step) => {
  await search(step, 'label:gxp run:release');
  await step.click(page.getByText('All results for “label:gxp run:release”'), 'Click _All results_.');
  await step.read(
    [page.getByRole('heading', { name: 'Files (10)' }), text('carries the label “gxp”')],
    'how the search was read, and the 10 files of the run that carry the label.',
  );
  await step.clean();
  await step.click(link('HG002.vcf.gz'), 'Click a file.');
  await step.click(link('gxp').first(), 'Click the label _gxp_.');
  await step.read(
    [text('fixed at run time, in the records themselves'), page.getByRole('grid', { name: 'By run' })],
    'all that carries it over the runs, what the newest checks say, and who set it: Nextflow, at run time.',
  );
  await step.clean();
});

it('the guide tells the journeys as they were walked', () => {
  if (process.env.UPDATE_DOCS) updateGuide(walked);
  expect(inGuide()).toBe(printed(walked));
});
