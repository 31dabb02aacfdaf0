/** Previews through the engine: of files that some record names, from where they are now, and of no others. */
import { mkdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../../workbench';
import { lidOf, runHash, taskHash, type VectorStore, vectorOfSize, vectorStore } from './vector-store';

let store: VectorStore;
let bench: Workbench;
const workspace = 'w';
const look = async (input: { lid?: string; path?: string }) => (await bench.engine.call('files.preview', { workspace, ...input })).preview;

beforeAll(async () => {
  store = vectorStore();
  store.write(`${runHash}#output`, 'WorkflowOutput', { workflowRun: `lid://${runHash}`, output: [{ type: 'Path', name: 'log', value: '/data/vectors/named/by output.log' }] });
  mkdirSync(join(store.folder, 'files', 'named'));
  writeFileSync(join(store.folder, 'files', 'named', 'by output.log'), 'a log\n');
  writeFileSync(join(store.folder, 'files', 'named', 'by-none.log'), 'private\n');
  bench = await openWorkbench();
  await bench.sync(workspace, store.store, store.maps);
});
afterAll(() => {
  bench.close();
  store.remove();
});

test('by LID, by recorded path with and without file://, and an outside file', async () => {
  const file = vectorOfSize(64);
  const shown = await look({ lid: lidOf(file) });
  expect(shown).toMatchObject({ name: file.path.split('/').at(-1), checkedPath: store.at(file), size: 64, shown: 64, form: 'binary' });
  expect(await look({ path: file.path })).toEqual(shown);
  expect(await look({ path: `file://${file.path}` })).toEqual(shown);
  expect(await look({ path: vectorOfSize(31).path })).toMatchObject({ size: 31 });
  expect(await look({ path: '/data/vectors/named/by output.log' })).toMatchObject({ form: 'text', text: 'a log\n' });
  const acts = (await bench.engine.call('journal.list', { workspace })).events.filter((event) => event.act === 'preview');
  expect(acts).toHaveLength(5);
  expect(acts.at(-1)?.detail).toMatchObject({ lid: lidOf(file), checkedPath: store.at(file) });
});

test('a large file is read at its start alone', async () => {
  expect(await look({ lid: lidOf(vectorOfSize(3_000_001)) })).toMatchObject({ size: 3_000_001, truncated: true });
});

test('a path that no record names is not opened', async () => {
  for (const path of [
    '/etc/passwd',
    '/data/vectors/named/by-none.log',
    '/data/vectors',
    `${vectorOfSize(64).path}/../named/by-none.log`,
    join(store.folder, 'files', 'named', 'by-none.log'),
  ])
    await expect(look({ path })).rejects.toMatchObject({ code: 'bad-input' });
  await expect(look({ lid: `lid://${taskHash}` })).rejects.toMatchObject({ code: 'bad-input' });
  await expect(look({ lid: 'lid://none' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(look({})).rejects.toMatchObject({ code: 'bad-input' });
  await expect(look({ lid: lidOf(vectorOfSize(64)), path: vectorOfSize(64).path })).rejects.toMatchObject({ code: 'bad-input' });
});

test('what is not there, or is a folder, says so', async () => {
  unlinkSync(store.at(vectorOfSize(33)));
  expect(await look({ lid: lidOf(vectorOfSize(33)) })).toMatchObject({ form: 'none', note: expect.stringContaining('Nothing is at this path') });
  unlinkSync(store.at(vectorOfSize(63)));
  mkdirSync(store.at(vectorOfSize(63)));
  expect(await look({ lid: lidOf(vectorOfSize(63)) })).toMatchObject({ form: 'folder', note: 'This is a folder.' });
});
