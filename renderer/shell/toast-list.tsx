/** The messages at the edge of the window, where whatever fills the window leaves them room; Control Z, where no text is being written, takes the newest change back. */
import { Button, CloseButton } from '@mantine/core';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { dismissToast, type Toast, tell, undoOne, useToasts } from '../parts/toasts';
import { visibleText } from '../parts/visible-text';
import { toastWords as words } from '../words/parts';
import './toast-list.css';

/** Milliseconds that a message stays; while it has the focus or the pointer over it, it stays longer. */
const stays = 10_000;

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea'));
}

function ToastLine({ toast: { id, text, undo, error }, onDone }: { toast: Toast; onDone: () => void }) {
  const done = (act: () => void) => {
    onDone();
    act();
  };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(() => (document.querySelector(`[data-toast="${id}"]:is(:hover, :focus-within)`) ? wait() : dismissToast(id)), stays);
    };
    wait();
    return () => clearTimeout(timer);
  }, [id]);
  return (
    <li className="toast" data-error={error || undefined} data-toast={id}>
      <span className="wrap-anywhere">{visibleText(text)}</span>
      {undo && (
        <Button size="compact-xs" variant="default" onClick={() => done(() => undoOne(id))}>
          {words.undo}
        </Button>
      )}
      <CloseButton size="xs" aria-label={words.close} onClick={() => done(() => dismissToast(id))} />
    </li>
  );
}

/** The room that messages take at the lower edge, for what else is laid over the window; kept in `--toasts-height`. */
function useRoomTaken(): RefObject<HTMLElement | null> {
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    const { style } = document.documentElement;
    const watch = new ResizeObserver(([entry]) => style.setProperty('--toasts-height', `${entry?.borderBoxSize[0]?.blockSize ?? 0}px`));
    if (list.current) watch.observe(list.current);
    return () => {
      watch.disconnect();
      style.removeProperty('--toasts-height');
    };
  }, []);
  return list;
}

/** F8 goes to the newest message; when it is closed from there the keyboard is where it was. */
function useKeyToNewest(list: RefObject<HTMLElement | null>): () => void {
  const before = useRef<Element | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const newest = [...(list.current?.querySelectorAll<HTMLElement>('.toast button:last-of-type') ?? [])].at(-1);
      if (event.key !== 'F8' || newest === undefined) return;
      event.preventDefault();
      if (!list.current?.contains(document.activeElement)) before.current = document.activeElement;
      newest.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [list]);
  return useCallback(() => {
    if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
    before.current = null;
  }, []);
}

export function ToastList() {
  const { shown } = useToasts();
  const list = useRoomTaken();
  const goBack = useKeyToNewest(list);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || isWriting(event.target)) return;
      event.preventDefault();
      if (!undoOne()) tell(words.nothing);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <section ref={list} className="toasts-place" aria-label={words.label} aria-keyshortcuts="F8">
      <div role="status">
        <ul className="toasts">
          {shown.map((toast) => (
            <ToastLine key={toast.id} toast={toast} onDone={goBack} />
          ))}
        </ul>
      </div>
    </section>
  );
}
