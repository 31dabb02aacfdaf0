// @vitest-environment happy-dom
/** While an index is made the window says of which workspace, how far it is and that nothing is lost, and offers to stop it; what was stopped can be begun again. */
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { IndexMakingLine, indexMaking } from '../../../renderer/parts/index-making';
import { clear, draw, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

afterEach(clear);
const at = { workspace: 'release', stopped: false };

it('tells how far it is, and goes when it is made', async () => {
  const place = await draw(<IndexMakingLine />);
  expect(place.querySelector('section')).toBeNull();
  await act(async () => indexMaking({ ...at, progress: { phase: 'making the index', done: 1200, total: 20_004 } }));
  expect(place.querySelector('section')?.textContent).toContain('The index of release is being made from its evidence');
  expect(place.querySelector('[role=status]')?.textContent).toContain('making the index · 1,200 of 20,004');
  expect(place.querySelector('[role=progressbar]')).not.toBeNull();
  await act(async () => indexMaking({ ...at, progress: null }));
  expect(place.querySelector('section')).toBeNull();
});

it('stops it, says so, and begins it again', async () => {
  const bridge = fakeBridge({ 'workspaces.stopIndex': () => ({ stopped: true }), 'workspaces.makeIndex': () => ({}) });
  const place = await draw(<IndexMakingLine />);
  const press = async (text: string) => {
    await act(async () => [...place.querySelectorAll('button')].find(({ textContent }) => textContent === text)?.click());
    await settle();
  };
  await act(async () => indexMaking({ ...at, progress: { phase: 'making the index', done: 1200, total: 20_004 } }));
  await press('Stop');
  await act(async () => indexMaking({ ...at, progress: null, stopped: true }));
  expect(place.textContent).toContain('The index of release was not made: it was stopped. No evidence is lost');
  expect(place.querySelector('[role=progressbar]')).toBeNull();
  await press('Make the index');
  expect(place.querySelector('section')).toBeNull();
  expect(bridge.calls).toEqual([
    { name: 'workspaces.stopIndex', input: { workspace: 'release' } },
    { name: 'workspaces.makeIndex', input: { workspace: 'release' } },
  ]);
});
