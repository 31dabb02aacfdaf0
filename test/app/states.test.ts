/** What the window says when there is nothing, when something is missing or odd, and when a sync is stopped or killed. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StoreLocation } from '../../core/contract/workspaces';
import { type FaultProxy, operationOf, startProxy } from '../servers/proxy';
import { releaseObjects, type S3Server, setS3Keys, startS3Server } from '../servers/s3';
import { type OpenApp, openApp } from './open-app';

let app: OpenApp;
let page: Page;
let folder: string;
const open = async () => {
  app = await openApp({ folder, keepFolder: true });
  page = app.page;
  page.setDefaultTimeout(12_000);
};
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'states-'));
  setS3Keys(); // the program finds them in its environment
  await open();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await app.screenshot('states-failed');
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const goTo = (name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
const button = (name: string | RegExp) => page.getByRole('button', { name });
const visit = (address: string) =>
  page.evaluate((to) => {
    location.hash = to;
  }, address);
const ask = (name: string, input: unknown) => page.evaluate(([call, data]) => window.audit.call(String(Math.random()), call as string, data), [name, input]);

async function addWorkspace(name: string, store: StoreLocation): Promise<void> {
  expect(await ask('workspaces.add', { name, store })).toHaveProperty('ok');
}

/** A run, a task and an agent with secrets in them; one record that others name is away, and one is cut off in the middle. */
function oddStore(): string {
  const store = join(folder, 'odd', 'lineage');
  cpSync(join(import.meta.dirname, '..', 'fixtures', 'synthetic-platform', 'lineage'), store, { recursive: true });
  rmSync(join(store, '5ca1ab1e000000000000000000000003', 'summary.md'), { recursive: true });
  mkdirSync(join(store, 'deadbeef00000000000000000000beef'));
  writeFileSync(join(store, 'deadbeef00000000000000000000beef', '.data.json'), '{"version":"lineage/v1beta1","kind":"TaskRun","spec":{');
  return store;
}
const odd = (rest: string) => `/w/odd/${rest}`;

describe('with nothing there yet', () => {
  it('says what a workspace is and how to add one', async () => {
    await page.getByText('No workspace yet').waitFor();
    // Nothing is promised that is not offered: the demo is not there.
    await page.getByRole('heading', { name: 'Add a store', exact: true }).waitFor();
    await page.getByText('the folder or bucket that a Nextflow configuration names as lineage.store.location.', { exact: false }).waitFor();
    await app.screenshot('state-no-workspace');
  });

  it('says on every page of a workspace that was never synced that nothing was read, and where to go', async () => {
    await addWorkspace('odd', { type: 'folder', path: oddStore() });
    await visit(odd('runs'));
    await page.getByText('Never synced: nothing of this store has been read yet.').waitFor();
    await page.getByText('No run is known here').waitFor();
    await app.screenshot('state-never-synced');
    await goTo('Findings');
    await page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
    await page.getByText('Nothing has been read yet. Sync the store first.').waitFor();
    await goTo('Verify');
    await page.getByText('No record read from this store describes a file.', { exact: false }).waitFor();
    await visit(odd('overview'));
    for (const card of ['No run is known here. Sync the store', 'No published file has a record here.', 'No findings of syncs.', 'No record carries a label.'])
      await page.getByText(card, { exact: false }).waitFor();
    await visit(odd('overview/executive'));
    await page.getByText('No run is known here. Sync the store', { exact: false }).waitFor();
    await visit(odd('overview/incident'));
    await page.getByRole('heading', { name: 'Nothing is known: neither a run', exact: false }).waitFor();
    await visit(odd('overview/debug'));
    await page.getByText('No object of a store has been read.').waitFor();
    await visit(odd('runs'));
    await page.getByRole('link', { name: 'To store and sync' }).click();
    await button('Sync now').last().click();
    await page.getByText('1 that could not be read and are kept', { exact: false }).waitFor();
  });
});

