import { act, useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { JobProgress } from '../../../renderer/parts/job-progress';
import { clear, draw, settle } from '../draw';

afterEach(clear);

let finish = () => {};
function Act() {
  const [running, setRunning] = useState(false);
  finish = () => setRunning(false);
  return (
    <section>
      <button type="button">Copy</button>
      {running ? (
        <JobProgress label="Checking" progress={null} startedAt={0} onCancel={finish} />
      ) : (
        <div>
          <button type="button" onClick={() => setRunning(true)}>
            Check now
          </button>
        </div>
      )}
    </section>
  );
}
const buttonNamed = (place: HTMLElement, name: string) => [...place.querySelectorAll('button')].find(({ textContent }) => textContent === name) ?? expect.fail(name);

it('the progress of an act has the focus of the button that it stands for, and gives it back', async () => {
  const place = await draw(<Act />);
  act(() => buttonNamed(place, 'Check now').focus());
  act(() => buttonNamed(place, 'Check now').click());
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Checking');
  act(() => finish());
  await settle();
  await act(() => new Promise((done) => setTimeout(done, 10)));
  expect(document.activeElement).toBe(buttonNamed(place, 'Check now'));
});

it('takes the focus from nobody who went on', async () => {
  const place = await draw(<Act />);
  act(() => buttonNamed(place, 'Copy').focus());
  act(() => buttonNamed(place, 'Check now').click());
  expect(document.activeElement).toBe(buttonNamed(place, 'Copy'));
  act(() => finish());
  await act(() => new Promise((done) => setTimeout(done, 10)));
  expect(document.activeElement).toBe(buttonNamed(place, 'Copy'));
});
