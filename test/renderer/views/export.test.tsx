// @vitest-environment happy-dom
/** The dialog of an export: it says what a format cannot carry before it is written, writes only where the save dialog says, and tells what was left out. */
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { Output } from '../../../core/contract';
import { ExportForm } from '../../../renderer/views/export/export-form';
import { clear, click, draw, giveSizes, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

beforeAll(giveSizes);
afterEach(clear);

const base = { standard: 'a standard', carries: [], limits: ['no ending'], runsOnly: false };
const formats: Output<'export.formats'>['formats'] = [
  { ...base, id: 'bco', title: 'BioCompute object', extension: 'json', lacks: [], runsOnly: true },
  { ...base, id: 'dot', title: 'Picture', extension: 'dot', lacks: ['sizes of files'] },
];
const answer: Output<'export.write'> = {
  path: '/out/x.dot',
  bytes: 10,
  sha256: 'd'.repeat(64),
  format: 'dot',
  counts: { runs: 1, tasks: 2, files: 3, links: 4 },
  masked: 1,
  profiles: [],
  notCarried: [{ what: 'sizes of files', count: 1234 }],
  limits: [],
};
const button = (place: HTMLElement, words: string) => [...place.querySelectorAll('button')].find((one) => one.textContent?.includes(words)) as HTMLButtonElement;

it('offers a file the formats that can be made of it, and tells what was left out', async () => {
  const bridge = fakeBridge({ 'export.formats': () => ({ formats }), 'dialog.saveFile': () => ({ path: '/out/x.dot' }), 'export.write': () => answer });
  const place = await draw(<ExportForm workspace="w" scope={{ file: 'lid://r/a b' }} name="a/b" />);
  await settle();
  expect(place.textContent).toContain('sizes of files');
  expect(place.textContent).toContain('no ending');
  expect(bridge.calls.some(({ name }) => name === 'export.write')).toBe(false);
  await click(button(place, 'Choose where to save it'));
  await settle();
  expect(bridge.calls).toContainEqual({ name: 'dialog.saveFile', input: { title: 'Save the export', suggested: 'a-b-dot.dot', extension: 'dot' } });
  expect(bridge.calls).toContainEqual({ name: 'export.write', input: { workspace: 'w', scope: { file: 'lid://r/a b' }, format: 'dot', out: '/out/x.dot' } });
  const said = place.querySelector('[role=status]')?.textContent;
  expect(said).toContain('1 run, 2 tasks, 3 files, 4 links');
  expect(said).toContain('sizes of files: 1,234');
  expect(said).toContain('d'.repeat(64));
  expect(said).toContain('1 secret-like value masked');
});

it('offers a run all of them', async () => {
  fakeBridge({ 'export.formats': () => ({ formats }) });
  const place = await draw(<ExportForm workspace="w" scope={{ run: 'lid://r' }} name="r" />);
  await settle();
  expect((place.querySelector('input') as HTMLInputElement).value).toBe('BioCompute object');
});
