/** The same from a bucket: the form, a right that is missing, sync, checks and report, and what is left when the server is gone. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { vectorContent } from '../core/verify/vectors';
import { textOf } from '../main/pdf/tools';
import { vectorOfSize } from '../main/verify/vector-store';
import { answerError, type FaultProxy, operationOf, startProxy } from '../servers/proxy';
import { releaseObjects, type S3Server, startS3Server } from '../servers/s3';
import { type OpenApp, openApp } from './open-app';

const { bucket, prefix, objects } = releaseObjects();
const records = objects.filter(({ body }) => body.includes('"kind":')).length;
const published = 's3://trial-results/release/';
let server: S3Server;
let proxy: FaultProxy;
let app: OpenApp;
let page: Page;

beforeAll(async () => {
  server = await startS3Server();
  server.makeBucket(bucket);
  server.makeBucket('trial-results');
  for (const { key, body } of objects) server.put(bucket, key, body);
  putFiles();
  proxy = await startProxy(server.endpoint);
  app = await openApp();
  page = app.page;
  page.setDefaultTimeout(12_000);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await app.screenshot('s3-journey-failed');
});
afterAll(async () => {
  await app.close();
  await proxy.close();
});

/** Of the 23 published files one with its bytes on record, one as after a copy (another time), one of another size; the others stay away. */
function putFiles(): void {
  const outputs = objects.flatMap(({ key, body }) => (body.includes(published) ? [{ key, record: JSON.parse(body) }] : []));
  const [known, copied, shortened] = outputs;
  if (!known || !copied || !shortened) throw new Error('The fixture has changed.');
  const at = (record: { spec: { path: string } }) => record.spec.path.replace('s3://trial-results/', '');
  const size = 64;
  known.record.spec.size = size;
  known.record.spec.checksum = { value: vectorOfSize(size).deep, algorithm: 'nextflow', mode: 'deep' };
  server.put(bucket, known.key, JSON.stringify(known.record));
  server.put('trial-results', at(known.record), vectorContent(size));
  server.put('trial-results', at(copied.record), new Uint8Array(copied.record.spec.size));
  server.put('trial-results', at(shortened.record), 'x');
}

