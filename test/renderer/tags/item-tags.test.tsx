import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Output } from '../../../core/contract';
import { Labels } from '../../../renderer/parts/labels';
import { Tags } from '../../../renderer/parts/tags';
import { ItemTags } from '../../../renderer/views/tags/item-tags';
import { clear, draw, giveSizes, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

beforeEach(() => {
  giveSizes();
  window.location.hash = '#/w/w/runs';
});
afterEach(clear);

const item = { kind: 'record' as const, text: 'lid://ab' };
const set = { act: 3, at: '2026-11-20T08:00:00.000Z', by: 'qa', reason: 'agreed' };
const answer = (more: Partial<Output<'tags.get'>> = {}): Output<'tags.get'> => ({
  item,
  tags: [{ key: 'owner', value: 'a\u202Eb', ...set }],
  history: [{ key: 'owner', was: 'x', now: 'a\u202Eb', undoes: 2, ...set }],
  changes: 1,
  refused: null,
  ...more,
});

it('shows tags by another word and shape than labels, hostile text made visible, and each change', async () => {
  fakeBridge({ 'tags.get': () => answer() });
  const place = await draw(<ItemTags workspace="w" item={item} />);
  await settle();
  expect(place.textContent).toContain('Tags of this workbench');
  expect(place.textContent).toContain('a⟨U+202E⟩b');
  expect(place.textContent).not.toContain('\u202E');
  expect(place.textContent).toContain('owner: x → a⟨U+202E⟩b');
  expect(place.textContent).toContain('takes act 2 back');
  expect(place.querySelector('.label')).toBeNull();
  expect(place.querySelector('.tag')?.textContent).toBe('Tag of this workbench: owner=a⟨U+202E⟩b');
});

it('says why nothing can be set where that is so', async () => {
  fakeBridge({ 'tags.get': () => answer({ tags: [], refused: 'This is the workspace as of an earlier time.' }) });
  const place = await draw(<ItemTags workspace="w" item={item} />);
  await settle();
  expect(place.querySelector('button')?.disabled).toBe(true);
  expect(place.textContent).toContain('as of an earlier time');
});

it('a label and a tag of the same text lead to different pages', async () => {
  const place = await draw(
    <>
      <Labels labels={['gxp']} />
      <Tags tags={[{ key: 'gxp', value: 'gxp' }]} />
    </>,
  );
  expect(place.querySelector('.label')?.getAttribute('href')).toMatch(/\/label\/gxp$/);
  expect(place.querySelector('.tag')?.getAttribute('href')).toMatch(/\/tags\/gxp\/gxp$/);
});
