/** Files and lists given to the window: a renamed copy that is dropped is identified, a list is reconciled and saved, a sample says what it claims; a page names no path by itself. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unpackDemo } from '../../build/demo.mjs';
import { dropFiles } from './drop-files';
import { type OpenApp, openApp } from './open-app';

const release = 'lid://743f3d10fce32490142d3833990f2427';
const vcf = 'launch/results/release/variants/NA12892/NA12892.vcf.gz';
let app: OpenApp;
let copy: string;
beforeAll(async () => {
  app = await openApp({ demo: true, env: { TZ: 'UTC' } });
  copy = join(app.folder, 'mail attachment (3).gz');
  copyFileSync(join(unpackDemo(), vcf), copy);
});
afterAll(() => app.close());

const go = (hash: string) =>
  app.page.evaluate((to) => {
    location.hash = to;
  }, hash);
const drop = (...files: string[]) => dropFiles(app.page, ...files);
const both = async (name: string) => {
  for (const scheme of ['light', 'dark'] as const) {
    await app.electron.evaluate(({ nativeTheme }, to) => {
      nativeTheme.themeSource = to;
    }, scheme);
    await app.page.waitForTimeout(300);
    await app.screenshot(`${name}-${scheme}`);
    expect(await app.seriousAxeFaults()).toEqual([]);
  }
};

it('a sample is checked, with its claim beside it', async () => {
  await go(`/w/trial-042/run/${release.slice(6)}/checks`);
  await app.page.getByText('Check a sample instead of all').click();
  await app.page.getByLabel('Files', { exact: true }).fill('12');
  await app.page.getByLabel('Seed').fill('q4');
  await app.page.getByRole('button', { name: 'Check 12 of 23' }).click();
  await app.page.getByText('A sample of 12 of 23 files, seed “q4”').waitFor();
  expect(await app.page.getByLabel('What the sample can claim').textContent()).toContain('supports no claim on the content of any file');
  await both('sample');
});

it('a renamed copy that is dropped anywhere is identified, and the window stays', async () => {
  await app.page.evaluate(([run]) => window.audit.call('v', 'verify.run', { workspace: 'trial-042', run }), [release]);
  await go('/w/trial-042/runs');
  await app.page.getByRole('heading', { name: 'Runs' }).waitFor();
  await app.page.getByRole('grid').getByText('release').first().waitFor();
  await drop(copy);
  await app.page.getByText('Known by its content to one record.').waitFor();
  expect(app.page.url()).toMatch(/#\/w\/trial-042\/identify$/);
  const found = await app.page.getByRole('region', { name: 'mail attachment (3).gz' }).textContent();
  expect(found).toContain(`${release}/variants/NA12892/NA12892.vcf.gz`);
  expect(found).toContain('Its SHA-256 is the first one kept here for this file');
  await both('identify');
});

it('several, one of them of no record', async () => {
  const other = join(app.folder, 'notes.txt');
  writeFileSync(other, 'of nobody');
  await app.chooseInDialog(other);
  await app.page.getByRole('button', { name: 'Choose files…' }).click();
  await app.page.getByText('No record of this workspace knows this content.').waitFor();
  await expect.poll(() => app.page.getByText(/recorded files have no fingerprint here yet/).count()).toBe(1);
});

it('a list dropped on its page is reconciled, narrowed, and saved as report and table', async () => {
  const list = join(app.folder, 'released.csv');
  writeFileSync(list, `File,Run\nNA12892.vcf.gz,release\n=cmd|' /C calc'!A0,release\n/data/trial-042/inputs/reference.fa,\n`);
  await go('/w/trial-042/checks');
  await app.page.getByRole('link', { name: 'Reconcile a list' }).click();
  await app.page.getByText('Drop a list here, or choose it').waitFor();
  await drop(list);
  await app.page.getByRole('button', { name: '1 of 3 not matched' }).waitFor();
  await app.page.getByRole('button', { name: '22 of 23 extra' }).waitFor();
  await both('reconcile');
  await app.page.getByRole('button', { name: '1 of 3 not matched' }).click();
  expect(await app.page.getByRole('grid').textContent()).toContain('=cmd|');
  const pdf = join(app.folder, 'r.pdf');
  const csv = join(app.folder, 'r.csv');
  await app.chooseInDialog(pdf, csv);
  await app.page.getByRole('button', { name: 'Save report…' }).click();
  await app.page.getByText(`Saved: ${pdf}`).waitFor();
  await app.page.getByRole('button', { name: 'Save CSV…' }).click();
  await app.page.getByText(`Saved: ${csv}`).waitFor();
  expect(existsSync(pdf)).toBe(true);
  expect(readFileSync(csv, 'utf8')).toContain(`"'=cmd|`);
  expect(app.errors).toEqual([]);
});

it('a page cannot have a file read that nobody gave to it, nor pretend that one was dropped', async () => {
  const ask = (name: string, input: unknown) => app.page.evaluate(([n, i]) => window.audit.call('x', n as string, i), [name, input]);
  expect(await ask('files.identify', { workspace: 'trial-042', paths: ['/etc/passwd'] })).toMatchObject({
    error: { code: 'bad-input', message: expect.stringContaining('nor dropped') },
  });
  expect(await ask('reconcile.list', { workspace: 'trial-042', list: '/etc/passwd' })).toMatchObject({ error: { code: 'bad-input' } });
  expect(await ask('reconcile.save', { workspace: 'trial-042', list: copy, form: 'csv', out: '/tmp/unasked.csv' })).toMatchObject({ error: { code: 'bad-input' } });
  await app.page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(Object.defineProperty(new File(['x'], 'passwd'), 'path', { value: '/etc/passwd' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await app.page.waitForTimeout(300);
  expect(await ask('files.identify', { workspace: 'trial-042', paths: ['/etc/passwd'] })).toMatchObject({ error: { code: 'bad-input' } });
});