describe('of odd records', () => {
  it('a quarantined one is kept, with its bytes and the reason', async () => {
    await goTo('Findings');
    const findings = page.getByRole('grid', { name: 'Findings of odd' });
    await findings.getByText('could not be read, kept').waitFor();
    await findings.getByText('points to a record that is not here').first().waitFor();
    await app.screenshot('state-findings');
    await findings.getByRole('link', { name: /deadbeef/ }).click();
    await page.getByRole('heading', { level: 1, name: /^Record that could not be read/ }).waitFor();
    await app.screenshot('state-quarantined');
    await page.getByRole('tab', { name: 'As it is stored' }).click();
    await button('Show the record as it is').click();
    await page.locator('pre.raw').getByText('"kind":"TaskRun","spec":{').waitFor();
    await page.getByText(/^[0-9a-f]{64}$/).waitFor();
  });

  it('a missing one says who names it; an address that nobody names says so', async () => {
    await visit(odd('record/5ca1ab1e000000000000000000000003~002fsummary.md'));
    await page.getByRole('heading', { level: 1, name: /^Record that is not here/ }).waitFor();
    await page.getByRole('region', { name: 'Named by' }).getByRole('link').first().waitFor();
    await app.screenshot('state-missing-record');
    await visit(odd('record/00000000000000000000000000000000'));
    await page
      .locator('main')
      .getByText(/no record|not here|not found/i)
      .first()
      .waitFor();
    await app.screenshot('state-no-such-record');
  });

  it('hides secrets in the run, its command line, parameters and configuration, and says that it does', async () => {
    await visit(odd('run/5ca1ab1e000000000000000000000001/info'));
    await page.getByRole('heading', { level: 1, name: 'Run synthetic_platform' }).waitFor();
    const main = page.locator('main');
    for (const fact of ['Regulated runs (SYNTHETIC)', 'Demo Org', 'batch-eu', 'study=SYNTHETIC-1', 'v2.0.0', 'nextflow run https://git.example.org/demo/panel']) {
      await main.getByText(fact, { exact: false }).first().waitFor();
    }
    await app.screenshot('state-platform-run');
    const said = await main.innerText();
    expect(said).toMatch(/hidden: named value\s*[0-9a-f]{12}/);
    expect(said).toMatch(/hidden: person\s*[0-9a-f]{12}/);
    expect(said).not.toMatch(/\bada\b/);
    for (const secret of ['tok-SYNTHETIC', 'pw-SYNTHETIC', '8Jq2mZ', '77xQ']) expect(said).not.toContain(secret);
    await page.getByRole('tab', { name: 'Environment' }).click();
    await page.getByRole('region', { name: 'Containers' }).getByText('by digest').first().waitFor();
    await app.screenshot('state-platform-environment');
    for (const tab of ['Tasks', 'Inputs', 'Outputs', 'Checks', 'Report']) {
      await page.getByRole('tab', { name: tab }).click();
      await page
        .getByRole(tab === 'Report' ? 'article' : 'grid')
        .first()
        .waitFor();
      expect(await main.innerText()).not.toMatch(/tok-SYNTHETIC|pw-SYNTHETIC/);
    }
  });

  it('an agent has a page as a task has, and the run outputs stay as they were recorded', async () => {
    await visit(odd('record/5ca1ab1e000000000000000000000003'));
    await page.getByRole('heading', { level: 1, name: 'Agent task: SYNTHETIC_SUMMARISE (S1)' }).waitFor();
    for (const fact of ['demo-model-20260801', 'One paragraph.', 'Summarise the findings of one sample.']) await page.getByText(fact).first().waitFor();
    await app.screenshot('state-agent');
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.getByRole('grid').getByText('S1.bam').first().waitFor();
  });
});

describe('when a sync does not end', () => {
  const { bucket, prefix, objects } = releaseObjects();
  const records = objects.filter(({ body }) => body.includes('"kind":')).length;
  let server: S3Server;
  let proxy: FaultProxy;
  beforeAll(async () => {
    server = await startS3Server();
    server.makeBucket(bucket);
    for (const { key, body } of objects) server.put(bucket, key, body);
    proxy = await startProxy(server.endpoint);
    await addWorkspace('slow', { type: 's3', bucket, prefix, endpoint: proxy.endpoint, region: 'us-east-1', profile: null, pathStyle: true, anonymous: false });
  });
  afterAll(async () => {
    await proxy.close();
    await server.close();
  });
  /** The server answers so many objects, `millis` apart, and leaves the others waiting. */
  const slowDown = (most: number, millis: number) => {
    let answered = 0;
    proxy.rule = (seen, response, incoming) => {
      if (operationOf(seen) !== 'GetObject') return false;
      if (++answered > most) return true;
      setTimeout(() => {
        const { hostname, port } = new URL(server.endpoint);
        const outgoing = request({ hostname, port, path: seen.url, headers: incoming.headers }, (answer) =>
          answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers)),
        );
        // Whoever asked was killed or stopped, and the server may be closed by now.
        outgoing.once('error', () => response.destroy()).end();
      }, answered * millis);
      return true;
    };
  };
  const panel = () => page.getByRole('region', { name: 'Sync', exact: true });

  it('it is stopped from the window, and says what is kept', async () => {
    slowDown(60, 40);
    await visit('/w/slow');
    await panel().getByRole('button', { name: 'Sync now' }).click();
    await panel()
      .getByText(/^reading · [1-9]\d* of 101/)
      .waitFor();
    await app.screenshot('state-syncing');
    await panel().getByRole('button', { name: 'Stop' }).click();
    await panel().getByText('Stopped. What was read so far is kept', { exact: false }).waitFor();
    await panel()
      .getByText(/^[1-9]\d objects read/)
      .waitFor();
    await page.getByText('so it is not known what is no longer in the store', { exact: false }).waitFor();
    await app.screenshot('state-sync-stopped');
  });

  it('killed in the middle, it is said at the next start, and goes on from there', async () => {
    slowDown(50, 60);
    await panel()
      .getByRole('button', { name: /^Sync (now|again)$/ })
      .click();
    await panel()
      .getByText(/^reading · [1-9]\d* of \d\d /)
      .waitFor();
    const ended = new Promise((resolve) => app.electron.process().once('exit', resolve));
    app.electron.process().kill('SIGKILL');
    await ended;
    proxy.rule = () => false;
    await open();
    await page.getByRole('link', { name: 'slow', exact: true }).waitFor();
    await page.getByText('A sync was begun and did not end: sync again to go on where it stopped.').waitFor();
    await app.screenshot('state-interrupted');
    await visit('/w/slow');
    await panel().getByText('A sync was begun and did not end. What it had read is kept', { exact: false }).waitFor();
    await panel()
      .getByRole('button', { name: /^Sync (now|again)$/ })
      .click();
    await panel().getByText(`${records} records`, { exact: false }).waitFor();
    expect(await panel().innerText()).toMatch(/\n[1-9]\d? objects read/);
    await panel().getByText('No record vanished from the store.').waitFor();
    expect(await page.getByText('did not end').count()).toBe(0);
    await goTo('Runs');
    await page.getByRole('link', { name: 's3_release' }).waitFor();
  });

  it('did all this without an error in the page', () => {
    expect(app.errors).toEqual([]);
  });
});
