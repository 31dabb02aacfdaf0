// @vitest-environment happy-dom
/** While an index is made the window says of which workspace, how far it is and that nothing is lost; then the line goes. */
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { IndexMakingLine, indexMaking } from '../../../renderer/parts/index-making';
import { clear, draw } from '../draw';

afterEach(clear);

it('tells how far it is, offers no stop, and goes when it is made', async () => {
  const place = await draw(<IndexMakingLine />);
  expect(place.querySelector('section')).toBeNull();
  await act(async () => indexMaking('release', { phase: 'making the index', done: 1200, total: 20_004 }));
  expect(place.querySelector('section')?.textContent).toContain('The index of release is being made from its evidence');
  expect(place.querySelector('[role=status]')?.textContent).toContain('making the index · 1,200 of 20,004');
  expect(place.querySelector('[role=progressbar]')).not.toBeNull();
  expect(place.querySelector('button')).toBeNull();
  await act(async () => indexMaking('release', null));
  expect(place.querySelector('section')).toBeNull();
});
