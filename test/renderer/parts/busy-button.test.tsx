import { act, useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { BusyButton } from '../../../renderer/parts/busy-button';
import { clear, draw, press } from '../draw';

afterEach(clear);

let end = () => {};
let asked = 0;
/** Saves; once it has saved there is nothing to save. */
function Saving({ sent = () => {} }: { sent?: () => void }) {
  const [state, setState] = useState<'unsaved' | 'saving' | 'saved'>('unsaved');
  end = () => setState('saved');
  const save = () => {
    asked++;
    setState('saving');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        sent();
      }}
    >
      <BusyButton type="submit" disabled={state === 'saved'} loading={state === 'saving'} onClick={save}>
        Save
      </BusyButton>
      <button type="button">Other</button>
    </form>
  );
}
const [save, other] = [0, 1].map((at) => (place: HTMLElement) => place.querySelectorAll('button')[at] ?? expect.fail('no button'));

it('keeps the focus while it works and after, says that it does nothing, and does nothing', async () => {
  asked = 0;
  let sent = 0;
  const place = await draw(<Saving sent={() => sent++} />);
  const button = save?.(place);
  act(() => button?.focus());
  act(() => button?.click());
  expect([asked, sent]).toEqual([1, 1]);
  expect(document.activeElement).toBe(button);
  expect([button?.disabled, button?.getAttribute('aria-disabled'), button?.getAttribute('aria-busy')]).toEqual([false, 'true', 'true']);
  act(() => button?.click());
  expect([asked, sent]).toEqual([1, 1]);
  act(() => end());
  expect(document.activeElement).toBe(button);
  expect([button?.disabled, button?.getAttribute('aria-disabled'), button?.getAttribute('aria-busy')]).toEqual([false, 'true', null]);
  act(() => button?.click());
  await press('Enter', button);
  expect([asked, sent]).toEqual([1, 1]);
  // Nobody stands on it any more: it is as any other that is of no use now.
  act(() => other?.(place).focus());
  expect(button?.disabled).toBe(true);
});
