/** Keeps the focus of the keyboard at an act whose button makes way for its progress, and gives it back to the button that comes after. */
import { type RefObject, useLayoutEffect } from 'react';

/** What had the focus last, be it still there or not. */
let last: EventTarget | null = null;
document.addEventListener('focusin', ({ target }) => {
  last = target;
});

const isNowhere = () => document.activeElement === null || document.activeElement === document.body;
const firstStop = (within: Element | null | undefined) => within?.querySelector<HTMLElement>('button:not([disabled]), a[href], [tabindex="0"]');

/** `place`: what is drawn while the act runs; it can take the focus. It takes it where the button that had it is gone, and from nobody else. */
export function useFocusKept(place: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const here = place.current;
    if (here === null) return;
    if (isNowhere() && last instanceof Element && !last.isConnected) here.focus({ preventScroll: true });
    const { parentElement: around, previousElementSibling: before } = here;
    return () => {
      if (!here.contains(document.activeElement) && !(isNowhere() && last instanceof Element && here.contains(last))) return;
      setTimeout(() => {
        if (!isNowhere()) return;
        const instead = before?.isConnected ? before.nextElementSibling : around?.firstElementChild;
        (firstStop(instead) ?? firstStop(around) ?? document.querySelector<HTMLElement>('main h1'))?.focus();
      });
    };
  }, [place]);
}
