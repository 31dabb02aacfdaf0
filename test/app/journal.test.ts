/** What a person does in the real window stands in the journal: once each, before it is seen, and in the file as on the page. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Output } from '../../core/contract';
import { paths } from '../../renderer/routes';
import { type OpenApp, openApp } from './open-app';

const workspace = 'trial-042';
let app: OpenApp;
let asked = 0;
async function ask<T>(name: string, input: object): Promise<T> {
  const answer = await app.page.evaluate(([id, n, i]) => window.audit.call(id as string, n as string, i), [`journal-${asked++}`, name, input] as const);
  if ('error' in answer) throw new Error(answer.error.message);
  return ('json' in answer ? JSON.parse(answer.json) : answer.ok) as T;
}
async function show(path: string): Promise<void> {
  await app.page.evaluate((to) => {
    location.hash = to;
  }, path);
}
const entries = async (act: string) => (await ask<Output<'journal.list'>>('journal.list', { workspace, act, limit: 1000 })).events;
/** The lines of the journal as they lie on the disk: frames of 8 bytes head, one byte codec, one line. */
function linesOnDisk(): { act: string; detail: Record<string, unknown>; surface: string }[] {
  const folder = join(app.home, workspace, 'journal');
  return readdirSync(folder).flatMap((name) => {
    const bytes = readFileSync(join(folder, name));
    const lines = [];
    for (let at = 8; at < bytes.length; at += 9 + bytes.readUInt32LE(at)) lines.push(JSON.parse(bytes.subarray(at + 9, at + 9 + bytes.readUInt32LE(at)).toString('utf8')));
    return lines;
  });
}

beforeAll(async () => {
  app = await openApp({ demo: true });
  await app.page.getByText(workspace).first().waitFor();
});
afterAll(() => app.close());

it('writes a record that is opened, and opened again, and none for what is fetched again', async () => {
  const { runs } = await ask<Output<'runs.list'>>('runs.list', { workspace });
  const { outputs } = await ask<Output<'runs.outputs'>>('runs.outputs', { workspace, lid: runs.find(({ name }) => name === 'release')?.lid ?? '' });
  const lid = outputs.find(({ name }) => name === 'cohort.tsv')?.lid ?? '';
  const of = async () => (await entries('record-opened')).filter(({ detail }) => detail.lid === lid && detail.part === 'record').length;
  await show(paths.record(workspace, lid));
  await app.page.getByRole('region', { name: 'Opened or exported here' }).getByText('Record opened').first().waitFor();
  await app.page.getByText('Access outside this program is unknown.').first().waitFor();
  expect(await of()).toBe(1);
  await ask('records.get', { workspace, lid });
  await app.page.getByRole('tab', { name: 'Preview' }).click();
  await app.page.locator('.preview-facts').waitFor();
  expect(await of()).toBe(1);
  expect((await entries('preview')).map(({ detail }) => detail.lid)).toEqual([lid]);
  await show(paths.runs(workspace));
  await app.page.getByRole('grid').first().waitFor();
  await show(paths.record(workspace, lid));
  await expect.poll(of).toBe(2);
});

it('writes the question that was settled on, once', async () => {
  await app.page.keyboard.press('Control+K');
  await app.page.getByPlaceholder(/./).last().pressSequentially('cohort.tsv', { delay: 150 });
  await expect.poll(async () => (await entries('searched')).map(({ detail }) => detail.text)).toEqual(['cohort.tsv']);
  await app.page.keyboard.press('Escape');
});

it('takes a name, filters, shows an entry in full, and writes the journal out as an act', async () => {
  await show(paths.journal(workspace));
  await app.page.getByLabel(/Your name as it stands/).fill('Ada Review');
  await app.page.getByRole('button', { name: 'Save name' }).click();
  await app.page.getByRole('grid').getByText('Name given changed').waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('journal');
  await app.page.getByLabel('What', { exact: true }).selectOption('searched');
  await app.page.locator('.table-count', { hasText: /^1 entry$/ }).waitFor();
  const row = app.page.getByRole('grid', { name: 'Journal of trial-042' }).getByText('Searched').first();
  await row.dblclick();
  await app.page.getByRole('dialog').getByText('Name given (not verified)').waitFor();
  await app.page.keyboard.press('Escape');
  await app.page.getByRole('button', { name: 'Clear all filters' }).click();
  const out = join(app.folder, 'journal.jsonl');
  await app.chooseInDialog(out);
  await app.page.getByRole('button', { name: 'Save as JSONL' }).click();
  await app.page.getByText(/entries written to/).waitFor();
  expect(existsSync(out)).toBe(true);
  const disk = linesOnDisk();
  const exported = readFileSync(out);
  expect(disk.at(-1)).toMatchObject({
    act: 'journal-exported',
    surface: 'window',
    detail: { path: out, sha256: createHash('sha256').update(exported).digest('hex'), bytes: exported.length },
  });
  expect(
    exported
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(disk.slice(0, -1));
  expect(disk.map(({ act }) => act)).toEqual(expect.arrayContaining(['workspace-opened', 'record-opened', 'preview', 'searched', 'name-given-set', 'journal-opened']));
  expect(app.errors).toEqual([]);
});
