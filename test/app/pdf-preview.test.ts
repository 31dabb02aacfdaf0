/** PDFs of a store in the preview: shown in a frame of their own, and whatever a hostile one asks for, nothing leaves the window and the window goes on. */
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import PdfDocument from 'pdfkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';

const workspace = 'pdfs';
const task = 'a'.repeat(32);
let app: OpenApp;
let outside: Server;
let asked: string[];
let address: string;

/** A PDF written by hand, as pdfkit would not write it: one red page, what hangs on its catalog, and on the page. */
function byHand(catalog: string, page = '', side = 300): string {
  return [
    '%PDF-1.6',
    `1 0 obj<</Type/Catalog/Pages 2 0 R${catalog}>>endobj`,
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${side} ${side}]/Contents 4 0 R${page}>>endobj`,
    '4 0 obj<</Length 26>>stream\n1 0 0 rg 0 0 300 300 re f \nendstream endobj',
    'trailer<</Root 1 0 R>>',
  ].join('\n');
}

async function drawnByPdfkit(file: string): Promise<void> {
  const document = new PdfDocument({ size: [300, 300], margin: 0 });
  const written = document.pipe(createWriteStream(file));
  document.rect(0, 0, 300, 300).fill('#ff0000');
  document.addPage().rect(0, 0, 300, 300).fill('#0000ff');
  document.end();
  await finished(written);
}

/** Puts the record of a file that lies at `path` into the store. */
function record(store: string, path: string, name: string): void {
  const at = join(store, task, name, '.data.json');
  const time = '2026-01-01T00:00:00Z';
  const spec = { path, checksum: null, source: null, workflowRun: null, taskRun: null, size: 1, createdAt: time, modifiedAt: time, labels: null };
  mkdirSync(dirname(at), { recursive: true });
  writeFileSync(at, JSON.stringify({ version: 'lineage/v1beta1', kind: 'FileOutput', spec }));
}

async function ask(name: string, input: object): Promise<void> {
  const answer = await app.page.evaluate(([n, i]) => window.audit.call(`pdf ${n}`, n as string, i), [name, input] as const);
  if ('error' in answer) throw new Error(answer.error.message);
}

async function show(name: string): Promise<void> {
  await app.page.evaluate(
    (to) => {
      location.hash = to;
    },
    paths.record(workspace, `lid://${task}/${name}`, 'preview'),
  );
  await app.page.getByRole('heading', { level: 1, name: `File: ${name}` }).waitFor();
  await app.page.locator('iframe.preview-pdf').waitFor();
}

beforeAll(async () => {
  asked = [];
  outside = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  app = await openApp();
  const files = join(app.folder, 'files');
  mkdirSync(files);
  const hostile: Record<string, string> = {
    'open-address.pdf': byHand(`/OpenAction<</S/URI/URI(${address}/opened)>>`),
    'launch.pdf': byHand('/OpenAction<</S/Launch/F(/usr/bin/true)>>'),
    'script-asks.pdf': byHand(`/OpenAction<</S/JavaScript/JS(app.launchURL\\("${address}/launched"\\); this.submitForm\\("${address}/submitted"\\);)>>/AcroForm<</Fields[]>>`),
    'script-loops.pdf': byHand('/OpenAction<</S/JavaScript/JS(while \\(true\\) {})>>'),
    'huge.pdf': byHand('', '', 14_000_000),
    'broken.pdf': '%PDF-1.7\nnothing that a reader could follow\n',
  };
  for (const [name, text] of Object.entries(hostile)) writeFileSync(join(files, name), text, 'latin1');
  await drawnByPdfkit(join(files, 'plain.pdf'));
  for (const name of ['plain.pdf', ...Object.keys(hostile)]) record(join(app.folder, 'store'), join(files, name), name);
  await ask('workspaces.add', { name: workspace, store: { type: 'folder', path: join(app.folder, 'store') } });
  await ask('sync.run', { workspace });
});
afterAll(async () => {
  await app.close();
  outside.close();
});

it('gives a PDF a named frame beside what its record says', async () => {
  await show('plain.pdf');
  const frame = app.page.locator('iframe.preview-pdf');
  expect(await frame.getAttribute('title')).toBe('Content of plain.pdf');
  await app.page.getByRole('complementary', { name: 'About this file' }).getByText('Not checked').waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
});

it('is left by its tab, and nothing of it stays', async () => {
  await show('plain.pdf');
  await app.page.getByRole('tab', { name: 'Record' }).click();
  await app.page.locator('iframe.preview-pdf').waitFor({ state: 'detached' });
  await expect.poll(() => app.page.frames().filter((frame) => frame.url().startsWith('app://pdf')).length).toBe(0);
});

describe('a hostile PDF', () => {
  /** The longest time that the window was not its own, in ms, while it showed the file for a while. */
  const longestStall = () =>
    app.page.evaluate(async () => {
      let longest = 0;
      for (let turn = 0, last = performance.now(); turn < 250; turn++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      }
      return longest;
    });

  it.each(['open-address.pdf', 'launch.pdf', 'script-asks.pdf', 'script-loops.pdf'])('%s does not get what it asks for', async (name) => {
    await show(name);
    expect(await longestStall()).toBeLessThan(2000);
    expect(asked).toEqual([]);
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it.each(['huge.pdf', 'broken.pdf'])('%s leaves the window answering', async (name) => {
    await show(name);
    expect(await longestStall()).toBeLessThan(2000);
    await show('plain.pdf');
  });
});

it('raised no error on the way', () => {
  expect(app.errors).toEqual([]);
});
