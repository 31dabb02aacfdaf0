// @vitest-environment happy-dom
/** The dialog of an evidence bundle: it says what will be in it, writes only where the save dialog says, and tells what was written. */
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { Output } from '../../../core/contract';
import { BundleForm } from '../../../renderer/views/bundle/bundle-form';
import { clear, click, draw, giveSizes, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

beforeAll(giveSizes);
afterEach(clear);

const checkpoint = { number: 7, size: 900, root: 'AAAA', at: '2026-11-26T02:00:00.000Z' };
const log: Output<'evidence.log'>['log'] = { origin: 'o', leaves: 900, last: checkpoint, after: 0, signers: [], fault: null, handedOut: null };
const answer: Output<'evidence.bundle'> = {
  path: '/out/b.zip',
  bytes: 1234,
  sha256: 'c'.repeat(64),
  info: {
    format: 'lineage-evidence-bundle',
    version: 1,
    id: 'lineage-evidence-0',
    origin: 'o',
    checkpoint: { number: 7, size: 900, root: 'AAAA', dated: checkpoint.at },
    run: 'lid://r',
    runName: 'release',
    workspace: 'w',
    store: '/s',
    product: 'p',
    completeness: 'complete',
    leftOut: [],
    warnings: null,
    unread: 0,
    counts: { records: 12, lists: 0, leaves: 30, checks: 4, journal: 5 },
  },
  scan: {
    scanned: 12,
    total: 12,
    allowed: 0,
    findings: [{ group: 'secret', rule: 'named-value', title: 'a value under a name', records: 1, places: 2, examples: [] }],
    sentence: 'Rules cannot find all.',
  },
  pages: null,
  published: 23,
  subjects: 0,
  madeCheckpoint: false,
  after: 3,
  verifierKeys: ['o+00000000+key'],
};
const button = (place: HTMLElement, words: string) => [...place.querySelectorAll('button')].find((one) => one.textContent?.includes(words)) as HTMLButtonElement;

it('writes the newest where the dialog says, and tells what it does not hold', async () => {
  const bridge = fakeBridge({
    'evidence.log': () => ({ log, key: null, keyProblem: null }),
    'dialog.saveFile': () => ({ path: '/out/b.zip' }),
    'evidence.bundle': () => answer,
    'secrets.scan': () => answer.scan,
  });
  const place = await draw(<BundleForm workspace="w" run="lid://r" name="re/lease" />);
  await settle();
  expect(place.textContent).toContain('a value under a name: 2 places in 1 record');
  expect(place.textContent).toContain('Rules cannot find all.');
  expect(place.textContent).toContain('The newest is 7, of 2026-11-26 02:00:00 UTC');
  await click(button(place, 'Choose where to save it'));
  await settle();
  expect(bridge.calls).toContainEqual({ name: 'dialog.saveFile', input: { title: 'Save the evidence bundle', suggested: 'evidence-re-lease-newest.zip', extension: 'zip' } });
  expect(bridge.calls).toContainEqual({ name: 'evidence.bundle', input: { workspace: 'w', run: 'lid://r', out: '/out/b.zip', at: 'latest', report: true, redacted: false } });
  const said = place.querySelector('[role=status]')?.textContent;
  expect(said).toContain('12 records, 4 results of checks, 30 entries of the log');
  expect(said).toContain('3 leaves came after it and are not in the bundle');
  expect(said).toContain('names 0 of 23 published files');
  expect(said).toContain('o+00000000+key');
});

it('asks for nothing when the save dialog is left, and says that a checkpoint is made where there is none', async () => {
  const bridge = fakeBridge({
    'evidence.log': () => ({ log: { ...log, last: null }, key: null, keyProblem: null }),
    'dialog.saveFile': () => ({ path: null }),
    'secrets.scan': () => answer.scan,
  });
  const place = await draw(<BundleForm workspace="w" run="lid://r" name="x" />);
  expect(place.textContent).toContain('There is no checkpoint yet: one is made first.');
  await click(button(place, 'Choose where to save it'));
  await settle();
  expect(bridge.calls.some(({ name }) => name === 'evidence.bundle')).toBe(false);
});
