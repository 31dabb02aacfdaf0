/** Says what a button is for while the pointer or the focus is on it: one tip for the whole window, for whatever bears `data-tip`. */
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useLocation } from 'wouter';
import './tip.css';

interface Meant {
  target: HTMLElement;
  text: string;
}

/** Pixels between what is meant and its tip, and between the tip and the edge of the window. */
const gap = 6;

function meantBy(at: EventTarget | null): Meant | null {
  const target = at instanceof Element ? at.closest<HTMLElement>('[data-tip]') : null;
  return target === null ? null : { target, text: target.dataset.tip ?? '' };
}

/** Above what is meant, or below it where there is no room; never over the edges. */
function place(tip: HTMLElement, target: HTMLElement): void {
  const over = target.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.max(gap, Math.min(window.innerWidth - width - gap, over.left + (over.width - width) / 2));
  const top = over.top - height - gap;
  tip.style.left = `${left}px`;
  tip.style.top = `${top < gap ? over.bottom + gap : top}px`;
}

export function Tip() {
  const [meant, setMeant] = useState<Meant | null>(null);
  const [location] = useLocation();
  const ref = useRef<HTMLDivElement>(null);
  const id = useId();

  useEffect(() => {
    const mean = (next: Meant | null) => setMeant((before) => (before?.target === next?.target && before?.text === next?.text ? before : next));
    const onOver = ({ target }: Event) => mean(meantBy(target));
    const onFocus = ({ target }: Event) => target instanceof Element && target.matches(':focus-visible') && mean(meantBy(target));
    const leave = () => mean(null);
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && leave();
    document.addEventListener('pointerover', onOver);
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', leave);
    document.addEventListener('keydown', onKey);
    document.addEventListener('scroll', leave, true);
    return () => {
      document.removeEventListener('pointerover', onOver);
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', leave);
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('scroll', leave, true);
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has other buttons
  useEffect(() => setMeant(null), [location]);

  // What a button says of itself may change under the pointer: "copied".
  useEffect(() => {
    if (meant === null) return;
    const watch = new MutationObserver(() => setMeant(meantBy(meant.target)));
    watch.observe(meant.target, { attributes: true, attributeFilter: ['data-tip'] });
    return () => watch.disconnect();
  }, [meant]);

  useLayoutEffect(() => {
    if (meant === null || ref.current === null) return;
    const { target } = meant;
    place(ref.current, target);
    const before = target.getAttribute('aria-describedby');
    target.setAttribute('aria-describedby', before === null ? id : `${before} ${id}`);
    return () => (before === null ? target.removeAttribute('aria-describedby') : target.setAttribute('aria-describedby', before));
  }, [meant, id]);

  if (meant === null) return null;
  return createPortal(
    <div ref={ref} id={id} role="tooltip" className="tip">
      {meant.text}
    </div>,
    document.body,
  );
}