const goTo = (name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
const button = (name: string | RegExp) => page.getByRole('button', { name });

it('shows the policy to hand over, and names the right that is missing', async () => {
  await button('Add a workspace').first().click();
  await page.getByText('In a bucket (S3)').click();
  await page.getByLabel('Seqera Platform workspace id').fill('77');
  await button('Fill in the bucket').click();
  expect(await page.getByLabel('Bucket', { exact: true }).inputValue()).toBe('seqera-lineage-77');
  await page.getByLabel('Bucket', { exact: true }).fill(bucket);
  await page.getByLabel('Prefix').fill(prefix);
  await page.getByLabel('Endpoint').fill(proxy.endpoint);
  await page.getByLabel('Region').fill('eu-west-1');
  await page.getByLabel(/^Put the bucket in the path/).check();
  const policy = JSON.parse(await page.getByRole('region', { name: 'The rights it needs' }).locator('pre').innerText());
  expect(policy.Statement.map(({ Action, Resource }: { Action: string[]; Resource: string[] }) => [Action, Resource])).toEqual([
    [['s3:ListBucket'], [`arn:aws:s3:::${bucket}`]],
    [['s3:GetObject'], [`arn:aws:s3:::${bucket}/${prefix.replace(/\/$/, '')}/*`]],
  ]);
  const test = page.getByRole('region', { name: 'Test connection' });

  proxy.rule = (seen, response) => operationOf(seen) === 'ListObjectsV2' && answerError(response, 403, 'AccessDenied');
  await button('Test connection').click();
  await test.getByText('The test did not pass.').waitFor();
  await test.getByText('The right s3:ListBucket is missing', { exact: false }).waitFor();

  proxy.rule = (seen, response) => operationOf(seen) === 'GetObject' && answerError(response, 403, 'AccessDenied');
  await button('Test connection').click();
  await test.getByText('The right s3:GetObject is missing', { exact: false }).waitFor();
  expect(await test.innerText()).toMatch(/s3:ListBucket granted/);
  await app.screenshot('s3-right-missing');

  proxy.rule = () => false;
  await button('Test connection').click();
  await test.getByText('All rights are there.').waitFor();
  await test.getByText('This looks like a lineage store.').waitFor();
  await button('Add workspace').click();
});

it('syncs, and reads nothing the second time', async () => {
  const panel = page.getByRole('region', { name: 'Sync', exact: true });
  await panel.getByRole('button', { name: 'Sync now' }).click();
  await panel.getByText(`${records} records (${records} new)`, { exact: false }).waitFor();
  proxy.seen.length = 0;
  await panel.getByRole('button', { name: 'Sync again' }).click();
  await panel.getByText(`${records} records (${records} unchanged)`, { exact: false }).waitFor();
  expect(proxy.seen.filter((seen) => operationOf(seen) === 'GetObject')).toEqual([]);
  expect([...new Set(proxy.seen.map(({ method }) => method))]).toEqual(['GET']);
  await app.screenshot('s3-synced');
});

it('opens the run, and checks what it published on S3: each file with what is known of it, and no more', async () => {
  await goTo('Runs');
  await page.getByRole('link', { name: 's3_release' }).click();
  await page.getByRole('tab', { name: 'Checks' }).click();
  await button('Check 23 files').click();
  // From the listing alone the one whose checksum is of the content stays open.
  await page.getByText('22 of 23 checked', { exact: false }).first().waitFor();
  await page.getByLabel(/^read files on S3 as well \(23 files, /).check();
  await button('Check 23 files').click();
  await page.getByText('23 of 23 checked', { exact: false }).first().waitFor();
  const glance = (await page.locator('.run-glance').innerText()).replace(/\s+/g, ' ');
  for (const part of ['1 content verified', '1 inconclusive', '1 mismatch', '20 missing']) expect(glance).toContain(part);
  await app.screenshot('s3-checks');
});

it('says of an object that it may not read that it could not be read, not that it is gone', async () => {
  proxy.rule = (seen, response) => seen.url.includes('trial-results') && answerError(response, 403, 'AccessDenied');
  await button('Check 23 files').click();
  await expect.poll(async () => (await page.locator('.run-glance').innerText()).replace(/\s+/g, ' ')).toContain('23 unreadable');
  proxy.rule = () => false;
  await button('Check 23 files').click();
  await expect.poll(async () => (await page.locator('.run-glance').innerText()).replace(/\s+/g, ' ')).toContain('1 content verified');
});

it('saves the report', async () => {
  const out = join(app.folder, 's3.pdf');
  await page.getByRole('tab', { name: 'Report' }).click();
  await app.chooseInDialog(out);
  await button('Save PDF…').click();
  await page.locator('.save-result').waitFor();
  const text = textOf(readFileSync(out)).join(' ').replace(/\s+/g, ' ');
  expect(text).toContain('s3_release');
  expect(text).toContain(`s3://${bucket}`);
  expect(text).toContain('DRAFT – UNSIGNED');
  for (const name of ['Content verified', 'Inconclusive', 'Mismatch', 'Missing']) expect(text).toContain(name);
});

it('never asked the server to write', () => {
  expect(proxy.seen.every(({ method }) => method === 'GET' || method === 'HEAD')).toBe(true);
});

it('answers as before when the server is gone, says since when it is stale, and what is wrong with a sync', async () => {
  await server.close();
  await proxy.close();
  await goTo('Runs');
  await page.getByRole('link', { name: 's3_release' }).click();
  await page.getByRole('tab', { name: 'Tasks' }).click();
  await page.getByRole('grid', { name: 'Tasks of the run' }).getByRole('link').first().click();
  await page.getByRole('heading', { level: 1, name: /^Task: / }).waitFor();
  await page.getByRole('tab', { name: 'Graph' }).click();
  await page.locator('.graph-box').first().waitFor();
  const stale = page.getByRole('region', { name: 'Store and sync' });
  await stale.getByText(/^Synced .* UTC; changes in the store since then are not seen\.$/).waitFor();
  await stale.getByRole('button', { name: 'Sync now' }).click();
  await stale.getByText(/did not answer/).waitFor({ timeout: 60_000 });
  await stale.getByText(/did not answer/).click();
  await page.getByRole('alert').getByText('The store cannot be reached').waitFor();
  await app.screenshot('s3-gone');
  await goTo('Runs');
  await page.getByText('1 run', { exact: true }).waitFor();
  const out = join(app.folder, 'offline.pdf');
  await page.getByRole('link', { name: 's3_release' }).click();
  await page.getByRole('tab', { name: 'Report' }).click();
  await app.chooseInDialog(out);
  await button('Save PDF…').click();
  await page.locator('.save-result').waitFor();
  expect(existsSync(out)).toBe(true);
  expect(app.errors).toEqual([]);
});
