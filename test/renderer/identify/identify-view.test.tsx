/** The page that says what a file is: content and name kept apart, and what is not excluded always said. */
import { act } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Identification } from '../../../core/contract/identify';
import { giveFilesToIdentify } from '../../../renderer/parts/given-files';
import { DroppedFiles } from '../../../renderer/shell/dropped-files';
import { IdentifyView } from '../../../renderer/views/identify/identify-view';
import { clear, click, draw, giveSizes, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

beforeEach(giveSizes);
afterEach(clear);

const about = { path: '/data/a.vcf', title: 'a.vcf', run: { lid: 'lid://ab', name: 'release' } };
const answer: Identification = {
  files: [
    {
      path: '/tmp/x\u202Egz',
      name: 'x\u202Egz',
      size: 3,
      modifiedAt: null,
      sha256: 'f'.repeat(64),
      problem: null,
      words: 'Known by its content to one record, with a caution.',
      hits: [{ ...about, lid: 'lid://ab/a.vcf', by: 'first-fingerprint', since: '2026-11-21T14:02:00.000Z', caution: true, words: ['It was this.', 'It is another now.'] }],
      hints: [{ ...about, lid: 'lid://cd/a.vcf', by: 'name-and-size', words: 'weak' }],
      hintCount: 3,
    },
  ],
  notRead: 2,
  fingerprints: { known: 1, of: 4 },
  limits: '3 of the 4 recorded files have no fingerprint here yet.',
  stopped: false,
  at: '2026-11-21T14:02:00.000Z',
};

it('shows what is known by content apart from what agrees in name alone', async () => {
  const bridge = fakeBridge({ 'files.identify': () => answer });
  giveFilesToIdentify('shown', ['/tmp/x']);
  const place = await draw(<IdentifyView workspace="shown" />);
  expect(bridge.calls).toEqual([{ name: 'files.identify', input: { workspace: 'shown', paths: ['/tmp/x'] } }]);
  expect(place.textContent).toContain('1 of 1 file known by content. 3 of the 4 recorded files have no fingerprint here yet.');
  expect(place.textContent).toContain('2 entries were not looked at');
  const hit = place.querySelector('.identified-hit');
  expect(hit?.getAttribute('data-tone')).toBe('caution');
  expect(hit?.textContent).toContain('! what this record’s file was when first read, by our SHA-256; not what it is now: a.vcf lid://ab/a.vcf');
  const weak = place.querySelector('.identified-weak')?.textContent;
  expect(weak).toContain('Weak: no evidence of the content');
  expect(weak).toContain('lid://cd/a.vcf, run release: name and size alone agree');
  expect(weak).toContain('and 2 others');
  expect(place.textContent).not.toContain('\u202E');
});

it('asks for nothing before a file is given; takes those that are chosen', async () => {
  const bridge = fakeBridge({ 'dialog.openFiles': () => ({ paths: ['/tmp/picked'] }), 'files.identify': () => answer });
  const place = await draw(<IdentifyView workspace="picked" />);
  expect(bridge.calls).toEqual([]);
  await click([...place.querySelectorAll('button')].find(({ textContent }) => textContent === 'Choose files…'));
  await settle();
  expect(bridge.calls.at(-1)).toEqual({ name: 'files.identify', input: { workspace: 'picked', paths: ['/tmp/picked'] } });
});

it('what is dropped leads to the page; on the page of lists one file is the list; without a workspace nowhere', async () => {
  window.location.hash = '#/w/drops/runs';
  const bridge = fakeBridge({});
  await draw(<DroppedFiles workspace="drops" />);
  await act(async () => bridge.tell('dropped', { paths: ['/tmp/a', '/tmp/b'] }));
  expect(window.location.hash).toBe('#/w/drops/identify');
  await clear();
  window.location.hash = '#/w/drops/reconcile';
  await draw(<DroppedFiles workspace="drops" />);
  await act(async () => bridge.tell('dropped', { paths: ['/tmp/list.csv'] }));
  expect(window.location.hash).toBe('#/w/drops/reconcile');
  await act(async () => bridge.tell('dropped', { paths: ['/tmp/a', '/tmp/b'] }));
  expect(window.location.hash).toBe('#/w/drops/identify');
  await clear();
  window.location.hash = '#/';
  await draw(<DroppedFiles workspace={null} />);
  await act(async () => bridge.tell('dropped', { paths: ['/tmp/a'] }));
  expect(window.location.hash).toBe('#/');
});
