import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { Tip } from '../../../renderer/shell/tip';
import { clear, draw } from '../draw';

afterEach(clear);

const tip = () => document.querySelector('[role=tooltip]');

const over = (element: Element) => act(async () => void element.dispatchEvent(new PointerEvent('pointerover', { bubbles: true })));

describe('the tip of the window', () => {
  const buttons = (
    <>
      <button type="button" data-tip="Copies the rows">
        copy <span>sign</span>
      </button>
      <button type="button" aria-describedby="said">
        other
      </button>
      <Tip />
    </>
  );

  it('says what is pointed at, describes it for screen readers, and is gone with the pointer', async () => {
    const place = await draw(buttons);
    const [copy, other] = place.querySelectorAll('button');
    expect(tip()).toBeNull();
    await over(place.querySelector('span') as Element);
    expect(tip()?.textContent).toBe('Copies the rows');
    expect(copy?.getAttribute('aria-describedby')).toBe(tip()?.id);
    await over(other as Element);
    expect(tip()).toBeNull();
    expect(copy?.hasAttribute('aria-describedby')).toBe(false);
    expect(other?.getAttribute('aria-describedby')).toBe('said');
  });

  it('follows what a button says of itself, and goes with Escape', async () => {
    const place = await draw(buttons);
    const [copy] = place.querySelectorAll('button');
    await over(copy as Element);
    await act(async () => {
      copy?.setAttribute('data-tip', 'Copied');
      await new Promise((resolve) => setTimeout(resolve, 0));
    });
    expect(tip()?.textContent).toBe('Copied');
    await act(async () => void document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })));
    expect(tip()).toBeNull();
  });
});
